"""State of a talk: a tour that a presenter narrates to an audience. Imports no visit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import Field

from ...park.answers import Matter
from ...park.model import Language, Park
from ..codec import Count, Finite, Name, PoseAsNumbers, Seconds, TourOfPark
from .own import OwnParts, OwnSlide

Pace = Literal["ok", "warn", "err"]

OK_S, WARN_S = 15.0, 60.0
"""Deviation from the plan up to which a talk is on time, or nearly so."""


def pace_of(lead_s: float) -> Pace:
    """How well a talk keeps to its plan; `lead_s` is negative if it is behind."""
    off_s = abs(lead_s)
    return "ok" if off_s <= OK_S else "warn" if off_s <= WARN_S else "err"


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a talk at one place."""

    stop: Name | None  # id of its stop; None after the last one
    strayed: bool  # whether something other than the stop was shown
    zone: Name | None  # the zone shown; None: the park
    began_s: Seconds  # time of the talk at its start
    lasted_s: Seconds = 0.0  # duration


@dataclass(frozen=True, slots=True)
class LookedUp:
    """An item the presenter looked up, with the time of the talk."""

    kind: Matter
    id: Name
    at_s: Seconds


PenColour = Literal["red", "yellow", "green", "blue", "white", "black"]
PEN_COLOURS: tuple[PenColour, ...] = ("red", "yellow", "green", "blue", "white", "black")
MOST_POINTS = 600
"""Most points of a stroke; a longer one is thinned to half."""
MOST_STROKES = 400
"""Most strokes of a talk; beyond, the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A mark of the pen on the picture of a stop.

    Its points are tangents from the axis of the camera, to the right and up: they fit a picture of any size.
    """

    stop: Name  # id of its stop
    colour: PenColour
    points: Annotated[tuple[tuple[Finite, Finite], ...], Field(max_length=MOST_POINTS)]
    pose: PoseAsNumbers  # of the camera while it was drawn

    def to(self, point: tuple[float, float]) -> Stroke:
        """The stroke, one point longer."""
        points = (*self.points, point)
        return replace(self, points=points if len(points) <= MOST_POINTS else (*points[:-1:2], point))


LoggedKind = Literal["question", "promise"]
LOGGED_KINDS: tuple[LoggedKind, ...] = ("question", "promise")
LONGEST_LOGGED = 500


@dataclass(frozen=True, slots=True)
class Logged:
    """A question from the audience, or a promise to it, with its place and time in the talk."""

    kind: LoggedKind
    text: Annotated[str, Field(max_length=LONGEST_LOGGED)]  # "" if there was no time to type
    stop: Name | None  # id of the stop; None after the last one
    at_s: Seconds


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk, from its first stop on."""

    tour: TourOfPark  # the narrated tour
    # begun, over: whether its clock was started, and whether it has ended
    begun: bool = False
    over: bool = False
    elapsed_s: Seconds = 0.0  # time on its clock
    legs: tuple[Leg, ...] = ()  # what was shown and for how long, in order
    looked_up: tuple[LookedUp, ...] = ()  # what the presenter looked up, in order
    logged: tuple[Logged, ...] = ()  # questions and promises, in order
    # black, frozen: whether the audience sees black, or the frame at the moment of freezing
    black: bool = False
    frozen: bool = False
    # laser, spotlight: how the audience sees the pointer
    laser: bool = False
    spotlight: bool = False
    # pen: whether the pointer draws; its colour; the marks of all stops, in order
    pen: bool = False
    pen_colour: PenColour = "red"
    strokes: tuple[Stroke, ...] = ()
    pointer: tuple[Finite, Finite] | None = None  # its position, -1..1 to the right and up; None without one
    caption: bool = True  # whether the audience sees captions
    language: Language | None = None  # language of the console; None: that of the audience
    # own: the presenter's notes and slides; slide: the number of the one shown after the present stop, None for the stop
    # itself; slides_shown: those shown so far, in order
    own: OwnParts = field(default_factory=OwnParts)
    slide: Count | None = None
    slides_shown: tuple[OwnSlide, ...] = ()

    @property
    def running(self) -> bool:
        """Whether its clock runs."""
        return self.begun and not self.over

    @property
    def points(self) -> bool:
        """Whether the pointer points or draws instead of moving the camera."""
        return self.laser or self.spotlight or self.pen

    def strokes_at(self, stop: str | None) -> tuple[Stroke, ...]:
        """The marks on the picture of a stop."""
        return tuple(stroke for stroke in self.strokes if stroke.stop == stop)

    def slides_at(self, stop: int | None) -> tuple[OwnSlide, ...]:
        """The presenter's slides after a stop, by its number."""
        return self.own.slides_at(self.tour.stops[stop].id) if stop is not None else ()

    def spent_s(self, stop: int | None) -> float:
        """Time spent at a stop so far, including detours; None: after the last."""
        id = self._id(stop)
        return sum(leg.lasted_s for leg in self.legs if leg.stop == id)

    def planned_s(self, stop: int | None) -> float:
        """The planned time of the talk at this point.

        A presenter who overstays is, by the plan, at the end of the stop.
        """
        if stop is None:
            return self.tour.duration_s
        return self.tour.starts_s[stop] + min(self.spent_s(stop), self.tour.stops[stop].hold_s)

    def lead_s(self, stop: int | None) -> float:
        """Seconds ahead of the plan; negative if behind."""
        return self.planned_s(stop) - self.elapsed_s if self.begun else 0.0

    def left_s(self, stop: int | None) -> float:
        """Time the talk still needs from here, according to the plan."""
        return max(self.tour.duration_s - self.planned_s(stop), 0.0)

    @property
    def strayed(self) -> tuple[Leg, ...]:
        """The detours from the tour, in order."""
        return tuple(leg for leg in self.legs if leg.strayed)

    def pass_time(self, dt_s: float, stop: int | None, strayed: bool, zone: str | None) -> Talk:
        """`dt_s` seconds later, spent at a place; the clock stops before and after the talk."""
        if not self.running:
            return self
        here = Leg(self._id(stop), strayed, zone if strayed else None, self.elapsed_s)
        last = self.legs[-1] if self.legs else None
        if last is not None and (last.stop, last.strayed, last.zone) == (here.stop, here.strayed, here.zone):
            legs = (*self.legs[:-1], replace(last, lasted_s=last.lasted_s + dt_s))
        else:
            legs = (*self.legs, replace(here, lasted_s=dt_s))
        return replace(self, legs=legs, elapsed_s=self.elapsed_s + dt_s)

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        stops = {None, *(stop.id for stop in self.tour.stops)}
        gone = [f"stop {leg.stop}" for leg in self.legs if leg.stop not in stops]
        gone += [
            f"zone {leg.zone}" for leg in self.legs if leg.zone is not None and leg.zone not in park.zones
        ]
        return gone[0] if gone else None

    def _id(self, stop: int | None) -> str | None:
        return None if stop is None else self.tour.stops[stop].id
