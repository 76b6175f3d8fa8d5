"""One visitor's settings of display and sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..base.names import LIGHTS, Light
from ..park.model import Language

Comfort = Literal["fly", "glide", "cut"]
Theme = Literal["auto", "light", "dark", "contrast"]

COMFORTS: tuple[Comfort, ...] = ("fly", "glide", "cut")
VOLUME_STEP = 10
"""Step of the volume, in percent."""

FILE_NAMES = {"day_phase": "hour", "auto_day_cycle": "turning"}
"""Settings with another name in the settings file and in the event log."""

DAY_PHASES: dict[Light, float] = {"day": 0.0, "golden": 1.0, "dusk": 2.0, "night": 3.0}
"""The named phases of the day. After the night, the morning leads back to the day."""

CYCLE = 4.0
"""Length of the day cycle: phase 4 equals phase 0."""

DARK_FROM, DARK_UNTIL = 1.75, 3.5
"""Day phases between which it is dark outside."""


def day_phase_named(words: str) -> float:
    """The day phase for the name of a light or for a number, wrapped into the cycle.

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
    """The next named day phase, strictly later in the cycle."""
    return float(int(day_phase % CYCLE + 1e-6) + 1) % CYCLE


def is_dark(day_phase: float) -> bool:
    """Whether lamps are brighter than the sky at this day phase."""
    return DARK_FROM <= day_phase % CYCLE < DARK_UNTIL


def light_at(day_phase: float) -> Light:
    """The named light nearest to a day phase."""
    return LIGHTS[round(day_phase % CYCLE) % len(LIGHTS)]


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, comfort of motion, light, theme, text size, captions, voice and sound."""

    language: Language = "en"
    # "fly", "glide" or "cut": the camera shows the whole flight, the last part of it, or jumps
    comfort: Comfort = "fly"
    # the wanted light: 0 day, 1 golden hour, 2 dusk, 3 night, or any value between; 4 is day again
    day_phase: float = 0.0
    # whether the light cycles from there, once per `daylight.CYCLE_S`
    auto_day_cycle: bool = False
    theme: Theme = "auto"  # "auto" (by the light in the park), "light", "dark" or "contrast"
    text_percent: int = 100  # 100 to 200
    captions: bool = True  # whether tours have captions
    voice: bool = False  # whether tours are spoken, if the system has a voice for the language
    volume: int = 80  # volume of the voice, 0 to 100
    sound: bool = False  # whether ambient sound and sound effects are on
    sound_volume: int = 60  # volume of the sound, 0 to 100
    # bloom, grading, focus: glow round bright surfaces, richer colours, and a soft background in close views
    bloom: bool = True
    grading: bool = True
    focus: bool = True

    @property
    def light(self) -> Light:
        """The name of the wanted light, or of the nearest."""
        return light_at(self.day_phase)
