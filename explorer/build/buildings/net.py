"""Network Racetrack: six lanes of light round a mast and the race control."""

from __future__ import annotations

import numpy as np
from shapely.geometry import LineString, Polygon

from explorer.build.geometry.material import (
    ACCENTS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STEEL_DARK,
    STONE,
    STONE_2,
    TINTED_GLASS,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain
from explorer.build.pieces.fittings import bench, door, planter
from explorer.build.pieces.machines import dish
from explorer.build.pieces.parts import accent, accent_lamp, disc, edges, plot, polar, regular

ZONE = "net"

ASPHALT = Material("#6E737A")
LANES = (
    Material("#2F74D0").lit("#3E8CFF", 1.6),
    Material("#1F9BC9").lit("#5CCBFF", 1.6),
    Material("#7B5CD6").lit("#8A66FF", 1.6),
    Material("#F2A33A").lit("#FFB347", 1.4),
    Material("#35B07A").lit("#58E890", 1.4),
    Material("#E4577F").lit("#FF7FC8", 1.4),
)
"""Colour of each network and its packets."""

MAST_M = 50.0


def build(builder: MeshBuilder) -> None:
    """Six lanes on one oval, one for each network on the ground. The mast starts the race, the low drum with the dish
    is race control; between them is room for the board.
    """
    with plot(builder, ZONE):
        _track(builder)
        _track_lights(builder)
        with builder.at(0, 13):
            _race_control(builder)
        with builder.at(0, -12), builder.detail("always"):
            _mast(builder)
        _infield(builder)
        for x, y, radius in ((-21.5, 22, 3.6), (-22.5, -22, 3.2)):
            builder.slab(disc(x, y, radius), 0, 0.25, STONE_2, 0.08)
            dish(builder, x, y, 0.25, radius)


def _oval(radius: float) -> Polygon:
    return LineString([(0, -13), (0, 13)]).buffer(radius, quad_segs=9)


def _track(builder: MeshBuilder) -> None:
    builder.slab(_oval(19).difference(_oval(9.8)), 0, 0.5, STEEL_DARK, 0.1, top=ASPHALT)
    with builder.detail("always"):
        for number, light in enumerate(LANES):
            radius = 11 + number * 1.4
            builder.plate(_oval(radius + 0.16).difference(_oval(radius - 0.16)), 0.53, light)
    with builder.detail("near"):
        for row in range(2):
            for square in range(6):
                if (row + square) % 2:
                    x = 10.2 + square * 1.4
                    builder.box(x, x + 1.4, row * 0.9 - 1.4, row * 0.9 - 0.5, 0.5, 0.52, PAPER, skip="-z")


def _track_lights(builder: MeshBuilder) -> None:
    rim = _oval(19.4).exterior
    for number in range(26):
        spot = rim.interpolate(number / 26, normalized=True)
        builder.box(spot.x - 0.2, spot.x + 0.2, spot.y - 0.2, spot.y + 0.2, 0, 1.6, accent(ZONE, 1.6))
        if number % 2:
            accent_lamp(builder, ZONE, [spot.x, spot.y, 2.2], 5, 8)


def _race_control(builder: MeshBuilder) -> None:
    """A glass drum behind oak fins under a great dish."""
    outline = regular(7.4, 20)
    builder.cylinder(0, 0, 0, 0.5, 8.2, STONE_2, 24, bevel=0.1)
    for number, (a, b) in enumerate(edges(outline)):
        curtain(
            builder, a, b, 0.5, 7.9, TINTED_GLASS[ZONE], PAPER, bay=2.4, floor=3.7, lit=0.55, light="#FFD6A0"
        )
        if number in (4, 14):
            door(builder, a, b, 1.15, 0.5, 1.8, 2.7, OAK)
    for fin in range(28):
        with builder.at(turn_deg=fin * 360 / 28):
            builder.box(7.7, 8.25, -0.15, 0.15, 4.2, 7.8, OAK, skip="")
    builder.prism([(x * 1.12, y * 1.12) for x, y in outline], 3.9, 4.2, PAPER, 0.06, bottom=True)
    builder.prism([(x * 1.14, y * 1.14) for x, y in outline], 7.9, 8.6, PAPER, 0.15, top=PAPER_2)
    with builder.detail("near"):
        builder.rail([polar(8.0, a) for a in range(0, 361, 18)], 8.6, PAPER_3, 0.9, 2.4)
    dish(builder, 0, 0, 8.6, 4.2)


def _mast(builder: MeshBuilder) -> None:
    """A lattice on three legs with three rings of aerials."""
    builder.cylinder(0, 0, 0, 0.6, 4.5, STONE_2, 16, bevel=0.1)
    panels = 11
    shares = np.linspace(0, 1, panels + 1)
    spread = 2.8 * (1 - shares) ** 1.3 + 0.5
    legs = [
        np.column_stack([spread * polar(1, bearing)[0], spread * polar(1, bearing)[1], 0.6 + MAST_M * shares])
        for bearing in (90, 210, 330)
    ]
    for leg, following in zip(legs, [*legs[1:], legs[0]], strict=True):
        builder.tube(leg, 0.24, PAPER, 3)
        for panel in range(panels):
            builder.tube([leg[panel], following[panel + 1]], 0.11, PAPER, 3)
            builder.tube([leg[panel + 1], following[panel + 1]], 0.10, PAPER, 3)
    for share, radius, aerials in ((0.62, 2.3, 6), (0.8, 2.6, 8), (0.97, 2.0, 6)):
        _aerials(builder, MAST_M * share, radius, aerials)
    builder.tube([(0, 0, MAST_M), (0, 0, MAST_M + 9)], 0.16, ACCENTS["factory"], 4)
    builder.ball(0, 0, MAST_M + 9, 0.4, 0.4, ACCENTS["factory"].lit("#FF4030", 8), 0, 0)
    builder.glow([0, 0, MAST_M + 9], "#FF5040", 2.6)


def _aerials(builder: MeshBuilder, z: float, radius: float, count: int) -> None:
    ring = [(radius, z), (radius + 0.4, z), (radius + 0.4, z + 0.4), (radius, z + 0.4)]
    builder.lathe(ring, 12, ACCENTS[ZONE].lit("#4FA0FF", 2.2), smooth=False)
    builder.cylinder(0, 0, z, z + 0.12, radius, STEEL, 12)
    for number in range(count):
        with builder.at(0, 0, z + 0.3, number * 360 / count):
            builder.box(radius + 0.05, radius + 0.4, -0.4, 0.4, 0.3, 3.0, PAPER)
    builder.glow([0, 0, z], "#4F9BFF", 4.0)
    builder.lamp([3.5, 0, z + 1], "#4F9BFF", 14, 12)


def _infield(builder: MeshBuilder) -> None:
    """The island inside the track: paving, the hut of the mast, seats and plants."""
    builder.slab(_oval(9.6), 0, 0.3, STONE, 0.05)
    builder.chamfered_box(-7.6, -5.0, -14.4, -9.6, 0.3, 3.2, PAPER, 0.12)
    builder.box(-5.0, -4.96, -12.8, -11.6, 0.3, 2.5, STEEL_DARK, skip="-x")
    for i in range(5):
        y = -14.1 + i * 0.9
        builder.box(-7.66, -7.6, y, y + 0.5, 1.0, 2.6, STEEL, skip="+x")
    planter(builder, -6.6, 0.5, 0.8, 2.2, 0.5, 0.3)
    bench(builder, -5.2, 0.5, 90, 0.3)
    planter(builder, 0, -18.6, 2.4, 0.8, 0.5, 0.3)
