"""Formulas are arithmetic and nothing else; what has no unit in common is not added."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exhibits.sheets.expression import WrongFormula, formula
from explorer.exhibits.sheets.units import BARE, PLAIN, WrongUnit, unit_named

UNITS = {"speed": unit_named("rpm"), "volume": unit_named("l"), "head": unit_named("m"), "x": PLAIN}
VALUES = {"speed": 1500.0, "volume": 2.0, "head": 3.0, "x": 0.5}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("speed * volume / 60", 50.0),
        ("-head ^ 2 + 1", -8.0),
        ("sqrt(head) * 2", 2 * math.sqrt(3)),
        ("where(speed > 1000, head, 2 * head)", 3.0),
        ("max(head, 10) - min(head, 1)", 9.0),
        ("2 * pi * x", math.pi),
        ("1e3 + x", 1000.5),
    ],
)
def test_a_formula_is_computed(words: str, value: float) -> None:
    assert formula(words, UNITS).value(VALUES) == pytest.approx(value)


@pytest.mark.parametrize(
    "words", ["1 / (x - x)", "log(x - 1)", "10 ^ 400 * x", "(x - 1) ^ 0.5", "exp(1000 * x)"]
)
def test_where_there_is_no_value_there_is_none(words: str) -> None:
    assert formula(words, UNITS).value(VALUES) is None


@pytest.mark.parametrize(
    "words",
    [
        "__import__('os').system('ls')", "().__class__", "[x for x in (1,)]", "lambda: 1", "x.real", "x[0]", "'a' * 9",
        "x if x else 1", "f'{x}'", "x := 2", "True", "max(*x)", "max(x, key=x)", "open('a')", "x and x", "", "x +", "\0",
        "9" * 500, "(" * 300, "x" + " + x" * 99,
    ],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(words: str) -> None:
    with pytest.raises(WrongFormula):
        formula(words, UNITS)


@given(st.text(max_size=60))
def test_no_text_does_anything_else(words: str) -> None:
    try:
        found = formula(words, UNITS)
    except WrongFormula:
        return
    found.value(VALUES)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("9" * 390, "1.00e+390 is too large"),
        ("0x" + "f" * 380, "e+457 is too large"),
        ("speed + volume", "joins"),
        ("min(speed, head)", "joins"),
        ("sin(head)", "joins"),
        ("head ^ x", "a power that is not a plain number"),
        ("spede * 2", "no 'spede'"),
        ("squrt(head)", "no function 'squrt'"),
        ("where(x, 1)", "takes 3 to 3 values, not 2"),
    ],
)
def test_what_does_not_go_together_is_named(words: str, what: str) -> None:
    with pytest.raises(WrongFormula) as wrong:
        formula(words, UNITS)
    assert what in str(wrong.value.what) and str(wrong.value.remedy)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kWh", "kW*h"),
        ("m/s", "m s^-1".replace(" ", "*")),
        ("l", "m³/m³*l"),
        ("N", "kg*m/s2"),
        ("bar", "kPa*m/m*bar/kPa"),
    ],
)
def test_a_unit_has_several_names(one: str, other: str) -> None:
    assert unit_named(one).is_like(unit_named(other))


def test_units_that_differ() -> None:
    assert not unit_named("km").is_like(unit_named("m"))
    assert unit_named("pieces/h").powers != unit_named("people/h").powers
    for words in ("m//s", "3", "m^^2", "x" * 50):
        with pytest.raises(WrongUnit):
            unit_named(words)


def test_a_bare_number_may_have_converted_a_unit() -> None:
    litres_a_second = unit_named("l/s")
    for words, is_like in (("speed * volume / 60", True), ("speed * volume", False)):
        made = formula(words, UNITS).unit
        assert made is not None and made.powers == litres_a_second.powers
        assert made.is_like(litres_a_second) is is_like
    assert not unit_named("l").is_like(BARE) and PLAIN.is_like(BARE)
