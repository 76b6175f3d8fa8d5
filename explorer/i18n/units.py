"""How units are said."""

from __future__ import annotations

import re

from .catalogue import Language
from .messages import WORDS, say

WHOLE = re.compile(r"of ([\d,]+)")


def unit_text(unit: str, language: Language, count: int = 2) -> str:
    """How a unit is said, of one thing or of several; a symbol is itself."""
    if whole := WHOLE.fullmatch(unit):
        return say("unit.of", language, whole=whole[1])
    key = f"unit.{unit}"
    return say(key, language, count=count) if key in WORDS else unit
