"""Frames from a visit and timed acts, and videos from frames."""
