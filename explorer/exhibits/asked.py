"""What is asked of an exhibit in words: `name=value`, `action@seconds`; and what is answered when it makes no sense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..core.nearest import nearest
from .exhibit import Exhibit, Label, Value


class Refused(Exception):
    """A wish that cannot be met, with the reason in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        self.words = Label(en, zh)
        super().__init__(en)


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """The range of a parameter, ends included."""
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return low, high


def domain(field: FieldInfo) -> Label:
    """What a parameter may be, in words."""
    if field.annotation is bool:
        return Label("on or off", "on或off")
    if get_origin(field.annotation) is Literal:
        options = ", ".join(map(str, get_args(field.annotation)))
        return Label(f"one of {options}", f"可选：{options}")
    low, high = bounds(field)
    unit = unit_of(field)
    tail = f" {unit}" if unit else ""
    return Label(f"{_short(low)} to {_short(high)}{tail}", f"{_short(low)}至{_short(high)}{tail}")


def unit_of(field: FieldInfo) -> str:
    """The unit of a parameter, "" if it has none."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def words_of(field: FieldInfo, which: Literal["label", "meaning"]) -> Label:
    """The label or the meaning of a parameter."""
    extra = field.json_schema_extra
    found = extra.get(which) if isinstance(extra, dict) else None
    return Label(str(found["en"]), str(found["zh"])) if isinstance(found, dict) else Label("", "")


def _short(value: float | None) -> str:
    return "…" if value is None else f"{value:.10g}"


def with_settings(exhibit: Exhibit[Any], words: Sequence[str]) -> Exhibit[Any]:
    """The exhibit with parameters set by words such as ``noise=3``.

    Raises
    ------
    Refused
        If a word is no setting, names no parameter, or its value is out of range.
    """
    fields = type(exhibit).model_fields
    values: dict[str, Value] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise Refused(
                f"{word!r} is not a setting; write name=value", f"{word!r}不是设置，请写成“名称=数值”"
            )
        if name not in fields:
            near = nearest(name, fields)
            raise Refused(
                f"{exhibit.kind} has no parameter {name!r}. Nearest: {near}",
                f"{exhibit.kind}没有参数{name!r}。相近的有：{near}",
            )
        values[name] = text
    try:
        return exhibit.having(**values)
    except ValidationError as bad:
        name = str(bad.errors()[0]["loc"][0])
        allowed = domain(fields[name])
        raise Refused(
            f"{name}={values[name]} does not fit: {allowed.en}",
            f"{name}={values[name]}不合要求：{allowed.zh}",
        ) from None


def acts_of(exhibit: Exhibit[Any], words: Sequence[str]) -> list[tuple[float, str]]:
    """Moments and actions from words such as ``break@5``.

    Raises
    ------
    Refused
        If a word names no action or no moment.
    """
    known = [action.name for action in exhibit.actions]
    acts = []
    for word in words:
        name, _, moment = word.partition("@")
        if name not in known:
            near = nearest(name, known) or "-"
            raise Refused(
                f"{exhibit.kind} has no action {name!r}. Nearest: {near}",
                f"{exhibit.kind}没有动作{name!r}。相近的有：{near}",
            )
        try:
            time_s = float(moment or "0")
        except ValueError:
            time_s = -1.0
        if not 0 <= time_s < float("inf"):
            raise Refused(f"{word!r}: write action@seconds", f"{word!r}：请写成“动作@秒数”")
        acts.append((time_s, name))
    return acts
