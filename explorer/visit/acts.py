"""The acts of a visitor, as values and as an event log stores them. A visit answers each act with the next visit.

Class names are written to event logs and to the visit database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from math import isfinite
from typing import Any, get_args

from pydantic import ValidationError

from ..base.geometry import Pose, Vec3
from ..base.protocols import EFFECTS
from ..exhibits.exhibit import Value
from ..exhibits.tags import Live
from .checkpoint import Restore
from .codec import adapter
from .exhibit_run import Pace
from .follow.acts import FollowAct
from .kiosk.acts import KioskAct
from .lesson.acts import AskingAct
from .settings import FILE_NAMES, Settings
from .talk.acts import TalkAct
from .tour.acts import TourAct


@dataclass(frozen=True, slots=True)
class Hover:
    """The pointer rests on a zone, or on a part of its exhibit; None for each it is not on."""

    zone: str | None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A search hit or a key highlights a zone without going there; None ends the highlight."""

    zone: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """Go to a zone and open its article."""

    zone: str


@dataclass(frozen=True, slots=True)
class Close:
    """Leave the open zone and return to the earlier view."""


@dataclass(frozen=True, slots=True)
class Back:
    """Go back in the history of viewpoints."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Go forward again in the history of viewpoints."""


@dataclass(frozen=True, slots=True)
class LookFrom:
    """Go to one of the park's named views, with no zone open."""

    view: str


@dataclass(frozen=True, slots=True)
class Orbit:
    """Turn about the target: bearing (positive = clockwise from above) and elevation."""

    azimuth_deg: float
    elevation_deg: float


@dataclass(frozen=True, slots=True)
class Pan:
    """Slide the view: right and up (= ahead along the ground), in frame heights."""

    right: float
    ahead: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """Change the distance by `factor` (< 1 = nearer); the point `toward` keeps its place in the frame."""

    factor: float
    toward: Vec3 | None = None


@dataclass(frozen=True, slots=True)
class Approach:
    """Fly closer to a point of the scene."""

    point: Vec3


@dataclass(frozen=True, slots=True)
class FlyTo:
    """Fly to a camera pose from an event log; if a wall is there by now, to the nearest free pose."""

    pose: Pose


@dataclass(frozen=True, slots=True)
class Change:
    """New settings (all of them)."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Operate:
    """Go to the exhibit of the open zone: its view, its parameters."""


@dataclass(frozen=True, slots=True)
class StepBack:
    """Return from the exhibit to the article of its zone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Set a parameter of the open zone's exhibit. With `exhibit` set, only if the exhibit is of that kind."""

    name: str
    value: Value
    exhibit: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Do one of the actions of the open zone's exhibit. With `exhibit` set, only if the exhibit is of that kind."""

    action: str
    exhibit: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneTurn(Turn):
    """A parameter set jointly by the phones of a room. It neither pauses a tour nor ends the attract tour."""


@dataclass(frozen=True, slots=True)
class PhonePress(Press):
    """An action done by a phone of a room. It neither pauses a tour nor ends the attract tour, and never leads to
    another place.
    """


@dataclass(frozen=True, slots=True)
class Touch:
    """Touch a part of the open zone's exhibit; None deselects the selected part.

    With `exhibit` set, only if the exhibit is of that kind.
    """

    part: str | None
    exhibit: str | None = None


@dataclass(frozen=True, slots=True)
class ShowSpot:
    """Open the card of a hot spot of the open zone; None closes it. With `zone` set, of that zone, which opens."""

    spot: str | None
    zone: str | None = None


def at_exhibit(act: Act, kind: str) -> Act:
    """The act, restricted to one kind of exhibit: a tour may move on between a press and its effect."""
    return replace(act, exhibit=kind) if isinstance(act, Turn | Press | Touch) else act


@dataclass(frozen=True, slots=True)
class HearLine:
    """The new state of a real production line, or a longer silence of it; None if it is disconnected."""

    live: Live | None


@dataclass(frozen=True, slots=True)
class FollowLine:
    """Pass a condition of a real line to the open zone's exhibit, if it is of this kind."""

    exhibit: str
    condition: str
    value: float


