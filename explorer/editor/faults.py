"""Faults for authors: worded by the labels of forms, not by keys; and those of texts that are still placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..i18n import COLON, Language, Text, language_named, tr
from ..park.faults import Fault, shown
from ..park.keys import all_asked
from ..park.keys import label_of as field_label
from ..park.load import Reading
from ..park.model import Park
from ..park.yaml_file import dotted
from .change import Place

_PLACE = re.compile(r"([\w-]+(?:\.[\w-]+)*)(?:: |：)(?=\S)")


def fault_words(fault: Fault, language: Language, *, with_key: bool = False) -> str:
    """What is wrong, and what to do; `with_key` adds the key in brackets after the label."""
    words = fault.sentence(language)
    found = _PLACE.match(words)
    label = label_of(found[1], language) if found is not None else None
    if found is None or label is None:
        return words
    key = f" ({found[1]})" if with_key else ""
    between = " " if not key and label.endswith("?") else tr(COLON, language)
    return f"{label}{key}{between}{words[found.end() :]}"


def fault_line(fault: Fault, language: Language) -> str:
    """The fault after its file, line and column, as `check` prints it."""
    return f"{shown(fault.path)}:{fault.line}:{fault.column}: {fault_words(fault, language, with_key=True)}"


def label_of(place: str, language: Language) -> str | None:
    """The label of the last labelled field in a place such as `stops.2.caption.de`; None without any.

    The rest of the place follows it: the number of an entry, from 1, or its name, such as the language of a text.
    """
    keys = place.split(".")
    for at in reversed(range(len(keys))):
        if (label := field_label(keys[at])) is not None:
            break
    else:
        return None
    more = [str(int(key) + 1) if key.isdigit() else tr_name(key, language) for key in keys[at + 1 :]]
    return " ".join((tr(label, language), *more))


def tr_name(key: str, language: Language) -> str:
    """The name of a language, given its code; any other name unchanged."""
    name = language_named(key)
    return name if isinstance(name, str) else tr(name, language)


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
