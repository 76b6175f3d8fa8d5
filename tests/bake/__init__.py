"""Tests of explorer.bake."""
