"""The raised walk that connects the six buildings of the Technology Ring, and the garden inside it."""

from __future__ import annotations

import math

import numpy as np

from explorer.build.geometry.material import (
    ACCENTS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    POOL,
    STEEL,
    STONE,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.machines import gear_outline
from explorer.build.pieces.parts import disc, polar, regular
from explorer.build.site.plan import GROUND_LEVEL_M, RING_BRIDGES_DEG, RING_CENTRE, RING_RADIUS_M

INNER_M, OUTER_M = RING_RADIUS_M - 2, RING_RADIUS_M + 2
DECK_M = 5.7
LIGHT = Material("#2F74D0").lit("#5AA9FF", 3.2)
RAIL_GLASS = Material("#A9C6CF", 0.9)


def build(builder: MeshBuilder) -> None:
    """A round walk at first-floor height with a bridge to each of the six; in the garden below, a pond and the two
    gears of a pump, their joint product.
    """
    with builder.at(*RING_CENTRE, GROUND_LEVEL_M):
        _deck(builder)
        _columns(builder)
        for bearing in RING_BRIDGES_DEG:
            with builder.at(turn_deg=bearing):
                _bridge(builder)
        _pond(builder)
        _gear_pump(builder)


def _deck(builder: MeshBuilder) -> None:
    """The walk, with glass rails and a line of light on both edges."""
    builder.prism(
        regular(OUTER_M, 48), 5.0, DECK_M, PAPER, 0.1, top=STONE, holes=[regular(INNER_M, 48)], bottom=True
    )
    with builder.detail("always"):
        builder.lathe([(OUTER_M + 0.06, 5.15), (OUTER_M + 0.06, 5.5)], 48, LIGHT, smooth=False)
        builder.lathe([(INNER_M - 0.06, 5.5), (INNER_M - 0.06, 5.15)], 48, LIGHT, smooth=False)
    builder.lathe([(OUTER_M - 0.1, DECK_M), (OUTER_M - 0.1, 6.7)], 48, RAIL_GLASS, smooth=False)
    builder.lathe([(INNER_M + 0.1, 6.7), (INNER_M + 0.1, DECK_M)], 48, RAIL_GLASS, smooth=False)
    builder.lathe([(OUTER_M - 0.12, 6.7), (OUTER_M - 0.12, DECK_M)], 48, RAIL_GLASS, smooth=False)
    builder.lathe([(INNER_M + 0.12, DECK_M), (INNER_M + 0.12, 6.7)], 48, RAIL_GLASS, smooth=False)
    with builder.detail("near"):
        for radius in (OUTER_M - 0.1, INNER_M + 0.1):
            handrail = [(*polar(radius, a), 6.74) for a in np.linspace(0, 360, 49)]
            builder.tube(handrail, 0.07, PAPER, 4)


def _columns(builder: MeshBuilder) -> None:
    for number in range(24):
        x, y = polar(RING_RADIUS_M, number * 15 + 7.5)
        builder.cylinder(x, y, 0, 5.0, 0.34, PAPER_2, 6, top_r=0.5, cap=False)
        if number % 2 == 0:
            builder.lamp([x, y, 4.2], "#5AA9FF", 9, 11)


def _bridge(builder: MeshBuilder) -> None:
    """A bridge outwards along x, with a stair to the ground."""
    builder.box(OUTER_M - 0.2, 44, -1.5, 1.5, 5.05, 5.65, PAPER, skip="-x")
    for step in range(6):
        top = 5.65 - 0.9 * step
        builder.box(44 + step, 45 + step, -1.5, 1.5, max(top - 1.4, 0), top, PAPER_2, skip="")
    with builder.detail("near"):
        for side in (-1.42, 1.42):
            builder.rail([(OUTER_M, side), (44, side)], 5.65, PAPER_3)
            builder.tube([(44, side, 6.65), (50, side, 1.3)], 0.045, PAPER_3, 4)


def _pond(builder: MeshBuilder) -> None:
    builder.prism(regular(15.5, 40), 0, 0.5, PAPER, 0.1, holes=[regular(14.6, 40)])
    builder.plate(disc(0, 0, 14.7), 0.26, POOL)
    with builder.detail("near"):
        for number in range(14):
            x, y = polar(9.2 + 2.8 * (number * 0.618 % 1), number * 137.5)
            builder.cylinder(x, y, 0.26, 0.32, 0.45 + 0.25 * (number * 0.38 % 1), Material("#98AD72"), 8)


def _gear_pump(builder: MeshBuilder) -> None:
    """Two meshing wheels, oak and coral, each on its shaft."""
    builder.cylinder(0, 0, 0, 1.2, 6.6, PAPER, 24, bevel=0.2)
    half_tooth = math.degrees(math.pi / 12)
    with builder.at(-2.35, 0, 1.2, 15):
        builder.prism(gear_outline(12, 2.2), 0, 1.8, OAK, 0.12)
        builder.cylinder(0, 0, 1.8, 5.2, 0.7, STEEL, 8, bevel=0.1)
    with builder.at(2.35, 0, 1.2, 15):
        builder.prism(gear_outline(12, 2.2, half_tooth), 0, 1.8, ACCENTS["factory"].lit("#FF7A50", 1.0), 0.12)
        builder.cylinder(0, 0, 1.8, 3.6, 0.7, STEEL, 8, bevel=0.1)
    builder.glow([0, 0, 4], "#FF9A6A", 5)
    builder.lamp([0, 0, 6.5], "#FFB080", 26, 17)
