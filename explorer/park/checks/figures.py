"""Numbers and dates in a scene's texts: equal in every language, and backed by claims, facts or sources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ...i18n import Language, Text, language_named
from ...i18n.numbers import Date, Numbers, numbers_in, reads_numbers_of
from ..load import Reading
from ..model import Park, Zone
from ..yaml_file import Key, YamlFile, dotted
from .reading_times import plain

QUOTES_FOREIGN_TITLES = "sources"
"""The file whose titles are those of pages in their own language, so numbers may differ."""
CARRIES_DATES = ("sources", "claims")
"""Files that back the dates of the others."""
TELLS_CLAIMS = ("lead", "article", "business")
"""Keys of a zone whose texts tell its claims and facts."""
ROUNDED_TO_DIGITS = 2
"""Fewest significant digits to which a figure may be rounded."""


def check_figures(reading: Reading, park: Park) -> None:
    """Note numbers that differ between languages, and dates and figures that nothing in the scene backs."""
    backed = _backed_dates(park, reading.languages)
    for name, file in reading.files.items():
        for place, texts in _texts_in(file.data, reading.languages):
            if name != QUOTES_FOREIGN_TITLES:
                _compare_languages(file, place, texts)
            if park.claims and name not in CARRIES_DATES:
                _compare_with_dates(file, place, texts, backed)
    for zone in park.zones.values():
        file = reading.files[f"zones/{zone.id}"]
        _compare_dates(file, zone, reading.languages)
        if park.claims_of(zone.id):
            _compare_with_claims(file, park, zone, reading.languages)


def _texts_in(
    node: Any, languages: tuple[Language, ...], at: tuple[Key, ...] = ()
) -> Iterator[tuple[tuple[Key, ...], Mapping[Language, str]]]:
    """The texts of a file that are written in more than one language."""
    if isinstance(node, dict):
        if node and set(node) <= set(languages):
            texts = {code: value for code, value in node.items() if isinstance(value, str)}
            if len(texts) > 1:
                yield at, texts
            return
        for key, inner in node.items():
            yield from _texts_in(inner, languages, (*at, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _texts_in(inner, languages, (*at, number))


def _compare_languages(file: YamlFile, place: tuple[Key, ...], texts: Mapping[Language, str]) -> None:
    """Note each number in digits that another language lacks, in digits and in words."""
    read = {code: numbers_in(plain(text), code) for code, text in texts.items() if reads_numbers_of(code)}
    for code, numbers in read.items():
        for other, others in read.items():
            lacking = set(numbers.written - others.readable) if other != code else set()
            absent = lacking - set(others.readable)
            for figures, problem in (
                (absent, Text("{name}: {figures} is not in the text in {language}")),
                (lacking - absent, Text("{name}: {figures} occurs less often in the text in {language}")),
            ):
                if figures:
                    file.fault(
                        (*place, code),
                        problem.having(
                            name=dotted(place), figures=_listed(figures), language=language_named(other)
                        ),
                        Text("write the same numbers and dates in every language"),
                        warning=True,
                    )


def _backed_dates(park: Park, languages: tuple[Language, ...]) -> set[Date]:
    """The dates of all claims, facts and sources, each also as its month alone."""
    facts = [fact for zone in park.zones.values() for fact in zone.beyond]
    texts = [claim.text for claim in park.claims.values()] + [fact.text for fact in facts]
    days = [fact.date for fact in facts]
    days += [day for source in park.sources.values() for day in (source.date, source.seen)]
    known = {
        date for text in texts for code in languages for date in numbers_in(plain(text[code]), code).dates
    }
    for day in days:
        year, month, of_month, *_ = (int(part) for part in f"{day}-0-0".split("-"))
        known.add((year, month, of_month or None))
    return known | {(year, month, None) for year, month, _ in known}


def _compare_with_dates(
    file: YamlFile, place: tuple[Key, ...], texts: Mapping[Language, str], backed: set[Date]
) -> None:
    """Note each date that no claim, fact or source has."""
    for code, text in texts.items():
        for year, month, day in sorted(numbers_in(plain(text), code).dates - backed, key=str):
            file.fault(
                (*place, code),
                Text(
                    "{name}: no claim, fact or source has the date {date}",
                    name=dotted(place),
                    date=f"{year}-{month:02}" + (f"-{day:02}" if day else ""),
                ),
                Text("correct the date, or add the fact with its source"),
                warning=True,
            )


def _compare_dates(file: YamlFile, zone: Zone, languages: tuple[Language, ...]) -> None:
    """Note a fact whose text gives the day or month of its date in another year."""
    for number, fact in enumerate(zone.beyond):
        year, *rest = (int(part) for part in fact.date.split("-"))
        for code in languages:
            dates = numbers_in(fact.text[code], code).dates
            same = {date for date in dates if rest and date[1] == rest[0] and date[2] in (None, *rest[1:])}
            if same and year not in {date[0] for date in dates}:
                file.fault(
                    ("beyond", number, "text", code),
                    Text(
                        "beyond.{number}: the text says {year}, the date is {date}",
                        number=number,
                        year=min(same)[0],
                        date=fact.date,
                    ),
                    Text("look at the source again and correct the text or `date`"),
                    warning=True,
                )


def _compare_with_claims(file: YamlFile, park: Park, zone: Zone, languages: tuple[Language, ...]) -> None:
    """Note figures in a zone's texts that neither claims nor facts contain; days of full dates are ignored."""
    carriers = [claim.text for claim in park.claims_of(zone.id)] + [fact.text for fact in zone.beyond]
    known: set[float] = set()
    for text in carriers:
        for code in languages:
            known |= set(numbers_in(plain(text[code]), code).readable)
    for key in TELLS_CLAIMS:
        text = getattr(zone, key)
        for code in languages if text is not None else ():
            numbers = numbers_in(plain(text[code]), code)
            loose = {
                value
                for value in set(numbers.written) - _of_full_dates(numbers)
                if not _is_carried(value, known)
            }
            if loose:
                file.fault(
                    (key, code),
                    Text(
                        "{name}: no claim or fact of this zone has {figures}",
                        name=key,
                        figures=_listed(loose),
                    ),
                    Text("correct the number, or add the fact with its source"),
                    warning=True,
                )


def _of_full_dates(numbers: Numbers) -> set[float]:
    return {float(part) for date in numbers.dates if date[2] is not None for part in date if part is not None}


def _is_carried(value: float, known: set[float]) -> bool:
    return value in known or any(_rounds_to(number, value) for number in known)


def _rounds_to(number: float, rounded: float) -> bool:
    """Whether a number may be shown rounded: 350.789 billion as 350.8 billion."""
    if not number or not rounded:
        return False
    size = math.floor(math.log10(abs(number)))
    return any(
        math.isclose(round(number, digits - size), rounded, rel_tol=1e-9)
        for digits in range(ROUNDED_TO_DIGITS - 1, size + 4)
    )


def _listed(figures: set[float] | frozenset[float]) -> str:
    return ", ".join(f"{figure:.6f}".rstrip("0").rstrip(".") for figure in sorted(figures))
