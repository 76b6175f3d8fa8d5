"""The screen of a booth: its size, its reading distance, and the type size needed for that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan, degrees, hypot

from ...base.bootstrap import gettext
from ...base.names import TEXT_PERCENTS
from ...shell.style.theme import Theme
from ...shell.style.tokens import CAP_HEIGHT, LEAST_ARC_MIN
from ...visit.mode import KIOSK
from ...visit.settings import Settings
from .finding import Finding

MM_AN_INCH = 25.4
LEAST_TARGET_MM = 20.0
"""Recommended size of touch targets at a booth."""


@dataclass(frozen=True, slots=True)
class Display:
    """A screen: size in pixels and, if reported, in millimetres (else 0)."""

    width_px: int
    height_px: int
    height_mm: float = 0.0
    touch: bool = False

    @property
    def inches(self) -> float:
        """The diagonal; 0 if unknown."""
        return hypot(1.0, self.width_px / self.height_px) * self.height_mm / MM_AN_INCH


def arc_min(font_px: float, display: Display, distance_m: float) -> float:
    """Angular height of a capital letter of a font, in minutes of arc."""
    cap_mm = font_px * CAP_HEIGHT * display.height_mm / display.height_px
    return 60 * degrees(2 * atan(cap_mm / (2 * distance_m * 1000)))


def text_for(display: Display, distance_m: float) -> tuple[int, float]:
    """The smallest text size at which articles are legible, in percent, and its angular height in minutes of
    arc; else the largest size."""
    theme = Theme.of(Settings(), display.height_px, profile=KIOSK.profile)
    found = (TEXT_PERCENTS[-1], 0.0)
    for percent in TEXT_PERCENTS:
        seen = arc_min(replace(theme, text=percent / 100).text_px("body"), display, distance_m)
        found = (percent, seen)
        if seen >= LEAST_ARC_MIN:
            break
    return found


def screen(display: Display) -> Finding:
    """Finding: its size, and the size of a touch target on it."""
    subject = gettext("Screen")
    what = f"{display.width_px}×{display.height_px}"
    if display.height_mm:
        what += gettext(', {inches:.0f}"', inches=display.inches)
    what += gettext(", touch") if display.touch else gettext(", no touch screen found")
    if display.height_px < 720:
        return Finding("bad", subject, what, gettext("1280×720 or more is needed"))
    if not display.touch:
        remedy = gettext("connect a mouse, or the USB cable of the touch screen")
        return Finding("note", subject, what, remedy)
    return Finding("good", subject, what)


def legible(display: Display, distance_m: float) -> Finding:
    """Finding: the type size needed to read from where visitors are."""
    subject = gettext("Text size", context="in a booth")
    if not display.height_mm:
        return Finding(
            "note",
            subject,
            gettext("the screen does not report its size"),
            gettext(
                "stand {distance_m:g} m away and read an article; Ctrl + makes the text larger",
                distance_m=distance_m,
            ),
        )
    percent, seen = text_for(display, distance_m)
    message = gettext(
        "{percent} % for readers {distance_m:g} m away ({seen:.0f} minutes of arc)",
        percent=percent,
        distance_m=distance_m,
        seen=seen,
    )
    if seen < LEAST_ARC_MIN:
        nearest_m = distance_m * seen / LEAST_ARC_MIN
        remedy = gettext(
            "too small from there: use a larger screen, or let visitors stand {nearest_m:.1f} m away at most",
            nearest_m=nearest_m,
        )
        return Finding("note", subject, message, remedy)
    return Finding("good", subject, message)


def targets(display: Display) -> Finding:
    """Finding: whether buttons are large enough for fingers."""
    subject = gettext("Buttons")
    px = Theme.of(Settings(), display.height_px, profile=KIOSK.profile).target_px
    mm = px * display.height_mm / display.height_px
    what = gettext("{px} px", px=px) + (gettext(", {mm:.0f} mm", mm=mm) if mm else "")
    if display.touch and 0 < mm < LEAST_TARGET_MM:
        remedy = gettext("fingers need 20 mm: use a larger screen, or a mouse")
        return Finding("note", subject, what, remedy)
    return Finding("good", subject, what)
