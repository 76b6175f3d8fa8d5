"""How units are said."""

from __future__ import annotations

import re

from .catalogue import Language
from .messages import WORDS, say
from .text import Text, Translatable, Verbatim

WHOLE = re.compile(r"of ([\d,]+)")


def with_unit(label: Text, unit: str) -> Text:
    """What a quantity is called, with its unit if it has one."""
    if not unit:
        return label
    words: Translatable = Verbatim(unit)
    if whole := WHOLE.fullmatch(unit):
        words = WORDS["unit.of"].having(whole=whole[1])
    elif f"unit.{unit}" in WORDS:
        words = WORDS[f"unit.{unit}"].having(count=2)
    return Text("{label} ({unit})", label=label, unit=words)


def unit_text(unit: str, language: Language, count: int = 2) -> str:
    """How a unit is said, of one thing or of several; a symbol is itself."""
    if whole := WHOLE.fullmatch(unit):
        return say("unit.of", language, whole=whole[1])
    key = f"unit.{unit}"
    return say(key, language, count=count) if key in WORDS else unit
