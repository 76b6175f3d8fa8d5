"""Tests of explorer.build."""
