"""A quiet town around a square: blocks of houses with tinted roofs and courts, lower near the square."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box
from shapely.ops import unary_union

from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import OWN_LIGHT, unlit
from explorer.build.geometry.material import GHOST, GRASS_2, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.city import CROWNS, ROOF_SHARES, ROOFS
from explorer.build.site.plan import GROUND_LEVEL_M

from ..land import Land

STREET_M = 14.0
BLOCK_M = (50.0, 38.0)
FROM_M, REACH_M = 22.0, 520.0
SOUTH_FREE_DEG = 62.0
"""Half-angle about south, towards the visitor, that is kept free of tall buildings."""

DEEP_M = 11.0
"""Depth of the houses along the streets, round a court."""

PAVEMENT = Material("#DDD6CA")
WALLS = ("#F0E8DC", "#E8DCCB", "#E9E4DA", "#E2D3C2")
CELL_M = 300.0
LIT_M = 180.0


def add_town(packer: Packer, land: Land) -> None:
    """Add the blocks."""
    builder = MeshBuilder(62)
    keep_off = unary_union([land.outline.buffer(FROM_M), land.rivers.buffer(STREET_M / 2)])
    for x in np.arange(-REACH_M, REACH_M, BLOCK_M[0] + STREET_M):
        for y in np.arange(-REACH_M, REACH_M, BLOCK_M[1] + STREET_M):
            block = box(x, y, x + BLOCK_M[0], y + BLOCK_M[1])
            if keep_off.intersects(block):
                continue
            away = land.outline.distance(block)
            bearing = np.degrees(np.arctan2(x + BLOCK_M[0] / 2, -(y + BLOCK_M[1] / 2)))
            is_south = abs(bearing) < SOUTH_FREE_DEG
            if is_south and away > 190:
                continue
            _block(builder, float(x), float(y), 5.5 if is_south else 7 + min(away, 240) * 0.085, away < LIT_M)
    arrays = builder.arrays().of_detail(ALWAYS)
    if len(arrays):
        lit = unlit(arrays, OWN_LIGHT)
        lit.ambient = lit.ambient * np.array([0.86, 0.87, 0.9])
        packer.add(lit, Label("town", "city"), cell_m=CELL_M)


def _block(builder: MeshBuilder, x: float, y: float, tall: float, is_near: bool) -> None:
    """Houses along two streets round a green court with trees."""
    random = builder.random
    width, depth = BLOCK_M
    foot = GROUND_LEVEL_M + 0.06
    builder.box(x, x + width, y, y + depth, GROUND_LEVEL_M - 0.03, foot, PAVEMENT)
    builder.box(x + 3, x + width - 3, y + DEEP_M + 1, y + depth - DEEP_M - 1, foot, foot + 0.03, GRASS_2)
    for _ in range(4):
        at = (x + random.uniform(6, width - 6), y + random.uniform(DEEP_M + 4, depth - DEEP_M - 4))
        size = random.uniform(1.8, 2.8)
        crown = CROWNS[int(random.integers(len(CROWNS)))]
        builder.ball(*at, foot + size, size, size * 1.1, crown, 0, 0.15, 0.5)
    for row, south in enumerate((y + 1.5, y + depth - DEEP_M - 1.5)):
        left = x + 1.5
        while left < x + width - 8:
            right = min(left + random.uniform(9, 17), x + width - 1.5)
            if random.random() < 0.88:
                high = foot + tall * random.uniform(0.65, 1.2)
                wall = Material(WALLS[int(random.integers(len(WALLS)))]).tinted(random.uniform(0.94, 1.02))
                roof = ROOFS[int(random.choice(len(ROOFS), p=ROOF_SHARES))]
                builder.box(left, right, south, south + DEEP_M, foot, high, wall, skip="-z+z")
                _roof(builder, left, right, south, south + DEEP_M, high, roof, random.random() < 0.45)
                if is_near:
                    _windows(builder, left, right, south if row == 0 else south + DEEP_M, high, row == 0)
            left = right + random.choice([0.0, 0.0, 3.0])


def _roof(
    builder: MeshBuilder,
    x0: float,
    x1: float,
    y0: float,
    y1: float,
    z: float,
    roof: Material,
    is_gabled: bool,
) -> None:
    """A gable along the street, or a flat roof."""
    if not is_gabled:
        builder.box(x0, x1, y0, y1, z, z + 0.5, roof)
        return
    ridge, middle = z + 3.0, (y0 + y1) / 2
    builder.quads(
        [
            [[x0, y0, z], [x1, y0, z], [x1, middle, ridge], [x0, middle, ridge]],
            [[x1, y1, z], [x0, y1, z], [x0, middle, ridge], [x1, middle, ridge]],
        ],
        roof,
    )
    builder.triangles([[[x1, y0, z], [x1, y1, z], [x1, middle, ridge]]], GHOST)
    builder.triangles([[[x0, y1, z], [x0, y0, z], [x0, middle, ridge]]], GHOST)


def _windows(builder: MeshBuilder, x0: float, x1: float, y: float, high: float, is_south: bool) -> None:
    """Windows to the street, some of them lit."""
    out = -0.05 if is_south else 0.05
    pane = Material("#8C98A0", 0.3)
    quads: list[list[list[float]]] = []
    lit: list[list[list[float]]] = []
    for z in np.arange(1.6, high - 1.8, 3.2):
        for x in np.arange(x0 + 1.4, x1 - 1.8, 2.9):
            quad = [
                [x, y + out, z],
                [x + 1.3, y + out, z],
                [x + 1.3, y + out, z + 1.6],
                [x, y + out, z + 1.6],
            ]
            (lit if builder.random.random() < 0.2 else quads).append(quad if is_south else quad[::-1])
    if quads:
        builder.quads(quads, pane)
    if lit:
        builder.quads(lit, pane.lit(WARM, 0.5))
