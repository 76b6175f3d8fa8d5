"""The sounds of the park, computed from seeds: ambient loops of its districts, and short sounds for actions."""
