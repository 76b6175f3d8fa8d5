"""A kind of exhibit with a scene's texts, ranges and defaults: a class derived from the kind's and checked against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic.fields import FieldInfo

from ..i18n import Text, Translatable
from .asked import bounds, domain
from .exhibit import Exhibit, PartWords, Value, parameter


@dataclass(frozen=True, slots=True)
class OwnParameter:
    """A scene's settings for a parameter; None: as in the kind."""

    label: Translatable | None = None
    meaning: Translatable | None = None
    low: float | None = None
    high: float | None = None
    default: Value | None = None
    expert: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A scene's settings for a kind of exhibit; omitted ones are as in the kind."""

    title: Translatable | None = None
    try_this: Translatable | None = None
    parameters: Mapping[str, OwnParameter] = field(default_factory=dict)
    # readings, actions: labels by the kind's names
    readings: Mapping[str, Translatable] = field(default_factory=dict)
    actions: Mapping[str, Translatable] = field(default_factory=dict)


class Unfit(ValueError):
    """A setting that does not fit the kind: its key below the parameter, and the allowed values."""

    def __init__(self, key: str, what: Text) -> None:
        self.key, self.what = key, what
        super().__init__(str(what))


def text_of(words: Translatable) -> Text:
    """A scene's text as a `Text`: display code need not know its origin."""
    return words if isinstance(words, Text) else Text("{text}", text=words)


def worded(kind: type[Exhibit[Any]], own: OwnWords) -> type[Exhibit[Any]]:
    """The class of a kind with a scene's texts; all names in them are the kind's.

    Raises Unfit if a range exceeds the kind's, or a default its range.
    """
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__module__": kind.__module__, "__doc__": kind.__doc__}
    ranges: dict[str, tuple[float, float]] = {}
    for name, given in own.parameters.items():
        info = kind.model_fields[name]
        low, high, default = fitted(info, given)
        if low is not None and high is not None:
            ranges[name] = low, high
        annotations[name], namespace[name] = info.annotation, _field(info, given, low, high, default)
    if own.title is not None:
        namespace["title"] = text_of(own.title)
    if own.try_this is not None:
        namespace["try_this"] = text_of(own.try_this)
    namespace["outputs"] = tuple(
        replace(output, label=text_of(own.readings[output.name]), plain=None)
        if output.name in own.readings
        else output
        for output in kind.outputs
    )
    namespace["actions"] = tuple(
        replace(action, label=text_of(own.actions[action.name])) if action.name in own.actions else action
        for action in kind.actions
    )
    if ranges:
        namespace["having"] = _within(kind, ranges)
    metaclass: Any = type(kind)
    made: type[Exhibit[Any]] = metaclass(
        kind.__name__, (kind,), {**namespace, "__annotations__": annotations}
    )
    made.walkthrough = tuple(step for step in kind.walkthrough if _fits(ranges, dict(step.values)))
    return made


def noted(kind: type[Exhibit[Any]], notes: Mapping[str, Translatable]) -> type[Exhibit[Any]]:
    """The class of a kind with a scene's notes added to the words of parts; unknown parts are ignored."""

    def parts(self: Any, state: Any) -> dict[str, PartWords]:
        found = kind.parts(self, state)
        return found | {
            name: words._replace(reading=Text("{state}; {fact}", state=words.reading, fact=notes[name]))
            for name, words in found.items()
            if name in notes
        }

    metaclass: Any = type(kind)
    namespace = {"__module__": kind.__module__, "__doc__": kind.__doc__, "parts": parts}
    made: type[Exhibit[Any]] = metaclass(kind.__name__, (kind,), namespace)
    return made


def fitted(info: FieldInfo, given: OwnParameter) -> tuple[float | None, float | None, Value]:
    """Range and default of a parameter after a scene's settings. Raises Unfit if they do not fit."""
    low, high = bounds(info)
    for key, value in (("low", given.low), ("high", given.high)):
        if value is not None and (low is None or high is None or not low <= value <= high):
            raise Unfit(key, domain(info))
    own_low, own_high = (
        kept if value is None else value for kept, value in ((low, given.low), (high, given.high))
    )
    if own_low is not None and own_high is not None and own_low >= own_high:
        raise Unfit("high", Text("more than {low}", low=f"{own_low:g}"))
    default: Any = info.default if given.default is None else given.default
    is_number = isinstance(default, int | float) and not isinstance(default, bool)
    if own_low is not None and own_high is not None:
        if not is_number:
            raise Unfit("default", domain(info))
        if not own_low <= default <= own_high:
            if given.default is not None:
                raise Unfit(
                    "default",
                    Text("{low} to {high}", low=f"{own_low:g}", high=f"{own_high:g}"),
                )
            default = type(default)(min(max(default, own_low), own_high))
    return own_low, own_high, default


def _field(
    info: FieldInfo, given: OwnParameter, low: float | None, high: float | None, default: Value
) -> Any:
    extra: Any = info.json_schema_extra
    label = text_of(given.label) if given.label is not None else extra["label"]
    whole = info.annotation is int
    return parameter(
        int(default) if whole and isinstance(default, float) else default,
        label=label,
        meaning=text_of(given.meaning) if given.meaning is not None else extra["meaning"],
        unit=extra["unit"],
        low=low,
        high=high,
        step=extra["step"],
        expert=extra["expert"] if given.expert is None else given.expert,
        choices=extra["choices"],
        ends=extra["ends"] or None,
    )


def _within(kind: type[Exhibit[Any]], ranges: Mapping[str, tuple[float, float]]) -> Any:
    def having(self: Any, **values: Value) -> Any:
        """The exhibit with other parameters; those it sets itself are clamped to the scene's range."""
        for name, (low, high) in ranges.items():
            value = values.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[name] = type(value)(min(max(value, low), high))
        return kind.having(self, **values)

    return having


def _fits(ranges: Mapping[str, tuple[float, float]], values: Mapping[str, Value]) -> bool:
    for name, (low, high) in ranges.items():
        value = values.get(name)
        if isinstance(value, int | float) and not low <= value <= high:
            return False
    return True
