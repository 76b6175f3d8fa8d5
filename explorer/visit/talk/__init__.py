"""A talk: clock, pace, black and frozen screen, pointer."""
