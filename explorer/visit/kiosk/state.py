"""State of an unattended kiosk; imports no visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..settings import Settings
from .booth_plan import BoothPlan

Phase = Literal["attract", "explore", "asking", "survey", "closed"]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Presence of a visitor, as far as a kiosk can tell."""

    own: Settings  # the settings every visitor starts with
    # the attract tour plays; a visitor explores; the kiosk asks whether a visitor is still there; at the end it asks
    # the questions of the survey; outside opening hours the screen is dark
    phase: Phase = "attract"
    silent_s: float = 0.0  # seconds without input, or since the question appeared
    # whether a key, a button or a finger has been down long enough to be an object, not a person
    held: bool = False
    # whether the camera keeps moving during the attract tour: not with software rendering, which is coarse then
    roams: bool = False
    staff: bool = False  # whether the staff exit was opened with its PIN
    plan: BoothPlan = field(default_factory=BoothPlan)  # what staff have set
    minute: int | None = None  # minute of the day; None if unknown
    usual_volume: tuple[int, int] = (80, 60)  # volume of voice and sounds with which the booth was started
    # slides_s: lengths of own slides, in seconds; slide: the one on show; next_slide: the one after the next stop
    slides_s: tuple[float, ...] = ()
    slide: int | None = None
    slide_left_s: float = 0.0
    next_slide: int = 0
    asks: bool = False  # whether answers of a survey are stored here, so that it may be asked
    survey_at: int = 0  # number of the survey's question, from 0; their count once all are answered
