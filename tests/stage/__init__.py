"""Claims about pixels and boxes, at 320 x 180 and without a screen."""
