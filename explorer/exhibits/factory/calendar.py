"""Whole days computed in the background, the same ones after every change, so that all comparisons are paired."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field, replace

from .day import Looking
from .shop import Order

DAYS = 40
STUDENT_T = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""The 97.5 % points of Student's t for 1 to 10 degrees of freedom."""

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
        # Beyond the table, the first term of the expansion of t about the normal distribution.
        student = STUDENT_T[freedom - 1] if freedom <= len(STUDENT_T) else 1.96 + 2.37 / freedom
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
