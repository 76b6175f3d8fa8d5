"""Talks: clock, pace, black and frozen screen, pointer."""
