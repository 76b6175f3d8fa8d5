"""A booth that nobody looks after: a value, by itself without a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .settings import Settings

Phase = Literal["attract", "explore", "asking"]


@dataclass(frozen=True, slots=True)
class Booth:
    """Whether somebody is there, as far as a booth can know.

    Attributes
    ----------
    own : the settings with which every visitor begins.
    phase : a tour attracts; somebody explores; it is asked whether somebody is still there.
    silent_s : how long nobody has been noticed, or for how long it has been asked.
    """

    own: Settings
    phase: Phase = "attract"
    silent_s: float = 0.0
