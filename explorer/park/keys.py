"""The files of a scene, their models, and what these tell of each key, for forms, schemas and help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeGuard, get_args

from pydantic import BaseModel

from ..i18n import Text
from .base import Key
from .frame import Frame
from .model import Claim, Source, Term, Zone
from .plan import PlanFile
from .tour import Question, Tour

NEW = Text("New", context="text that is still to be written")
FILES: Mapping[str, tuple[type[BaseModel], bool]] = {
    "park": (Frame, False), "zones": (Zone, False), "tours": (Tour, False), "plan": (PlanFile, False),
    "quiz": (Question, True), "claims": (Claim, True), "glossary": (Term, True), "sources": (Source, True),
}  # fmt: skip
"""The model of each kind of file, and whether the file maps ids to such models."""
FOLDERS = ("zones", "tours")
"""Kinds that are a folder, with a file for each id; the others are one file each."""


def file_kind(file: str) -> tuple[type[BaseModel], bool] | None:
    """The model of a scene's file, and whether the file maps ids to such models; None for other files."""
    stem = file.removesuffix(".yaml")
    folder, _, name = stem.rpartition("/")
    if folder:
        return FILES[folder] if folder in FOLDERS and name else None
    return FILES.get(stem) if stem not in FOLDERS else None


def key_of(kind: type[BaseModel], name: str) -> Key:
    """What a model tells of one of its keys."""
    field = kind.model_fields.get(name)
    return next((each for each in field.metadata if isinstance(each, Key)), Key()) if field else Key()


def asked(kind: type[BaseModel], name: str) -> Text:
    """What an author is asked to write in place of a new text."""
    return key_of(kind, name).asks or NEW


def all_asked() -> tuple[Text, ...]:
    """All that authors are asked to write."""
    found = (key_of(kind, name).asks for kind in models() for name in kind.model_fields)
    return tuple(text for text in found if text is not None)


def main_key(kind: type[BaseModel]) -> str | None:
    """The key whose value may be written in place of a whole group."""
    return next((name for name in kind.model_fields if key_of(kind, name).main), None)


def about(kind: type[BaseModel], name: str) -> str:
    """What a key is for; a group without a description is described by its model."""
    words, annotation = key_of(kind, name).about, kind.model_fields[name].annotation
    if words or not is_model(annotation):
        return words
    first = (annotation.__doc__ or "").partition("\n")[0].replace("`", "").rstrip(".")
    return first[:1].lower() + first[1:] if first[1:2].islower() else first


def label_of(name: str) -> Text | None:
    """The label of a key in forms; None for a key that no model has or labels."""
    return _labels().get(name)


@cache
def _labels() -> Mapping[str, Text]:
    return {
        name: label
        for kind in models()
        for name in kind.model_fields
        if (label := key_of(kind, name).name) is not None
    }


@cache
def models() -> tuple[type[BaseModel], ...]:
    """The models of all files, and those inside of them, each once."""
    found: dict[type[BaseModel], None] = {}
    left = [kind for kind, _ in FILES.values()]
    while left:
        if (kind := left.pop()) not in found:
            found[kind] = None
            left += [inner for field in kind.model_fields.values() for inner in models_in(field.annotation)]
    return tuple(found)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The groups of keys in the type of a field."""
    if is_model(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    """Whether a type is a group of keys."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
