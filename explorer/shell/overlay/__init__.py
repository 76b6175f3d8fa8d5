"""What lies over the frame: labels, minimap, toasts."""
