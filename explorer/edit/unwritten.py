"""Placeholder texts of new parts of a scene, and a check that finds those not yet replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..i18n import Language, Text, tr
from ..park.load import Reading
from ..park.model import Park
from ..park.yaml_file import dotted
from .change import Place

NEW = Text("New", context="text that is still to be written")
SEE = Text("Say here what visitors see.")
LEARN = Text("Say here what visitors learn from it.")
REAL = Text("Say here what is computed and what is invented.")
SOURCE = Text("Say whose pictures these are.")
TOUR_LEAD = Text("Say here in one sentence what this tour shows.")
STOP_CAPTION = Text("What is seen here", context="caption of a new stop")
STOP_SPOKEN = Text("Say here in a sentence or two what visitors see from this place.")
ASKS = (SEE, LEARN, REAL, SOURCE, TOUR_LEAD, STOP_CAPTION, STOP_SPOKEN)
"""Placeholders that forms insert. Those made by `new` are marked in the files from the start, and pass the check."""


@cache
def _asks_in(language: Language) -> frozenset[str]:
    return frozenset(tr(text, language) for text in ASKS)


def is_unwritten(words: object, language: Language) -> bool:
    """Whether a text is still a placeholder."""
    return isinstance(words, str) and words.strip() in _asks_in(language)


def unwritten_in(node: Any, languages: tuple[Language, ...], at: Place = ()) -> Iterator[Place]:
    """The placeholders left in a file; if a text is written in some languages, those of the others."""
    if isinstance(node, Mapping):
        asking = [code for code in languages if is_unwritten(node.get(code), code)]
        if asking and len(asking) == len(node):
            yield at
        else:
            yield from ((*at, code) for code in asking)
            for key, inner in node.items():
                yield from unwritten_in(inner, languages, (*at, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from unwritten_in(inner, languages, (*at, number))


def check_unwritten(reading: Reading, park: Park) -> None:
    """Note every text of an exhibit, a tour or a stop still unwritten since a form inserted it."""
    for file in reading.files.values():
        for place in unwritten_in(file.data, tuple(park.languages)):
            what = Text("{name}: this text is not written yet", name=dotted(place))
            file.fault(place, what, Text("write yours"), warning=True)
