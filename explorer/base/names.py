"""Names that a user may type and that a mode, a light, a pass and so on is known by.

The command line reads them before the environment is ready, when `visit` and `stage` cannot be imported.
"""

from __future__ import annotations

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
TEXT_PERCENTS = (100, 125, 150, 175, 200)
"""Text sizes, in percent."""
