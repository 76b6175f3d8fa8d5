"""The light of the visit: on its way to the wanted day phase, there, or slowly cycling by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.geometry import clamp
from .settings import CYCLE, Settings

BLEND_S = 1.0
"""How long a switch of light takes."""

CYCLE_S = 600.0
"""How long an automatic day cycle takes."""

STEP_S = 2.0
"""The automatic day cycle goes in steps too small to be seen, so that a final frame can be drawn between two of them."""

DIGITS = 9
"""Day phases are rounded, so that a switch ends exactly at its goal."""


@dataclass(frozen=True, slots=True)
class Daylight:
    """The day phase that is shown, as a function of the time since it was asked for."""

    start: float = 0.0  # the day phase that was shown then, 0 to 4
    way: float = 0.0  # how far it is to the wanted day phase; negative is back
    auto_day_cycle: bool = False  # whether it goes on from there by itself
    passed_s: float = BLEND_S  # seconds since then
    # whether it was on its way already: then it follows a slider at once, without a gentle start
    followed: bool = False

    @classmethod
    def at(cls, settings: Settings) -> Daylight:
        """The wanted light, at once."""
        return cls(settings.day_phase % CYCLE, 0.0, settings.auto_day_cycle)

    @property
    def blending(self) -> bool:
        """Whether a switch is under way."""
        return self.way != 0 and self.passed_s < BLEND_S

    @property
    def day_phase(self) -> float:
        """The day phase that is shown, 0 to 4."""
        share = clamp(self.passed_s / BLEND_S, 0.0, 1.0)
        eased = 1 - (1 - share) ** 3 if self.followed else share * share * (3 - 2 * share)
        return round(self.start + self.way * eased + self._cycled(), DIGITS) % CYCLE

    @property
    def goal(self) -> float:
        """The day phase to which a switch leads; the one that is shown if none is under way."""
        return round(self.start + self.way + self._cycled(), DIGITS) % CYCLE

    def advance(self, dt_s: float) -> Daylight:
        """The light `dt_s` seconds later."""
        if not (self.auto_day_cycle or self.passed_s < BLEND_S):
            return self
        return replace(self, passed_s=self.passed_s + dt_s)

    def after(self, before: Settings, after: Settings) -> Daylight:
        """The light after a change of settings; without motion it is there at once."""
        if (before.day_phase, before.auto_day_cycle) == (after.day_phase, after.auto_day_cycle):
            return self
        if after.comfort == "cut":
            return Daylight.at(after)
        start = self.day_phase
        # forward in time, through an evening or a morning; backward if that is nearer
        way = after.day_phase - start
        if way < -CYCLE / 2:
            way += CYCLE
        return Daylight(start, way, after.auto_day_cycle, 0.0, self.blending)

    def _cycled(self) -> float:
        """How far the automatic day cycle has come since the switch ended."""
        if not self.auto_day_cycle:
            return 0.0
        steps = max(self.passed_s - BLEND_S, 0.0) // STEP_S
        return float(steps) * STEP_S * CYCLE / CYCLE_S
