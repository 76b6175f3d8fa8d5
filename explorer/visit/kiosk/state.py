"""State of an unattended kiosk; imports no visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..settings import Settings

Phase = Literal["attract", "explore", "asking"]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Presence of a visitor, as far as a kiosk can tell."""

    own: Settings  # the settings every visitor starts with
    # the attract tour plays; a visitor explores; the kiosk asks whether a visitor is still there
    phase: Phase = "attract"
    silent_s: float = 0.0  # seconds without input, or since the question appeared
    # whether a key, a button or a finger has been down long enough to be an object, not a person
    held: bool = False
    # whether the camera keeps moving during the attract tour: not with software rendering, which is coarse then
    roams: bool = False
    staff: bool = False  # whether the staff exit was opened with its PIN
