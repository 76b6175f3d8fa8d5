"""Zones on the ground: how they are dragged, what they snap to, and what that changes in the files of a scene."""
