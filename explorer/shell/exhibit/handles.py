"""Dials dragged in the scene, at the part they belong to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...base.geometry import clamp
from ...exhibits.exhibit import PartWords
from ...exhibits.signs import Handle
from ...i18n import Text
from ...visit import Act, Running, Turn, Visit
from ..input.pointer import Grip
from .parameters import Parameter, parameters_of

WAYS = {
    "right": Text("drag right or left"),
    "left": Text("drag left or right"),
    "up": Text("drag up or down"),
    "down": Text("drag down or up"),
}
CARRIED = Text("drag it where you want it")


def grip_of(visit: Visit, part: str, height_px: float) -> Grip | None:
    """The effect of a drag at a part of the open zone's exhibit; None if the drag moves the camera."""
    run = visit.run
    handle = run.exhibit.handles.get(part) if run is not None and visit.operating else None
    if run is None or handle is None:
        return None
    parameter = _parameter(run, handle)
    if handle.onto:
        return Grip(is_level=False, act=None, onto=_carrying(run.exhibit.kind, handle))
    first = parameter.index_of(float(getattr(run.exhibit, parameter.name)))
    return Grip(
        handle.along in ("left", "right"), _turning(run.exhibit.kind, parameter, handle, first, height_px)
    )


def _carrying(kind: str, handle: Handle) -> Callable[[str], Act | None]:
    def carry(part: str) -> Act | None:
        return Turn(handle.parameter, handle.onto[part], kind) if part in handle.onto else None

    return carry


def _turning(
    kind: str, parameter: Parameter, handle: Handle, first: int, height_px: float
) -> Callable[[float, float], Act]:
    def turn(dx: float, dy: float) -> Act:
        along = {"right": dx, "left": -dx, "up": -dy, "down": dy}[handle.along]
        steps = round(along / max(height_px * handle.long, 1.0) * parameter.steps)
        return Turn(parameter.name, parameter.at(int(clamp(first + steps, 0, parameter.steps))), kind)

    return turn


def with_handle(run: Running, part: str, words: PartWords) -> PartWords:
    """The words of a part, with the dial that is dragged there."""
    handle = run.exhibit.handles.get(part)
    if handle is None:
        return words
    parameter = _parameter(run, handle)
    value = _Shown(parameter, getattr(run.exhibit, parameter.name))
    how = CARRIED if handle.onto else WAYS[handle.along]
    dial = Text("{label}: {value} ({how})", label=parameter.label, value=value, how=how)
    return PartWords(words.label, Text("{reading}. {dial}", reading=words.reading, dial=dial))


class _Shown:
    """A value of a parameter, with its unit, in the language of its display."""

    def __init__(self, parameter: Parameter, value: object) -> None:
        self._format = partial(parameter.format_value, value)  # type: ignore[arg-type]
        self._value = value

    def in_language(self, language: str, /, **values: object) -> str:
        return self._format(language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


def _parameter(run: Running, handle: Handle) -> Parameter:
    return next(p for p in parameters_of(type(run.exhibit)) if p.name == handle.parameter)
