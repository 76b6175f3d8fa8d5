"""Events a kiosk detects, and a visitor's answers to it, as values."""

from __future__ import annotations

from dataclasses import dataclass

from .booth_plan import BoothPlan


@dataclass(frozen=True, slots=True)
class Presence:
    """A sign of presence: something was touched, pressed or turned; or (not `touched`) only the pointer moved."""

    touched: bool = True


@dataclass(frozen=True, slots=True)
class Stay:
    """The answer "yes" to whether a visitor is still there."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """Show the park as it was before this visitor."""


@dataclass(frozen=True, slots=True)
class OfferSurvey:
    """This booth stores answers: the scene's survey may be asked."""


@dataclass(frozen=True, slots=True)
class EndVisit:
    """The visitor is done: ask the questions of the scene's survey, if it has any, then start over."""


@dataclass(frozen=True, slots=True)
class NextSurveyQuestion:
    """The present question of the survey was answered. The answer itself never enters the visit."""


@dataclass(frozen=True, slots=True)
class HoldPress:
    """A press has lasted too long to come from a person, e.g. a bag on the keyboard; or it has ended."""

    held: bool = True


@dataclass(frozen=True, slots=True)
class EnterStaff:
    """The PIN of the staff exit was entered: staff, not a visitor."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Set the volume of voice and sounds, in percent, for this visitor and later ones (remote control of booths)."""

    percent: int


@dataclass(frozen=True, slots=True)
class Roam:
    """This machine draws moving frames as well as still ones: the camera may keep moving during the attract tour."""


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Staff have set the booth."""

    plan: BoothPlan


@dataclass(frozen=True, slots=True)
class WallClock:
    """The time of day: minutes since midnight."""

    minute: int


@dataclass(frozen=True, slots=True)
class BringSlides:
    """Own slides to show between the stops of the attract tour: the length of each, in seconds."""

    slides_s: tuple[float, ...]


KioskAct = (
    Presence
    | Stay
    | StartOver
    | OfferSurvey
    | EndVisit
    | NextSurveyQuestion
    | HoldPress
    | EnterStaff
    | Roam
    | SetVolume
    | SetPlan
    | WallClock
    | BringSlides
)
