"""A visit and timed acts become frames, and frames a video."""
