"""Exhibits without a program of their own: a scene gives formulas, a table or pictures."""

FORMULA, TABLE, GALLERY = "formula", "table", "gallery"
KINDS = (FORMULA, TABLE, GALLERY)
"""Their names in a scene file."""
