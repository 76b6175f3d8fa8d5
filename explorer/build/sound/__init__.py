"""The sounds of the park, computed from seeds: loops of its districts, and short answers to what visitors do."""
