"""A quiet town round a square: pale blocks in streets, lower near by and higher further off."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.bake.geometry.arrays import ALWAYS
from explorer.bake.geometry.lit_mesh import OWN_LIGHT, unlit
from explorer.bake.geometry.material import GHOST, WARM, Material
from explorer.bake.geometry.mesh_builder import MeshBuilder
from explorer.bake.pipeline.pack import Label, Packer

from .land import Land

STREET_M = 18.0
BLOCK_M = (46.0, 34.0)
FROM_M, REACH_M = 34.0, 520.0
SOUTH_FREE_DEG = 62.0
"""Towards the visitor in the south nothing stands high."""

CELL_M = 300.0


def add_town(packer: Packer, land: Land) -> None:
    """Add the blocks."""
    builder = MeshBuilder(62)
    random = builder.random
    keep_off = land.outline.buffer(FROM_M)
    step_x, step_y = BLOCK_M[0] + STREET_M, BLOCK_M[1] + STREET_M
    for x in np.arange(-REACH_M, REACH_M, step_x):
        for y in np.arange(-REACH_M, REACH_M, step_y):
            block = box(x, y, x + BLOCK_M[0], y + BLOCK_M[1])
            if keep_off.intersects(block):
                continue
            away = land.outline.distance(block)
            bearing = np.degrees(np.arctan2(x + BLOCK_M[0] / 2, -(y + BLOCK_M[1] / 2)))
            tall = 8 + min(away, 240) * 0.09
            if abs(bearing) < SOUTH_FREE_DEG:
                if away > 130:
                    continue
                tall = 6.0
            tone = GHOST.tinted(random.uniform(0.94, 1.02))
            for number in range(3):  # three houses a block, of different heights
                left = x + BLOCK_M[0] / 3 * number + 1.0
                high = tall * random.uniform(0.55, 1.25)
                right, back = left + BLOCK_M[0] / 3 - 2.0, y + BLOCK_M[1] * random.uniform(0.6, 1.0)
                builder.box(left, right, y, back, 0, high, tone)
                if away < 180:
                    _windows(builder, left, right, y, high, tone)
    arrays = builder.arrays().of_detail(ALWAYS)
    if len(arrays):
        lit = unlit(arrays, OWN_LIGHT)
        lit.ambient = lit.ambient * np.array([0.86, 0.87, 0.9])
        packer.add(lit, Label("town", "city"), cell_m=CELL_M)


def _windows(builder: MeshBuilder, left: float, right: float, y: float, high: float, tone: Material) -> None:
    """A few lit windows to the square."""
    for z in np.arange(2.2, high - 1.5, 3.4):
        for x in np.arange(left + 1.5, right - 1.5, 3.2):
            if builder.random.random() < 0.5:
                pane = tone.tinted(0.86).lit(WARM, 0.5 if builder.random.random() < 0.35 else 0.0)
                builder.quads(
                    [
                        [
                            [x, y - 0.05, z],
                            [x + 1.3, y - 0.05, z],
                            [x + 1.3, y - 0.05, z + 1.6],
                            [x, y - 0.05, z + 1.6],
                        ]
                    ],
                    pane,
                )