@dataclass(frozen=True, slots=True)
class Aim:
    """The pointer moves over the open zone's exhibit: x to the right and y up, relative to where the camera aims.

    In halves of the frame's width and height: -1..1 unless a panel covers part of the frame.
    """

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause or resume the open zone's exhibit."""

    paused: bool


@dataclass(frozen=True, slots=True)
class SetPace:
    """Set the pace of the open zone's exhibit."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class Reset:
    """Restart the open zone's exhibit with its original parameters."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the last change to the open zone's exhibit."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Fork the run of the open zone's exhibit: the second run continues without later changes."""


@dataclass(frozen=True, slots=True)
class SwapRuns:
    """Swap which of the two runs is shown."""


@dataclass(frozen=True, slots=True)
class OpenState:
    """Go to the exhibit of a state code and restore its state. An invalid code changes nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class EndFork:
    """End the fork and keep the run that is shown."""


OwnAct = (
    Hover
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
    | ShowSpot
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
"""Acts on the park itself, not on a tour."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The program was suspended for some seconds and drew no frame.

    The clocks of talk and lesson and the silence of a kiosk advance by them; movement in the park does not.
    """

    seconds: float


LineAct = HearLine | FollowLine
"""Acts of a real line; they are no sign that a visitor is present."""

Act = OwnAct | TourAct | TalkAct | AskingAct | KioskAct | CatchUp | Restore | LineAct | FollowAct


CLASSES: Mapping[str, type[Any]] = {kind.__name__: kind for kind in get_args(Act)}
DIGITS = 4
SETTINGS = (
    "language", "comfort", "light", "day_phase", "auto_day_cycle", "theme", "text_percent", "captions", "voice", "volume",
    "sound", "sound_volume", *EFFECTS,
)  # fmt: skip
"""Settings whose changes an event log records; `light` follows from the phase of the day."""


def details_of(act: Act) -> dict[str, object]:
    """The details of an act that are words, numbers or flags; settings have their own event."""
    if isinstance(act, Change):
        return {}
    named = ((field.name, getattr(act, field.name)) for field in fields(act))
    return {name: value for name, value in named if isinstance(value, str | bool | int | float)}


def act_of(name: str, details: Mapping[str, object]) -> Act | None:
    """The act with this name and these details; None if there is no such act or the details do not fit it."""
    kind = CLASSES.get(name)
    if kind is None or kind is Change:
        return None
    held = {field.name: details.get(field.name) for field in fields(kind)}
    wanted = {f.name: held[f.name] for f in fields(kind) if f.default is MISSING or held[f.name] is not None}
    try:
        act: Act = adapter(kind).validate_python(wanted)
    except ValidationError:
        return None
    return act


def changes_from(before: Settings, after: Settings) -> dict[str, object]:
    """The settings that differ, in the form of the event log."""
    changed = [name for name in SETTINGS if getattr(after, name) != getattr(before, name)]
    return {FILE_NAMES.get(name, name): getattr(after, name) for name in changed}


def changed_settings(settings: Settings, details: Mapping[str, object]) -> Settings:
    """Apply the settings in an event's details; invalid ones are ignored."""
    named = {FILE_NAMES.get(name, name): name for name in SETTINGS if name != "light"}
    wanted = {named[name]: value for name, value in details.items() if name in named}
    try:
        changed: Settings = adapter(Settings).validate_python({**asdict(settings), **wanted})
    except ValidationError:
        return settings
    return changed


def pose_details(pose: Pose) -> dict[str, object]:
    """A camera pose as numbers."""
    return {
        "target": [round(metres, DIGITS) for metres in pose.target],
        "azimuth_deg": round(pose.azimuth_deg, DIGITS),
        "elevation_deg": round(pose.elevation_deg, DIGITS),
        "distance_m": round(pose.distance_m, DIGITS),
        "fov_deg": round(pose.fov_deg, DIGITS),
    }


def pose_of(details: Mapping[str, object]) -> Pose | None:
    """The pose in an event's details; None if numbers are missing or not finite."""
    names = [field.name for field in fields(Pose)]
    try:
        pose: Pose = adapter(Pose).validate_python({n: v for n, v in details.items() if n in names})
    except ValidationError:
        return None
    return pose if all(map(isfinite, (*pose.eye, *pose.target, pose.fov_deg))) else None
