"""Phones of a room, on the show's own screen: how to join, who is connected, calls for staff."""
