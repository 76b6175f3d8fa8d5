"""Whether every name in a scene leads somewhere."""
