"""World Forum: twelve delegations hold one ring over a round theatre, on an islet that no country owns."""

from __future__ import annotations

import numpy as np
from shapely.geometry import Polygon

from explorer.build.geometry.material import OAK, PAPER, PAPER_2, PAPER_3, SAND, STONE_2, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.halls import DELEGATIONS
from explorer.build.pieces.fittings import bench, bollard, flag
from explorer.build.pieces.parts import accent, accent_lamp, floor, plot, polar, regular, sector, warm_lamp

ZONE = "forum"

COLOURS = tuple(map(Material, ("#E4577F", "#F2A33A", "#159E9A", "#2F74D0", "#7B5CD6", "#EE6C4D")))
ROWS = 8
STAGE_FACES_DEG = 112.0
ISLET_M = 29.5


def build(builder: MeshBuilder) -> None:
    """Twelve delegations hold up one ring; without one it still holds, without most it does not.
    No country owns the islet; the bridge of rules leads to it.
    """
    with plot(builder, ZONE):
        builder.cylinder(0, 0, -0.1, 0.25, ISLET_M, SAND, 36, cap=False)
        floor(builder, Polygon(regular(ISLET_M, 36)), 0.25, SAND)
        with builder.at(turn_deg=STAGE_FACES_DEG):
            _theatre(builder)
        _ring(builder)
        for number in range(DELEGATIONS):
            _delegation(builder, number)
        _shore(builder)
        warm_lamp(builder, [0, 0, 6], 30, 20)


def placeholder(builder: MeshBuilder) -> None:
    """The bridge of four planks, the row of the ledger and the tablets round it, shown while the exhibit is off."""
    with plot(builder, ZONE):
        for side in (-1, 1):
            low, high = sorted((side * 7.2, side * 10.4))
            builder.chamfered_box(low, high, -17.9, -15.3, 0.25, 2.3, PAPER, 0.08)
            for y in (-17.85, -15.35):
                builder.box(side * 7.55 - 0.17, side * 7.55 + 0.17, y - 0.17, y + 0.17, 2.3, 5.6, OAK)
            builder.box(side * 7.55 - 0.22, side * 7.55 + 0.22, -18.05, -15.15, 5.6, 6.0, OAK, skip="")
        for plank in range(4):
            x = -5.4 + 3.6 * plank
            builder.box(x - 1.7, x + 1.7, -17.8, -15.4, 2.0, 2.3, PAPER_3, skip="")
        builder.box(-10.1, 10.1, -20.9, -19.9, 0.25, 0.9, OAK)
        for x, y, wide, deep in (
            (17.4, -13.2, 2.8, 2.2),
            (20.2, -8.6, 2.8, 2.2),
            (16.2, -9.2, 2.8, 2.2),
            (-17.4, -11.6, 5.4, 1.2),
            (-12.65, -16.4, 3.6, 1.4),
            (11.8, -17.0, 2.5, 0.4),
        ):
            builder.chamfered_box(
                x - wide / 2, x + wide / 2, y - deep / 2, y + deep / 2, 0.25, 1.0, OAK, 0.05
            )


def _theatre(builder: MeshBuilder) -> None:
    """Eight rows of seats in oak and paper round the stage, with two stairs and a wall behind the last row."""
    for row in range(ROWS):
        inner, z = 8 + row * 1.55, 0.5 + row * 0.6
        bottom = max(0.0, z - 0.7) if row < ROWS - 1 else 0.0
        builder.prism(sector(inner, inner + 1.55, -95, 95, 18), bottom, z, OAK if row % 2 else PAPER, 0)
    with builder.detail("near"):
        for bearing in (-48, 0, 48):
            for row in range(ROWS):
                inner, z = 8 + row * 1.55, 0.5 + row * 0.6
                with builder.at(turn_deg=bearing):
                    builder.box(inner, inner + 0.78, -0.8, 0.8, z, z + 0.3, PAPER_3)
        back = 8 + ROWS * 1.55
        builder.rail(
            [polar(back - 0.1, a) for a in np.linspace(-95, 95, 20)], 0.5 + 7 * 0.6, PAPER_3, 0.9, 2.4
        )
    builder.cylinder(0, 0, 0, 0.6, 6.4, OAK, 28, bevel=0.08)
    builder.lathe([(6.5, 0.3), (6.5, 0.55)], 28, accent(ZONE, 2.4))
    builder.prism(sector(6.6, 7.0, 150, 210, 8), 0, 3.4, PAPER, 0.08)
    builder.chamfered_box(-2.2, -1.4, -0.5, 0.5, 0.6, 1.7, PAPER, 0.06)
    with builder.detail("near"):
        for seat in range(DELEGATIONS):
            x, y = polar(3.9, 30 * seat)
            builder.cylinder(x, y, 0.6, 1.05, 0.34, COLOURS[seat % 6], 8)


def _ring(builder: MeshBuilder) -> None:
    """The floating ring, a line of light on both its edges."""
    builder.prism(regular(26.5, 40), 11.2, 12.3, PAPER, 0.15, holes=[regular(22.6, 40)], bottom=True)
    with builder.detail("always"):
        builder.lathe([(26.6, 11.5), (26.6, 12.0)], 40, accent(ZONE, 3))
        builder.lathe([(22.5, 12.0), (22.5, 11.5)], 40, accent(ZONE, 2.2))
    with builder.detail("near"):
        for line in range(40):
            with builder.at(turn_deg=line * 9 + 4.5):
                builder.box(22.9, 26.2, -0.07, 0.07, 11.12, 11.2, PAPER_3, skip="+z")
        for radius in (22.9, 26.2):
            builder.rail([polar(radius, a) for a in range(0, 361, 12)], 12.3, PAPER_3, 0.8, 6)


def _delegation(builder: MeshBuilder, number: int) -> None:
    """A column with its colour on top: a flag or a short mast."""
    bearing = number * 30 + 15
    x, y = polar(24.6, bearing)
    builder.cylinder(x, y, 0.2, 1.2, 1.3, STONE_2, 10, bevel=0.1)
    builder.cylinder(x, y, 1.2, 11.2, 0.62, PAPER, 8, top_r=0.5, cap=False)
    builder.box(x - 0.9, x + 0.9, y - 0.9, y + 0.9, 10.4, 11.2, OAK, skip="")
    colour = COLOURS[number % 6]
    if number % 2 == 0:
        flag(builder, x, y, colour, 12.29)
    else:
        builder.cylinder(x, y, 12.3, 14.6, 0.28, colour, 6)
    accent_lamp(builder, ZONE, [x * 0.93, y * 0.93, 3], 5, 11)
    warm_lamp(builder, [x * 0.8, y * 0.8, 3], 6, 10)


def _shore(builder: MeshBuilder) -> None:
    """A rail along the water, open where the bridges land; seats that look out."""
    with builder.detail("near"):
        for start, end in ((22, 128), (164, 340)):
            builder.rail([polar(29.2, a) for a in np.arange(start, end, 6.0)], 0.25, PAPER_2, 1.0, 2.6)
    for bearing in (35, 65, 95, 200, 290, 320):
        bench(builder, *polar(28.0, bearing), bearing + 90, 0.25)
    for bearing in range(0, 360, 24):
        bollard(builder, *polar(28.8, bearing + 4), light="#9FE8FF", z=0.25)
