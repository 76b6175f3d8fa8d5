"""What a visitor, a presenter or a kiosk does with a tour, as values."""

from __future__ import annotations

from dataclasses import dataclass

TOUR_PACES = (0.5, 1.0, 1.5, 2.0)
"""Seconds of a tour in one second of the visit. Flights keep their time."""


@dataclass(frozen=True, slots=True)
class StartTour:
    """Begin a tour, at its first stop or a later one (from 0). What the visitor looked at is kept."""

    tour: str
    stop: int = 0


@dataclass(frozen=True, slots=True)
class EndTour:
    """Leave the tour, back to what the visitor looked at before it."""


@dataclass(frozen=True, slots=True)
class ForgetTour:
    """Put away the end card of a tour that is over."""


@dataclass(frozen=True, slots=True)
class ToStop:
    """To a stop of the tour, counted from 0, as if it had been played from its start."""

    stop: int


@dataclass(frozen=True, slots=True)
class NextStop:
    """To the next stop. After the last one the tour starts again if it loops, and ends if not."""


@dataclass(frozen=True, slots=True)
class PreviousStop:
    """To the stop before; the first stop starts again."""


@dataclass(frozen=True, slots=True)
class PauseTour:
    """Let the tour stand still, and the exhibit of its stop with it."""


@dataclass(frozen=True, slots=True)
class ResumeTour:
    """Go on with the tour: fly back to its stop, which is as it was when the tour was paused."""


@dataclass(frozen=True, slots=True)
class SetTourPace:
    """Let the tour go faster or slower, at one of `TOUR_PACES`."""

    pace: float


@dataclass(frozen=True, slots=True)
class SetAutoAdvance:
    """Whether the tour goes on to the next stop by itself when its time is over."""

    auto: bool


TourAct = (
    StartTour
    | EndTour
    | ForgetTour
    | ToStop
    | NextStop
    | PreviousStop
    | PauseTour
    | ResumeTour
    | SetTourPace
    | SetAutoAdvance
)
