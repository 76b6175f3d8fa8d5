"""Addresses of pages in the edit sheet, what decides the editors of a page, and short summaries of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...editor.change import Place
from ...editor.document import SceneDocument
from ...editor.exhibits import kind_label
from ...editor.forms import FormField, expanded, form_of
from ...i18n import Translatable, tr
from .inputs import written
from .session import EditSession

CHOSEN = ("choice", "exhibit")
HEADS = (
    "title", "label", "word", "term", "question", "text", "caption", "flow", "words", "id", "zone", "at_s", "kind", "en",
    "centre_m", "what", "name", "opening",
)  # fmt: skip
"""Keys that identify a group best, in order of preference."""


@dataclass(frozen=True, slots=True)
class Address:
    """Address of a page: a file of the scene and a place in it; ("", ()) is the whole scene."""

    file: str = ""
    path: Place = ()

    def inside(self, *keys: str | int) -> Address:
        """The address of a place further inside."""
        return Address(self.file, (*self.path, *keys))


PUBLISH = Address("", ("publish",))
"""The page that publishes the scene."""

BOOTH = Address("", ("booth",))
"""The page that prepares a booth."""


def shape_of(session: EditSession, at: Address, form: FormField | None) -> object:
    """A value that changes when a page needs other editors."""
    document = session.document
    value = document.value(at.file, at.path)
    names = tuple(document.scene.zones) if document.scene is not None else ()
    if form is not None and form.kind is not None:
        begun = {key for file, (*around, key) in session.begun if (file, tuple(around)) == (at.file, at.path)}
        return tuple(sorted({*expanded(value, form.kind), *begun}, key=str)), document.languages, names
    if isinstance(value, dict):
        return tuple(value), document.languages, names
    rows = len(value) if isinstance(value, list) else 0
    has_pages = form is not None and form.inner is not None and form.inner.is_nested
    heads = tuple(summary(row, "en") for row in value) if rows and has_pages else ()
    return rows, heads, document.languages, names


def summary(value: Any, language: str, form: FormField | None = None) -> str:
    """A short summary of a value; choices offered by `form` appear under their labels."""
    if form is not None and form.editor in CHOSEN and isinstance(value, str | int):
        return tr(chosen_label(form, value), language)
    if form is not None and form.kind is not None and isinstance(value, str | dict):
        value, fields = (
            expanded(value, form.kind) or value,
            {field.key: field for field in form_of(form.kind)},
        )
    else:
        fields = {}
    if isinstance(value, dict):
        if isinstance(value.get(language), str):
            return _cut(value[language])
        for key in HEADS:
            if key in value and (words := summary(value[key], language, fields.get(key))):
                return words
        parts = [
            summary(part, language, fields.get(key))
            for key, part in value.items()
            if isinstance(part, str | int | float)
        ]
        names = [tr(fields[key].label, language) if key in fields else key for key in list(value)[:4]]
        return _cut(", ".join(parts[:4]) or ", ".join(names))
    if isinstance(value, list):
        if all(isinstance(part, int | float) for part in value):
            return ", ".join(map(written, value))
        return _cut(
            " · ".join(filter(None, (summary(part, language, form and form.inner) for part in value)))
        )
    return _cut(written(value))


def chosen_label(form: FormField, value: str | int) -> Translatable:
    """The label of a choice in its list."""
    return kind_label(str(value)) if form.editor == "exhibit" else form.value_label(value)


def _cut(words: str, most: int = 60) -> str:
    one = " ".join(words.split())
    return one if len(one) <= most else one[: most - 1] + "…"


def is_found(document: SceneDocument, field: FormField) -> bool:
    """Whether a scene with a site may omit a field because its value is derived."""
    return field.meta.found and document.value("park.yaml", ("site",)) is not None


def value_at(value: Any, key: Place) -> Any:
    """The value at a place inside another value, or None."""
    for part in key:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return None
    return value
