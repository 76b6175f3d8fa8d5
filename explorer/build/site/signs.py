"""The names of the zones in real letters, one set in each language, both in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from shapely.affinity import translate
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.letters import font_of, letters
from explorer.build.geometry.material import GLOWS, PAPER, PAPER_3, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.parts import accent
from explorer.build.site.plan import Letters


@dataclass(frozen=True, slots=True)
class Sign:
    """Where the name of a zone stands, and how large.

    Attributes
    ----------
    x, y, z
        The middle of the foot of the letters, in world coordinates.
    turn_deg
        0 reads from the south; anticlockwise.
    cap_m
        The height of a capital.
    plinth_m
        The depth of the plinth or beam the letters stand on; 0 where they stand on the building.
    pale
        Paper letters, for a beam that already has the accent.
    seen_from_deg
        The bearing from which the zone's own view reads them, clockwise from north.
    lean_deg
        How far letters that stand on a plinth lean back: a visitor looks down on them from the air.
    stacked
        Each word on a line of its own, where there is no room for one long line.
    """

    x: float
    y: float
    z: float
    turn_deg: float
    cap_m: float
    plinth_m: float = 0.0
    pale: bool = False
    seen_from_deg: float = 180.0
    lean_deg: float = 16.0
    stacked: bool = False

    @property
    def leans_deg(self) -> float:
        """0 for letters on a wall or a beam: they are flush with it."""
        return self.lean_deg if self.plinth_m >= FREE_M else 0.0

    def lines(self, name: str) -> list[str]:
        """A name as it is written here, from the upper line to the lower one."""
        return name.split() if self.stacked else [name]


FREE_M = 1.0
"""A plinth as deep as this stands on the ground by itself."""

SIGNS: dict[str, Sign] = {
    "plaza": Sign(28, -61.5, 0.4, 8, 2.1, plinth_m=1.2, seen_from_deg=190, stacked=True),
    "drivers": Sign(12, -109, 0.4, 0, 2.2, plinth_m=1.2, seen_from_deg=166),
    "arcade": Sign(60, -120.8, 5.4, 0, 1.7),
    "goals25": Sign(128, -91, 0.4, 8, 2.4, plinth_m=1.2, seen_from_deg=184),
    "horizon": Sign(175, -108, 0.4, 8, 2.2, plinth_m=1.2, seen_from_deg=190),
    "data": Sign(85.7, 89.3, 7.2, 32, 1.7, plinth_m=0.5),
    "content": Sign(38.5, 42, 0.4, 0, 1.7, plinth_m=1.2, seen_from_deg=200, stacked=True),
    "twinlib": Sign(75.4, 1.2, 4.44, 0, 1.7),
    "sense": Sign(132, -1.2, 0.4, 0, 1.5, plinth_m=1.2, seen_from_deg=212),
    "net": Sign(135.8, 46.5, 7.2, -113, 1.6, plinth_m=0.5),
    "compute": Sign(119.7, 85.1, 2.8, -32, 1.7, plinth_m=0.5, seen_from_deg=200),
    "line": Sign(-146, 16.5, 14.1, 0, 1.9),
    "assembly": Sign(-26, 6.7, 24.4, 0, 1.5, pale=True),
    "factory": Sign(-83, 55.5, 10.9, 0, 2.2),
    "park": Sign(-163, 55.5, 0.4, 0, 1.7, plinth_m=1.2, seen_from_deg=176),
    "effects": Sign(4, 78, 0.4, 0, 1.6, plinth_m=1.2, seen_from_deg=172),
    "forum": Sign(-92, -136.4, 0.6, 24, 2.0, plinth_m=1.2, seen_from_deg=170),
    "rules": Sign(-178, -77.8, 0.4, 0, 1.8, plinth_m=1.2, seen_from_deg=168, lean_deg=32),
    "street": Sign(-92, -38.1, 10.9, 0, 1.5),
    "trends": Sign(-31.6, -60.6, 17.6, -12, 1.4),
}

DEPTH_M = 0.35
LARGER_ON_PLINTH, LARGER_ON_WALL = 1.22, 1.12
"""So much larger than the capital of its sign a name is written: by that it is read in the view of the whole park."""

LINE_STEP = 1.4
"""From one line of a stacked name to the next, as a share of a capital's height."""

BOARD_M = (-0.06, 0.24)
"""Front and back of the board behind the letters: their faces stand 0.29 m before it."""

BOARD_MARGIN = (0.4, 0.24)
"""How far a board reaches beyond the letters to the sides, and above and below, as shares of a capital's height."""

FLANK_GAIN = 0.35
"""The flanks are dark like the board and glow faintly: a flank as pale as the face smears the letter, seen from above."""

