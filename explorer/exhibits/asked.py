"""Requests to an exhibit in words, `name=value` and `action@seconds`, and the answers to invalid ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..base.names import nearest
from ..base.refused import Refused
from ..i18n import Text
from ..i18n.units import UnitName
from .exhibit import Exhibit, Value


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """Range of a parameter, ends included."""
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return low, high


def domain(field: FieldInfo) -> Text:
    """Allowed values of a parameter, in words."""
    if field.annotation is bool:
        return Text("on or off")
    if get_origin(field.annotation) is Literal:
        options = ", ".join(map(str, get_args(field.annotation)))
        return Text("one of {options}", options=options)
    low, high = bounds(field)
    unit = unit_of(field)
    if not unit:
        return Text("{low} to {high}", low=_short(low), high=_short(high))
    return Text("{low} to {high} {unit}", low=_short(low), high=_short(high), unit=UnitName(unit))


def unit_of(field: FieldInfo) -> str:
    """Unit of a parameter, "" without one."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def words_of(field: FieldInfo, which: Literal["label", "meaning"]) -> Text:
    """Label or meaning of a parameter."""
    extra = field.json_schema_extra
    found = extra.get(which) if isinstance(extra, dict) else None
    return found if isinstance(found, Text) else Text("")


def steps_of(field: FieldInfo) -> dict[float, Text]:
    """Names of the steps of a parameter that visitors see as words (a month)."""
    extra, (low, _) = field.json_schema_extra, bounds(field)
    if not isinstance(extra, dict) or low is None:
        return {}
    names, step = extra.get("names"), extra.get("step")
    if not isinstance(names, tuple | list) or not isinstance(step, int | float):
        return {}
    called: Sequence[Any] = names
    return {round(low + number * step, 9): name for number, name in enumerate(called)}


def _short(value: float | None) -> str:
    return "…" if value is None else f"{value:.10g}"


def with_settings(exhibit: Exhibit[Any], words: Sequence[str]) -> Exhibit[Any]:
    """The exhibit with parameters set by words such as ``noise=3``.

    Raises Refused if a word is no setting, names no parameter, or its value is out of range.
    """
    fields = type(exhibit).model_fields
    values: dict[str, Value] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise Refused(Text("{word!r} is not a setting; write name=value", word=word))
        if name not in fields:
            near = nearest(name, fields)
            raise Refused(
                Text(
                    "{kind} has no parameter {name!r}. Nearest: {near}",
                    kind=exhibit.kind,
                    name=name,
                    near=near,
                ),
            )
        values[name] = text
    try:
        return exhibit.having(**values)
    except ValidationError as bad:
        name = str(bad.errors()[0]["loc"][0])
        allowed = domain(fields[name])
        raise Refused(
            Text("{name}={values} does not fit: {allowed}", name=name, values=values[name], allowed=allowed),
        ) from None


def acts_of(exhibit: Exhibit[Any], words: Sequence[str]) -> list[tuple[float, str]]:
    """Times and actions from words such as ``break@5``.

    Raises Refused if a word names no action or no time.
    """
    known = [action.name for action in exhibit.actions]
    acts = []
    for word in words:
        name, _, moment = word.partition("@")
        if name not in known:
            near = nearest(name, known) or "-"
            raise Refused(
                Text(
                    "{kind} has no action {name!r}. Nearest: {near}", kind=exhibit.kind, name=name, near=near
                ),
            )
        try:
            time_s = float(moment or "0")
        except ValueError:
            time_s = -1.0
        if not 0 <= time_s < float("inf"):
            raise Refused(Text("{word!r}: write action@seconds", word=word))
        acts.append((time_s, name))
    return acts
