"""The surroundings of the land: water and its shore, and the horizon of the shipped park's bake."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import Polygon

from explorer.base.baked_format import SUNS
from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import LitMesh, unlit
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.plan import WATER_LEVEL_M
from explorer.build.site.surroundings import (
    SHORE_COLOURS,
    SHORE_OPACITY,
    SHORE_STEPS_M,
    WATER,
    WATER_CELL_M,
)

from ..land import Land
from ..rows import Floats

FAR_SHORE_M = 196.0
"""Distance of the shipped park's far shore, north of its centre."""

WATER_TO_SHORE_M = 34.0
WATER_REACH = (-336.0, -560.0, 336.0, 200.0)


def nearer_m(land: Land) -> float:
    """How much closer the far shore is than that of the shipped park: a smaller island has less water behind it."""
    return max(0.0, FAR_SHORE_M - land.half_extent_m[1] - WATER_TO_SHORE_M)


def add_water(packer: Packer, land: Land) -> None:
    """The water around an island, in cells small enough to reflect the sky, and its turquoise shore."""
    builder = MeshBuilder(6)
    hole = land.outline.buffer(-0.3)
    west, south, east, north = WATER_REACH
    x, y = (
        v.ravel()
        for v in np.meshgrid(np.arange(west, east, WATER_CELL_M), np.arange(south, north, WATER_CELL_M))
    )
    cells = shapely.box(x, y, x + WATER_CELL_M, y + WATER_CELL_M)
    shapely.prepare(hole)
    wet = ~shapely.intersects(hole, cells)
    rings = shapely.get_coordinates(cells[wet]).reshape(-1, 5, 2)[:, :4]
    open_water = np.dstack([rings, np.full(rings.shape[:2], WATER_LEVEL_M)])
    builder.quads(
        open_water if shapely.is_ccw(shapely.get_exterior_ring(cells[0])) else open_water[:, ::-1], WATER
    )
    for cell in cells[~wet]:
        builder.plate(cell.difference(hole), WATER_LEVEL_M, WATER)
    arrays = builder.arrays().of_detail(ALWAYS)
    packer.add(unlit(arrays), Label("water", "water", "water"))
    _add_shore(packer, land.outline)


def _add_shore(packer: Packer, outline: Polygon) -> None:
    line = outline.buffer(0.2).simplify(0.06).segmentize(12).exterior
    ring: Floats = np.array(line.coords)[:-1]
    ring = ring if line.is_ccw else ring[::-1]
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    mitre = normal + np.roll(normal, 1, axis=0)
    outward = mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5)
    count, steps = len(ring), len(SHORE_STEPS_M)
    level = np.full(count, WATER_LEVEL_M + 0.015)
    room = _room_outside(ring, outward, outline)
    rings = [ring + outward * np.minimum(reach, room)[:, None] for reach in SHORE_STEPS_M]
    points = np.concatenate([np.column_stack([line, level]) for line in rings])
    here = np.arange(count)
    indices = []
    for step in range(steps - 1):
        inner, after = step * count + here, step * count + (here + 1) % count
        indices += [
            np.stack([inner, inner + count, after + count], axis=1),
            np.stack([inner, after + count, after], axis=1),
        ]
    corners = np.concatenate(indices)
    total = count * steps
    strip = LitMesh(
        points, np.tile([0.0, 0.0, 1.0], (total, 1)), np.repeat(np.array(SHORE_COLOURS) / 255, count, axis=0),
        np.zeros(total), np.ones(total), np.ones((total, 3)), np.zeros((total, 3)), corners,
        np.full((len(corners), len(SUNS)), 2, np.uint8), np.full(len(corners), ALWAYS, np.uint8),
    )  # fmt: skip
    opacity = np.repeat(np.array(SHORE_OPACITY, np.uint8), count)
    packer.add(strip, Label("shore", "shore", "shore"), opacity=opacity)


def _room_outside(ring: Floats, outward: Floats, outline: Polygon) -> Floats:
    """How far each point of the shore can move outwards before it comes close to another part of the shore."""
    room = np.full(len(ring), SHORE_STEPS_M[-1])
    for _ in range(8):
        away = shapely.distance(outline, shapely.points(ring + outward * room[:, None]))
        folded = away < 0.8 * room
        if not folded.any():
            break
        room[folded] *= 0.7
    for _ in range(3):  # neighbours narrow together to avoid a jagged strip
        room = np.minimum(room, (np.roll(room, 1) + np.roll(room, -1)) / 2 + 3.0)
    return room
