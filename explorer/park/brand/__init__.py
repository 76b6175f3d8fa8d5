"""Whose park it is: the keys of `brand:`, and the files that they name."""
