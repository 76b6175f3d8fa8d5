"""Form fields for each place of a scene, derived from the models with which the loader checks that place."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..author.described import described
from ..i18n import Text, Translatable, Verbatim
from ..meshes import SUFFIXES as MODEL_SUFFIXES
from ..park.base import COLOUR, DATE, SceneText
from ..park.model import ExhibitPlace, Park
from ..park.plots import is_baked
from ..sheets.picture_files import PHOTOS
from ..sheets.picture_files import SUFFIXES as PICTURE_SUFFIXES
from ..sheets.table_file import SUFFIXES as TABLE_SUFFIXES
from .change import Place, file_kind
from .labels import LABELS, VALUES

NO_TEXT = Text("")

Editor = Literal[
    "text", "number", "choice", "exhibit", "switch", "colour", "file", "word", "reference", "scalar", "numbers", "corners",
    "group", "list", "table",
]  # fmt: skip
"""The ways to edit a value; *exhibit* chooses a kind of exhibit, *reference* names something else in the scene."""

SHORT_GROUPS: Mapping[str, str] = {"Site": "kind", "Accent": "day", "BuildingSign": "text"}
"""Groups with a one-word short form: the key whose value the word is."""
REFERENCES: Mapping[str, str] = {
    "zone": "zones", "zones": "zones", "also": "zones", "halls": "zones", "elsewhere": "zones", "walk": "zones",
    "point": "zones", "view": "views", "start": "views", "district": "districts", "source": "sources",
    "sources": "sources", "briefing": "sources", "confirmed": "sources", "quiz": "quiz", "claims": "claims",
    "task": "tasks", "section": "sections",
}  # fmt: skip
"""What the values of a key refer to."""
FILES: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("Zone", "model"): ("models", MODEL_SUFFIXES), ("TableSheet", "file"): ("data", TABLE_SUFFIXES),
    ("SlideRow", "file"): ("media", tuple(PICTURE_SUFFIXES)),
    ("SlideRow", "poster"): ("media", (*PHOTOS, ".svg")),
    ("Brand", "logo"): ("brand", (".svg", ".png")), ("Brand", "icon"): ("brand", (".svg", ".png")),
    ("Brand", "typeface"): ("brand", (".ttf", ".otf")),
}  # fmt: skip
"""Keys with a file of the scene, by model: the folder it is copied into, and the allowed suffixes."""
ALL_FILES = ("park", "zones/x", "tours/x", "plan", "quiz", "claims", "glossary", "sources")
BAKED = ("place", "letters", "model")
"""Keys whose changes show in a baked park only after another bake."""


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
    most : most characters of a text, or items of a list.
    lines : whether a text may have several lines.
    kind : the model of a group.
    inner : the items of a list, or the entries of a table.
    count : numbers in a row.
    part, suffixes : of a file: the folder of the scene it is copied into, and the allowed suffixes.
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
    most: int | None = None
    lines: bool = False
    kind: type[BaseModel] | None = None
    inner: FormField | None = None
    count: int = 0
    refers: str = ""
    part: str = ""
    suffixes: tuple[str, ...] = ()


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
    return tuple(_field(kind, key) for key in kind.model_fields)


def form_at(file: str, path: Place) -> FormField | None:
    """The form field at a place of a file; None if it is not editable."""
    found = file_kind(file)
    if found is None:
        return None
    kind, is_table = found
    whole = FormField("", "group", LABELS["what"], kind=kind, about=Text((kind.__doc__ or "").split("\n")[0]))
    form: FormField | None = FormField("", "table", LABELS["what"], inner=whole) if is_table else whole
    for key in path:
        if form is None:
            return None
        if form.editor == "group" and form.kind is not None:
            form = _field(form.kind, str(key)) if str(key) in form.kind.model_fields else None
        else:
            form = form.inner
    return form


def all_fields() -> Iterator[tuple[type[BaseModel], FormField]]:
    """Every field of every model of a scene, each once."""
    seen: set[type[BaseModel]] = set()
    found = [file_kind(f"{name}.yaml") for name in ALL_FILES]
    waiting = [kind for kind, _ in filter(None, found)]
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for form in form_of(kind):
            yield kind, form
            part: FormField | None = form
            while part is not None:
                if part.kind is not None:
                    waiting.append(part.kind)
                part = part.inner


def _field(kind: type[BaseModel], key: str) -> FormField:
    info = kind.model_fields[key]
    limits = _Limits()
    limits.take(info)
    return _form(
        key,
        info.annotation,
        limits,
        about=Text(described(kind, key)),
        required=info.is_required(),
        owner=kind,
    )


def _form(
    key: str, of: Any, limits: _Limits, *, about: Text = NO_TEXT, required: bool = False, owner: Any = None
) -> FormField:
    of = _bare(of, limits)
    label = LABELS.get(key) or Verbatim(key.replace("_", " ").capitalize())
    common: dict[str, Any] = {"about": about, "required": required}
    if isinstance(of, type) and issubclass(of, SceneText):
        return FormField(key, "text", label, most=of.most, lines=not of.on_one_line, **common)
    if isinstance(of, type) and issubclass(of, BaseModel):
        return FormField(key, "group", label, kind=of, **common)
    origin, args = get_origin(of), get_args(of)
    if origin is Literal:
        return FormField(key, "choice", label, choices=args, **common)
    if origin is tuple and args[1:] == (Ellipsis,):
        inner = _form("", args[0], _Limits(), required=True)
        if inner.editor == "numbers":
            return FormField(key, "corners", label, count=inner.count, unit=inner.unit, **common)
        if key in REFERENCES and inner.editor == "word":
            inner = _referring(inner, key)
        return FormField(key, "list", label, inner=inner, most=limits.most, **common)
    if origin is tuple:
        for part in args:
            _bare(part, limits)
        return FormField(
            key,
            "numbers",
            label,
            count=len(args),
            low=limits.low,
            high=limits.high,
            unit=limits.unit,
            **common,
        )
    if origin is dict:
        return FormField(
            key,
            "table",
            label,
            inner=_form("", args[1], _Limits(), required=True),
            most=limits.most,
            **common,
        )
    if of is bool:
        return FormField(key, "switch", label, **common)
    if of in (int, float):
        return FormField(
            key,
            "number",
            label,
            low=limits.low,
            high=limits.high,
            unit=limits.unit,
            is_open=limits.is_open,
            whole=of is int,
            **common,
        )
    if of is str:
        made = FormField(key, "word", label, most=limits.most, **common)
        if limits.pattern == COLOUR:
            return FormField(key, "colour", label, **common)
        if owner is not None and (place := FILES.get((owner.__name__, key))) is not None:
            return FormField(key, "file", label, part=place[0], suffixes=place[1], **common)
        if owner is ExhibitPlace and key == "kind":
            return FormField(key, "exhibit", label, **common)
        return (
            _referring(made, key)
            if key in REFERENCES and owner is not None and limits.pattern != DATE
            else made
        )
    return FormField(key, "scalar", label, **common)


def _referring(form: FormField, key: str) -> FormField:
    return FormField(
        form.key, "reference", form.label, about=form.about, required=form.required, refers=REFERENCES[key]
    )


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
    key = SHORT_GROUPS.get(kind.__name__)
    if value in (None, "auto") or key is None:
        return {}
    return {key: value}


def value_label(value: str | int) -> Translatable:
    """The label of a choice."""
    return VALUES.get(str(value)) or Verbatim(str(value))


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
    return bool(path) and path[0] in BAKED and zone is not None and is_baked(park, zone)
