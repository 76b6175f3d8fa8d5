"""A booth that nobody looks after: a value, by itself without a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..settings import Settings

Phase = Literal["attract", "explore", "asking"]


@dataclass(frozen=True, slots=True)
class Booth:
    """Whether somebody is there, as far as a booth can know.

    Attributes
    ----------
    own : the settings with which every visitor begins.
    phase : a tour attracts; somebody explores; it is asked whether somebody is still there.
    silent_s : how long nobody has been noticed, or for how long it has been asked.
    watched_s : how long nobody has been noticed while a tour plays that the visitor has chosen.
    held : whether a key, a button or a finger has been down for so long that it need not be anybody's.
    staff : whether somebody has opened the way out by its number.
    """

    own: Settings
    phase: Phase = "attract"
    silent_s: float = 0.0
    watched_s: float = 0.0
    held: bool = False
    staff: bool = False
