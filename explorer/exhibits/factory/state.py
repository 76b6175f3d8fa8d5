"""State of the plant that thinks ahead: a day on show in three plants, and a calendar of other days."""

from __future__ import annotations

from dataclasses import dataclass

from .brain import Future
from .calendar import Calendar
from .shop import Order, Plant, Rule


@dataclass(frozen=True, slots=True)
class State:
    """A day in three plants with the same orders and breakdowns, and the earnings of whole days in each."""

    ticks: int
    day: int  # number of the day on show
    # the whole day's orders; the plants do not know those that have not arrived
    orders: tuple[Order, ...]
    # habit, rule, twin: the plants: first come first served, shortest operation first, and look-ahead
    habit: Plant
    rule: Plant
    twin: Plant
    chosen: Rule  # the rule the twin's machines follow now
    history: tuple[Plant, ...]  # snapshots of the twin's plant, one per decision
    next_decision_min: float
    picture_age_min: float  # age of the snapshot used for the last decision
    futures: tuple[Future, ...]  # predictions of the twin at its last decision
    calendar: Calendar  # other whole days of the same seed, under the present settings

    @property
    def plants(self) -> tuple[Plant, Plant, Plant]:
        """Habit, rule and twin."""
        return self.habit, self.rule, self.twin
