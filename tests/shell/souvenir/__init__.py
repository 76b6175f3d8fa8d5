"""Tests of explorer.shell.souvenir."""
