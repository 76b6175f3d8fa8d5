"""Commands that make and check a scene."""
