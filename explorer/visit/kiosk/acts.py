"""Events a kiosk detects, and a visitor's answers to it, as values."""

from __future__ import annotations

from dataclasses import dataclass


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


KioskAct = Presence | Stay | StartOver | HoldPress | EnterStaff | Roam | SetVolume
