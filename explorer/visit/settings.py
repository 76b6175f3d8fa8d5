"""How one visitor wants to see and hear the park."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..park.model import Language

Comfort = Literal["fly", "glide", "cut"]
Light = Literal["day", "golden", "dusk", "night"]
Theme = Literal["auto", "light", "dark", "contrast"]

COMFORTS: tuple[Comfort, ...] = ("fly", "glide", "cut")
LIGHTS: tuple[Light, ...] = ("day", "golden", "dusk", "night")
TEXT_PERCENTS = (100, 125, 150, 175, 200)
VOLUME_STEP = 10
"""Percent of the volume."""

FILE_NAMES = {"day_phase": "hour", "auto_day_cycle": "turning"}
"""The settings that have another name in the settings file and in the event log."""

DAY_PHASES: dict[Light, float] = {"day": 0.0, "golden": 1.0, "dusk": 2.0, "night": 3.0}
"""The phases of the day with a name. After the night, the morning leads back to the day."""

CYCLE = 4.0
"""The length of the day cycle: day phase 4 is day phase 0 again."""

DARK_FROM, DARK_UNTIL = 1.75, 3.5
"""Between these day phases it is dark outside."""


def day_phase_named(words: str) -> float:
    """The day phase for the name of a light or for a number, brought into the cycle.

    Raises ValueError if the words are neither.
    """
    for name, day_phase in DAY_PHASES.items():
        if words == name:
            return day_phase
    day_phase = float(words)
    if not -1e6 < day_phase < 1e6:
        raise ValueError(f"no phase of the day: {words}")
    return round(day_phase % CYCLE, 6) % CYCLE


def next_day_phase(day_phase: float) -> float:
    """The next day phase with a name, strictly later in the cycle."""
    return float(int(day_phase % CYCLE + 1e-6) + 1) % CYCLE


def is_dark(day_phase: float) -> bool:
    """Whether lamps are brighter than the sky at this day phase."""
    return DARK_FROM <= day_phase % CYCLE < DARK_UNTIL


def light_at(day_phase: float) -> Light:
    """The named light nearest to a day phase."""
    return LIGHTS[round(day_phase % CYCLE) % len(LIGHTS)]


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, comfort of motion, light in the park, theme of the window, size of text, captions, voice and sounds."""

    language: Language = "en"
    # "fly", "glide" or "cut" How the camera changes place: the whole way, the last part of it, or at once
    comfort: Comfort = "fly"
    # the wanted light: 0 day, 1 golden hour, 2 dusk, 3 night, and all between; 4 is the day again
    day_phase: float = 0.0
    # whether the light goes on from there by itself, one cycle in `daylight.CYCLE_S`
    auto_day_cycle: bool = False
    theme: Theme = "auto"  # "auto", "light", "dark" or "contrast" "auto" follows the light in the park
    text_percent: int = 100  # 100 to 200
    captions: bool = True  # whether a tour has captions
    voice: bool = False  # whether it is spoken, if this system has a voice for the language
    volume: int = 80  # of the voice, 0 to 100
    sound: bool = False  # whether the park can be heard: its surroundings, and answers to what one does
    sound_volume: int = 60  # of these, 0 to 100
    # bloom, grading, focus: Whether a rich picture has a glow round what shines, rich colours, and a soft background
    # in close views
    bloom: bool = True
    grading: bool = True
    focus: bool = True

    @property
    def light(self) -> Light:
        """The name of the wanted light, or of the nearest."""
        return light_at(self.day_phase)
