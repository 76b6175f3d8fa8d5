"""Number format: numbers, units and axis ticks as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor, isfinite, log10

from ..i18n import ENGLISH, Language, number_text, tr
from ..i18n.units import amount_text, unit_text
from .exhibit import Output

MINUS = "\u2212"
SEPARATED_FROM = 10_000
NICE = (1, 2, 2.5, 5, 10, 20, 25, 50)
"""Steps between axis numbers, times a power of ten."""


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """A number with thousands separators from five digits on (2026 is a year); without `decimals`, places that suit
    its size.
    """
    if not isfinite(value):
        return "–"
    if decimals is None:
        decimals = _places(value)
    digits = number_text(abs(value), f"{',' if abs(value) >= SEPARATED_FROM else ''}.{decimals}f", language)
    negative = value < 0 and any(digit in digits for digit in "123456789")
    return MINUS + digits if negative else digits


def format_amount(value: float, unit: str, language: Language, decimals: int | None = None) -> str:
    """A number with its unit: 60 %, ×4, 4.9 s, 4.9秒."""
    digits = number(
        value, language, 0 if decimals is None and unit == "money" else decimals
    )  # coins are whole
    if not unit:
        return digits
    if unit == "×":
        return unit + digits
    return amount_text(digits, unit, language)


def reading_text(output: Output, value: float, language: Language) -> str:
    """A reading with its unit, or the name of its value."""
    at = value - output.low
    if output.names and at == round(at) and 0 <= at < len(output.names):
        return tr(output.names[round(at)], language)
    return format_amount(value, output.unit, language)


def figure_text(output: Output, value: float, language: Language) -> str:
    """A reading in large type: without its unit if its label names that already (36, parts wrong in the twin)."""
    is_in_text = (
        output.plain is not None and output.unit and unit_text(output.unit, ENGLISH) in str(output.plain)
    )
    return reading_text(replace(output, unit="") if is_in_text else output, value, language)


def decimals_of(step: float) -> int:
    """Number of decimal places that distinguish steps of a size."""
    places = 0
    while places < 4 and abs(step * 10**places - round(step * 10**places)) > 1e-6:
        places += 1
    return places


def _places(value: float) -> int:
    size = abs(value)
    if abs(value - round(value)) < 1e-9 or size >= 1000:
        return 0
    return 2 if size < 1 or 99.9 < size < 100 else 1  # 99.99 % must not become 100 %


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers from `low` to `high`, evenly spaced."""
    if not high > low or most < 2:
        return [low]
    rough = (high - low) / (most - 1)
    size = 10 ** floor(log10(rough))
    step = next(size * nice for nice in NICE if size * nice >= rough * (1 - 1e-9))
    first, last = -floor(-low / step + 1e-9), floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(int(first), int(last) + 1)]


def format_ticks(marks: Sequence[float], language: Language) -> list[str]:
    """Axis numbers, all with as many decimal places as the finest of them needs."""
    places = max((decimals_of(mark) for mark in marks), default=0)
    return [number(mark, language, places) for mark in marks]
