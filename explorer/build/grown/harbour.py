"""A working quay: crane rails, portal cranes whose jibs reach over the water, and stacks of containers."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.material import INK, PAPER, STEEL_DARK, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site.plan import GROUND_LEVEL_M

Line = tuple[np.ndarray, np.ndarray]

GAUGE_M, EDGE_M = 9.0, 3.0
"""Distance of the rails, and of the first of them from the edge of the quay."""

CRANE_EACH_M, LEG_M, PORTAL_M, JIB_M = 46.0, 3.6, 11.0, 24.0
CRANES = tuple(map(Material, ("#2F74D0", "#D9483B", "#E0A030")))
BOXES = tuple(map(Material, ("#B5533C", "#3F6E96", "#5E8C61", "#C9A24B", "#8A8F96", "#7A4E7E")))
BOX_M = (12.2, 2.45, 2.6)
"""Length, width and height of a container."""

STACK_M, HIGHEST = (13.4, 2.9), 3
"""Spacing of the stacks, and the most containers in one."""


def waterside(piece: BaseGeometry, water: BaseGeometry) -> Line:
    """The long side of a quay that is nearer to the water: from its start to its end, the quay on its left."""
    corners = np.array(piece.minimum_rotated_rectangle.exterior.coords)
    if not Polygon(corners).exterior.is_ccw:
        corners = corners[::-1]
    sides = [(corners[k], corners[k + 1]) for k in range(4)]
    long = sorted(sides, key=lambda side: -math.dist(*side))[:2]
    if water.is_empty:
        return min(long, key=lambda side: float(side[0][1] + side[1][1]))
    return min(long, key=lambda side: float(shapely.distance(LineString(side), water)))


def rails(piece: BaseGeometry, water: BaseGeometry) -> Iterator[LineString]:
    """The two rails of the cranes."""
    side = start, end = waterside(piece, water)
    inward = _inward(side)
    for aside in (EDGE_M, EDGE_M + GAUGE_M):
        line = LineString([start + inward * aside, end + inward * aside]).intersection(piece.buffer(-0.5))
        for part in getattr(line, "geoms", [line]):
            if isinstance(part, LineString) and part.length > 8:
                yield part


def furnish_quay(
    builder: MeshBuilder, piece: Polygon, water: BaseGeometry, random: np.random.Generator
) -> None:
    """Cranes along the water, and containers behind them."""
    side = waterside(piece, water)
    start, end = side
    inward, length = _inward(side), math.dist(start, end)
    along = (end - start) / length
    turn = math.degrees(math.atan2(along[1], along[0]))
    inside = piece.buffer(-1.0)
    shapely.prepare(inside)
    count = max(1, int(length // CRANE_EACH_M))
    for number in range(count):
        middle = start + along * length * (number + 0.5) / count + inward * (EDGE_M + GAUGE_M / 2)
        if inside.contains(_rectangle(middle, along * (LEG_M + 0.6), inward * (GAUGE_M / 2 + 0.6))):
            with builder.at(float(middle[0]), float(middle[1]), GROUND_LEVEL_M, turn):
                _crane(builder, CRANES[number % len(CRANES)], float(random.uniform(-24, 24)))
    for aside in np.arange(EDGE_M + GAUGE_M + 8.0, 400.0, STACK_M[1] * 4 + 6.0):
        if shapely.distance(shapely.Point(*(start + along * length / 2 + inward * aside)), piece) > 1:
            break
        for x in np.arange(9.0, length - 9.0, STACK_M[0]):
            for row in range(3):
                place = start + along * x + inward * (aside + row * STACK_M[1])
                _stack(builder, place, along, turn, inside, random)


def _inward(side: Line) -> np.ndarray:
    way = side[1] - side[0]
    return np.array([-way[1], way[0]]) / max(float(np.linalg.norm(way)), 1e-6)


def _rectangle(middle: np.ndarray, half_long: np.ndarray, half_wide: np.ndarray) -> Polygon:
    """The rectangle about a place, from its half sides."""
    return Polygon([middle + a * half_long + b * half_wide for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def _stack(
    builder: MeshBuilder,
    place: np.ndarray,
    along: np.ndarray,
    turn: float,
    inside: BaseGeometry,
    random: np.random.Generator,
) -> None:
    """Some containers on one another, if there is room."""
    long, wide, high = BOX_M
    across = np.array([-along[1], along[0]])
    foot = _rectangle(place, along * long / 2, across * wide / 2)
    count, first = int(random.integers(0, HIGHEST + 1)), int(random.integers(len(BOXES)))
    if not count or not inside.contains(foot):
        return
    with builder.at(float(place[0]), float(place[1]), GROUND_LEVEL_M, turn), builder.detail("always"):
        for level in range(count):
            tone = BOXES[(first + level * level) % len(BOXES)]
            low, high_m = level * high + 0.02, (level + 1) * high
            builder.box(-long / 2, long / 2, -wide / 2, wide / 2, low, high_m, tone)


def _crane(builder: MeshBuilder, tone: Material, swing_deg: float) -> None:
    """A portal crane on its rails along x; its jib reaches to -y, over the water."""
    half, top = GAUGE_M / 2, PORTAL_M
    with builder.detail("always"):
        for x in (-LEG_M, LEG_M):
            for y in (-half, half):
                builder.box(x - 0.45, x + 0.45, y - 0.45, y + 0.45, 0.7, top, tone)
                builder.box(x - 1.1, x + 1.1, y - 0.35, y + 0.35, 0, 0.7, STEEL_DARK)
            builder.box(x - 0.5, x + 0.5, -half - 0.5, half + 0.5, top, top + 1.1, tone, skip="")
        for y in (-half, half):
            builder.box(-LEG_M, LEG_M, y - 0.4, y + 0.4, top, top + 1.1, tone, skip="")
        builder.cylinder(0, 0, top + 1.1, top + 2.6, 1.5, STEEL_DARK, 10)
        builder.box(-3.0, 3.0, -2.0, 2.0, top + 1.0, top + 1.2, STEEL_DARK, skip="")
        with builder.at(0, 0, top + 2.6, swing_deg):
            builder.chamfered_box(-1.5, 1.5, -2.2, 4.4, 0, 2.8, PAPER, 0.12)
            builder.box(-1.2, 1.2, 4.4, 6.2, 0.3, 2.2, INK, skip="")
            builder.box(-1.3, 1.3, -2.3, -2.15, 1.0, 2.2, INK.lit("#FFD9A0", 3), skip="")
            tip, mast = (0.0, -JIB_M, 12.0), (0.0, 0.6, 8.5)
            for x in (-0.8, 0.8):
                builder.tube([(x, -2.0, 1.2), (x * 0.3, tip[1], tip[2])], 0.42, tone, 4)
                builder.tube([(x, 0.6, 2.8), (0.0, mast[1], mast[2])], 0.22, tone, 4)
            builder.tube([mast, tip], 0.08, STEEL_DARK, 4)
            builder.tube([mast, (0.0, 4.2, 2.8)], 0.12, STEEL_DARK, 4)
            builder.tube([tip, (0.0, tip[1], 1.5 - top)], 0.05, STEEL_DARK, 4)
            builder.box(-0.5, 0.5, tip[1] - 0.4, tip[1] + 0.4, 0.6 - top, 1.5 - top, CRANES[2], skip="")
    builder.lamp([0, -half - 1.5, top - 0.5], "#FFD9A0", 22, 18)
    builder.glow([0, -half - 0.6, top - 0.3], "#FFD9A0", 1.1)
