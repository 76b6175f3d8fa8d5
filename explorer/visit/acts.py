"""What a visitor can do, as values. A visit answers each act with the next visit.

The names of the classes are written to event logs and to the visit database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.geometry import Pose, Vec3
from ..exhibits.exhibit import Value
from ..exhibits.tags import Live
from .checkpoint import Restore
from .exhibit_run import Pace
from .follow.acts import FollowAct
from .kiosk.acts import KioskAct
from .lesson.acts import AskingAct
from .settings import Settings
from .talk.acts import TalkAct
from .tour.acts import TourAct


@dataclass(frozen=True, slots=True)
class Hover:
    """The pointer rests on a zone or on no zone, and on a part of its exhibit or on no part; or on a boat, by its number."""

    zone: str | None
    part: str | None = None
    boat: int | None = None


@dataclass(frozen=True, slots=True)
class Hail:
    """A boat is touched, by its number: it greets."""

    boat: int


@dataclass(frozen=True, slots=True)
class Point:
    """A search hit or a key points at a zone, without going there; None ends it."""

    zone: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """Go to a zone and open its article."""

    zone: str


@dataclass(frozen=True, slots=True)
class Close:
    """Leave the open zone, back to where the visitor was."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the viewpoint before this one."""


@dataclass(frozen=True, slots=True)
class Forward:
    """To the viewpoint that was left by going back."""


@dataclass(frozen=True, slots=True)
class LookFrom:
    """To one of the park's own views, with no zone open."""

    view: str


@dataclass(frozen=True, slots=True)
class Orbit:
    """Turn about the target: bearing (positive = clockwise from above) and height."""

    azimuth_deg: float
    elevation_deg: float


@dataclass(frozen=True, slots=True)
class Pan:
    """Slide the view: right and up (= ahead along the ground), in frame heights."""

    right: float
    ahead: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """Change the distance by `factor` (< 1 = nearer), keeping `toward` in its place in the frame."""

    factor: float
    toward: Vec3 | None = None


@dataclass(frozen=True, slots=True)
class Approach:
    """Fly closer to a point of the scene."""

    point: Vec3


@dataclass(frozen=True, slots=True)
class FlyTo:
    """Fly to where a camera stood once, as an event log has it; out of a wall if there is one now."""

    pose: Pose


@dataclass(frozen=True, slots=True)
class Change:
    """New settings: language, comfort, light, theme, size of text."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Operate:
    """Go to the exhibit of the open zone: its view, its parameters."""


@dataclass(frozen=True, slots=True)
class StepBack:
    """From the exhibit back to the article of its zone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Set a parameter of the open zone's exhibit; where `exhibit` names a kind, only if the exhibit is of that kind."""

    name: str
    value: Value
    exhibit: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Do one of the actions of the open zone's exhibit; where `exhibit` names a kind, only if the exhibit is of that kind."""

    action: str
    exhibit: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneTurn(Turn):
    """The phones of a room set a parameter, all hands together. A tour that leads goes on, and so does one that attracts."""


@dataclass(frozen=True, slots=True)
class PhonePress(Press):
    """A phone of a room does an action. A tour that leads goes on, and so does one that attracts; nobody is led elsewhere."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Touch a part of the open zone's exhibit; None lets go of the one that was picked.

    Where `exhibit` names a kind, only if the exhibit is of that kind.
    """

    part: str | None
    exhibit: str | None = None


def at_exhibit(act: Act, kind: str) -> Act:
    """The act, naming the kind of exhibit it is meant for: a tour may lead to another one between a press and its answer."""
    return replace(act, exhibit=kind) if isinstance(act, Turn | Press | Touch) else act


@dataclass(frozen=True, slots=True)
class HearLine:
    """Something of a real line was heard, or its silence grows; None: it is heard no more."""

    live: Live | None


@dataclass(frozen=True, slots=True)
class FollowLine:
    """The open zone's exhibit, if it is of this kind, follows a condition of a real line."""

    exhibit: str
    condition: str
    value: float


@dataclass(frozen=True, slots=True)
class Aim:
    """The pointer moves over the open zone's exhibit: x to the right and y up, from where the camera aims.

    In halves of the frame's width and height: -1..1, if nothing covers a part of the frame.
    """

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Let the open zone's exhibit stand still, or go on."""

    paused: bool


@dataclass(frozen=True, slots=True)
class SetPace:
    """Let the open zone's exhibit run faster or slower."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class Reset:
    """Start the open zone's exhibit again, with the parameters it came with."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last change to the open zone's exhibit."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Let a second run of the open zone's exhibit go on from this moment, without what is done next."""


@dataclass(frozen=True, slots=True)
class SwapRuns:
    """Show the other one of two runs in the picture."""


@dataclass(frozen=True, slots=True)
class OpenState:
    """Go to the exhibit that a state code is of, as it stood then. A code that makes no sense changes nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class EndFork:
    """Keep of two runs the one in the picture."""


OwnAct = (
    Hover
    | Hail
    | Point
    | Open
    | Close
    | Back
    | Forward
    | LookFrom
    | Orbit
    | Pan
    | Zoom
    | Approach
    | FlyTo
    | Change
    | Operate
    | StepBack
    | Turn
    | Press
    | PhoneTurn
    | PhonePress
    | Touch
    | Aim
    | Pause
    | SetPace
    | Reset
    | Undo
    | Fork
    | SwapRuns
    | EndFork
    | OpenState
)
"""What a visitor does with the park itself, not with a tour."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The program was held up for so many seconds, in which it drew no frame.

    The clocks of a talk and of a class go on by them, and so does the silence at a kiosk; what moves in the park does not.
    """

    seconds: float


LineAct = HearLine | FollowLine
"""What a real line does; it shows nothing of who is there."""

Act = OwnAct | TourAct | TalkAct | AskingAct | KioskAct | CatchUp | Restore | LineAct | FollowAct
