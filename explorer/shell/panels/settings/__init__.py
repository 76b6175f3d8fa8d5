"""Settings and the list of keys."""
