"""How units are said: as the field writes them (m³/h, €/kWh), in the language that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .catalogue import ENGLISH, Language
from .messages import WORDS, say
from .text import Text, number_text

WHOLE = re.compile(r"of ([\d,]+)")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER = re.compile(r"\^(-?\d)|(?<=m)([23])(?!\w)")  # m3 and m^3, but not the 2 of CO2
_EURO = re.compile(r"\bEUR\b")
_JOINT = re.compile(r"([/·])")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit, said in the language that is shown."""

    unit: str

    def in_language(self, language: str, /, **values: object) -> str:
        """How it is said of several things."""
        return unit_text(self.unit, language)

    def __str__(self) -> str:
        return unit_text(self.unit, ENGLISH)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, said in the language that is shown: 0.35 €/kWh, 0,35 €/kWh, 0.35欧元/千瓦时.

    Attributes
    ----------
    how : the format of the number.
    """

    value: float
    unit: str
    how: str = "g"

    def in_language(self, language: str, /, **values: object) -> str:
        """How it is said."""
        digits, unit = number_text(self.value, self.how, language), unit_text(self.unit, language)
        return f"{digits}{unit}" if "\u4e00" <= unit[:1] <= "\u9fff" else f"{digits} {unit}".strip()

    def __str__(self) -> str:
        return self.in_language(ENGLISH)


def with_unit(label: Text, unit: str) -> Text:
    """What a quantity is called, with its unit if it has one."""
    return Text("{label} ({unit})", label=label, unit=UnitName(unit)) if unit else label


def unit_text(unit: str, language: Language, count: int = 2) -> str:
    """How a unit is said, of one thing or of several; a symbol is itself."""
    if whole := WHOLE.fullmatch(unit):
        return say("unit.of", language, whole=whole[1])
    if f"unit.{unit}" in WORDS:
        return say(f"unit.{unit}", language, count=count)
    symbols = _POWER.sub(lambda power: (power[1] or power[2]).translate(SUPERSCRIPTS), unit)
    symbols = _EURO.sub("€", symbols).replace("*", "·")
    parts = _JOINT.split(symbols)
    if any(f"unit.{part}" not in WORDS for part in parts[::2]):
        return symbols
    first = say(f"unit.{parts[0]}", language, count=count)
    return first + "".join(
        part if part in "/·" else say(f"unit.{part}", language, count=1) for part in parts[1:]
    )
