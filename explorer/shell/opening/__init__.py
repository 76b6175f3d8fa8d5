"""The opening: the first text a visitor reads, over the resting park."""
