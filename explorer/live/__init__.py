"""Real lines: a bridge that reads them, recordings of them, and a line of our own to try it with."""
