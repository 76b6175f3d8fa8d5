"""The window of a screen that follows another: what it says of that, and what it is shown beside the park."""
