"""A kiosk that nobody looks after: a value that knows no visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..settings import Settings

Phase = Literal["attract", "explore", "asking"]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Whether somebody is there, as far as a kiosk can know."""

    own: Settings  # the settings with which every visitor begins
    # a tour attracts; somebody explores; the kiosk asks whether somebody is still there
    phase: Phase = "attract"
    silent_s: float = 0.0  # how long nobody has been noticed, or how long the question has been shown
    watched_s: float = 0.0  # how long nobody has been noticed while a tour plays that the visitor has chosen
    # whether a key, a button or a finger has been down for so long that it may be an object, not a person
    held: bool = False
    # whether the camera goes on moving while a tour attracts: not where the processor draws, which is coarse then
    roams: bool = False
    staff: bool = False  # whether somebody has opened the staff exit by its number
