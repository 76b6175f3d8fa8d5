"""How wide a text is on a terminal."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """How many columns a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
