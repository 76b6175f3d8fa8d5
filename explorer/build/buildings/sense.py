"""Perception Studio: five petals round one ball."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import GLASS, OAK, PAPER, PAPER_2, PAPER_3, STEEL, STONE, TINTED_GLASS
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.fittings import bench, bollard, planter
from explorer.build.pieces.parts import accent, accent_lamp, plot, polar, shell

ZONE = "sense"

PETAL_HEIGHTS_M = (19.0, 8.5, 8.5, 20.0, 22.0)
"""The two petals on the visitor's side are folded down, to show the bowl."""

FIRST_PETAL_DEG = 126.0
STAGE_M, STAGE_RADIUS_M = 5.2, 8.8
COLUMNS, ROWS, THICKNESS_M = 5, 8, 0.5
"""Segments of a petal across and along, and its thickness."""


def build(builder: MeshBuilder) -> None:
    """Five petals for five senses, each with a blind spot; only together do they hold the ball. The flower
    is open to the sky, the drum below glazed all round.
    """
    with plot(builder, ZONE):
        _base(builder)
        _drum(builder)
        for number, height in enumerate(PETAL_HEIGHTS_M):
            _petal(builder, FIRST_PETAL_DEG + number * 72, height)
        _stage(builder)
        _forecourt(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The ball on its mast, as the park shows it while the live exhibit is off."""
    with plot(builder, ZONE):
        builder.tube([(0, 0, STAGE_M), (0, 0, 9.6)], 0.25, STEEL, 6)
        builder.cylinder(0, 0, STAGE_M, STAGE_M + 0.4, 1.2, PAPER_2, 12, bevel=0.1)
        with builder.detail("always"):
            builder.ball(0, 0, 13.4, 3.9, 3.9, accent(ZONE, 2.0), 2, 0, 1.0)


def _base(builder: MeshBuilder) -> None:
    builder.cylinder(0, 0, 0, 0.5, 16, STONE, 36, bevel=0.1)
    builder.cylinder(0, 0, 0.5, 0.9, 11.5, PAPER, 30, bevel=0.1)


def _drum(builder: MeshBuilder) -> None:
    """The hall below the flower: a ring of glass behind thirty oak posts, with a porch to the south."""
    builder.lathe([(9.2, 0.9), (9.2, 4.2)], 20, TINTED_GLASS[ZONE].lit("#9EDBFF", 0.8))
    builder.lathe([(9.8, 4.2), (9.8, 4.7), (3, 5.0)], 20, PAPER, smooth=False)
    builder.lathe([(9.1, 4.2), (9.8, 4.2)], 20, OAK, smooth=False)
    for i in range(30):
        x, y = polar(9.3, i * 12)
        builder.cylinder(x, y, 0.9, 4.2, 0.16, OAK, 4, cap=False)
    builder.slab(box(-2.8, -12.6, 2.8, -8.9), 3.5, 3.85, PAPER, 0.06)
    for x in (-2.5, 2.5):
        builder.cylinder(x, -12.2, 0.5, 3.5, 0.12, STEEL, 6, cap=False)
    builder.box(-1.5, 1.5, -9.6, -9.2, 0.9, 3.5, GLASS.lit("#9EDBFF", 1.6), skip="+y")
    for i in range(4):
        builder.box(-2.4, 2.4, -13.4 + i * 0.5, -11.4, 0.4 + i * 0.12, 0.5 + i * 0.12, STONE)
    with builder.detail("near"):
        builder.rail([polar(9.6, a) for a in range(0, 361, 12)], 4.7, PAPER_3, 0.9, 4.0)


def _surface(bearing_deg: float, height: float) -> Callable[[float, float], Floats]:
    """A petal: u runs across it, v from its foot to its tip."""
    middle = math.radians(bearing_deg)

    def point(u: float, v: float) -> Floats:
        width = (0.50 - 0.06 * v) * math.sin(math.pi * (0.20 + 0.80 * v) ** 0.8) + 0.015
        angle = middle + (u - 0.5) * 2 * width
        reach = 8.2 + 9.2 * v**1.6 - 1.5 * (2 * u - 1) ** 2
        return np.array([reach * math.cos(angle), reach * math.sin(angle), 0.8 + height * (v - 0.16 * v**3)])

    return point


def _petal(builder: MeshBuilder, bearing_deg: float, height: float) -> None:
    """A paper shell; a line of light runs up one rim and down the other."""
    surface = _surface(bearing_deg, height)
    shell(builder, surface, COLUMNS, ROWS, PAPER, THICKNESS_M)
    heights = np.linspace(
        0, 1, ROWS + 1
    )  # with bends where the shell has them: the lines neither sink into it nor float above it
    rim = [surface(0, v) for v in heights] + [surface(1, v) for v in heights[::-1]]
    with builder.detail("always"):
        builder.tube(rim, 0.3, accent(ZONE, 2.0), 4)
    with builder.detail("near"):
        for column in (1, COLUMNS - 1):
            vein = [_inside(surface, column / COLUMNS, v) for v in heights[1:-1]]
            builder.tube(vein, 0.14, PAPER_2, 4)


def _inside(surface: Callable[[float, float], Floats], u: float, v: float) -> Floats:
    """A point on the face of a petal that looks into the flower."""
    step = 0.01
    across = surface(u + step, v) - surface(u - step, v)
    along = surface(u, v + step) - surface(u, v - step)
    outwards = np.cross(across, along)
    return np.asarray(surface(u, v) - outwards / np.linalg.norm(outwards) * THICKNESS_M / 2)


def _stage(builder: MeshBuilder) -> None:
    """The round floor in the bowl."""
    builder.cylinder(0, 0, 4.5, STAGE_M, STAGE_RADIUS_M, PAPER_2, 36, bevel=0.08)
    builder.lathe([(STAGE_RADIUS_M + 0.04, 4.75), (STAGE_RADIUS_M + 0.04, 5.0)], 36, accent(ZONE, 2.0))
    for i in range(5):
        accent_lamp(builder, ZONE, [*polar(6, i * 72 + 18), 11], 3.5, 14)
        accent_lamp(builder, ZONE, [*polar(13.5, i * 72 + 18), 2], 9, 10)


def _forecourt(builder: MeshBuilder) -> None:
    """Between the feet of the petals: seats, plants and low lights."""
    for i in range(5):
        x, y = polar(13.6, FIRST_PETAL_DEG + 36 + i * 72)
        if y > -12:
            planter(builder, x, y, 1.1, 1.1, 0.5, 0.5)
        for offset in (-12, 12):
            x, y = polar(13.9, FIRST_PETAL_DEG + 36 + i * 72 + offset)
            bench(builder, x, y, FIRST_PETAL_DEG + 126 + i * 72 + offset, 0.5)
        bollard(builder, *polar(15.2, FIRST_PETAL_DEG + i * 72), light="#9EDBFF", z=0.5)
