"""Exhibits started in a form: a formula to extend, a table made of a file's columns, a gallery of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..exhibits.kinds import NAMES
from ..exhibits.sheets import FORMULA, GALLERY, TABLE
from ..exhibits.sheets import KINDS as OWN_KINDS
from ..exhibits.sheets.sheet import MOST_READINGS, can_be_named
from ..exhibits.sheets.table_file import NotRead, Table
from ..exhibits.sheets.table_sheet import MOST_CHOICES, choices_of, is_of_texts
from ..exhibits.sheets.units import WrongUnit, unit_named
from ..i18n import Language, Text, Translatable, Verbatim
from ..park.brand.model import Brand, Contact
from ..park.keys import asked, key_of
from ..park.model import ExhibitPlace
from ..park.own_exhibit import NAME, DialOfFormula, GallerySheet, ReadingOfFormula
from .change import DELETE, Change, Place
from .document import SceneDocument
from .forms import FormField
from .pieces import company_of, contact_of, free_name, ids_in, new_item, to_be_written

OFFERED = (*OWN_KINDS, *NAMES)
"""The kinds of exhibits available for a zone."""

FROM_FILES = (TABLE, GALLERY)
"""Kinds that start from files of the scene."""

MOST_NAME = 24
DIAL, RESULT = (
    Text("Amount", context="dial of a new exhibit"),
    Text("Result", context="reading of a new exhibit"),
)
WITH_UNIT = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*")
"""A column name with a unit, such as *Flow (m3/h)*."""


def exhibit_of(
    languages: Iterable[Language], kind: str, before: Mapping[str, Any] | None = None, block: Any = None
) -> dict[str, Any]:
    """An exhibit of a kind, its texts still to be written; an existing exhibit's place and texts are kept.

    Parameters
    ----------
    block : content of a kind that starts from files, from :func:`table_of` or :func:`gallery_of`.
    """
    given = tuple(languages)
    kept = {key: value for key, value in (before or {}).items() if not key_of(ExhibitPlace, key).of_kind}
    for key in ("see", "learn", "real"):
        kept.setdefault(key, to_be_written(given, asked(ExhibitPlace, key)))
    if kind == FORMULA:
        block = _formula(given)
    return {"kind": kind, **kept, **({kind: block} if block is not None else {})}


def _formula(languages: Sequence[Language]) -> dict[str, Any]:
    dial, result = (to_be_written(languages, text) for text in (DIAL, RESULT))
    return {
        "dials": {"amount": {"label": dial, "low": 0, "high": 100, "step": 1}},
        "readings": {"result": {"label": result, "equals": "amount * 2"}},
    }


def with_kind(document: SceneDocument, file: str, path: Place, exhibit: Mapping[str, Any]) -> list[Change]:
    """The changes that replace an exhibit by another kind; acts of tours at the old one are removed."""
    zone = file.removeprefix("zones/").removesuffix(".yaml")
    changes = [Change(file, path, exhibit)]
    for id in ids_in(document, "tours"):
        stops = document.value(f"tours/{id}.yaml", ("stops",), [])
        for number, stop in enumerate(stops if isinstance(stops, list) else []):
            if isinstance(stop, Mapping) and stop.get("zone") == zone:
                gone = [key for key in ("acts", "state", "phones") if key in stop]
                changes += [Change(f"tours/{id}.yaml", ("stops", number, key), DELETE) for key in gone]
    return changes


def first_value(document: SceneDocument, form: FormField, file: str, path: Place) -> Any:
    """Initial value of a new field: what the park already determined, else the minimum."""
    park = document.scene
    if park is not None and not path and file.startswith("zones/"):
        zone = park.zones.get(file.removeprefix("zones/").removesuffix(".yaml"))
        if zone is not None and form.key == "place":
            return {"centre_m": list(zone.place.centre_m), "heading_deg": zone.place.heading_deg}
        if zone is not None and form.key == "views":
            return {"front": zone.views.front.model_dump(mode="json")}
    if form.kind is ExhibitPlace:
        return exhibit_of(document.languages, FORMULA)
    if form.kind is Brand:
        return company_of(document)
    if form.kind is Contact:
        return contact_of(document)
    return new_item(document, form)


def new_entry(document: SceneDocument, form: FormField, file: str, path: Place) -> Any:
    """A new entry of a file's table, valid at once: a dial has a range, and a reading follows from the first dial."""
    entry = new_item(document, form)
    match form.kind:
        case kind if kind is DialOfFormula:
            return {**entry, "low": 0, "high": 100}
        case kind if kind is ReadingOfFormula:
            dials = document.value(file, (*path[:-1], "dials"), {})
            return {**entry, "equals": next(iter(dials), "1")}
    return entry


