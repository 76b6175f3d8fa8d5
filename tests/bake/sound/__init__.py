"""Tests of explorer.bake.sound."""
