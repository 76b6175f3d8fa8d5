"""Places to sit down between the buildings: a pond under a pergola on the east lawn, and look-outs along the north shore."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.material import GRASS_2, OAK, OAK_DARK, PAPER, PAPER_2, POOL, STONE_2, WARM
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, planter
from explorer.build.pieces.parts import disc, polar, regular
from explorer.build.site.plan import GROUND_LEVEL_M, Point2

POND: Point2 = (174.0, 17.0)
POND_RADIUS_M = 7.0
LOOKOUTS: tuple[tuple[float, float, float], ...] = (
    (120.0, 140.6, 0.0),
    (56.0, 140.6, 0.0),
    (-60.0, 140.2, 0.0),
)
"""Middle of each deck and its rotation; its open side is to the north, towards the water."""


def reserved_area() -> BaseGeometry:
    """The area without trees."""
    decks = [box(x - 7.5, y - 7, x + 7.5, y + 3) for x, y, _ in LOOKOUTS]
    return unary_union([disc(*POND, POND_RADIUS_M + 5.5), *decks])


def build(builder: MeshBuilder) -> None:
    """Build all of it, in world coordinates."""
    with builder.at(*POND, GROUND_LEVEL_M):
        _pond(builder)
    for x, y, turn_deg in LOOKOUTS:
        with builder.at(x, y, GROUND_LEVEL_M, turn_deg):
            _lookout(builder)


def _pond(builder: MeshBuilder) -> None:
    """A rim to sit on, water with lily pads, stepping stones round it, and a pergola that bends along the north."""
    inner = POND_RADIUS_M - 0.7
    builder.prism(regular(POND_RADIUS_M, 24), 0, 0.5, PAPER, 0.1, holes=[regular(inner, 24)])
    builder.plate(disc(0, 0, inner + 0.05, 6), 0.3, POOL)
    builder.cylinder(0, 0, 0.3, 0.75, 1.1, STONE_2, 14, bevel=0.1)
    with builder.detail("near"):
        for pad in range(9):
            x, y = polar(2.4 + 0.42 * pad % 3.2, pad * 137.5)
            builder.cylinder(x, y, 0.3, 0.35, 0.36 + 0.05 * (pad % 3), GRASS_2, 7)
        for stone in range(20):
            x, y = polar(POND_RADIUS_M + 1.6, stone * 18)
            builder.cylinder(x, y, 0, 0.06, 0.55, STONE_2, 7)
        for bearing in (215.0, 270.0, 325.0):
            bench(builder, *polar(POND_RADIUS_M + 3.2, bearing), bearing + 90)
    for bearing in map(float, range(20, 161, 20)):
        for radius in (POND_RADIUS_M + 2.6, POND_RADIUS_M + 4.8):
            x, y = polar(radius, bearing)
            builder.box(x - 0.12, x + 0.12, y - 0.12, y + 0.12, 0, 2.8, PAPER)
    for radius in (POND_RADIUS_M + 2.6, POND_RADIUS_M + 4.8):
        line = [(*polar(radius, a), 2.85) for a in np.linspace(16, 164, 16)]
        builder.tube(line, 0.14, OAK, 4)
    with builder.detail("near"):
        for bearing in map(float, np.linspace(17, 163, 34)):
            ends = [(*polar(POND_RADIUS_M + reach, bearing), 3.02) for reach in (2.1, 5.3)]
            builder.tube(ends, 0.07, OAK_DARK, 4)
    for bearing in (50.0, 90.0, 130.0):
        at = [*polar(POND_RADIUS_M + 3.7, bearing), 2.5]
        builder.lamp(at, WARM, 9, 9)
    builder.glow([*polar(POND_RADIUS_M + 3.7, 90), 2.5], WARM, 1.4)


def _lookout(builder: MeshBuilder) -> None:
    """An oak deck, half of it roofed, with seats facing the water and plants at the back."""
    builder.chamfered_box(-6.5, 6.5, -2.6, 2.2, 0, 0.16, OAK, 0.04)
    for x in (-4.6, 0.0, 4.6):
        for y in (-2.2, 0.4):
            builder.box(x - 0.11, x + 0.11, y - 0.11, y + 0.11, 0.16, 2.9, PAPER)
    builder.chamfered_box(-5.4, 5.4, -2.9, 1.0, 2.9, 3.14, PAPER_2, 0.08, top=OAK)
    with builder.detail("near"):
        for x in (-2.3, 2.3):
            bench(builder, x, -0.9, 0, 0.16)
        for x in (-5.6, 5.6):
            planter(builder, x, -0.6, 0.6, 1.6, 0.5, 0.16)
        for step in np.arange(-5.0, 5.1, 0.8):
            builder.box(step - 0.05, step + 0.05, -2.24, -2.16, 0.16, 2.9, OAK, skip="-z+z")
    builder.lamp([0, -0.6, 2.6], WARM, 14, 10)
    builder.glow([0, -0.6, 2.7], WARM, 1.2)
