"""Gains of many days, with the honesty of an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

STUDENT_T = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""The 97.5 % points of Student's t for 1 to 10 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Mean and interval of what days gained under the same settings (Welford's running sums, 1962)."""

    settings: tuple[float | str | bool, ...]
    days: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def plus(self, gain: float) -> Tally:
        """The tally with one day more."""
        days = self.days + 1
        mean = self.mean + (gain - self.mean) / days
        return replace(self, days=days, mean=mean, squares=self.squares + (gain - self.mean) * (gain - mean))

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval of the mean; infinite before two days have been counted."""
        freedom = self.days - 1
        if freedom < 1:
            return math.inf
        # Beyond the table, the first term of the expansion of t about the normal distribution.
        student = STUDENT_T[freedom - 1] if freedom <= len(STUDENT_T) else 1.96 + 2.37 / freedom
        return student * math.sqrt(self.squares / freedom / self.days)
