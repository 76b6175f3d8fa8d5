"""Form fields for each place of a scene, derived from the models with which the loader checks that place."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..base.suffixes import KINDS as FILE_KINDS
from ..i18n import Text, Translatable, Verbatim
from ..park.base import COLOUR, Key, SceneText
from ..park.keys import about, file_kind, key_of, main_key, models
from ..park.model import ExhibitPlace, Park, Zone
from ..park.plots import is_baked
from .change import Place

NO_TEXT, NO_KEY = Text(""), Key()

Editor = Literal[
    "text", "number", "choice", "exhibit", "switch", "colour", "file", "word", "reference", "scalar", "numbers", "corners",
    "group", "list", "table",
]  # fmt: skip
"""The ways to edit a value; *exhibit* chooses a kind of exhibit, *reference* names something else in the scene."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One value of a form.

    Attributes
    ----------
    key : its key; "" for the items of a list.
    editor : how it is edited.
    about : its purpose, from the model's description.
    required : whether it must be present.
    low, high : the range of a number; `is_open`: whether its low end is excluded.
    unit : of a number.
    choices : the allowed values.
    values : labels of those that have one.
    most : most characters of a text, or items of a list.
    lines : whether a text may have several lines.
    kind : the model of a group.
    inner : the items of a list, or the entries of a table.
    count : numbers in a row.
    part, suffixes : of a file: the folder of the scene it is copied into, and the allowed suffixes.
    meta : what its model says of it.
    """

    key: str
    editor: Editor
    label: Translatable
    about: Text = NO_TEXT
    required: bool = False
    low: float | None = None
    high: float | None = None
    is_open: bool = False
    unit: str = ""
    whole: bool = False
    choices: tuple[str | int, ...] = ()
    values: tuple[Text, ...] = ()
    most: int | None = None
    lines: bool = False
    kind: type[BaseModel] | None = None
    inner: FormField | None = None
    count: int = 0
    refers: str = ""
    part: str = ""
    suffixes: tuple[str, ...] = ()
    meta: Key = NO_KEY

    @property
    def is_nested(self) -> bool:
        """Whether it is edited on a separate page."""
        return self.editor in ("group", "list", "table")

    @property
    def begins_empty(self) -> bool:
        """Whether it starts empty when it is added: only the author knows its value."""
        return self.editor in ("word", "file", "reference", "scalar", "number", "numbers")

    def value_label(self, value: str | int) -> Translatable:
        """The label of a choice."""
        labels = dict(zip(self.choices, self.values, strict=False))
        return labels.get(value) or Verbatim(str(value))


@dataclass(slots=True)
class _Limits:
    low: float | None = None
    high: float | None = None
    most: int | None = None
    pattern: str = ""
    unit: str = ""
    is_open: bool = False

    def take(self, of: Any) -> None:
        for piece in of.metadata if isinstance(of, FieldInfo) else [of]:
            for name, value in (
                ("low", "ge"),
                ("low", "gt"),
                ("high", "le"),
                ("high", "lt"),
                ("most", "max_length"),
            ):
                if getattr(piece, value, None) is not None:
                    setattr(self, name, getattr(piece, value))
            self.pattern = getattr(piece, "pattern", None) or self.pattern
            self.is_open |= getattr(piece, "gt", None) is not None
        extra = getattr(of, "json_schema_extra", None)
        if isinstance(extra, dict):
            self.unit = str(extra.get("unit", self.unit))


def form_of(kind: type[BaseModel]) -> tuple[FormField, ...]:
    """The fields of a group, in the order of its model; without its id, which is the file's name or the key above."""
    return tuple(field_of(kind, key) for key in kind.model_fields)


def form_at(file: str, path: Place) -> FormField | None:
    """The form field at a place of a file; None if it is not editable."""
    found = file_kind(file)
    if found is None:
        return None
    kind, is_table = found
    whole = FormField("", "group", NO_TEXT, kind=kind, about=Text((kind.__doc__ or "").split("\n")[0]))
    form: FormField | None = FormField("", "table", NO_TEXT, inner=whole) if is_table else whole
    for key in path:
        if form is None:
            return None
        if form.editor == "group" and form.kind is not None:
            form = field_of(form.kind, str(key)) if str(key) in form.kind.model_fields else None
        else:
            form = form.inner
    return form


