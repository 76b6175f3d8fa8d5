"""What lies over the frame: labels, map, toasts."""
