"""Acts of a visitor, a presenter or a kiosk on a tour, as values."""

from __future__ import annotations

from dataclasses import dataclass

TOUR_PACES = (0.5, 1.0, 1.5, 2.0)
"""Seconds of a tour in one second of the visit; flights keep their speed."""


@dataclass(frozen=True, slots=True)
class StartTour:
    """Begin a tour, at its first stop or a later one (from 0). The visitor's view is kept for its end."""

    tour: str
    stop: int = 0


@dataclass(frozen=True, slots=True)
class EndTour:
    """Leave the tour and return to the earlier view."""


@dataclass(frozen=True, slots=True)
class ForgetTour:
    """Close the end card of a finished tour."""


@dataclass(frozen=True, slots=True)
class ToStop:
    """Go to a stop of the tour (from 0), as if it had been played from its start."""

    stop: int


@dataclass(frozen=True, slots=True)
class NextStop:
    """Go to the next stop. After the last one the tour restarts if it loops, else it ends."""


@dataclass(frozen=True, slots=True)
class PreviousStop:
    """Go to the previous stop; the first stop restarts."""


@dataclass(frozen=True, slots=True)
class PauseTour:
    """Pause the tour and the exhibit of its stop."""


@dataclass(frozen=True, slots=True)
class ResumeTour:
    """Resume the tour: return to its stop in the state at which the tour was paused."""


@dataclass(frozen=True, slots=True)
class SetTourPace:
    """Set the pace of the tour to one of `TOUR_PACES`."""

    pace: float


@dataclass(frozen=True, slots=True)
class SetAutoAdvance:
    """Whether the tour advances to the next stop when its time is over."""

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
