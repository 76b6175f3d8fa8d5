"""Converts pydantic's errors into sentences with a remedy."""

from __future__ import annotations

import copy
import difflib
import re
import types
import typing
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..i18n import LIST_SEPARATOR, Language, Listed, Text, language_named
from .base import (
    ADDRESS,
    CLAIM_ID,
    COLOUR,
    DATE,
    EMAIL,
    ID,
    LANGUAGE,
    LANGUAGES,
    PART,
    Content,
    SceneText,
    WrongValue,
)
from .faults import cut
from .yaml_file import Key, YamlFile, dotted

T = typing.TypeVar("T", bound=Content)

FORMS = {
    ID: Text("write small letters, digits and hyphens, such as data-hub"),
    CLAIM_ID: Text("write C and two or three digits, such as C07"),
    COLOUR: Text('write six digits or letters a to f, in quotes: "#35B07A"'),
    DATE: Text('write "2023", "2023-09" or "2023-09-08", in quotes'),
    ADDRESS: Text("write an address that begins with https://"),
    EMAIL: Text("write an address such as info@example.com"),
    LANGUAGE: Text("write a code such as en, zh or pt-BR"),
    PART: Text("write title, byline, or paragraph, bullet or technology and a number"),
}
"""How to write what a pattern requires, for readers who do not know patterns."""

ADD_TEXT = Text("add `{code}:` here, or take {code} out of `languages:` in park.yaml")


def validated(
    file: YamlFile, kind: type[T], data: Any, prefix: tuple[Key, ...] = (), skip: tuple[str, ...] = ()
) -> T | None:
    """`data` as a value of `kind`, after noting every fault in `file`.

    If there are faults, the rest is returned if it makes sense, so that names in it can be checked as well;
    otherwise None.

    Parameters
    ----------
    prefix : position of `data` in the file.
    skip : keys added by the program, not in the file.
    """
    try:
        return kind.model_validate(data, context={"languages": file.languages})
    except ValidationError as bad:
        errors = bad.errors(include_url=False)
    known = fields_at(kind, ())
    if isinstance(data, dict) and data.keys() and not data.keys() & {*known}:
        file.fault(
            prefix,
            _at(prefix, Text("none of these keys belongs here")),
            Text("write {known} ...; is this another file?", known=Listed(tuple(known[:8]), LIST_SEPARATOR)),
        )
        return None
    places = [(*prefix, *(k for k in error["loc"] if k not in skip and k != "[key]")) for error in errors]
    is_written = [
        file.holds(place[:-1] if error["type"] == "missing" else place)
        for error, place in zip(errors, places, strict=True)
    ]
    known_faults = {(e["type"], id(e["input"])) for e, here in zip(errors, is_written, strict=True) if here}
    for error, place, is_here in zip(errors, places, is_written, strict=True):
        file.not_read((*prefix, *_droppable(kind, error["loc"], file.languages)))
        if not is_here and (error["type"], id(error["input"])) in known_faults:
            continue  # the value was filled in from there: letters from the title, a district from the park
        if file.full:
            file.fault(place, Text(""), Text(""))  # counted, not listed
        elif not _follows(error, errors):
            what, remedy = explain(error, kind, file.languages)
            file.fault(place, _at(place, what), remedy)
    return in_part(kind, data, file.languages, errors)


def in_part(
    kind: type[T],
    data: Any,
    languages: tuple[Language, ...],
    errors: typing.Sequence[ErrorDetails] | None = None,
) -> T | None:
    """`data` without unknown keys and without invalid optional values."""
    if errors is None:
        try:
            return kind.model_validate(data, context={"languages": languages})
        except ValidationError as bad:
            errors = bad.errors(include_url=False)
    left = copy.deepcopy(data)
    for error in errors:
        if place := _droppable(kind, error["loc"], languages):
            _drop(left, place)
    try:
        return kind.model_validate(left, context={"languages": languages})
    except ValidationError:
        return None


def _droppable(kind: Any, place: tuple[Key, ...], languages: tuple[Language, ...]) -> tuple[Key, ...]:
    """The smallest optional part that contains a place; () if all of it is required."""
    found: tuple[Key, ...] = ()
    for depth, key in enumerate(place, start=1):
        if key == "[key]":
            return place[: depth - 1]  # the entry with the wrong key
        kind = bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            if field is None or not field.is_required():
                found = place[:depth]
            kind = field.annotation if field else None
        elif _is_text(kind):
            found, kind = (found if key in languages else place[:depth]), None
        else:
            kind = next((a for a in reversed(get_args(kind)) if a is not Ellipsis), None)
    return found


def _drop(node: Any, place: tuple[Key, ...]) -> None:
    for key in place[:-1]:
        node = node[key] if not isinstance(node, dict) or key in node else {}
    node.pop(place[-1], None)


def _follows(error: ErrorDetails, errors: typing.Sequence[ErrorDetails]) -> bool:
    """Whether a reported error causes this one: a list is too short because an item is invalid, or a number is missing."""
    if error["type"] == "missing" and isinstance(error["loc"][-1], int):
        return error is not next(
            e for e in errors if e["type"] == "missing" and e["loc"][:-1] == error["loc"][:-1]
        )
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= least


def _at(place: tuple[Key, ...], what: Text) -> Text:
    name = dotted(place)
    return Text("{name}: {what}", name=name, what=what) if name else what


def _shown(got: Any) -> Text | str:
    match got:
        case None:
            return Text("nothing")
        case bool():
            return str(got).lower()
        case list():
            return Text("a list")
        case dict():
            return Text("a group of keys")
        case str():
            return repr(cut(got))
        case _:
            return cut(str(got))


