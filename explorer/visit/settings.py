"""How one visitor wants to see the park."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..park.model import Language

Comfort = Literal["fly", "glide", "cut"]
Light = Literal["day", "dusk"]
Theme = Literal["auto", "light", "dark", "contrast"]

COMFORTS: tuple[Comfort, ...] = ("fly", "glide", "cut")
LIGHTS: tuple[Light, ...] = ("day", "dusk")
THEMES: tuple[Theme, ...] = ("auto", "light", "dark", "contrast")
TEXT_PERCENTS = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, comfort of motion, light in the park, theme of the shell, size of text.

    Attributes
    ----------
    comfort : "fly", "glide" or "cut"
        How the camera changes place: the whole way, the last part of it, or at once.
    theme : "auto", "light", "dark" or "contrast"
        "auto" follows the light in the park.
    text_percent : int
        100 to 200.
    """

    language: Language = "en"
    comfort: Comfort = "fly"
    light: Light = "day"
    theme: Theme = "auto"
    text_percent: int = 100
