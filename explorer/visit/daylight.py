"""Light of the visit: moving to the wanted day phase, at rest, or cycling slowly."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..base.geometry import clamp
from .settings import CYCLE, Settings

BLEND_S = 1.0
"""Duration of a change of light."""

CYCLE_S = 600.0
"""Duration of an automatic day cycle."""

STEP_S = 2.0
"""Step of the automatic day cycle: too small to be seen, and long enough to draw a final frame between two steps."""

DIGITS = 9
"""Decimals of a day phase; rounding lets a change end exactly at its goal."""


@dataclass(frozen=True, slots=True)
class Daylight:
    """The day phase shown, as a function of the time since the change was requested."""

    start: float = 0.0  # day phase at the start of the change, 0 to 4
    way: float = 0.0  # difference to the wanted day phase; negative is back
    auto_day_cycle: bool = False  # whether the day cycle continues from there
    passed_s: float = BLEND_S  # seconds since the change was requested
    # whether a change was already under way: a slider is followed at once, without easing in
    followed: bool = False

    @classmethod
    def at(cls, settings: Settings) -> Daylight:
        """The light of these settings, at rest."""
        return cls(settings.day_phase % CYCLE, 0.0, settings.auto_day_cycle)

    @property
    def blending(self) -> bool:
        """Whether a change is under way."""
        return self.way != 0 and self.passed_s < BLEND_S

    @property
    def day_phase(self) -> float:
        """The day phase shown, 0 to 4."""
        share = clamp(self.passed_s / BLEND_S, 0.0, 1.0)
        eased = 1 - (1 - share) ** 3 if self.followed else share * share * (3 - 2 * share)
        return round(self.start + self.way * eased + self._cycled(), DIGITS) % CYCLE

    @property
    def goal(self) -> float:
        """The day phase at the end of the change; the present one at rest."""
        return round(self.start + self.way + self._cycled(), DIGITS) % CYCLE

    def advance(self, dt_s: float) -> Daylight:
        """The light `dt_s` seconds later."""
        if not (self.auto_day_cycle or self.passed_s < BLEND_S):
            return self
        return replace(self, passed_s=self.passed_s + dt_s)

    def after(self, before: Settings, after: Settings) -> Daylight:
        """The light after a change of settings; immediate if motion is reduced."""
        if (before.day_phase, before.auto_day_cycle) == (after.day_phase, after.auto_day_cycle):
            return self
        if after.comfort == "cut":
            return Daylight.at(after)
        start = self.day_phase
        # forward in time, through evening or morning; backward if that is nearer
        way = after.day_phase - start
        if way < -CYCLE / 2:
            way += CYCLE
        return Daylight(start, way, after.auto_day_cycle, 0.0, self.blending)

    def _cycled(self) -> float:
        """Progress of the automatic day cycle since the last change ended."""
        if not self.auto_day_cycle:
            return 0.0
        steps = max(self.passed_s - BLEND_S, 0.0) // STEP_S
        return float(steps) * STEP_S * CYCLE / CYCLE_S
