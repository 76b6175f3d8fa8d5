"""What a kiosk notices, and what a visitor answers it, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody is there: something was touched, pressed or turned; or (not `touched`) only the pointer moved."""

    touched: bool = True


@dataclass(frozen=True, slots=True)
class Stay:
    """The answer to whether somebody is still there: yes."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """Show the park as it was before this visitor came."""


@dataclass(frozen=True, slots=True)
class HoldPress:
    """A press has been held so long that it is no sign of a person, e.g. a bag on the keyboard; or it has ended."""

    held: bool = True


@dataclass(frozen=True, slots=True)
class EnterStaff:
    """The number of the staff exit was typed: this is no visitor."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Who looks after many booths sets the volume of voice and sounds, in percent, for this visitor and the next ones."""

    percent: int


@dataclass(frozen=True, slots=True)
class Roam:
    """This machine draws a moving camera as well as one that rests: it may go on moving while the kiosk attracts."""


KioskAct = Presence | Stay | StartOver | HoldPress | EnterStaff | Roam | SetVolume
