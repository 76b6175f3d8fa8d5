"""The names of the zones as solid letters, one set per language in the same place."""

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
    """Place and size of the name of a zone.

    Attributes
    ----------
    x, y, z
        The middle of the letters' base, in world coordinates.
    turn_deg
        Rotation anticlockwise; at 0 the letters face south.
    cap_m
        The height of a capital.
    plinth_m
        The depth of the plinth or beam under the letters; 0 if they are on the building.
    pale
        Whether the letters are paper, for a beam in the accent colour.
    seen_from_deg
        The bearing of the camera in the zone's own view, clockwise from north.
    lean_deg
        How far letters on a plinth lean back, since they are seen from above.
    stacked
        Whether each word gets a separate line, if there is no room for one long line.
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
        """The lean of the letters: 0 on a wall or a beam."""
        return self.lean_deg if self.plinth_m >= FREE_M else 0.0

    def lines(self, name: str) -> list[str]:
        """The lines of a name, from top to bottom."""
        return name.split() if self.stacked else [name]


FREE_M = 1.0
"""Depth from which a plinth is free-standing on the ground."""

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
"""Factors on the cap height of a sign, so that names can be read in the view of the whole park."""

LINE_STEP = 1.4
"""Line spacing of a stacked name, as a multiple of the cap height."""

BOARD_M = (-0.06, 0.24)
"""Front and back of the board behind the letters; their faces are 0.29 m in front of it."""

BOARD_MARGIN = (0.4, 0.24)
"""Margin of a board to the sides of the letters, and above and below, as shares of the cap height."""

FLANK_GAIN = 0.35
"""Glow of the flanks: faint on dark, since flanks as pale as the face would blur the letters from above."""

LETTER_GAIN = 1.2
"""Bright enough to read at night, but not so bright that the accent bleaches."""

CHINESE_DROP = 0.12
"""Descent of Han characters below the baseline, as a share of their size; they are raised by it."""

PARK_SEEN_FROM_DEG = 163.0
"""The bearing of the view of the whole park."""

CLEAR_AHEAD_M = 17.0
"""Depth of the ground without trees before letters near the ground."""

LOW_M = 4.0
CROWN_M = 2.5
LETTER_WIDTH = 0.8
"""Approximate advance width of a letter, as a share of the cap height."""


def clearings(letters: Letters) -> BaseGeometry:
    """The ground before low letters that is kept free, towards the camera of their zone's own view and that of the
    whole park.
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
    """The baseline of `count` letters on the ground."""
    half = count * sign.cap_m * LETTER_WIDTH / 2 + 1.0
    x, y = half * cos(radians(sign.turn_deg)), half * sin(radians(sign.turn_deg))
    return LineString([(sign.x - x, sign.y - y), (sign.x + x, sign.y + y)])


def add_letters(builder: MeshBuilder, zone: str, language: str, text: str) -> None:
    """Add the name of a zone in one language, with a plinth if it needs one."""
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
    """The support of a board that leans back: upright behind, closed at both ends."""
    builder.quads(
        [[[half, behind, 0], [-half, behind, 0], [-half, behind, top], [half, behind, top]]], material
    )
    west = [[-half, BOARD_M[1], 0], [-half, behind, top], [-half, behind, 0]]
    east = [[half, BOARD_M[1], 0], [half, behind, 0], [half, behind, top]]
    builder.triangles(np.array([west, east], float), material)


def _board(zone: str) -> Material:
    """Material of the board behind letters: half as bright as the accent, so that paper is legible on it in any light."""
    red, green, blue = accent(zone).rgb
    return Material((red * 0.5 + 0.02, green * 0.5 + 0.02, blue * 0.5 + 0.03))
