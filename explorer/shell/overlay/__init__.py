"""Overlays on the view: labels, map, toasts."""
