"""What words of a chart do where they have little room: smaller letters, shorter names, places beside each other."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from ...style.fonts import spaced
from ...style.tokens import LEAST_PX


def in_rows(font: QFont, apart_px: float) -> QFont:
    """The font, smaller if rows stand closer than its letters are high."""
    font.setPixelSize(min(font.pixelSize(), max(int(apart_px), LEAST_PX)))
    return font


def width_in(font: QFont, words: str) -> float:
    """The width of words in a font."""
    return QFontMetricsF(font).horizontalAdvance(spaced(words))


def shared_lead(names: list[str]) -> str:
    """What all of several names begin with, up to a colon: it need not be said at each of them."""
    for name in names[:1]:
        for colon in (": ", "："):
            lead = name[: name.find(colon) + len(colon)]
            if colon in name and len(names) > 1 and all(other.startswith(lead) for other in names):
                return lead
    return ""


def spread(wanted: list[float], apart: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, at least `apart` from each other, within `low` and `high` if there is room."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    least = low
    for i in order:
        placed[i] = max(placed[i], least)
        least = placed[i] + apart
    most = high
    for i in reversed(order):
        placed[i] = min(placed[i], most)
        most = placed[i] - apart
    return placed
