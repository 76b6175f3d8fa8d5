"""Tests of explorer.shell.sound."""
