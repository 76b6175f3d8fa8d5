"""Readable colours: WCAG 2 contrast, and accents adjusted in OKLCH until they reach it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import atan2, cbrt, cos, hypot, sin

from .tokens import CONTRAST, DARK, LIGHT, PALETTES, Look

Rgb = tuple[float, float, float]

READABLE = 4.6  # WCAG AA asks for 4.5; the rest covers rounding to 8 bits
STEP = 0.004  # of lightness, while tuning


def rgb(colour: str) -> Rgb:
    """`#RRGGBB` as three numbers 0..1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def hexed(colour: Rgb) -> str:
    """Three numbers 0..1 as `#RRGGBB`."""
    return "#" + "".join(f"{max(0, min(255, round(c * 255))):02X}" for c in colour)


def _linear(c: float) -> float:
    return float(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)


def _encoded(c: float) -> float:
    c = max(c, 0.0)
    return float(12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)


@lru_cache(4096)  # tuning asks for the same few colours again and again
def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    r, g, b = (_linear(c) for c in rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Contrast of two colours, 1 (none) to 21 (black on white)."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue (radians) in Ottosson's OKLCH."""
    r, g, b = (_linear(c) for c in rgb(colour))
    l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    return lightness, hypot(a, b), atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(hue), chroma * sin(hue)
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour in the sRGB gamut: chroma is reduced, lightness and hue stay."""
    while chroma > 0 and not all(-0.002 <= c <= 1.002 for c in _from_oklch(lightness, chroma, hue)):
        chroma -= STEP
    r, g, b = _from_oklch(lightness, max(chroma, 0.0), hue)
    return hexed((_encoded(r), _encoded(g), _encoded(b)))


def tuned(colour: str, against: tuple[str, ...], wanted: float, *, darker: bool) -> str:
    """The colour nearest to `colour` whose contrast with each of `against` is at least `wanted`."""
    if all(contrast(colour, other) >= wanted for other in against):
        return colour.upper()
    lightness, chroma, hue = _oklch(colour)
    while 0.0 < lightness < 1.0:
        lightness += -STEP if darker else STEP
        candidate = _in_gamut(lightness, chroma, hue)
        if all(contrast(candidate, other) >= wanted for other in against):
            return candidate
    return "#000000" if darker else "#FFFFFF"


@dataclass(frozen=True, slots=True)
class AccentColours:
    """An accent made readable: as a fill, as text on that fill, as text."""

    fill: str
    on: str
    text: str


@cache
def accent_colours(day: str, night: str, look: Look) -> AccentColours:
    """The readable variants of a place's colour."""
    if look == "light":
        surfaces = (LIGHT["surface"], LIGHT["raised"], LIGHT["sunken"])
        return AccentColours(
            tuned(day, (LIGHT["raised"],), READABLE, darker=True),
            LIGHT["raised"],
            tuned(day, surfaces, READABLE, darker=True),
        )
    if look == "dark":
        surfaces = (DARK["surface"], DARK["raised"], DARK["sunken"])
        return AccentColours(
            tuned(night, (DARK["sunken"],), 6.0, darker=False),
            DARK["sunken"],
            tuned(night, surfaces, 4.8, darker=False),
        )
    text = tuned(night, (CONTRAST["surface"], CONTRAST["tint"]), 9.0, darker=False)
    return AccentColours(CONTRAST["ink"], CONTRAST["surface"], text)


SEEN = 3.0
"""Contrast with a theme (WCAG, for graphics) from which a colour is used there almost unchanged."""
HOVER, PRESS = 0.04, 0.08
"""Changes of a button's lightness."""


@cache
def brand_palette(colour: str, second: str | None, look: Look) -> dict[str, str]:
    """The colours of a theme for a company with one or two brand colours; high contrast keeps its own."""
    theme = PALETTES[look]
    if look == "contrast":
        return theme
    chosen = brand_colour(colour, second, look)
    readable = accent_colours(chosen, chosen, look)
    way = -1 if look == "light" else 1
    lightness, chroma, hue = _oklch(readable.text)
    hover, press = (_in_gamut(min(max(lightness + way * by, 0.0), 1.0), chroma, hue) for by in (HOVER, PRESS))
    tint = _in_gamut(_oklch(theme["tint"])[0], min(chroma, _oklch(theme["tint"])[1] * 1.5), hue)
    return {
        **theme,
        "primary": readable.text,
        "primaryHover": hover,
        "primaryPress": press,
        "onPrimary": readable.on,
        "tint": tint,
        "link": tuned(readable.text, (theme["surface"], tint), READABLE, darker=look == "light"),
    }


def brand_colour(colour: str, second: str | None, look: Look) -> str:
    """The brand colour that a theme uses: the first, unless it is hard to see there and the second is easier to see."""
    ground = PALETTES[look]["surface"]
    if second is None or contrast(colour, ground) >= SEEN:
        return colour
    return max(colour, second, key=lambda each: contrast(each, ground))
