"""The opening: what a visitor reads first, over the resting park."""
