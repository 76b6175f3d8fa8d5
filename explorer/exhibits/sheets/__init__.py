"""Exhibits without code: a scene provides formulas, a table or pictures."""

FORMULA, TABLE, GALLERY = "formula", "table", "gallery"
KINDS = (FORMULA, TABLE, GALLERY)
"""Their kinds in a scene file."""
