"""Baked files, placeholders and models become a node tree."""
