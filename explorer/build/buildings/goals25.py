"""Goals 2025: a civic rotunda whose dome is the map of the economy."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from shapely.geometry import Polygon

from explorer.build.geometry.material import (
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL_DARK,
    STONE,
    STONE_2,
    TINTED_GLASS,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain
from explorer.build.pieces.fittings import bench, bollard, door, steps
from explorer.build.pieces.parts import (
    accent,
    accent_lamp,
    edges,
    floor,
    plot,
    polar,
    regular,
    swept,
    warm_lamp,
)

ZONE = "goals25"

GLASS = TINTED_GLASS[ZONE]
MERIDIANS = 30
DOME = [(19.4 * math.cos(a), 11.2 + 14 * math.sin(a)) for a in np.radians(np.linspace(0, 76, 8))]
"""Radius and height of the dome, from the drum to the lantern."""

OPEN_DEG = (187.5, 352.5)
"""The side without a wall, anticlockwise from the east; the exhibit inside is seen through it."""

DIALS_DEG = (196, 211, 226, 241, 299, 314, 329, 344)
"""Bearings of the dials round the hall, anticlockwise from the east."""

FRONT_DEG = (204.0, 336.0)
"""The part of colonnade, cornice and dome that is lifted off while the exhibit is on, anticlockwise from the east."""

ROUND_DEG = (FRONT_DEG[1] - 360, FRONT_DEG[0])
"""The part that stays, from its start to its end."""


def build(builder: MeshBuilder) -> None:
    """The rotunda can be entered from any side: its colonnade is open all round. Six bays of sand-coloured
    glass divide the dome like a map; eight tilted dials in the forecourt are the other targets.
    """
    with plot(builder, ZONE):
        _terraces(builder)
        _colonnade(builder)
        _interior(builder)
        _columns(builder, *ROUND_DEG)
        _cornice(builder, *ROUND_DEG)
        _drum(builder, *ROUND_DEG)
        _dome(builder, *ROUND_DEG)
        _cut(builder)
        _dials(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The front of the rotunda, closed, but for its dome."""
    with plot(builder, ZONE):
        _columns(builder, *FRONT_DEG)
        _cornice(builder, *FRONT_DEG)
        _drum(builder, *FRONT_DEG)
        _lantern(builder)


def west_leaf(builder: MeshBuilder) -> None:
    """The western half of the dome's front, which slides aside."""
    with plot(builder, ZONE):
        _dome(builder, FRONT_DEG[0], sum(FRONT_DEG) / 2)


def east_leaf(builder: MeshBuilder) -> None:
    """The eastern half."""
    with plot(builder, ZONE):
        _dome(builder, sum(FRONT_DEG) / 2, FRONT_DEG[1])


def _terraces(builder: MeshBuilder) -> None:
    builder.cylinder(0, 0, 0, 0.5, 27, STONE, 30, bevel=0.12)
    builder.cylinder(0, 0, 0.5, 1.0, 24.5, PAPER, 30, cap=False, bevel=0.12)
    floor(builder, Polygon(regular(24.38, 30), [regular(15.4, 30)]), 1.0, PAPER)
    for turn_deg in (0, 90, 180, 270):
        with builder.at(turn_deg=turn_deg):
            with builder.at(0, -26.2):
                steps(builder, -4.5, 4.5, 0, 3, 0.6, 0.16)
            with builder.at(0, -23.6, 0.5):
                steps(builder, -4.5, 4.5, 0, 3, 0.5, 0.16)
    for i in range(12):
        x, y = polar(25.6, i * 30 + 15)
        bollard(builder, x, y, WARM, 0.5)
        if i % 2:
            x, y = polar(23.2, i * 30)
            bench(builder, x, y, i * 30 + 90, 1.0)


def _within(bearing: float, start: float, end: float) -> bool:
    """Whether a bearing lies between two others, going round anticlockwise."""
    return (bearing - start) % 360 < end - start


