"""Times as a clock tells them."""

from __future__ import annotations


def clock_words(time_s: float) -> str:
    """A time as a clock tells it: 0:48, 12:05, 1:02:30."""
    seconds = int(max(time_s, 0.0))
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"
