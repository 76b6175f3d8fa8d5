"""A plan as plain data: its tasks and measures, what stands by them, and what happened; drawn by the exhibit of kind `plaza`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ..i18n import Translatable

Side = Literal["national", "local", "world"]
Line = tuple[tuple[float, float], ...]


class Task(NamedTuple):
    """A bough of the plan: one word for it, its whole name, its colour."""

    id: str
    word: Translatable
    label: Translatable
    colour: str


class Measure(NamedTuple):
    """A leaf of the plan: the number of its task, a few words, its whole name, and the zones that stand for it."""

    id: str
    task: int
    words: Translatable
    label: Translatable
    halls: tuple[str, ...]


class Event(NamedTuple):
    """Something that happened, dated as far as is known (2023, 2023-09 or 2023-09-08)."""

    date: str
    label: Translatable
    side: Side

    @property
    def year(self) -> float:
        """The date as a year with a fraction; where the day or the month is not known, it counts from the middle."""
        parts = [int(part) for part in self.date.split("-")]
        month = parts[1] if len(parts) > 1 else 7
        day = parts[2] if len(parts) > 2 else 15
        return parts[0] + (month - 1) / 12 + (day - 1) / 372


class Plan(NamedTuple):
    """A whole plan, in the order in which it is written."""

    tasks: tuple[Task, ...] = ()
    measures: tuple[Measure, ...] = ()
    safeguards: tuple[Translatable, ...] = ()
    issuers: tuple[Translatable, ...] = ()
    principles: tuple[Translatable, ...] = ()
    events: tuple[Event, ...] = ()  # by date
    # how one walks from the plan to a zone, as corners on the ground (metres east and north); a straight line without
    ways: Mapping[str, Line] = {}


NO_PLAN = Plan()
