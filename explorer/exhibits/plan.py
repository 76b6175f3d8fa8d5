"""A plan as plain data: tasks, measures, supporting zones and events; shown by the exhibit of kind `plaza`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ..i18n import Translatable

Side = Literal["national", "local", "world"]
Line = tuple[tuple[float, float], ...]


class Task(NamedTuple):
    """A task of the plan, shown as a bough: short name, full name, colour."""

    id: str
    word: Translatable
    label: Translatable
    colour: str


class Measure(NamedTuple):
    """A measure of the plan, shown as a leaf: number of its task, short name, full name, and the zones that represent it."""

    id: str
    task: int
    words: Translatable
    label: Translatable
    halls: tuple[str, ...]


class Event(NamedTuple):
    """An event, dated as precisely as known (2023, 2023-09 or 2023-09-08)."""

    date: str
    label: Translatable
    side: Side

    @property
    def year(self) -> float:
        """The date as a fractional year; without day or month, the middle of the period."""
        parts = [int(part) for part in self.date.split("-")]
        month = parts[1] if len(parts) > 1 else 7
        day = parts[2] if len(parts) > 2 else 15
        return parts[0] + (month - 1) / 12 + (day - 1) / 372


class Plan(NamedTuple):
    """A whole plan, in its written order."""

    tasks: tuple[Task, ...] = ()
    measures: tuple[Measure, ...] = ()
    safeguards: tuple[Translatable, ...] = ()
    issuers: tuple[Translatable, ...] = ()
    principles: tuple[Translatable, ...] = ()
    events: tuple[Event, ...] = ()  # by date
    # walking routes from the plan to zones, as corners on the ground (metres east and north); else a straight line
    ways: Mapping[str, Line] = {}


NO_PLAN = Plan()
