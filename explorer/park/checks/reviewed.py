"""Reviews by a person: a digest of each approved text, claim, answer and source of a scene, in `reviewed.json`.

No rule can detect that a right answer was moved or that a fact names another source. A changed digest means
that the row needs another review; `check --reviewed` shows the row and renews its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...base.atomic_file import write_text
from ...i18n import Text
from ..defaults.own_questions import NAME as OWN
from ..load import Reading
from ..model import Park
from ..yaml_file import Key

FILE = "reviewed.json"
DIGITS = 12
"""Hexadecimal digits kept of a digest."""
OF_ROWS = frozenset(("claims", "sources", "glossary", "quiz"))
"""Files of rows: each top-level key is a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A part of a scene that is reviewed as a unit.

    Attributes
    ----------
    name : file and place, such as `zones/data: beyond.data-value-and-rights`.
    file : name of the file in the reading.
    place : keys that lead to it in the file.
    value : its content.
    """

    name: str
    file: str
    place: tuple[Key, ...]
    value: Any

    @property
    def digest(self) -> str:
        """A hash of the content, independent of layout and comments."""
        words = json.dumps(self.value, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(words.encode()).hexdigest()[:DIGITS]


def rows(reading: Reading) -> Iterator[Row]:
    """All rows of a scene: entries of claims, sources, glossary and quiz; in other files each key with texts,
    and in lists each entry with an id."""
    for name, file in sorted(reading.files.items()):
        if not isinstance(file.data, Mapping) or name == OWN:  # a teacher's own words
            continue
        for key, value in file.data.items():
            if name in OF_ROWS:
                yield Row(f"{name}: {key}", name, (key,), value)
            elif isinstance(value, list) and all(
                isinstance(entry, Mapping) and "id" in entry for entry in value
            ):
                for number, entry in enumerate(value):
                    yield Row(f"{name}: {key}.{entry['id']}", name, (key, number), entry)
            elif _has_text(value, reading.languages):
                yield Row(f"{name}: {key}", name, (key,), value)


def _has_text(value: Any, languages: tuple[str, ...]) -> bool:
    """Whether a value holds a text in the languages of the scene."""
    if isinstance(value, Mapping):
        is_text = bool(value) and set(value) <= set(languages)
        return is_text or any(_has_text(inner, languages) for inner in value.values())
    return isinstance(value, list) and any(_has_text(entry, languages) for entry in value)


def read_digests(folder: Path) -> dict[str, str] | None:
    """The recorded digests of a scene by row; None if they are missing or cannot be read."""
    try:
        data = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, dict) else None


def write_digests(folder: Path, digests: Mapping[str, str]) -> None:
    """Write the digests of a scene, sorted by row."""
    text = json.dumps(dict(sorted(digests.items())), ensure_ascii=False, indent=0)
    write_text(folder / FILE, text + "\n")


def changed(reading: Reading, digests: Mapping[str, str]) -> list[Row]:
    """Rows that are new or differ from their reviewed version."""
    return [row for row in rows(reading) if digests.get(row.name) != row.digest]


def check_reviewed(reading: Reading, park: Park) -> None:
    """Note rows that changed since their review, and reviewed rows that are gone."""
    if not reading.has(FILE):
        return
    digests = read_digests(reading.folder)
    if digests is None:
        reading.fault(
            reading.folder / FILE,
            Text("{file} cannot be read", file=FILE),
            Text("restore it, or delete it and run `check --reviewed`"),
        )
        return
    again = Text("read it, then run `check --reviewed`")
    for row in changed(reading, digests):
        what = (
            Text("{name}: changed since it was reviewed", name=row.name)
            if row.name in digests
            else Text("{name}: not reviewed yet", name=row.name)
        )
        reading.files[row.file].fault(row.place, what, again, warning=True)
    for name in sorted(set(digests) - {row.name for row in rows(reading)}):
        reading.fault(
            reading.folder / FILE, Text("{name}: reviewed, but gone", name=name), again, warning=True
        )
