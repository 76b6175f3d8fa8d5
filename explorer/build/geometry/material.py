"""Materials of the park: paper, oak, stone and glass everywhere, and one accent per zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from explorer.build.site.plan import ZONES

Rgb = tuple[float, float, float]


def colour_of(text: str) -> Rgb:
    """The sRGB triple, 0..1, written as ``#RRGGBB``."""
    digits = text.lstrip("#")
    if len(digits) != 6:
        raise ValueError(f"{text!r} is not a colour written as #RRGGBB")
    return (int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255)


def light_of(text: str, gain: float = 1.0) -> Rgb:
    """The linear light, `gain` times the colour written as ``#RRGGBB``."""
    red, green, blue = colour_of(text)
    return (red * red * gain, green * green * gain, blue * blue * gain)


@dataclass(frozen=True, slots=True)
class Material:
    """A surface: its colour, its gloss and its light at night.

    Attributes
    ----------
    colour
        ``#RRGGBB``, or an sRGB triple 0..1.
    gloss
        0 matte to 1 polished glass.
    emission
        Linear light given off at night.
    """

    colour: str | Rgb
    gloss: float = 0.0
    emission: Rgb = (0.0, 0.0, 0.0)

    @property
    def rgb(self) -> Rgb:
        """The colour as an sRGB triple, 0..1."""
        return colour_of(self.colour) if isinstance(self.colour, str) else self.colour

    def tinted(self, factor: float) -> Material:
        """The same material, `factor` times as bright."""
        red, green, blue = (min(max(part * factor, 0.0), 1.0) for part in self.rgb)
        return replace(self, colour=(red, green, blue))

    def lit(self, colour: str, gain: float = 1.0) -> Material:
        """The same material giving off `gain` times the light of `colour` at night."""
        return replace(self, emission=light_of(colour, gain))


PAPER, PAPER_2, PAPER_3 = Material("#F0EAE1"), Material("#E2DACD"), Material("#CEC4B5")
STONE, STONE_2, KERB = Material("#DDD5C8"), Material("#C9BFB0"), Material("#EFE9DF")
ROAD, ROAD_PAINT = Material("#A19C97"), Material("#F1ECE3")
GRASS, GRASS_2, GRASS_3 = Material("#A9BC82"), Material("#98AD72"), Material("#BAC695")
HEDGE = Material("#8EA56A")
OAK, OAK_DARK = Material("#CFA26C"), Material("#B98850")
STEEL, STEEL_DARK, INK = Material("#A7ABAF", 0.25), Material("#5B6068", 0.15), Material("#3C4149", 0.1)
GLASS, GLASS_DARK = Material("#7D9AA8", 0.9), Material("#55707F", 0.95)
SOLAR = Material("#34486B", 0.8)
SAND = Material("#E3D6BD")
POOL = Material("#86B5B8", 0.8)
SKIN = Material("#D9AE8C")

FAR_GROUND, GHOST, GHOST_QUAY = Material("#E4DDD3"), Material("#ECE6DD"), Material("#EFE9E0")
CROWNS = tuple(map(Material, ("#8CA06F", "#A0B085")))
BLOSSOMS = tuple(map(Material, ("#E0A898", "#E3B4A6")))
AUTUMN = Material("#DCB978")
"""Trees: two greens, and a quiet tint where a district has one; strong colours are the halls'."""


WARM, COOL = "#FFC27A", "#9CC8FF"
"""The two colours of light behind windows and in lamps."""

TINTED_GLASS: dict[str, Material] = {
    "net": Material("#6A93BF", 0.95),
    "data": Material("#7268B6", 0.95),
    "twinlib": Material("#69A9A9", 0.95),
    "goals25": Material("#B9A67E", 0.9),
    "factory": Material("#86A0A6", 0.9),
    "content": Material("#A9A6BC", 0.95),
    "sense": Material("#6FA6BF", 0.95),
    "compute": Material("#6B76B8", 0.95),
    "line": Material("#8FB4B6", 0.95),
    "forum": Material("#6E9FB0", 0.95),
    "plaza": Material("#7FB3A4", 0.9),
    "arcade": Material("#86B08A", 0.9),
    "drivers": Material("#86B08A", 0.9),
    "horizon": Material("#93A9B4", 0.95),
    "effects": Material("#A98A86", 0.95),
    "trends": Material("#7C5877", 0.95),
    "park": Material("#8FA687", 0.9),
    "assembly": Material("#93A3A6", 0.95),
}
"""Glass tinted with the accent of its zone."""


@cache
def _accent(colour: str) -> Material:
    return Material(colour)


class _Accents(Mapping[str, Material]):
    """Zone id -> the accent as a material."""

    def __getitem__(self, zone: str) -> Material:
        return _accent(ZONES[zone].accent)

    def __iter__(self) -> Iterator[str]:
        return iter(ZONES)

    def __len__(self) -> int:
        return len(ZONES)


class _Glows(Mapping[str, str]):
    """Zone id -> the colour of its light at night."""

    def __getitem__(self, zone: str) -> str:
        return ZONES[zone].glow

    def __iter__(self) -> Iterator[str]:
        return iter(ZONES)

    def __len__(self) -> int:
        return len(ZONES)


ACCENTS: Mapping[str, Material] = _Accents()
GLOWS: Mapping[str, str] = _Glows()
