"""Exhibits without a program of their own: dials and readings that a scene gives as formulas or as a table."""

FORMULA, TABLE = "formula", "table"
KINDS = (FORMULA, TABLE)
"""Their names in a scene file."""
