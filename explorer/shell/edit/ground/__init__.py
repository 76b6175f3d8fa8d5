"""Zones are placed on the ground."""
