"""Effects Observatory: the building is a result, two histograms one before the other."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    GLOWS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL_DARK,
    STONE_2,
    TINTED_GLASS,
    WARM,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, door, planter
from explorer.build.pieces.parts import accent, accent_lamp, plot, rectangle, rod, warm_lamp

ZONE = "effects"

BARS = 13
FIRST_X, STEP_M = -19.2, 3.0
HIGHEST = 5
TOWER_Y, BACK_M = 4.4, 8.5
"""The tower is the back of the highest bar; it stays when live histograms replace the bars."""

SEA_GLASS = TINTED_GLASS["line"]
GLASS = TINTED_GLASS[ZONE]


def solid_height(bar: int) -> float:
    """The height of a bar of the solid histogram: results without the technology."""
    return 4 + 25 * math.exp(-(((bar - 5.0) / 2.7) ** 2))


def glass_height(bar: int) -> float:
    """The height of a bar of the glass histogram: results with the technology."""
    return 3 + 16 * math.exp(-(((bar - 8.2) / 2.2) ** 2))


def build(builder: MeshBuilder) -> None:
    """The lasting part of the observatory: its ground, and the tower from which a telescope looks for more."""
    with plot(builder, ZONE):
        builder.slab(box(-21, -11, 21, 10), 0, 0.3, STONE_2, 0.06)
        with builder.at(FIRST_X + HIGHEST * STEP_M, 0):
            _tower(builder)
        _telescope(builder)
        _forecourt(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The result as a building: solid bars without the technology, glass bars before them with it; the overlap
    is the uncertainty. The live histograms replace them.
    """
    with plot(builder, ZONE):
        for bar in range(BARS):
            with builder.at(FIRST_X + bar * STEP_M, 0):
                _solid_bar(builder, bar)
                _glass_bar(builder, bar)
        for bar in (2, 8):
            door(
                builder, (20, BACK_M), (-20, BACK_M), 20 - (FIRST_X + bar * STEP_M + 1.35), 0.3, 1.4, 2.4, OAK
            )


def _tower(builder: MeshBuilder) -> None:
    """The back of the highest bar, with its stairs and windows all round."""
    height = solid_height(HIGHEST)
    builder.prism(rectangle(0, TOWER_Y, 2.7, BACK_M), 0.3, height, PAPER, 0.18)
    builder.chamfered_box(0.3, 2.4, TOWER_Y + 0.3, BACK_M - 0.4, height, height + 0.5, accent(ZONE, 0.9), 0.1)
    builder.box(1.0, 1.7, TOWER_Y - 0.06, TOWER_Y, 7.0, height - 1.2, GLASS.lit(WARM, 0.8), skip="+y")
    _back_windows(builder, height)
    _flanks(builder, HIGHEST, height)
    door(builder, (2.7, BACK_M), (0, BACK_M), 1.35, 0.3, 1.4, 2.4, OAK)


def _solid_bar(builder: MeshBuilder, bar: int) -> None:
    """A paper slab with a brick-red cap; a slot of glass in front, windows behind."""
    height = solid_height(bar)
    back = TOWER_Y if bar == HIGHEST else BACK_M
    builder.prism(rectangle(0, 0, 2.7, back), 0.3, height, PAPER if bar % 2 else PAPER_2, 0.18)
    builder.chamfered_box(0.3, 2.4, 0.4, back - 0.4, height, height + 0.5, accent(ZONE, 0.9), 0.1)
    slot = GLASS.lit(WARM, 0.8 if bar % 3 else 0.1)
    builder.box(0.55, 2.15, -0.1, 0, 1.2, max(height - 1.2, 2.4), slot, skip="+y")
    for z in np.arange(4, height - 2, 3.2):
        builder.box(0.35, 2.35, -0.26, 0, z, z + 0.35, PAPER, skip="+y")
    if bar != HIGHEST:
        _back_windows(builder, height)
        _flanks(builder, bar, height)


