"""Tests; the folders mirror `explorer/`."""
