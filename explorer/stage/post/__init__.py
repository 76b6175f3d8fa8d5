"""Passes that make a picture of drawn light: occlusion, reflections, bloom, focus, tone, smooth edges."""
