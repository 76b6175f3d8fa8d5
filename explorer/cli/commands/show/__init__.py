"""Commands that open a window, or play in it."""