def explain(error: ErrorDetails, kind: Any, languages: tuple[Language, ...] = LANGUAGES) -> tuple[Text, Text]:
    """What is wrong, and what to do about it."""
    got, context, place = error["input"], error.get("ctx", {}), error["loc"]
    shown = _shown(got)
    match error["type"]:
        case "missing" if isinstance(place[-1], int):
            return Text("a number is missing"), Text("write all of them, with commas between them")
        case "missing" if place[-1] in languages and _is_text(kind_at(kind, place[:-1])):
            named = language_named(str(place[-1]))
            return Text("has no text in {language}", language=named), ADD_TEXT.having(code=place[-1])
        case "missing":
            return Text("field required"), Text("add `{place}:` here", place=place[-1])
        case "extra_forbidden" if _is_text(kind_at(kind, place[:-1])) and re.fullmatch(
            LANGUAGE, str(place[-1])
        ):
            return Text("{code} is none of the languages of this scene", code=cut(str(place[-1]))), Text(
                "delete it, or write `languages: [{known}]` in park.yaml",
                known=Listed((*languages, cut(str(place[-1]))), LIST_SEPARATOR),
            )
        case "extra_forbidden":
            known = fields_at(kind, place[:-1], languages)
            near = difflib.get_close_matches(str(place[-1])[:60], known, n=1)
            if near:
                return Text("unknown key"), Text("did you mean `{near}`?", near=near[0])
            return Text("unknown key"), Text(
                "known here: {known}", known=Listed(tuple(known), LIST_SEPARATOR)
            )
        case "string_type":
            remedy = (
                Text("write one text here")
                if got is None or isinstance(got, list | dict)
                else Text('put it in quotes: "{shown}"', shown=shown)
            )
            return Text("should be text, not {shown}", shown=shown), remedy
        case "string_pattern_mismatch":
            form = Text("delete the invisible character")
            return Text("{shown} is not in the right form", shown=shown), FORMS.get(
                str(context.get("pattern")), form
            )
        case "string_too_long" | "string_too_short":
            return Text("{count:,} characters", count=len(got)), _limits(context, "characters")
        case (
            "finite_number" | "float_type" | "int_type" | "int_from_float" | "float_parsing" | "int_parsing"
            | "int_parsing_size"
        ):  # fmt: skip
            remedy = Text("write a plain number, without unit or quotes")
            if error["type"].startswith("int"):
                return Text("should be a whole number, not {shown}", shown=shown), remedy
            return Text("should be a number, not {shown}", shown=shown), remedy
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limit = f"{next(iter(context.values())):,g}"
            sign = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}[
                error["type"]
            ]
            return Text("{shown} is out of range", shown=shown), Text(
                "it must be {sign} {limit}", sign=sign, limit=limit
            )
        case "literal_error":
            options = str(context.get("expected", "")).replace(" or ", ", ")
            return Text("{shown} is not one of the known values", shown=shown), Text(
                "choose from {options}", options=options
            )
        case "bool_type" | "bool_parsing":
            return Text("should be true or false, not {shown}", shown=shown), Text("write one of the two")
        case "model_type" | "dict_type":
            known = fields_at(kind, place, languages)
            if not known:
                remedy = Text("write `name: value` lines")
            else:
                remedy = Text("known here: {known}", known=Listed(tuple(known), LIST_SEPARATOR))
            return Text("should be a group of keys, not {shown}", shown=shown), remedy
        case "tuple_type" | "list_type":
            return Text("should be a list, not {shown}", shown=shown), Text(
                "write [a, b, ...] or lines that begin with '- '"
            )
        case "too_long" | "too_short":
            return Text("{count:,} entries", count=len(got)), _limits(context, "entries")
        case "json_invalid":
            return Text("this is not JSON"), Text("compare with a file that works")
        case "value_error" if isinstance(context.get("error"), WrongValue):
            wrong = context["error"]
            return wrong.what, wrong.remedy
        case _:
            return Text("{message}", message=error["msg"]), Text("compare with a file that works")


def first_fault(error: ValidationError, kind: type[BaseModel]) -> Text:
    """The first thing that is wrong with a file of a model, and its place there."""
    first = error.errors(include_url=False)[0]
    what, _ = explain(first, kind)
    return _at(first["loc"], what)


def _limits(context: dict[str, Any], of: Literal["characters", "entries"]) -> Text:
    least, most = context.get("min_length"), context.get("max_length")
    if of == "characters":
        if most is None:
            return Text("write at least {least:,}", context="characters", least=least)
        return Text("write at most {most:,}", context="characters", most=most)
    if most is None:
        return Text("write at least {least:,}", context="entries", least=least)
    return Text("write at most {most:,}", context="entries", most=most)


def fields_at(kind: Any, place: tuple[Key, ...], languages: tuple[Language, ...] = LANGUAGES) -> list[str]:
    """The keys allowed at a place of a model; empty if any are."""
    kind = kind_at(kind, place)
    if _is_text(kind):
        return list(languages)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return (
            [name for name in kind.model_fields if name != "id"]
            if "id" in kind.model_fields
            else list(kind.model_fields)
        )
    return []


def kind_at(kind: Any, place: tuple[Key, ...]) -> Any:
    """The type at a place of a model; None if nothing is allowed there."""
    kind = bare(kind)
    for key in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            if field is None:
                return None
            kind = bare(field.annotation)
        else:
            args = [a for a in get_args(kind) if a is not Ellipsis]
            if not args:
                return None
            kind = bare(args[-1])
    return kind


def _is_text(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, SceneText)


def bare(kind: Any) -> Any:
    """A type without the surrounding `Annotated[...]` and `| None`."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(a for a in get_args(kind) if a is not type(None))
        else:
            return kind
