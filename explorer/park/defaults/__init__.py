"""Defaults for parts that a scene omits."""
