"""Zones on the ground: dragging, snapping, and the resulting changes of a scene's files."""
