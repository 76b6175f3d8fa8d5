"""A talk: a tour that somebody talks through before an audience. A value that knows no visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ...park.answers import Matter
from ...park.model import Language
from ...park.tour import Tour

Pace = Literal["ok", "warn", "err"]

OK_S, WARN_S = 15.0, 60.0
"""So far from the plan a talk is in pace, or still near it."""


def pace_of(lead_s: float) -> Pace:
    """How well a talk keeps to its plan, by the seconds it is ahead (negative: behind)."""
    off_s = abs(lead_s)
    return "ok" if off_s <= OK_S else "warn" if off_s <= WARN_S else "err"


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a talk at one place."""

    stop: int | None  # the number of the stop it belongs to, from 0; None after the last one
    strayed: bool  # whether something else than the stop was shown
    zone: str | None  # the zone that was shown then; None: the park
    began_s: float  # the time of the talk when it began
    lasted_s: float = 0.0  # how long it lasted


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Something that the presenter looked up during the talk, at a time of it."""

    kind: Matter
    id: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk, from its first stop on."""

    tour: Tour  # what is talked through
    # begun, over: whether its clock was started, and whether it has ended
    begun: bool = False
    over: bool = False
    elapsed_s: float = 0.0  # the time on its clock
    legs: tuple[Leg, ...] = ()  # what was shown and for how long, in order
    looked_up: tuple[LookedUp, ...] = ()  # what the presenter looked up, in order
    # black, frozen: whether the audience sees black, or the frame of the moment when it was frozen
    black: bool = False
    frozen: bool = False
    # laser, spotlight: what the pointer is for the audience
    laser: bool = False
    spotlight: bool = False
    pointer: tuple[float, float] | None = None  # where it is, -1..1 to the right and up; None: nowhere
    caption: bool = False  # whether the audience reads captions
    language: Language | None = None  # of the console; None: the one of the audience

    @property
    def running(self) -> bool:
        """Whether its clock runs."""
        return self.begun and not self.over

    @property
    def points(self) -> bool:
        """Whether the pointer points at things instead of moving the camera."""
        return self.laser or self.spotlight

    def spent_s(self, stop: int | None) -> float:
        """How long the talk has been at a stop so far, wanderings from it included; None: after the last."""
        return sum(leg.lasted_s for leg in self.legs if leg.stop == stop)

    def planned_s(self, stop: int | None) -> float:
        """The time at which the talk would be here, if it went as planned.

        A presenter who stays longer than planned is, by the plan, at the end of the stop.
        """
        if stop is None:
            return self.tour.duration_s
        return self.tour.starts_s[stop] + min(self.spent_s(stop), self.tour.stops[stop].hold_s)

    def lead_s(self, stop: int | None) -> float:
        """How many seconds the talk is ahead of its plan; negative if it is behind."""
        return self.planned_s(stop) - self.elapsed_s if self.begun else 0.0

    def left_s(self, stop: int | None) -> float:
        """How long the talk still takes from here, if it goes on as planned."""
        return max(self.tour.duration_s - self.planned_s(stop), 0.0)

    @property
    def strayed(self) -> tuple[Leg, ...]:
        """What was shown beside the tour, in order."""
        return tuple(leg for leg in self.legs if leg.strayed)

    def pass_time(self, dt_s: float, stop: int | None, strayed: bool, zone: str | None) -> Talk:
        """`dt_s` seconds later, spent at a place; the clock stands before the talk and after it."""
        if not self.running:
            return self
        here = Leg(stop, strayed, zone if strayed else None, self.elapsed_s)
        last = self.legs[-1] if self.legs else None
        if last is not None and (last.stop, last.strayed, last.zone) == (here.stop, here.strayed, here.zone):
            legs = (*self.legs[:-1], replace(last, lasted_s=last.lasted_s + dt_s))
        else:
            legs = (*self.legs, replace(here, lasted_s=dt_s))
        return replace(self, legs=legs, elapsed_s=self.elapsed_s + dt_s)
