"""Bodies for what moves in the park."""
