"""Tests of explorer.kit."""
