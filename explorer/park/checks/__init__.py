"""Checks of names, texts and places in a scene."""
