"""Tests of explorer.build.sound."""
