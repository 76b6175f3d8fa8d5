"""How one visitor wants to see the park."""

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

HOURS: dict[Light, float] = {"day": 0.0, "golden": 1.0, "dusk": 2.0, "night": 3.0}
"""Where the four named lights stand on the round of the day. After the night the morning leads back to the day."""

ROUND = 4.0
"""The length of the round: hour 4 is hour 0 again."""

DARK_FROM, DARK_UNTIL = 1.75, 3.5
"""Between these hours it is dark outside."""


def hour_named(words: str) -> float:
    """The hour told by a name of a light or by a number, brought into the round.

    Raises
    ------
    ValueError
        If the words are neither.
    """
    for name, hour in HOURS.items():
        if words == name:
            return hour
    hour = float(words)
    if not -1e6 < hour < 1e6:
        raise ValueError(f"no hour of the day: {words}")
    return round(hour % ROUND, 6) % ROUND


def is_dark(hour: float) -> bool:
    """Whether lamps are brighter than the sky at this hour."""
    return DARK_FROM <= hour % ROUND < DARK_UNTIL


def light_at(hour: float) -> Light:
    """The named light nearest to an hour on the round."""
    return LIGHTS[round(hour % ROUND) % len(LIGHTS)]


def hour_after(hour: float) -> float:
    """The hour of the next named light, strictly later on the round."""
    return float(int(hour % ROUND + 1e-6) + 1) % ROUND


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, comfort of motion, light in the park, theme of the shell, size of text, what a tour says and how.

    Attributes
    ----------
    comfort : "fly", "glide" or "cut"
        How the camera changes place: the whole way, the last part of it, or at once.
    hour : float
        The wanted light: 0 day, 1 golden hour, 2 dusk, 3 night, and all between; 4 is the day again.
    turning : bool
        Whether the light goes on from there by itself, once round in `daylight.ROUND_S`.
    theme : "auto", "light", "dark" or "contrast"
        "auto" follows the light in the park.
    text_percent : int
        100 to 200.
    captions : bool
        Whether what a tour says is shown in words.
    voice : bool
        Whether it is spoken, if this system has a voice for the language.
    volume : int
        Of the voice, 0 to 100.
    """

    language: Language = "en"
    comfort: Comfort = "fly"
    hour: float = 0.0
    turning: bool = False
    theme: Theme = "auto"
    text_percent: int = 100
    captions: bool = True
    voice: bool = False
    volume: int = 80

    @property
    def light(self) -> Light:
        """The name of the wanted light, or of the nearest."""
        return light_at(self.hour)
