"""Where people and vehicles can go, and when they do."""
