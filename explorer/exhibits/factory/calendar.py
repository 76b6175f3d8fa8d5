"""A day on show, and whole days computed in the background, the same after every change, so that all comparisons are paired."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..students_t import t_975
from .brain import DECIDES_EVERY_MIN, Future, as_it_was, best, look_ahead
from .shop import DAY_MIN, Order, Plant, Rule, play

BREAKDOWN_AT_MIN = 200.0
BREAKDOWN_MACHINE = 1
REPAIR_MIN = 40.0
OLDEST_MIN = 60.0
"""Age of the oldest snapshot the twin can be given."""


def hit(plant: Plant, machine: int, repair_min: float = REPAIR_MIN) -> Plant:
    """The plant with a machine down for `repair_min`; the order in it is finished first."""
    until_min = list(plant.down_until_min)
    until_min[machine] = plant.time_min + repair_min
    return replace(plant, down_until_min=tuple(until_min))


def by_rule(orders: Sequence[Order], rule: Rule, breaks: bool) -> float:
    """Earnings of a whole day under one rule."""
    plant = Plant()
    if breaks:
        plant = hit(play(plant, orders, BREAKDOWN_AT_MIN, rule), BREAKDOWN_MACHINE)
    return play(plant, orders, DAY_MIN, rule).cash


@dataclass(frozen=True, slots=True)
class Looking:
    """A plant whose twin looks ahead, at the time of a decision."""

    plant: Plant = field(default_factory=Plant)
    history: tuple[Plant, ...] = ()  # snapshots kept so far, the newest last
    rule: Rule = "fifo"
    picture_age_min: float = 0.0
    futures: tuple[Future, ...] = ()

    def decided(self, orders: Sequence[Order], age_min: float, joined: bool) -> Looking:
        """Decide on the basis of a snapshot of this age."""
        now_min = self.plant.time_min
        kept = [past for past in self.history if past.time_min >= now_min - OLDEST_MIN - DECIDES_EVERY_MIN]
        history = (*kept, self.plant)
        picture = as_it_was(history, now_min - age_min)
        futures = look_ahead(picture, orders, joined)
        return Looking(self.plant, history, best(futures), now_min - picture.time_min, futures)

    def later(self, orders: Sequence[Order], until_min: float) -> Looking:
        """Advance without a decision."""
        return replace(self, plant=play(self.plant, orders, until_min, self.rule))

    def next_decision(self, orders: Sequence[Order], age_min: float, joined: bool, breaks: bool) -> Looking:
        """Decide, and advance to the next decision or the end of the day; the daily breakdown comes first."""
        looking = self
        if breaks and self.plant.time_min == BREAKDOWN_AT_MIN:
            looking = replace(self, plant=hit(self.plant, BREAKDOWN_MACHINE))
        looking = looking.decided(orders, age_min, joined)
        return looking.later(orders, min(DAY_MIN, self.plant.time_min + DECIDES_EVERY_MIN))


DAYS = 40
LAST_OF_TABLE = 10
"""Degrees of freedom up to which the interval of the lead takes Student's t itself."""

Settings = tuple[float | bool, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Earnings of whole days in each plant, and the day in progress."""

    settings: Settings  # what the twin's days depend on; `shop`: what all days depend on
    shop: Settings
    # habit, rule: earnings of each day under the two rules; kept when the twin's inputs change
    habit: tuple[float, ...] = ()
    rule: tuple[float, ...] = ()
    twin: tuple[float, ...] = ()  # earnings of each day the twin has finished under these settings
    before: tuple[float, ...] = ()  # the twin's days under the previous settings
    # orders, looking: the day in progress
    orders: tuple[Order, ...] = field(default=(), repr=False)
    looking: Looking | None = field(default=None, repr=False)

    @property
    def days(self) -> int:
        """Number of whole days counted."""
        return len(self.twin)

    @property
    def leads(self) -> tuple[float, ...]:
        """Lead of the twin over the best rule, day by day."""
        return tuple(twin - rule for twin, rule in zip(self.twin, self.rule, strict=False))

    @property
    def means(self) -> tuple[float, float, float]:
        """Earnings per day of habit, rule and twin, over the same days; 0 before the first."""
        if not self.days:
            return 0.0, 0.0, 0.0
        habit, rule = self.habit[: self.days], self.rule[: self.days]
        return statistics.fmean(habit), statistics.fmean(rule), statistics.fmean(self.twin)

    @property
    def lead(self) -> float:
        """Mean lead; 0 before the first day."""
        return statistics.fmean(self.leads) if self.days else 0.0

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval of the mean lead; infinite for fewer than two days."""
        freedom = self.days - 1
        if freedom < 1:
            return math.inf
        # As in printed tables, and beyond them a first term that is up to 0.03 narrower: old state codes print these readings.
        student = round(t_975(freedom), 2) if freedom <= LAST_OF_TABLE else 1.96 + 2.37 / freedom
        return student * statistics.stdev(self.leads) / math.sqrt(self.days)

    @property
    def verdict(self) -> int:
        """0 not yet clear; 1 the twin is certainly ahead of the best rule; 2 certainly behind."""
        if self.lead > self.half_width:
            return 1
        return 2 if self.lead < -self.half_width else 0

    def under(self, settings: Settings, shop: Settings) -> Calendar:
        """The calendar restarted with other settings; days unaffected by the change are kept."""
        if shop != self.shop:
            return Calendar(settings, shop)
        before = self.twin if self.twin else self.before
        return replace(self, settings=settings, twin=(), before=before, orders=(), looking=None)


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
