"""Names that a user may type, of modes, lights, passes and so on; and suggestions for an unknown one.

The command line reads them before the environment is ready, when `visit` and `stage` cannot be imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Light = Literal["day", "golden", "dusk", "night"]
ModeName = Literal["explore", "kiosk", "present", "teach", "follow"]
Profile = Literal["laptop", "stand", "projection"]
QualityName = Literal["auto", "lite", "balanced", "high", "standard", "rich"]
PolicyName = Literal["direct", "progressive", "pipelined"]
PresenterChoice = Literal["auto", "copy", "blit"]

LIGHTS: tuple[Light, ...] = get_args(Light)
MODES_OF_A_SHOW: tuple[ModeName, ...] = get_args(ModeName)[:-1]
"""Modes that can be typed; `follow` follows from `--follow`."""
PROFILES: tuple[Profile, ...] = get_args(Profile)
PASSES = (
    *("clouds", "near_shadows", "occlusion", "reflections"),
    *("bloom", "focus", "grading", "smooth"),
)
"""Passes of the rich tier, in the order of `stage.post.passes.Passes`; typed with hyphens."""
PIN = "PARK_EXPLORER_PIN"
"""Environment variable with the number that lets staff leave a booth."""
TEXT_PERCENTS = (100, 125, 150, 175, 200)
"""Text sizes, in percent."""

LIKENESS = 0.4
"""Similarity from which a known name is suggested for an unknown one, 0 to 1."""


def nearest(name: str, known: Iterable[str], most: int | None = None) -> str:
    """Up to three names similar to `name`; without any, all known names, or the first `most`."""
    from difflib import get_close_matches  # only an error needs it

    known = list(known)
    return ", ".join(get_close_matches(name, known, n=3, cutoff=LIKENESS) or known[:most])
