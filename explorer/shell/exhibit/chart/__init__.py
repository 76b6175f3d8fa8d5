"""The chart of an exhibit."""