def _columns(builder: MeshBuilder, start: float, end: float) -> None:
    """Those of the twenty-six columns round the hall that are between two bearings."""
    for i in range(26):
        bearing = 360 * (i + 0.5) / 26
        if not _within(bearing, start, end):
            continue
        x, y = polar(21.5, bearing)
        builder.cylinder(x, y, 1.0, 8.2, 0.5, PAPER, 7, top_r=0.42, cap=False)
        with builder.detail("near"):
            builder.box(x - 0.62, x + 0.62, y - 0.62, y + 0.62, 1.0, 1.25, PAPER_2)
            builder.box(x - 0.6, x + 0.6, y - 0.6, y + 0.6, 7.9, 8.2, PAPER_2, skip="+z")


def _colonnade(builder: MeshBuilder) -> None:
    """The wall of the hall, oak and glass, open to the south, with doors to the other sides."""
    for number, (a, b) in enumerate(edges(regular(18.6, 24, 7.5))):
        if OPEN_DEG[0] <= 7.5 + 15 * number < OPEN_DEG[1]:
            continue
        curtain(builder, a, b, 1.0, 8.2, GLASS, OAK, bay=2.4, floor=7.2, lit=0.75, depth=0.22)
        if number % 6 == 5:
            door(builder, a, b, math.dist(a, b) / 2, 1.0, 2.8, 3.2, OAK)
    for i in range(18):
        warm_lamp(builder, [*polar(20.2, i * 20), 3.2], 10, 11)


def _interior(builder: MeshBuilder) -> None:
    """What is seen through the open side: the back wall, the inside of the dome, and a floor inlaid like a chart."""
    start, end = OPEN_DEG[1] - 360, OPEN_DEG[0]
    builder.lathe([(18.3, 3.4), (18.3, 1.0)], 14, OAK, True, start, end)
    builder.lathe([(18.3, 3.9), (18.2, 3.4)], 14, accent(ZONE, 0.9), True, start, end)
    builder.lathe([(18.3, 8.2), (18.3, 3.9)], 14, PAPER_2, True, start, end)
    for bearing in OPEN_DEG:
        x, y = polar(18.5, bearing)
        builder.cylinder(x, y, 1.0, 8.2, 0.4, OAK, 6, cap=False)
    for radius, material in ((15.5, STONE_2), (15.1, STONE), (10.2, STONE_2), (9.9, STONE)):
        inner = {15.5: 15.1, 15.1: 10.2, 10.2: 9.9, 9.9: 0.05}[radius]
        builder.lathe([(radius, 1.02), (inner, 1.02)], 30, material, smooth=False)
    with builder.detail("near"):
        for spoke in range(12):
            with builder.at(turn_deg=spoke * 30 + 15):
                builder.quads(
                    [[[2, -0.05, 1.03], [15.1, -0.05, 1.03], [15.1, 0.05, 1.03], [2, 0.05, 1.03]]], OAK
                )
    for i in range(6):
        warm_lamp(builder, [*polar(12.0, i * 60), 6.5], 14, 14)


def _cornice(builder: MeshBuilder, start: float, end: float) -> None:
    sides = round(32 * (end - start) / 360)
    outer = [(22.6, 8.2), (22.9, 8.35), (22.9, 9.5), (22.5, 9.8), (19.5, 9.8)]
    builder.lathe(outer, sides, PAPER, False, start, end)
    builder.lathe([(19.0, 8.2), (22.6, 8.2)], sides, PAPER_2, False, start, end)
    with builder.detail("always"):
        builder.lathe([(22.97, 8.6), (22.97, 9.15)], sides, accent(ZONE, 2.0), True, start, end)
    builder.lathe([(19.9, 9.8), (19.9, 11.25), (19.0, 11.25)], sides, PAPER, False, start, end)
    with builder.detail("near"):
        builder.rail([polar(22.3, a) for a in np.linspace(start, end, sides)], 9.8, PAPER_3, 0.9, 3.4)