LETTER_GAIN = 1.2
"""Bright enough to read at night, not so bright that the accent bleaches."""

CHINESE_DROP = 0.12
"""How far Han characters reach below the line, as a share of their size; they are lifted by it."""

PARK_SEEN_FROM_DEG = 163.0
"""The bearing of the view of the whole park."""

CLEAR_AHEAD_M = 17.0
"""How far in front of letters near the ground nothing grows that would hide them."""

LOW_M = 4.0
CROWN_M = 2.5
LETTER_WIDTH = 0.8
"""About how wide a letter is with its gap, as a share of a capital's height."""


def clearings(letters: Letters) -> BaseGeometry:
    """The ground in front of the letters that stand near it, over which they are read: from their zone's own view and
    from that of the whole park.
    """
    low = [(sign, letters[zone]) for zone, sign in SIGNS.items() if sign.z < LOW_M]
    feet = [
        (sign, _foot(sign, max(len(line) for name in words.values() for line in sign.lines(name))))
        for sign, words in low
    ]
    return unary_union(
        [_clearing(foot, deg) for sign, foot in feet for deg in (sign.seen_from_deg, PARK_SEEN_FROM_DEG)]
    )


def _clearing(foot: LineString, seen_from_deg: float) -> BaseGeometry:
    bearing = radians(seen_from_deg)
    ahead = translate(foot, CLEAR_AHEAD_M * sin(bearing), CLEAR_AHEAD_M * cos(bearing))
    return foot.union(ahead).convex_hull.buffer(CROWN_M)


def _foot(sign: Sign, count: int) -> LineString:
    """The line that so many letters stand on."""
    half = count * sign.cap_m * LETTER_WIDTH / 2 + 1.0
    x, y = half * cos(radians(sign.turn_deg)), half * sin(radians(sign.turn_deg))
    return LineString([(sign.x - x, sign.y - y), (sign.x + x, sign.y + y)])


def add_letters(builder: MeshBuilder, zone: str, language: str, text: str) -> None:
    """The name of a zone, written in one language, on its plinth where it needs one."""
    sign, font = SIGNS[zone], font_of(language)
    cap_m = sign.cap_m * (LARGER_ON_PLINTH if sign.plinth_m >= FREE_M else LARGER_ON_WALL)
    lift = CHINESE_DROP * sign.cap_m if font == "noto_sans_sc" else 0.0
    lean = radians(sign.leans_deg)
    face, flank = PAPER.lit(GLOWS[zone], LETTER_GAIN), _board(zone).lit(GLOWS[zone], FLANK_GAIN)
    with builder.at(sign.x, sign.y, sign.z, sign.turn_deg):
        with builder.frame([0, 0, 0], [1, 0, 0], [0, cos(lean), -sin(lean)], [0, sin(lean), cos(lean)]):
            length, up = 0.0, lift
            for words in reversed(sign.lines(text)):
                with builder.at(0, 0, up):
                    length = max(length, letters(builder, words, cap_m, DEPTH_M, face, flank, font))
                up += LINE_STEP * cap_m
            half, pad = length / 2 + BOARD_MARGIN[0] * cap_m, BOARD_MARGIN[1] * cap_m
            top = up + (1 - LINE_STEP) * cap_m + pad
            if not sign.pale:
                foot = -pad if sign.plinth_m <= 0 else -0.1
                with builder.detail("always"):
                    builder.box(-half, half, *BOARD_M, foot, top, _board(zone), skip="")
        if sign.plinth_m > 0:
            deep = behind = sign.plinth_m / 2
            if lean > 0:
                behind = BOARD_M[1] * cos(lean) + top * sin(lean)
                with builder.detail("always"):
                    _back(builder, half, behind, top * cos(lean) - BOARD_M[1] * sin(lean), _board(zone))
            half = length / 2 + 0.6
            builder.chamfered_box(-half, half, -deep, behind + 0.1, -0.4, 0, PAPER_3, 0.05)


def _back(builder: MeshBuilder, half: float, behind: float, top: float, material: Material) -> None:
    """What a board that leans back rests on: upright behind, closed at both ends."""
    builder.quads(
        [[[half, behind, 0], [-half, behind, 0], [-half, behind, top], [half, behind, top]]], material
    )
    west = [[-half, BOARD_M[1], 0], [-half, behind, top], [-half, behind, 0]]
    east = [[half, BOARD_M[1], 0], [half, behind, 0], [half, behind, top]]
    builder.triangles(np.array([west, east], float), material)


def _board(zone: str) -> Material:
    """What letters stand before: half as bright as the accent, so that paper reads on it in any light."""
    red, green, blue = accent(zone).rgb
    return Material((red * 0.5 + 0.02, green * 0.5 + 0.02, blue * 0.5 + 0.03))