def gallery_of(languages: Iterable[Language], files: Iterable[str]) -> dict[str, Any]:
    """A gallery of files of the scene."""
    return {
        "source": to_be_written(languages, asked(GallerySheet, "source")),
        "slides": [{"file": file} for file in files],
    }


def table_of(languages: Iterable[Language], file: str, table: Table) -> dict[str, Any]:
    """A table of a scene: columns that identify a row become dials, the other numeric columns readings.

    The dials are a column of words and one of numbers, or one of the two.

    Raises
    ------
    NotRead
        If no columns identify each row, or no column is left to read.
    """
    given = tuple(languages)
    words = [name for name in table.columns if is_of_texts(table, name)]
    words = [name for name in words if 1 < len(choices_of(table, name)) <= MOST_CHOICES]
    numbers = [name for name in table.columns if not is_of_texts(table, name)]
    tried = [[word, number] for word in words for number in numbers]
    tried += [[name] for name in (*numbers, *words)]
    dials = next((names for names in tried if _finds_rows(table, names)), [])
    readings = [name for name in numbers if name not in dials][:MOST_READINGS]
    if not dials or not readings:
        raise NotRead(
            Text("no columns that find each row, and one of numbers to read off"),
            Text("let each row differ in its first words or its first number, and have a number more"),
        )
    names: dict[str, str] = {}
    for column in (*dials, *readings):
        names[column] = _name_of(column, names.values())
    return {
        "file": file,
        "dials": {names[column]: _column(given, column, column in words) for column in dials},
        "readings": {names[column]: _column(given, column, False) for column in readings},
    }


def _finds_rows(table: Table, names: Sequence[str]) -> bool:
    """Whether these columns identify each row, and each word of one spans the whole range of the other's numbers."""
    rows = list(zip(*(table.columns[name] for name in names), strict=True))
    if len(set(rows)) < len(rows) or len(rows) < 2:
        return False
    ranges: dict[object, list[Any]] = {}
    for word, number in rows if len(names) == 2 else ():
        ranges.setdefault(word, []).append(number)
    return len({(min(found), max(found)) for found in ranges.values()}) <= 1


def _column(languages: Sequence[Language], column: str, is_of_words: bool) -> dict[str, Any]:
    label, unit = column, ""
    if not is_of_words and (found := WITH_UNIT.fullmatch(column)):
        try:
            unit_named(found[2])
            label, unit = found[1], found[2]
        except WrongUnit:
            pass  # the brackets hold something other than a unit
    row: dict[str, Any] = {"label": dict.fromkeys(languages, label)}
    if unit:
        row["unit"] = unit
    return {**row, "column": column}


def _name_of(column: str, taken: Iterable[str]) -> str:
    """An identifier of small letters for a column, for use in formulas and addresses."""
    stem = re.sub(r"[^a-z0-9]+", "_", WITH_UNIT.sub(r"\1", column).lower()).strip("_")[:MOST_NAME]
    if not re.fullmatch(NAME, stem) or not can_be_named(stem):
        stem = f"column_{stem}".rstrip("_")
    return free_name(stem, taken).replace("-", "_")


def kind_label(kind: str) -> Translatable:
    """The label of a kind of exhibit; imports the kind."""
    if (name := key_of(ExhibitPlace, kind).name) is not None:
        return name
    from ..exhibits.kinds import KINDS

    return Text("{title} ({kind})", title=KINDS[kind].title, kind=Verbatim(kind))
