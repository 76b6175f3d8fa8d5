"""The light of the visit: on its way to the wanted hour, there, or going slowly round by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.geometry import clamp
from .settings import ROUND, Settings

BLEND_S = 1.0
"""How long a switch of light takes."""

ROUND_S = 600.0
"""How long a whole round takes that goes by itself."""

STEP_S = 2.0
"""It goes in steps too small to be seen, so that between two of them a picture can be finished."""

DIGITS = 9
"""Hours are rounded, so that a switch ends exactly where it was to lead."""


@dataclass(frozen=True, slots=True)
class Daylight:
    """The hour that is shown, as a function of the time since it was asked for.

    Attributes
    ----------
    start : the hour that was shown then, 0 to 4.
    way : how far it is to the wanted hour, in hours; negative is back.
    turning : whether it goes on from there by itself.
    passed_s : seconds since then.
    followed : whether it was on its way already: a hand that moves on is followed at once, without a gentle start.
    """

    start: float = 0.0
    way: float = 0.0
    turning: bool = False
    passed_s: float = BLEND_S
    followed: bool = False

    @classmethod
    def at(cls, settings: Settings) -> Daylight:
        """The wanted light, at once."""
        return cls(settings.hour % ROUND, 0.0, settings.turning)

    @property
    def blending(self) -> bool:
        """Whether a switch is under way."""
        return self.way != 0 and self.passed_s < BLEND_S

    @property
    def hour(self) -> float:
        """The hour that is shown, 0 to 4."""
        share = clamp(self.passed_s / BLEND_S, 0.0, 1.0)
        eased = 1 - (1 - share) ** 3 if self.followed else share * share * (3 - 2 * share)
        return round(self.start + self.way * eased + self._turned(), DIGITS) % ROUND

    @property
    def goal(self) -> float:
        """The hour to which a switch leads; the one that is shown if none is under way."""
        return round(self.start + self.way + self._turned(), DIGITS) % ROUND

    def advance(self, dt_s: float) -> Daylight:
        """The light `dt_s` seconds later."""
        if not (self.turning or self.passed_s < BLEND_S):
            return self
        return replace(self, passed_s=self.passed_s + dt_s)

    def after(self, before: Settings, after: Settings) -> Daylight:
        """The light after a change of settings; without motion it is there at once."""
        if (before.hour, before.turning) == (after.hour, after.turning):
            return self
        if after.comfort == "cut":
            return Daylight.at(after)
        start = self.hour
        # as time goes, so that from day to night there is an evening and from night to day a morning; back if that is near
        way = after.hour - start
        if way < -ROUND / 2:
            way += ROUND
        return Daylight(start, way, after.turning, 0.0, self.blending)

    def _turned(self) -> float:
        """The hours gone by themselves since the switch was over."""
        if not self.turning:
            return 0.0
        steps = max(self.passed_s - BLEND_S, 0.0) // STEP_S
        return float(steps) * STEP_S * ROUND / ROUND_S