def _dome(builder: MeshBuilder, start: float, end: float) -> None:
    """Panels between thirty meridians, two of every five of glass, and their lining."""
    step = 360 / MERIDIANS
    for (r0, z0), (r1, z1) in pairwise(DOME):
        for i in range(MERIDIANS):
            a, b = i * step, (i + 1) * step
            if not _within((a + b) / 2, start, end):
                continue
            panel = PAPER
            if i % 5 in (0, 1):
                tint, shine = builder.random.uniform(-0.08, 0.08), builder.random.uniform(0.6, 1)
                panel = GLASS.tinted(1 + tint).lit(WARM, 0.9 * shine)
            corners = [(*polar(r0, a), z0), (*polar(r0, b), z0), (*polar(r1, b), z1), (*polar(r1, a), z1)]
            builder.quads([corners], panel)
    sides = round(24 * (end - start) / 360)
    builder.lathe([(r * 0.975, z - 0.1) for r, z in reversed(DOME)], sides, PAPER, True, start, end)
    for bearing in [step * (5 * bay + side) for bay in range(6) for side in (0, 2)]:
        if _within(bearing, start, end):
            _rib(builder, bearing, 1.012, 0.1, 0.22, PAPER, 4)
    with builder.detail("near"):
        for bearing in range(0, 360, 30):
            if _within(bearing, start, end):
                _rib(builder, bearing, 0.965, -0.15, 0.14, PAPER_2, 3)
        for r, z in DOME[2:6:2]:
            band = [(r + 0.02, z - 0.14), (r + 0.16, z), (r + 0.02, z + 0.16)]
            builder.lathe(band, sides, PAPER_2, True, start, end)


def _drum(builder: MeshBuilder, start: float, end: float) -> None:
    """The lining below the dome."""
    sides = round(24 * (end - start) / 360)
    builder.lathe([(18.9, 11.2), (18.9, 8.2)], sides, PAPER_2, True, start, end)


def _rib(
    builder: MeshBuilder,
    bearing: float,
    grow: float,
    lift: float,
    radius: float,
    material: Material,
    sides: int,
) -> None:
    """A rib that follows the dome."""
    line = [(*polar(grow * r, bearing), z + lift) for r, z in DOME]
    swept(builder, line, (*polar(1, bearing + 90), 0), radius, material, sides)


def _cut(builder: MeshBuilder) -> None:
    """Oak along the edge of the dome's opening, and a ring that carries the lantern."""
    for bearing in FRONT_DEG:
        _rib(builder, bearing, 0.99, 0.05, 0.34, OAK, 5)
    r, z = DOME[-1]
    builder.lathe([(r - 0.4, z - 0.25), (r + 0.3, z - 0.25), (r + 0.3, z + 0.1)], 24, OAK)


def _lantern(builder: MeshBuilder) -> None:
    r, z = DOME[-1]
    builder.lathe([(r + 0.2, z - 0.2), (r + 0.5, z + 0.2), (r + 0.2, z + 0.6), (r - 0.5, z + 0.6)], 24, OAK)
    builder.lathe([(r - 0.4, z + 0.5), (r * 0.5, z + 2), (0.02, z + 2.5)], 18, GLASS.lit(WARM, 1.5))
    builder.tube([(0, 0, z + 2), (0, 0, z + 8)], 0.14, accent(ZONE, 2), 5)


def _dials(builder: MeshBuilder) -> None:
    """Eight tilted dials, four on either side of the entrance: the full ring is the target. A plain bar replaces
    the hand, since the progress of these targets was not published.
    """
    for number, bearing in enumerate(DIALS_DEG):
        x, y = polar(31.5, bearing)
        with builder.at(x, y, 0, bearing + 90):
            builder.box(-0.5, 0.5, -0.4, 0.4, 0, 0.8, PAPER_3)
            builder.box(-0.3, 0.3, -0.1, 0.5, 0.8, 2.0, PAPER_2)
            with builder.frame([0, 0, 2.3], [1, 0, 0], [0, 0.5, 0.866], [0, -0.866, 0.5]):
                builder.cylinder(0, 0, -0.25, 0.15, 1.9, PAPER, 14, bevel=0.1)
                builder.cap([regular(1.9, 14)], -0.25, PAPER_2, flip=True)
                builder.lathe([(1.7, 0.17), (1.35, 0.17)], 14, accent(ZONE, 1.6), smooth=False)
                builder.box(-0.5, 0.5, -0.12, 0.12, 0.15, 0.24, STEEL_DARK, skip="-z")
        if number % 2:
            accent_lamp(builder, ZONE, [x, y, 2.8], 4, 8)
