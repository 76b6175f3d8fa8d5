"""Search, and what it finds."""
