"""Collision boxes for picking and for the camera: a few dozen per zone, close to its silhouette."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SOLID
from explorer.build.geometry.arrays import DETAIL_CODES, Arrays
from explorer.build.geometry.shapes import Floats
from explorer.build.geometry.subdivide import split_by_length
from explorer.build.site.plan import GROUND_LEVEL_M

CELLS_M = (2.0, 2.5, 3.0, 4.0)
"""Voxel sizes to try: the first that gives few enough blocks is used."""

MOST_PIECES = 600
MOST_BOXES = 48
SLENDER_M = 0.35
"""Thickness below which single parts are ignored: cables, spokes and rails."""

LATTICE_M2 = 2.5
"""Surface of bars in a voxel of 2 m above which they count as solid."""


@dataclass(slots=True)
class _Block:
    """A box of voxels: cells x0..x1, y0..y1 and layers z0..z1, ends excluded."""

    x0: int
    x1: int
    y0: int
    y1: int
    z0: int
    z1: int


def collision_boxes(zone: str, arrays: Arrays, most: int = MOST_BOXES) -> npt.NDArray[np.void]:
    """The boxes of one zone, dtype :data:`~explorer.base.baked_format.SOLID`, at most `most` of them.

    Voxels of 2 m that hold part of the building are merged into boxes, and the boxes are shrunk to
    their contents; an opening wide enough to walk through stays open.
    """
    places = _places(arrays)
    places = places[places[:, 2] > GROUND_LEVEL_M + 0.3]
    if not len(places):
        return np.zeros(0, SOLID)
    origin = np.array([*(places[:, :2].min(axis=0) - 0.01), 0.0])
    for cell in CELLS_M:
        cells = np.floor((places - origin) / cell).astype(np.int64)
        blocks = _merged(_filled(cells))
        if len(blocks) <= MOST_PIECES:
            break
    return _hugging(zone, _fewer(blocks, most), cells, places)


def _places(arrays: Arrays) -> Floats:
    """Points on all solid parts: stout ones, and bars that are close together, as in a mast.

    The triangles of a bar are long and thin.
    """
    near = arrays.take(arrays.detail != DETAIL_CODES["far"])
    edges = np.linalg.norm(np.roll(near.points, -1, axis=1) - near.points, axis=2)
    slender = edges.min(axis=1) < SLENDER_M
    stout, bars = (split_by_length(near.take(some), CELLS_M[0] * 0.75).points for some in (~slender, slender))
    area = np.linalg.norm(np.cross(bars[:, 1] - bars[:, 0], bars[:, 2] - bars[:, 0]), axis=1) / 2
    cell = np.floor(bars.mean(axis=1) / CELLS_M[0]).astype(np.int64)
    _, voxel = np.unique(cell, axis=0, return_inverse=True)
    filling = np.bincount(voxel.ravel(), weights=area)
    pieces = np.concatenate([stout, bars[filling[voxel.ravel()] > LATTICE_M2]])
    return np.concatenate([pieces.reshape(-1, 3), pieces.mean(axis=1)])


def _filled(cells: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Voxels that contain points, or are between a floor and a roof with walls all round."""
    grid = np.zeros(cells.max(axis=0) + 1, bool)
    grid[tuple(cells.T)] = True
    walled = np.ones_like(grid)
    for axis in (0, 1):
        before = np.logical_or.accumulate(grid, axis=axis)
        after = np.flip(np.logical_or.accumulate(np.flip(grid, axis), axis=axis), axis)
        walled &= before & after
    roofed = np.flip(np.logical_or.accumulate(np.flip(grid, 2), axis=2), 2)
    return grid | (walled & roofed)


def _merged(grid: npt.NDArray[np.bool_]) -> list[_Block]:
    """Blocks that cover the filled voxels, each grown as far as possible: upwards, then along x, then y."""
    left = grid.copy()
    blocks: list[_Block] = []
    for x, y, z in np.argwhere(grid):
        if not left[x, y, z]:
            continue
        top = z + 1
        while top < grid.shape[2] and left[x, y, top]:
            top += 1
        right = x + 1
        while right < grid.shape[0] and left[right, y, z:top].all():
            right += 1
        back = y + 1
        while back < grid.shape[1] and left[x:right, back, z:top].all():
            back += 1
        left[x:right, y:back, z:top] = False
        blocks.append(_Block(int(x), int(right), int(y), int(back), int(z), int(top)))
    return blocks


def _fewer(blocks: list[_Block], most: int) -> list[_Block]:
    """At most `most` blocks: the pair whose union adds the least air is joined repeatedly."""
    low = np.array([[block.x0, block.y0, block.z0] for block in blocks], np.int64)
    high = np.array([[block.x1, block.y1, block.z1] for block in blocks], np.int64)
    alive = np.ones(len(blocks), bool)
    never = np.iinfo(np.int64).max

    def added_air(number: int) -> npt.NDArray[np.int64]:
        """The air that joining block `number` with each other one would add."""
        span = np.maximum(high, high[number]) - np.minimum(low, low[number])
        sizes = np.prod(high - low, axis=1)
        air = np.prod(span, axis=1) - sizes - sizes[number]
        air[~alive] = never
        air[number] = never
        return np.asarray(air, np.int64)

    air = np.stack([added_air(number) for number in range(len(blocks))])
    while alive.sum() > most:
        first, second = (int(i) for i in np.unravel_index(int(air.argmin()), air.shape))
        low[first] = np.minimum(low[first], low[second])
        high[first] = np.maximum(high[first], high[second])
        swallowed = (low >= low[first]).all(axis=1) & (high <= high[first]).all(axis=1)
        swallowed[first] = False
        alive &= ~swallowed
        air[swallowed] = never
        air[:, swallowed] = never
        air[first] = added_air(first)
        air[:, first] = air[first]
    kept = np.flatnonzero(alive)
    return [_Block(*(int(v) for pair in zip(low[k], high[k], strict=True) for v in pair)) for k in kept]


def _hugging(
    zone: str, blocks: list[_Block], cells: npt.NDArray[np.int64], places: Floats
) -> npt.NDArray[np.void]:
    """The blocks as boxes, shrunk to the points they contain."""
    rows = []
    for block in blocks:
        inside = (cells >= [block.x0, block.y0, block.z0]).all(axis=1)
        inside &= (cells < [block.x1, block.y1, block.z1]).all(axis=1)
        if not inside.any():
            continue  # air between walls, which have boxes already
        held = places[inside]
        rows.append((zone, tuple(held.min(axis=0)), tuple(held.max(axis=0))))
    return np.array(rows, SOLID)
