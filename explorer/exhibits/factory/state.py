"""The state of the plant that thinks ahead: a day on show in three plants, and a calendar of other days."""

from __future__ import annotations

from dataclasses import dataclass

from .brain import Future
from .calendar import Calendar
from .shop import Order, Plant, Rule


@dataclass(frozen=True, slots=True)
class State:
    """A day in three plants with the same orders and breakdowns, and what whole days have earned in each."""

    ticks: int
    day: int  # the number of the day on show
    # the whole day's orders; those that have not arrived are known to nobody in the plants
    orders: tuple[Order, ...]
    # habit, rule, twin: the plants: first come first served, shortest operation first, and the one that looks ahead
    habit: Plant
    rule: Plant
    twin: Plant
    chosen: Rule  # the rule by which the twin's machines choose now
    history: tuple[Plant, ...]  # the pictures of its plant that the twin has kept, one for each decision
    next_decision_min: float
    picture_age_min: float  # how old the picture was that the last decision was made from
    futures: tuple[Future, ...]  # what the twin foresaw in its last decision
    calendar: Calendar  # other whole days of the same seed, under the settings as they are

    @property
    def plants(self) -> tuple[Plant, Plant, Plant]:
        """Habit, rule and twin."""
        return self.habit, self.rule, self.twin
