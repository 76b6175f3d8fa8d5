"""Formatting of units: as the field writes them (m³/h, €/kWh), in the language shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .catalogue import ENGLISH, Language
from .text import Text, number_text, tr

UNITS: dict[str, Text] = {
    "s": Text("s"),
    "ms": Text("ms"),
    "min": Text("min"),
    "h": Text("h"),
    "days": Text("day", "days", context="unit"),
    "1/s": Text("/s"),
    "1/h": Text("/h"),
    "h/s": Text("h/s"),
    "min/s": Text("min/s"),
    "m": Text("m"),
    "mm": Text("mm"),
    "km": Text("km"),
    "m²": Text("m²"),
    "m³": Text("m³"),
    "l": Text("l"),
    "a": Text("yr", context="unit"),
    "t": Text("t", context="unit"),
    "kN": Text("kN"),
    "bar": Text("bar", context="unit"),
    "rpm": Text("rpm"),
    "€": Text("€"),
    "m/s": Text("m/s"),
    "kW": Text("kW"),
    "kWh": Text("kWh"),
    "bit": Text("bit"),
    "Gbit/s": Text("Gbit/s"),
    "Hz": Text("Hz"),
    "cm": Text("cm"),
    "px": Text("px"),
    "Mpx": Text("Mpx"),
    "px/°": Text("px/°"),
    "N": Text("N"),
    "N/m": Text("N/m"),
    "kg": Text("kg"),
    "′": Text("′"),
    ":1": Text(":1"),
    "CNY": Text("CNY"),
    "million CNY": Text("million CNY"),
    "money": Text("coin", "coins"),
    "failures/h": Text("/h", context="failures"),
    "tokens": Text("token", "tokens"),
    "days/s": Text("day/s", "days/s"),
    "parts": Text("part", "parts"),
    "parts/h": Text("part/h", "parts/h"),
    "orders": Text("order", "orders"),
    "pumps": Text("pump", "pumps"),
    "machines": Text("machine", "machines"),
    "samples": Text("sample", "samples"),
    "knocks": Text("knock", "knocks"),
    "beats": Text("beat", "beats"),
    "crates": Text("crate", "crates"),
    "turns": Text("service time", "service times"),
    "plots": Text("plot", "plots"),
    "firms": Text("firm", "firms"),
    "pairs": Text("pair", "pairs"),
    "proposals": Text("proposal", "proposals"),
    "portals": Text("portal", "portals"),
    "in 10,000": Text("in 10,000"),
    "of": Text("of {whole}"),
}
"""Names of units in words. A unit not listed here is a symbol, the same in every language."""


WHOLE = re.compile(r"of ([\d,]+)")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER = re.compile(r"\^(-?\d)|(?<=m)([23])(?!\w)")  # m3 and m^3, but not the 2 of CO2
_EURO = re.compile(r"\bEUR\b")
_JOINT = re.compile(r"([/·])")
_MONEY = re.compile(r"([€¥$])(.*)")
MONEY = Text("{sign}{number}{per}", context="an amount of money: its sign, its number, and /kWh or nothing")
AT_THE_NUMBER = ("°", "′", "/", ":")
"""Units that begin with these follow the number without a space."""
FIRM_SPACE = "\u00a0"
_NUMBER_AND_UNIT = re.compile(
    r"(?<=\d) (?=(?:%|°C|[€¥]|(?:million |Mio\. )?(?:CNY|EUR)|(?:[kMGTcmµ]?(?:m[²³]?|s|g|W|N|Hz|bit|px)|kWh)(?:/[smh])?|[kMGT]B"
    r"|min|h|t)(?!\w))"
)
_MILLION = re.compile(r"(?<=\d)(.(?:million|Mio\.)) (?=(?:CNY|EUR)(?!\w))")
_NUMBER_AND_MEASURE = re.compile(r"(\d) (?=[年月日号个家项类条座处段句秒米台次分万亿百元欧])")
_PARTS_OF_A_DATE = re.compile(r"(?<=年) (?=\d{1,2}\s?月)|(?<=月) (?=\d{1,2}\s?日)")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit, shown in words of the language."""

    unit: str

    def in_language(self, language: str, /, **values: object) -> str:
        """Its plural."""
        return unit_text(self.unit, language)

    def __str__(self) -> str:
        return unit_text(self.unit, ENGLISH)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, formatted for a language: €0.35/kWh, 0,35 €/kWh, 0.35欧元/千瓦时."""

    value: float
    unit: str
    how: str = "g"  # the format of the number

    def in_language(self, language: str, /, **values: object) -> str:
        """The number with its unit in a language."""
        return amount_text(number_text(self.value, self.how, language), self.unit, language)

    def __str__(self) -> str:
        return self.in_language(ENGLISH)


def with_unit(label: Text, unit: str) -> Text:
    """The label of a quantity, with its unit if it has one."""
    return Text("{label} ({unit})", label=label, unit=UnitName(unit)) if unit else label


def amount_text(digits: str, unit: str, language: Language) -> str:
    """A formatted number with its unit, in the order of a language: 4.9 s, 4.9秒, 12/h, €3, 3 €."""
    words = unit_text(unit, language, 1 if digits == "1" else 2)
    if money := _MONEY.fullmatch(words):
        minus, number = ("", digits) if digits[:1] not in "-\u2212" else (digits[:1], digits[1:])
        return minus + MONEY.in_language(language, sign=money[1], number=number, per=money[2])
    close = "\u4e00" <= words[:1] <= "\u9fff" or (words.startswith(AT_THE_NUMBER) and words != "°C")
    return f"{digits}{words}" if close else f"{digits} {words}".strip()


def held_together(text: str) -> str:
    """A text with no-break joints: numbers stay with their unit or measure word, Chinese dates stay whole."""
    text = _MILLION.sub(f"\\1{FIRM_SPACE}", _NUMBER_AND_UNIT.sub(FIRM_SPACE, text))
    return _PARTS_OF_A_DATE.sub(FIRM_SPACE, _NUMBER_AND_MEASURE.sub(f"\\1{FIRM_SPACE}", text))


def unit_text(unit: str, language: Language, count: int = 2) -> str:
    """A unit in words, singular or plural; a symbol is returned unchanged."""
    if whole := WHOLE.fullmatch(unit):
        return tr(UNITS["of"], language, whole=whole[1])
    if unit in UNITS:
        return tr(UNITS[unit], language, count=count)
    symbols = _POWER.sub(lambda power: (power[1] or power[2]).translate(SUPERSCRIPTS), unit)
    symbols = _EURO.sub("€", symbols).replace("*", "·")
    parts = _JOINT.split(symbols)
    if any(part not in UNITS for part in parts[::2]):
        return symbols
    first = tr(UNITS[parts[0]], language, count=count)
    return first + "".join(part if part in "/·" else tr(UNITS[part], language, count=1) for part in parts[1:])
