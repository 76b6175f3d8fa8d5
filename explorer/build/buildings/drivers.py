"""Drivers Gate: five pylons and the chain of delay that runs over all of them."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import GLOWS, OAK, PAPER, PAPER_2, PAPER_3, STONE_2, TINTED_GLASS
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, planter, potted_tree
from explorer.build.pieces.parts import accent, accent_lamp, curve, plot, rectangle, warm_lamp

ZONE = "drivers"

HEIGHTS_M = (12.0, 16.5, 20.0, 23.0, 25.0)
FIRST_X = -17.2
STEP_M = 8.6


def build(builder: MeshBuilder) -> None:
    """Five pylons, the drivers, in a row like the pipes of a pan flute. A ribbon over all five reaches the top
    only if they are complete. Visitors from the boat or the tram enter between them.
    """
    with plot(builder, ZONE):
        builder.slab(box(-22, -8, 22, 8), 0, 0.2, STONE_2, 0.06)
        builder.box(-21, 21, -0.5, 0.5, 0.2, 0.26, accent(ZONE, 1.2), skip="-z")
        for number, height in enumerate(HEIGHTS_M):
            with builder.at(FIRST_X + number * STEP_M, 0):
                _pylon(builder, height)
        builder.cylinder(-23, -3, 0.2, 3.0, 0.7, PAPER, 8, top_r=0.45)
        _passages(builder)


def placeholder(builder: MeshBuilder) -> None:
    """All five pylons lit and the whole ribbon, as the park shows them while the live exhibit is off."""
    with plot(builder, ZONE):
        for number, height in enumerate(HEIGHTS_M):
            with builder.at(FIRST_X + number * STEP_M, 0):
                builder.box(-1.9, 1.9, -2.5, 2.5, height - 1.6, height - 1.0, accent(ZONE, 2.6), skip="-z+z")
                lit = TINTED_GLASS[ZONE].lit(GLOWS[ZONE], 0.65)
                for y in (-2.56, 2.52):
                    builder.box(-0.95, 0.95, y, y + 0.04, 2.4, height - 2.2, lit, skip="-z+z")
                builder.box(-0.25, 0.25, -3.64, -3.6, 0.75, 1.05, accent(ZONE, 3.2), skip="+y")
        _ribbon(builder)


def _pylon(builder: MeshBuilder, height: float) -> None:
    """A paper shaft with oak edges, a slot of green glass on both sides and a switch at the foot."""
    builder.prism(rectangle(-2.3, -2.9, 2.3, 2.9), 0.2, 1.2, PAPER_3, 0.1)
    builder.prism(rectangle(-1.8, -2.4, 1.8, 2.4), 1.2, height, PAPER, 0.3)
    builder.chamfered_box(-1.2, 1.2, -1.6, 1.6, height, height + 0.7, PAPER_2, 0.15)
    for turn_deg in (0, 180):
        with builder.at(turn_deg=turn_deg):
            _face(builder, height)
    with builder.detail("near"):
        for side in (-1, 1):
            for z in np.arange(3.0, height - 3, 3.4):
                x0, x1 = sorted((side * 1.8, side * 1.92))
                builder.box(x0, x1, -1.7, 1.7, z, z + 0.12, PAPER_3, skip="")
    builder.chamfered_box(-0.35, 0.35, -3.6, -3.0, 0.2, 1.25, PAPER_2, 0.06)
    accent_lamp(builder, ZONE, [0, -5, 2.5], 3.2, 10)
    accent_lamp(builder, ZONE, [0, 4.5, 2.5], 2.6, 8)
    warm_lamp(builder, [2.8, -6.5, 3.2], 7, 10)


def _face(builder: MeshBuilder, height: float) -> None:
    """The slot of glass in the south face."""
    for x in (-1.86, 1.56):
        builder.box(x, x + 0.3, -2.5, -2.3, 2, height - 1, OAK)
    builder.box(-0.95, 0.95, -2.55, -2.35, 2.4, height - 2.2, TINTED_GLASS[ZONE], skip="+y")
    for z in np.arange(4.4, height - 3, 2.6):
        builder.box(-1.0, 1.0, -2.68, -2.35, z, z + 0.3, PAPER_2, skip="+y")
    builder.box(-1.25, 1.25, -2.75, -2.4, 2.05, 2.4, OAK, skip="+y")


def _ribbon(builder: MeshBuilder) -> None:
    """The chain of delay: it starts at the ground and hangs on every pylon."""
    knots = [(-23.0, -3.0, 3.0)]
    knots += [(FIRST_X + i * STEP_M, -3.0, height - 3.2) for i, height in enumerate(HEIGHTS_M)]
    knots.append((19.8, -3.0, 24.5))
    with builder.detail("always"):
        builder.tube(curve(knots, 25), 0.42, accent(ZONE, 2.2), 6)


def _passages(builder: MeshBuilder) -> None:
    """Seats and plants in the bays; the middle stays free for the walk from the pier."""
    for number in range(4):
        x = FIRST_X + (number + 0.5) * STEP_M
        if number in (0, 3):
            planter(builder, x, 3.2, 1.5, 0.7, 0.55, 0.2)
            bench(builder, x, 1.8, 0, 0.2)
            potted_tree(builder, x, -4.6, 0.2, blossom=True)
    for side in (-1, 1):
        bench(builder, side * 20.2, 5.6, 90, 0.2)
