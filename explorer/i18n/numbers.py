"""Numbers and dates in a text, extracted so that its translations can be compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .catalogue import Language

PLACES = 6
"""Decimals to which two numbers must agree."""
Date = tuple[int, int, int | None]
"""Year, month and day; None where a text names only the month."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers and dates of a text.

    Attributes
    ----------
    written : numbers in digits, with their scale ("350 billion" is 350,000,000,000), and how often each occurs.
    readable : all of these, the digits without their scale, and number words if the language is known.
    dates : the dates with a month and a year.
    """

    written: Counter[float] = field(default_factory=Counter)
    readable: Counter[float] = field(default_factory=Counter)
    dates: frozenset[Date] = frozenset()


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How a language with spaces between number words writes numbers and dates."""

    groups: str  # thousands separators
    decimal: str
    words: dict[str, float]
    scales: dict[str, float]
    months: str  # January to December, separated by spaces
    digits: re.Pattern[str] = field(init=False)
    spelled: re.Pattern[str] = field(init=False)
    date: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        scale = "|".join(sorted(self.scales, key=len, reverse=True))
        group, decimal = f"[{re.escape(self.groups)}]", re.escape(self.decimal)
        number = rf"(?<![\w.,])(\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?)([a-z]*)"
        object.__setattr__(self, "digits", re.compile(rf"{number}(?:[ \u00a0-]({scale})\b)?", re.I | re.A))
        object.__setattr__(self, "spelled", re.compile(rf"(\w+)[ -]({scale})\b", re.I))
        months = "|".join(self.months.split())
        object.__setattr__(
            self, "date", re.compile(rf"(?:\b(\d{{1,2}})\.? )?\b({months}) ((?:19|20)\d\d)\b", re.I)
        )

    def read(self, text: str) -> Numbers:
        written, readable = Counter[float](), Counter[float]()
        for found in self.digits.finditer(text):
            value = float(re.sub(f"[{re.escape(self.groups)}]", "", found[1]).replace(self.decimal, "."))
            scaled = round(value * self.scales.get((found[3] or "").lower(), 1), PLACES)
            if not found[2]:  # 5G and ISO numbers are names
                written[scaled] += 1
            readable.update({scaled, value})
        for word in re.findall(r"[^\W\d_]+", text.lower()):
            if word in self.words:
                readable[self.words[word]] += 1
        for first, last in re.findall(r"(\w+ty)-(\w+)", text.lower()):
            if first in self.words and last in self.words:
                readable[self.words[first] + self.words[last]] += 1
        for count, scale in self.spelled.findall(text.lower()):
            if count in self.words:
                readable[self.words[count] * self.scales[scale]] += 1
        dates = set()
        lower = self.months.lower().split()
        for day, month, year in self.date.findall(text):
            dates.add((int(year), lower.index(month.lower()) + 1, int(day) if day else None))
        readable.update(
            lower.index(word) + 1.0 for word in re.findall(r"[^\W\d_]+", text.lower()) if word in lower
        )
        return Numbers(written, readable, frozenset(dates))


def _counted(words: str, start: int = 0, step: int = 1) -> dict[str, float]:
    return {word: float(step * number) for number, word in enumerate(words.split(), start)}


_ENGLISH = _Grammar(
    ",",
    ".",
    {
        **_counted(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        ),
        **_counted("first second third fourth fifth sixth seventh eighth ninth tenth", start=1),
        **_counted("thirty forty fifty sixty seventy eighty ninety", start=3, step=10),
        **{"a": 1, "an": 1, "once": 1, "single": 1, "both": 2, "twice": 2, "double": 2, "half": 0.5},
        **{"quarter": 0.25, "dozen": 12, "hundred": 100, "thousand": 1000},
    },
    {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    "January February March April May June July August September October November December",
)
_GERMAN = _Grammar(
    ".\u00a0\u202f ",
    ",",
    {
        **_counted(
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
            "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
        ),
        **_counted("dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", start=3, step=10),
        **{"ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "einmal": 1, "erste": 1},
        **{"beide": 2, "beiden": 2, "zweimal": 2, "doppelt": 2, "halb": 0.5, "halbe": 0.5, "viertel": 0.25},
        **{"dutzend": 12, "hundert": 100, "tausend": 1000},
    },
    {
        **{"hundert": 1e2, "tausend": 1e3, "millionen": 1e6, "million": 1e6},
        **{"milliarden": 1e9, "milliarde": 1e9, "billionen": 1e12, "billion": 1e12},
    },
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)
_HAN_DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"千": 1e3, "百": 1e2, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7, "万亿": 1e12}
_HAN_WRITTEN = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]*)[余多]?(万亿|千万|百万|[百千万亿])?",
    re.I | re.A,
)
_HAN_SPELLED = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_HAN_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")


def _han_value(numeral: str) -> float:
    """The value of a numeral such as 五万八千."""
    total = section = digit = 0.0
    for sign in numeral:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_TENS:
            section += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_SCALES[sign]
            section = digit = 0
    return total + section + digit


def _read_chinese(text: str) -> Numbers:
    written, readable = Counter[float](), Counter[float]()
    for found in _HAN_WRITTEN.finditer(text):
        value = float(found[1].replace(",", ""))
        scaled = round(value * _HAN_SCALES.get(found[3] or "", 1), PLACES)
        if not found[2]:
            written[scaled] += 1
        readable.update({scaled, value})
    for found in _HAN_SPELLED.finditer(text):
        readable[_han_value(found[0])] += 1
        readable.update({float(_HAN_DIGITS[sign]) for sign in found[0] if sign in _HAN_DIGITS})
    if "半" in text:
        readable[0.5] += 1
    dates = {
        (int(year), int(month), int(day) if day else None) for year, month, day in _HAN_DATE.findall(text)
    }
    return Numbers(written, readable, frozenset(dates))


_READERS = {"en": _ENGLISH.read, "de": _GERMAN.read, "zh": _read_chinese}


def reads_numbers_of(language: Language) -> bool:
    """Whether number words and dates of a language are understood."""
    return language in _READERS


def numbers_in(text: str, language: Language) -> Numbers:
    """The numbers and dates of a text; empty if its language is not understood."""
    reader = _READERS.get(language)
    return reader(text) if reader else Numbers()
