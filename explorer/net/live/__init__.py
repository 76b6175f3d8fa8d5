"""Real production lines: a bridge that reads them, recordings of them, and a simulated line to test with."""
