"""Faults worded for authors: they start with the label of a field in its form, not with its key in the file."""

from __future__ import annotations

import re

from ..i18n import COLON, Language, language_named, tr
from ..park.faults import Fault, shown
from ..park.keys import label_of as field_label

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