def _back_windows(builder: MeshBuilder, height: float) -> None:
    for z in np.arange(2.0, height - 2.4, 3.2):
        pane = GLASS.lit(WARM, float(builder.random.choice([0.0, 0.2, 0.9])))
        builder.box(0.6, 2.1, BACK_M, BACK_M + 0.06, z, z + 1.7, pane, skip="-y")
        with builder.detail("near"):
            builder.box(0.45, 2.25, BACK_M, BACK_M + 0.22, z - 0.16, z, PAPER_3, skip="-y")


def _flanks(builder: MeshBuilder, bar: int, height: float) -> None:
    """Windows where a bar rises above its neighbour."""
    for neighbour, x0, x1, hidden in ((bar - 1, -0.06, 0.0, "+x"), (bar + 1, 2.7, 2.76, "-x")):
        low = solid_height(neighbour) if 0 <= neighbour < BARS else 0.5
        for z in np.arange(low + 1.4, height - 1.6, 2.6):
            pane = GLASS.lit(WARM, float(builder.random.choice([0.0, 0.3, 0.9])))
            for y in (5.4,) if bar == HIGHEST else (1.6, 5.4):
                builder.box(x0, x1, y, y + 1.7, z, z + 1.3, pane, skip=hidden)


def _glass_bar(builder: MeshBuilder, bar: int) -> None:
    height = glass_height(bar)
    if height < 3.6:
        return
    glass = SEA_GLASS.lit("#8FD0FF", 0.22)
    builder.prism(rectangle(0.1, -7.5, 2.6, -2.5), 0.3, height, glass, 0.15, top=accent(ZONE, 1.0))
    for y in (-7.7, -2.5):
        builder.box(0.2, 0.5, y, y + 0.2, 0.3, height, PAPER)
    with builder.detail("near"):
        for z in np.arange(2.4, height - 0.8, 2.1):
            builder.box(0.05, 2.65, -7.58, -2.42, z, z + 0.14, PAPER, skip="")


def _telescope(builder: MeshBuilder) -> None:
    top = solid_height(HIGHEST) + 0.4
    with builder.at(FIRST_X + HIGHEST * STEP_M + 1.35, 6.4, top):
        builder.cylinder(0, 0, 0, 1.4, 0.7, STEEL_DARK, 8)
        rod(builder, (-0.6, -0.6, 1.7), (1.6, 1.6, 3.6), 0.55, PAPER)
        rod(builder, (1.5, 1.5, 3.5), (1.8, 1.8, 3.8), 0.68, OAK)
        with builder.detail("near"):
            builder.rail([(-1.0, -1.6), (1.0, -1.6), (1.0, 1.6), (-1.0, 1.6), (-1.0, -1.6)], 0, PAPER_3, 0.9)


def _forecourt(builder: MeshBuilder) -> None:
    """Two base lines of paper under the bars, and seats; lamps at the doors behind."""
    builder.box(-20.2, 20.2, -8.6, -8.0, 0.3, 0.75, PAPER, skip="-z")
    with builder.detail("near"):
        for tick in range(BARS + 1):
            x = FIRST_X - 0.15 + tick * STEP_M
            builder.box(x - 0.06, x + 0.06, -9.3, -8.6, 0.3, 0.6, PAPER_3)
    for x in (-17, 17):
        planter(builder, x, -10.1, 1.8, 0.5, 0.45, 0.3)
    for x in (-11.5, 11.5):
        bench(builder, x, -10.1, 0, 0.3)
    for bar in (2, HIGHEST, 8):
        warm_lamp(builder, [FIRST_X + bar * STEP_M + 1.35, 9.6, 2.8], 5, 7)
    for x in (-15, -5, 5, 15):
        accent_lamp(builder, ZONE, [x, -9.5, 2.6], 5, 10)
    builder.glow([-3, 0, 30], GLOWS[ZONE], 4)
