"""Placeholder texts of new parts of a scene, and a check that finds those not yet replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..i18n import Language, Text, tr
from ..park.keys import all_asked
from ..park.load import Reading
from ..park.model import Park
from ..park.yaml_file import dotted
from .change import Place


@cache
def _asks_in(language: Language) -> frozenset[str]:
    """Placeholders that forms insert. Those made by `new` are marked in the files from the start, and pass the check."""
    return frozenset(tr(text, language) for text in all_asked())


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
