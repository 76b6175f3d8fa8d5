"""Fittings of buildings: doors, windows, roofs, seats, plants and shade."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from shapely.geometry import Polygon

from explorer.build.geometry.material import (
    BLOSSOMS,
    CROWNS,
    GLASS,
    GRASS,
    GRASS_2,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    SOLAR,
    STEEL,
    STONE,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import wall, window_pane
from explorer.build.pieces.parts import Ring, rectangle

# Walls


def door(
    builder: MeshBuilder,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    at_m: float,
    z0: float = 0.0,
    width: float = 2.4,
    height: float = 2.8,
    frame: Material = OAK,
    light: str = WARM,
) -> None:
    """A lit glass door in a protruding frame, its middle `at_m` metres along the wall from `a` to `b`."""
    with wall(builder, a, b):
        left, right = at_m - width / 2, at_m + width / 2
        for x in (left - 0.2, right):
            builder.box(x, x + 0.2, -0.42, 0, z0, z0 + height, frame, skip="-z+y")
        builder.box(left - 0.45, right + 0.45, -0.95, 0, z0 + height, z0 + height + 0.22, frame, skip="+y")
        builder.quads(
            [[[left, -0.3, z0], [right, -0.3, z0], [right, -0.3, z0 + height], [left, -0.3, z0 + height]]],
            GLASS.lit(light, 1.1),
        )
        builder.box(at_m - 0.05, at_m + 0.05, -0.36, -0.3, z0, z0 + height, frame, skip="-z+z+y")


def windows(
    builder: MeshBuilder,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    z0: float,
    z1: float,
    width: float,
    step: float,
    glass: Material,
    frame: Material,
    margin: float = 1.0,
    lit: float = 0.4,
) -> None:
    """A row of framed windows set on a solid wall, one every `step` metres."""
    with wall(builder, a, b) as length:
        count = max(1, int((length - 2 * margin + step - width) / step))
        start = (length - (count - 1) * step - width) / 2
        for i in range(count):
            left = start + i * step
            right = left + width
            builder.box(left - 0.15, right + 0.15, -0.2, 0, z0 - 0.15, z1 + 0.15, frame, skip="+y")
            pane = window_pane(builder, glass, lit, WARM, variation=0.15)
            builder.quads(
                [[[left, -0.22, z0], [right, -0.22, z0], [right, -0.22, z1], [left, -0.22, z1]]], pane
            )


def awning(
    builder: MeshBuilder, x0: float, x1: float, y: float, z: float, colour: Material, stripes: int = 5
) -> None:
    """A striped awning in front of a south-facing wall at `y`; its lower edge projects 1.9 m."""
    width = (x1 - x0) / stripes
    for i in range(stripes):
        a, b = x0 + i * width, x0 + (i + 1) * width
        cloth = colour if i % 2 == 0 else PAPER
        builder.quads([[[a, y - 1.9, z - 0.9], [b, y - 1.9, z - 0.9], [b, y, z], [a, y, z]]], cloth)
        builder.quads(
            [[[a, y - 1.9, z - 1.2], [b, y - 1.9, z - 1.2], [b, y - 1.9, z - 0.9], [a, y - 1.9, z - 0.9]]],
            cloth,
        )


def steps(
    builder: MeshBuilder,
    x0: float,
    x1: float,
    y: float,
    count: int = 4,
    tread: float = 0.6,
    rise: float = 0.15,
) -> None:
    """Steps that climb northwards and end at `y`."""
    for i in range(count):
        builder.box(x0, x1, y - tread * (count - i), y, rise * i, rise * (i + 1), STONE)


# Roofs


def parapet_roof(
    builder: MeshBuilder,
    ring: Ring,
    z: float,
    wall_material: Material = PAPER,
    top: Material = PAPER_2,
    height: float = 0.7,
    thickness: float = 0.4,
) -> None:
    """A flat roof inside a parapet."""
    inside = Polygon(ring).buffer(-thickness, join_style="mitre")
    hole = np.array(inside.exterior.coords)[:-1]
    builder.prism(ring, z, z + height, wall_material, 0.07, wall_material, [hole])
    builder.plate(inside, z + 0.12, top)


def solar_rows(
    builder: MeshBuilder, x0: float, x1: float, y0: float, y1: float, z: float, rows: int, tilt: float = 0.5
) -> None:
    """Rows of solar panels that rise to the north."""
    pitch = (y1 - y0) / rows
    columns = max(1, round((x1 - x0) / 2.2))
    width = (x1 - x0) / columns
    for row in range(rows):
        south, north = y0 + row * pitch, y0 + row * pitch + pitch * 0.72
        low, high = z + 0.25, z + 0.25 + tilt
        for column in range(columns):
            a, b = x0 + column * width + 0.06, x0 + (column + 1) * width - 0.06
            panel = SOLAR.tinted(1 + builder.random.uniform(-0.12, 0.12))
            builder.quads([[[a, south, low], [b, south, low], [b, north, high], [a, north, high]]], panel)
        builder.quads(
            [
                [
                    [x0, south, low - 0.05],
                    [x1, south, low - 0.05],
                    [x1, north, high - 0.05],
                    [x0, north, high - 0.05],
                ]
            ],
            PAPER_3,
        )
        builder.quads([[[x1, north, z], [x0, north, z], [x0, north, high], [x1, north, high]]], PAPER_3)


def skylight(
    builder: MeshBuilder, x0: float, x1: float, y0: float, y1: float, z: float, glass: Material
) -> None:
    """A skylight on a roof."""
    builder.prism(rectangle(x0 - 0.2, y0 - 0.2, x1 + 0.2, y1 + 0.2), z, z + 0.35, PAPER, 0.05)
    builder.chamfered_box(x0, x1, y0, y1, z + 0.35, z + 1.0, glass, 0.4)


# Plants, seats and shade


def planter(
    builder: MeshBuilder,
    x: float,
    y: float,
    half_x: float,
    half_y: float,
    height: float = 0.6,
    z: float = 0.0,
) -> None:
    """A box of plants."""
    builder.chamfered_box(
        x - half_x, x + half_x, y - half_y, y + half_y, z, z + height, PAPER, 0.08, top=GRASS_2
    )
    leaves = (GRASS_2, GRASS, BLOSSOMS[0])
    with builder.detail("near"):
        for _ in range(int(half_x * half_y * 2) + 2):
            dx, dy = builder.random.uniform(-0.8, 0.8, 2) * (half_x, half_y)
            leaf = leaves[builder.random.integers(3)]
            builder.ball(x + dx, y + dy, z + height + 0.15, 0.5, 0.42, leaf, 0, 0.2)


def small_tree(
    builder: MeshBuilder, x: float, y: float, z: float = 0.0, scale: float = 1.0, blossom: bool = False
) -> None:
    """A round tree for a terrace or a courtyard, about 5 m tall at scale 1."""
    crowns = BLOSSOMS if blossom else CROWNS
    leaf = crowns[builder.random.integers(len(crowns))].tinted(builder.random.uniform(0.95, 1.05))
    with builder.at(x, y, z, 0, scale):
        trunk, radius = builder.random.uniform(1.6, 2.2), builder.random.uniform(1.6, 2.1)
        builder.cylinder(0, 0, 0, trunk + 0.8, 0.16, OAK_DARK, 4, cap=False)
        builder.ball(0, 0, trunk + radius * 0.9, radius, radius * 1.05, leaf, "blob", 0.1, 0.8)


def potted_tree(builder: MeshBuilder, x: float, y: float, z: float = 0.0, blossom: bool = False) -> None:
    """A small tree in a tub."""
    builder.cylinder(x, y, z, z + 0.7, 0.55, PAPER, 8, top_r=0.7)
    small_tree(builder, x, y, z + 0.6, 0.55, blossom)


def bench(builder: MeshBuilder, x: float, y: float, turn_deg: float = 0.0, z: float = 0.0) -> None:
    """An oak seat on two blocks, 2.2 m long."""
    with builder.detail("near"), builder.at(x, y, z, turn_deg):
        builder.chamfered_box(-1.1, 1.1, -0.3, 0.3, 0.38, 0.48, OAK, 0.04)
        for foot in (-0.8, 0.8):
            builder.box(foot - 0.08, foot + 0.08, -0.25, 0.25, 0, 0.38, PAPER_3)


def parasol(builder: MeshBuilder, x: float, y: float, colour: Material, z: float = 0.0) -> None:
    """A parasol with a table and two stools."""
    with builder.at(x, y, z, builder.random.uniform(0, 90)):
        with builder.detail("near"):
            builder.cylinder(0, 0, 0, 2.5, 0.06, STEEL, 5, cap=False)
            builder.cylinder(0, 0, 0.68, 0.76, 0.55, OAK, 8)
            for stool in (-1, 1):
                builder.box(stool - 0.22, stool + 0.22, -0.22, 0.22, 0, 0.45, PAPER)
        rim = [(1.75 * math.cos(a), 1.75 * math.sin(a), 2.25) for a in np.linspace(0, 2 * math.pi, 9)]
        for i, (start, end) in enumerate(pairwise(rim)):
            builder.triangles([[start, end, (0, 0, 3.0)]], colour if i % 2 == 0 else PAPER)


def flag(builder: MeshBuilder, x: float, y: float, colour: Material, z: float = 0.0) -> None:
    """A flagpole, 8.5 m; its cloth waves and is not baked."""
    with builder.at(x, y, z), builder.detail("near"):
        builder.cylinder(0, 0, 0, 8.5, 0.08, PAPER, 5, cap=False)
        builder.flag([0.0, 0.0, 6.2], colour)


def bollard(builder: MeshBuilder, x: float, y: float, light: str = WARM, z: float = 0.0) -> None:
    """A knee-high lamp beside a walk."""
    with builder.detail("near"):
        builder.cylinder(x, y, z, z + 0.8, 0.12, STEEL, 6, cap=False)
        builder.cylinder(x, y, z + 0.8, z + 1.0, 0.13, PAPER.lit(light, 6), 6)
    builder.lamp([x, y, z + 1.3], light, 3.2, 7)
