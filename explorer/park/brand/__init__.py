"""The brand of a park: the keys of `brand:`, and the files that they name."""