def all_fields() -> Iterator[tuple[type[BaseModel], FormField]]:
    """Every field of every model of a scene, each once."""
    return ((kind, form) for kind in models() for form in form_of(kind))


def field_of(kind: type[BaseModel], key: str) -> FormField:
    """The form field of one key of a group."""
    info = kind.model_fields[key]
    limits, meta = _Limits(), key_of(kind, key)
    limits.take(info)
    form = _form(
        key, info.annotation, limits, meta, about=Text(about(kind, key)), required=info.is_required()
    )
    return replace(form, editor="exhibit") if kind is ExhibitPlace and key == "kind" else form


def _form(
    key: str, of: Any, limits: _Limits, meta: Key = NO_KEY, *, about: Text = NO_TEXT, required: bool = False
) -> FormField:
    of = _bare(of, limits)
    label = meta.name or Verbatim(key.replace("_", " ").capitalize())

    def made(editor: Editor, **more: Any) -> FormField:
        return FormField(key, editor, label, about=about, required=required, meta=meta, **more)

    if isinstance(of, type) and issubclass(of, SceneText):
        return made("text", most=of.most, lines=not of.on_one_line)
    if isinstance(of, type) and issubclass(of, BaseModel):
        return made("group", kind=of)
    origin, args = get_origin(of), get_args(of)
    if origin is Literal:
        return made(
            "choice", choices=args, values=tuple(Text(each, context=meta.context) for each in meta.values)
        )
    if origin is tuple and args[1:] == (Ellipsis,):
        inner = _form("", args[0], _Limits(), Key(refers=meta.refers), required=True)
        if inner.editor == "numbers":
            return made("corners", count=inner.count, unit=inner.unit)
        return made("list", inner=inner, most=limits.most)
    if origin is tuple:
        for part in args:
            _bare(part, limits)
        return made("numbers", count=len(args), low=limits.low, high=limits.high, unit=limits.unit)
    if origin is dict:
        return made("table", inner=_form("", args[1], _Limits(), required=True), most=limits.most)
    if of is bool:
        return made("switch")
    if of in (int, float):
        return made(
            "number",
            low=limits.low,
            high=limits.high,
            unit=limits.unit,
            is_open=limits.is_open,
            whole=of is int,
        )
    if of is not str:
        return made("scalar")
    if limits.pattern == COLOUR:
        return made("colour")
    if meta.files:
        part, suffixes = FILE_KINDS[meta.files]
        return made("file", part=part, suffixes=suffixes)
    return made("reference", refers=meta.refers) if meta.refers else made("word", most=limits.most)


def _bare(of: Any, limits: _Limits) -> Any:
    """A type without the surrounding `Annotated[...]` and `| None`; its limits are collected."""
    while True:
        origin = get_origin(of)
        if origin is Annotated:
            of, *pieces = get_args(of)
            for piece in reversed(pieces):
                limits.take(piece)
        elif origin in (typing.Union, types.UnionType):
            inner = [part for part in get_args(of) if part is not type(None)]
            if len(inner) > 1:
                return object
            of = inner[0]
        else:
            return of


def expanded(value: Any, kind: type[BaseModel]) -> dict[str, Any]:
    """A group written in full, even if the file uses its short form."""
    if isinstance(value, Mapping):
        return dict(value)
    key = main_key(kind)
    if value in (None, "auto") or key is None:
        return {}
    return {key: value}


def names_in(park: Park | None, of: str) -> tuple[str, ...]:
    """The names in a scene to which a reference may point."""
    if park is None:
        return ()
    match of:
        case "zones":
            return tuple(park.zones)
        case "views":
            return tuple(park.views)
        case "districts":
            return tuple(district.id for district in park.districts)
        case "sources":
            return tuple(park.sources)
        case "quiz":
            return tuple(park.quiz)
        case "claims":
            return tuple(park.claims)
        case "tasks":
            return tuple(task.id for task in park.plan.tasks) if park.plan else ()
        case "sections":
            return tuple(park.wording.sections)
    return ()


def needs_bake(park: Park | None, file: str, path: Place) -> bool:
    """Whether changes of a place show in the park only after a bake."""
    if park is None or park.models == "none" or not file.startswith("zones/"):
        return False
    zone = park.zones.get(file.removeprefix("zones/").removesuffix(".yaml"))
    return bool(path) and key_of(Zone, str(path[0])).baked and zone is not None and is_baked(park, zone)
