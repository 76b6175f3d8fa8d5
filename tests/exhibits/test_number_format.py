"""Numbers and units are said as each language says them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exhibits.kinds import KINDS
from explorer.exhibits.number_format import decimals_of, format_amount, number, ticks
from explorer.i18n.units import UNITS as NAMES
from explorer.i18n.units import unit_text
from explorer.park.model import Language
from explorer.shell.exhibit.parameters import parameters_of
from explorer.shell.exhibit.readouts import format_reading
from explorer.shell.style.fonts import has_han
from explorer.shell.style.theme import Theme
from explorer.visit import Settings

SYMBOLS = {"", "%", "×", "°", "°C", "K", "m²/s³"}
"""Units that are the same in both languages."""

UNITS = sorted(
    {output.unit for kind in KINDS.values() for output in kind.outputs}
    | {parameter.unit for kind in KINDS.values() for parameter in parameters_of(kind)}
)


@pytest.mark.parametrize(
    ("value", "unit", "language", "reported"),
    [
        (60.0, "%", "en", "60 %"),
        (60.0, "%", "zh", "60 %"),
        (99.988, "%", "en", "99.99 %"),
        (4.9, "s", "en", "4.9 s"),
        (4.9, "s", "zh", "4.9秒"),
        (1.0, "parts", "en", "1 part"),
        (2.0, "parts", "en", "2 parts"),
        (1.0, "ms", "en", "1 ms"),
        (-101.57, "money", "en", "−102 coins"),
        (1.0, "days/s", "en", "1 day/s"),
        (1.0, "min/s", "en", "1 min/s"),
        (1.0, "parts/h", "en", "1 part/h"),
        (5.0, "of 7", "en", "5 of 7"),
        (5.0, "of 7", "zh", "5/7"),
        (12.0, "1/h", "en", "12/h"),
        (4.0, "×", "en", "×4"),
        (-12.5, "°C", "zh", "−12.5 °C"),
        (1234.5, "", "en", "1234"),
        (2026.0, "", "zh", "2026"),
        (12345.0, "", "en", "12,345"),
        (10.0, ":1", "zh", "10:1"),
        (float("nan"), "s", "en", "– s"),
    ],
)
def test_an_amount_is_said(value: float, unit: str, language: Language, reported: str) -> None:
    assert format_amount(value, unit, language) == reported


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_every_exhibit_is_said_in_chinese(unit: str) -> None:
    if unit not in SYMBOLS:
        words = unit_text(unit, "zh")
        assert has_han(words) or unit.startswith("of ") or unit in NAMES, unit


@pytest.mark.parametrize(
    ("step", "places"), [(1.0, 0), (0.5, 1), (0.05, 2), (0.25, 2), (100.0, 0), (0.01, 2)]
)
def test_places_tell_steps_apart(step: float, places: int) -> None:
    assert decimals_of(step) == places


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert number(-0.001, "en", 1) == "0.0" and number(-0.001, "de", 1) == "0,0"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_are_even_and_within(low: float, span: float, most: int) -> None:
    marks = ticks(low, low + span, most)
    assert len(marks) <= most
    slack = span * 1e-6 + 1e-6
    assert all(low - slack <= mark <= low + span + slack for mark in marks)
    steps = [b - a for a, b in itertools.pairwise(marks)]
    assert all(abs(step - steps[0]) < slack for step in steps)


def test_what_is_one_of_a_few_things_is_reported_by_its_name() -> None:
    road = next(output for output in KINDS["rules"].outputs if output.name == "road")
    english, chinese = Theme.of(Settings()), Theme.of(Settings(language="zh"))
    assert [format_reading(road, at, english) for at in (0, 1, 2)] == ["Exempt", "Contract", "Assessment"]
    assert format_reading(road, 1, chinese) == "合同或认证" and format_reading(road, 0.5, english) == "0.50"
