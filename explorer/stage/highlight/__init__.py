"""Highlights: outlines, flow ribbons, beacon, fading."""
