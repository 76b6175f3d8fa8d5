"""The fields round a park on land, and their relief: level round the park, gently rolling further off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry import box
from shapely.ops import unary_union

from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.material import POOL, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.subdivide import split_by_length
from explorer.build.site.plan import GROUND_LEVEL_M

from ..land import Land
from ..rows import Floats, Heights
from .horizon import sea_of

FIELDS = ("#AFC489", "#A5BE80", "#B9C78F", "#9DB679", "#C6C795")
FIELDS_REACH_M, MEADOW_REACH_M = 620.0, 900.0
BELOW_M = 0.03
"""How much lower the ground between the fields lies; where they roll, by as much as a ditch."""

DITCH_M = 1.6
HEIGHTS_M = {"hills": 9.0, "city": 5.0, "coast": 4.0, "plain": 1.5}
"""Height of the relief by horizon."""

LEVEL_M, SHORE_M, RISE_M = 24.0, 12.0, 130.0
"""Width of the level ground round the park and along the sea, and of the slope behind it."""

WAVES = ((0.022, 0.009, 1.0), (-0.011, 0.024, 0.8), (0.031, -0.027, 0.45))
"""Wave numbers east and north (rad/m) and weights of the relief."""

BANK_M, BANK = 1.6, Material("#8A9C66")
"""Width and colour of the bank of a river."""

STEP_M = 44.0
"""Largest side of a triangle of rolling ground."""


def has_fields(land: Land) -> bool:
    """Whether fields lie round the park."""
    kind, horizon = land.site.kind, land.site.horizon
    return kind == "meadow" or (kind == "plaza" and horizon not in ("city", "none"))


def relief_of(land: Land) -> Heights:
    """The height of the ground above the park's level at places east and north, in metres."""
    high = HEIGHTS_M.get(land.site.horizon, 0.0) if has_fields(land) else 0.0
    phases = np.random.default_rng(land.site.seed).uniform(0, 2 * np.pi, len(WAVES))
    sea = unary_union([sea_of(land), land.sea, land.rivers]).simplify(2.0)
    inside = land.outline.buffer(4.0).simplify(3.0)
    weight = sum(wave[2] for wave in WAVES)

    def heights(x: Floats, y: Floats) -> Floats:
        if not high:
            return np.zeros(np.shape(x))
        places = shapely.points(x, y)
        rise = np.clip((shapely.distance(inside, places) - LEVEL_M) / RISE_M, 0, 1)
        if not sea.is_empty:
            rise = np.minimum(rise, np.clip((shapely.distance(sea, places) - SHORE_M) / RISE_M, 0, 1))
        waves = sum(
            share * np.sin(east * x + north * y + phase)
            for (east, north, share), phase in zip(WAVES, phases, strict=True)
        )
        return np.asarray(high * rise * rise * (3 - 2 * rise) * (0.5 + 0.5 * waves / weight))

    return heights


def lay_fields(land: Land) -> Arrays:
    """The fields, in strips of five greens, and the ground between them."""
    sea = unary_union([sea_of(land), land.sea])
    park = land.outline.buffer(-0.85)
    rivers = land.rivers.difference(sea)
    bank = rivers.buffer(BANK_M).difference(unary_union([rivers, sea, park]))
    inside = unary_union([park, sea, land.rivers.buffer(BANK_M)])
    fields, meadow = MeshBuilder(3), MeshBuilder(3)
    random = np.random.default_rng(3)
    reach = FIELDS_REACH_M
    x = -reach
    while x < reach:
        width, y = random.uniform(46, 88), -reach
        while y < reach + 200:
            depth = random.uniform(60, 130)
            field = box(x + 1, y + 1, x + width - 1, y + depth - 1)
            if not inside.contains(field):
                cut = field.difference(inside) if field.intersects(inside) else field
                fields.plate(cut, GROUND_LEVEL_M, Material(FIELDS[int(random.integers(len(FIELDS)))]))
            y += depth
        x += width
    reach = MEADOW_REACH_M
    for x in np.arange(-reach, reach, 150.0):
        for y in np.arange(-reach, reach, 150.0):
            cell = box(x, y, x + 150, y + 150)
            free = cell.difference(inside) if cell.intersects(inside) else cell
            meadow.plate(free, GROUND_LEVEL_M - 2 * BELOW_M, Material("#93AA70"))
            if rivers.intersects(cell):
                fields.plate(rivers.intersection(cell), GROUND_LEVEL_M - BELOW_M, POOL)
                fields.plate(bank.intersection(cell), GROUND_LEVEL_M, BANK)
    heights = relief_of(land)
    return Arrays.join([rolling(fields.arrays(), heights), rolling(meadow.arrays(), heights, DITCH_M)])


def rolling(level: Arrays, heights: Heights, below_m: float = 0.0) -> Arrays:
    """Level ground raised by the relief, in triangles small enough for it.

    Parameters
    ----------
    below_m : how much lower it lies where the relief is at its full height.
    """
    points = level.points
    if not len(points) or not heights(points[..., 0].ravel(), points[..., 1].ravel()).any():
        return level
    fine = split_by_length(level, STEP_M)
    x, y = fine.points[..., 0], fine.points[..., 1]
    rise = heights(x.ravel(), y.ravel()).reshape(x.shape)
    east = heights(x.ravel() + 2.0, y.ravel()).reshape(x.shape)
    north = heights(x.ravel(), y.ravel() + 2.0).reshape(x.shape)
    normals = np.stack([(rise - east) / 2.0, (rise - north) / 2.0, np.ones_like(rise)], axis=-1)
    points = fine.points.copy()
    points[..., 2] += rise - np.minimum(rise, below_m)
    return replace(fine, points=points, normals=normals / np.linalg.norm(normals, axis=-1, keepdims=True))


def raised(arrays: Arrays, feet: Floats, heights: Heights) -> Arrays:
    """Objects of the same number of triangles each, moved up to the ground at their feet, (n, 2)."""
    each = len(arrays) // max(len(feet), 1)
    up = np.repeat(heights(feet[:, 0], feet[:, 1]), each)
    points = arrays.points.copy()
    points[..., 2] += up[:, None]
    return replace(arrays, points=points)
