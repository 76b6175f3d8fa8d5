"""The names of the zones in real letters, one set in each language, both in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal

from shapely.affinity import translate
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.bake.buildings.parts import accent
from explorer.bake.geometry.letters import FONTS, letters
from explorer.bake.geometry.material import GLOWS, PAPER, PAPER_3
from explorer.bake.geometry.mesh_builder import Soup

LetterLanguage = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A name and where it stands.

    Attributes
    ----------
    x, y, z
        The middle of the foot of the letters, in world coordinates.
    turn_deg
        0 reads from the south; anticlockwise.
    cap_m
        The height of a capital.
    plinth_m
        The depth of the plinth or beam the letters stand on; 0 where the building carries them.
    pale
        Paper letters, for a beam that already wears the accent.
    seen_from_deg
        The bearing from which the zone's own view reads them, clockwise from north.
    """

    en: str
    zh: str
    x: float
    y: float
    z: float
    turn_deg: float
    cap_m: float
    plinth_m: float = 0.0
    pale: bool = False
    seen_from_deg: float = 180.0


SIGNS: dict[str, Sign] = {
    "plaza": Sign("POLICY PLAZA", "政策广场", 10, -62.5, 0.4, 0, 2.2, plinth_m=1.2, seen_from_deg=190),
    "drivers": Sign("DRIVERS GATE", "动力之门", 12, -108.5, 0.4, 0, 2.2, plinth_m=1.2, seen_from_deg=166),
    "arcade": Sign("ENGINE ARCADE", "游戏引擎馆", 60, -120.8, 5.4, 0, 1.7),
    "goals25": Sign("GOALS 2025", "目标厅·2025", 128, -91, 0.4, 8, 2.4, plinth_m=1.2, seen_from_deg=184),
    "horizon": Sign("HORIZON", "目标厅·远景", 174, -109.5, 0.4, 8, 2.2, plinth_m=1.2, seen_from_deg=190),
    "data": Sign("DATA EXCHANGE", "数据流通中心", 85.7, 89.3, 7.2, 32, 1.7, plinth_m=0.5),
    "content": Sign("CONTENT FOUNDRY", "内容工坊", 50, 41, 0.4, 0, 1.8, plinth_m=1.2, seen_from_deg=194),
    "twinlib": Sign("TWIN LIBRARY", "孪生知识库", 75.4, 1.2, 4.44, 0, 1.7),
    "sense": Sign("PERCEPTION STUDIO", "感知交互馆", 132, -1.2, 0.4, 0, 1.5, plinth_m=1.2, seen_from_deg=212),
    "net": Sign("NETWORK RACETRACK", "网络赛道", 135.8, 46.5, 7.2, -113, 1.6, plinth_m=0.5),
    "compute": Sign("COMPUTE VALLEY", "算力谷", 122.3, 89.3, 7.2, -32, 1.7, plinth_m=0.5),
    "line": Sign("PRODUCTION LINE TWIN", "孪生产线", -146, 16.5, 14.1, 0, 1.9),
    "assembly": Sign("VIRTUAL ASSEMBLY", "虚拟装配间", -26, 6.7, 24.4, 0, 1.5, pale=True),
    "factory": Sign("FACTORY BRAIN", "工厂大脑", -83, 55.5, 10.9, 0, 2.2),
    "park": Sign("PARK WITHOUT WALLS", "无界园区", -164, 57.0, 0.4, 0, 1.7, plinth_m=1.2, seen_from_deg=176),
    "effects": Sign(
        "EFFECTS OBSERVATORY", "成效观测台", 0, 79.5, 0.4, 0, 1.6, plinth_m=1.2, seen_from_deg=172
    ),
    "forum": Sign("WORLD FORUM", "国际规则论坛", -92, -136.4, 0.6, 24, 2.0, plinth_m=1.2, seen_from_deg=170),
    "rules": Sign("REGULATORY MAZE", "合规迷宫", -178, -75.5, 0.4, 0, 1.8, plinth_m=1.2, seen_from_deg=168),
    "street": Sign("OPPORTUNITIES STREET", "机遇街", -92, -38.1, 4.0, 0, 1.5),
    "trends": Sign("TRENDS DECK", "趋势台", -31.6, -60.6, 17.6, -12, 1.4),
}

LETTER_GAIN = 1.2
"""Bright enough to read at night, not so bright that the accent bleaches."""

CHINESE_DROP = 0.12
"""How far Han characters reach below the line, as a share of their size; they are lifted by it."""

CLEAR_AHEAD_M = 17.0
"""How far in front of letters near the ground nothing grows that would hide them."""

LOW_M = 2.0
CROWN_M = 2.5
LETTER_WIDTH = 0.8
"""About how wide a letter is with its gap, as a share of a capital's height."""


def clearings() -> BaseGeometry:
    """The ground in front of the letters that stand near it, over which they are read."""
    return unary_union([_clearing(sign) for sign in SIGNS.values() if sign.z < LOW_M])


def footings() -> BaseGeometry:
    """The ground that the letters near it stand on."""
    return unary_union([_foot(sign).buffer(1.2) for sign in SIGNS.values() if sign.z < LOW_M])


def _clearing(sign: Sign) -> BaseGeometry:
    bearing = radians(sign.seen_from_deg)
    foot = _foot(sign)
    ahead = translate(foot, CLEAR_AHEAD_M * sin(bearing), CLEAR_AHEAD_M * cos(bearing))
    return foot.union(ahead).convex_hull.buffer(CROWN_M)


def _foot(sign: Sign) -> LineString:
    half = len(sign.en) * sign.cap_m * LETTER_WIDTH / 2 + 1.0
    x, y = half * cos(radians(sign.turn_deg)), half * sin(radians(sign.turn_deg))
    return LineString([(sign.x - x, sign.y - y), (sign.x + x, sign.y + y)])


def letters_of(soup: Soup, zone: str, language: LetterLanguage) -> None:
    """The name of a zone in one language, on its plinth where it needs one."""
    sign = SIGNS[zone]
    material = PAPER.lit(GLOWS[zone], LETTER_GAIN) if sign.pale else accent(zone, LETTER_GAIN)
    lift = CHINESE_DROP * sign.cap_m if language == "zh" else 0.0
    with soup.at(sign.x, sign.y, sign.z, sign.turn_deg):
        text = sign.en if language == "en" else sign.zh
        with soup.at(0, 0, lift):
            length = letters(soup, text, sign.cap_m, 0.35, material, FONTS[language])
        if sign.plinth_m > 0:
            half = length / 2 + 0.6
            deep = sign.plinth_m / 2
            soup.chamfered_box(-half, half, -deep, deep, -0.4, 0, PAPER_3, 0.05)
