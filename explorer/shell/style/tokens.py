"""Design tokens: colours, type sizes, spacing, shape and elevation. No Qt.

Sizes are pixels of a window 720 high at 100 % text; `theme.Theme` scales them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["light", "dark", "contrast"]

LIGHT: dict[str, str] = {
    "surface": "#FBF7F0",
    "raised": "#FFFDF9",
    "sunken": "#F1EADF",
    "line": "#DDD2C1",
    "control": "#85786A",
    "ink": "#23262F",
    "ink2": "#474A54",
    "ink3": "#615E5A",
    "primary": "#0C5F6E",
    "primaryHover": "#0A4F5C",
    "primaryPress": "#083F4A",
    "onPrimary": "#FFFDF9",
    "tint": "#DCEBEA",
    "link": "#0B5866",
    "focus": "#1B4FD8",
    "focusGap": "#FFFDF9",
    "scrim": "#23262F",
    "ok": "#226B43",
    "okTint": "#DDEEDF",
    "warn": "#8A4B00",
    "warnTint": "#FBE7C8",
    "err": "#A8321F",
    "errTint": "#FADFD8",
    "info": "#1F4E9E",
    "infoTint": "#DFE8F7",
    "markP": "#0C5F6E",
    "markPTint": "#DCEBEA",
    "markF": "#474A54",
    "markFTint": "#E8E4DC",
    "markV": "#7A3468",
    "markVTint": "#F3E2EE",
    "shadow": "#3A2A16",
    "oak": "#CFA26C",
    "halo": "#FFFDF9",
}

DARK: dict[str, str] = {
    "surface": "#1E1D30",
    "raised": "#29283F",
    "sunken": "#161525",
    "line": "#413F5C",
    "control": "#8F8BB0",
    "ink": "#F4EEE4",
    "ink2": "#D0CAD6",
    "ink3": "#B3ADC3",
    "primary": "#FFC27A",
    "primaryHover": "#FFD29A",
    "primaryPress": "#F2AE5C",
    "onPrimary": "#2B1B06",
    "tint": "#3B3348",
    "link": "#7FDCDD",
    "focus": "#FFE08A",
    "focusGap": "#161525",
    "scrim": "#0B0A16",
    "ok": "#86D8A8",
    "okTint": "#1F3A34",
    "warn": "#FFC061",
    "warnTint": "#43341F",
    "err": "#FFA595",
    "errTint": "#4A2630",
    "info": "#A3C4FF",
    "infoTint": "#25345A",
    "markP": "#7FDCDD",
    "markPTint": "#1F3C48",
    "markF": "#D0CAD6",
    "markFTint": "#37364E",
    "markV": "#F0AEDD",
    "markVTint": "#44294A",
    "shadow": "#05040C",
    "oak": "#CFA26C",
    "halo": "#161525",
}

CONTRAST: dict[str, str] = {
    **dict.fromkeys(LIGHT, "#000000"),  # every surface and every tint is black ...
    **dict.fromkeys(("line", "control", "ink", "ink2", "ink3", "markF"), "#FFFFFF"),  # ... and ink is white
    "primary": "#FFE14D",
    "primaryHover": "#FFF0A0",
    "primaryPress": "#FFC400",
    "tint": "#3A3300",
    "link": "#7DF0FF",
    "focus": "#00E5FF",
    "ok": "#7CFFB2",
    "warn": "#FFD24D",
    "err": "#FFB0A4",
    "info": "#9CC8FF",
    "markP": "#7DF0FF",
    "markV": "#FFB0F0",
    "oak": "#FFE14D",
}

PALETTES: dict[Look, dict[str, str]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@dataclass(frozen=True, slots=True)
class TypeRole:
    """A type style."""

    px: float  # height of the font
    line: float  # line spacing, in font heights
    weight: int  # 100 to 900
    growth: float = 1.0  # share of the visitor's text size that it follows: large type grows less


TYPE: dict[str, TypeRole] = {
    "fine": TypeRole(15, 1.40, 400),
    "label": TypeRole(16, 1.25, 600),
    "body": TypeRole(18, 1.50, 400),
    "strong": TypeRole(18, 1.40, 600),
    "lead": TypeRole(21, 1.45, 400),
    "title": TypeRole(22, 1.25, 700),
    "caption": TypeRole(26, 1.36, 600),
    "heading": TypeRole(30, 1.18, 700),
    "figure": TypeRole(34, 1.05, 700),
    "display": TypeRole(44, 1.12, 800, growth=0.35),
    "hero": TypeRole(62, 1.06, 800, growth=0.35),
}
CHINESE_LINE = 0.15  # additional line spacing for Chinese
LEAST_PX, LEAST_PX_LARGE, LARGE_HEIGHT_PX = 15, 18, 1000

REFERENCE_HEIGHT_PX = 720
HEIGHT_STEP_PX = 24
"""Step of a window's height in which all sizes are scaled."""
MARGIN_PX = 20
"""Distance of panels from the edge of their window."""
CROWDED = 1.25  # type size, relative to the height of the window, from which space is short
STACKED = 1.5  # text or type size from which widgets are stacked
SCALE_POWER = 0.55  # a larger window is viewed from farther away, but not in proportion

RADIUS: dict[str, int] = {"sm": 8, "md": 12, "lg": 18}
TARGET_PX = 44
TARGET_GROWTH = 0.55  # share of the text size, for targets that lie alone on the view


@dataclass(frozen=True, slots=True)
class ProfileSizes:
    """Sizes for one kind of display."""

    scale: float  # scale relative to a laptop
    target_px: float  # minimum width and height of a touch target, before scaling


PROFILES: dict[str, ProfileSizes] = {
    "laptop": ProfileSizes(1.0, TARGET_PX),
    "stand": ProfileSizes(1.3, 48),
    "projection": ProfileSizes(1.26, TARGET_PX),
}
CAP_HEIGHT = 0.7  # in font heights
LEAST_ARC_MIN = 16.0
"""Visual angle in minutes of arc below which letters are hard to read."""
ICON_GROWTH = 0.7
ICON_STROKE, ICON_STROKE_CONTRAST = 2.0, 2.4
FOCUS_PX, FOCUS_PX_CONTRAST, FOCUS_GAP_PX = 3, 4, 2


@dataclass(frozen=True, slots=True)
class Shade:
    """One layer of a shadow: offset, blur, opacity (0..1)."""

    fall_px: float
    blur_px: float
    alpha: float


ELEVATION: dict[int, tuple[Shade, ...]] = {
    0: (),
    1: (Shade(2, 6, 0.12),),
    2: (Shade(2, 6, 0.12), Shade(10, 28, 0.20)),
    3: (Shade(4, 10, 0.16), Shade(22, 56, 0.30)),
}
DUSK_SHADOW = 1.7  # factor for a shadow to be visible on a dark view


def stepped_height(height_px: float) -> int:
    """The height of a window for its theme: that nearest to it of those for which sizes are scaled."""
    return round(height_px / HEIGHT_STEP_PX) * HEIGHT_STEP_PX
