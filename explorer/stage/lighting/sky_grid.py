"""How much sky light there is where people and vehicles are: a coarse grid, taken from the baked light of the ground."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

CELL_M = 2.0
COVERED = 0.2
"""Sky light below which a texel is the ground under a floor: people walk on the floor, in the light of the ground round it."""
FROM_M, TO_M = 2.0, 8.0
"""Heights over the ground between which the sky opens: the grid has none of its light."""

Floats = npt.NDArray[np.float64]


class SkyGrid:
    """Sky light over the island, 0..1.

    Parameters
    ----------
    light : square roots of the light, bytes of shape (rows, columns), row 0 at the south edge.
    half_extent_m : half the width and height of the area.
    """

    def __init__(self, light: npt.NDArray[np.uint8], half_extent_m: tuple[float, float]) -> None:
        rows, columns = light.shape
        self._half_m = np.array(half_extent_m)
        step = max(int(CELL_M * columns / (2 * half_extent_m[0])), 1)
        rows, columns = max(rows // step, 1), max(columns // step, 1)
        texels = (light[: rows * step, : columns * step] / 255) ** 2
        cells = texels.reshape(rows, len(texels) // rows, columns, -1)
        bare = cells >= COVERED
        counts = bare.sum(axis=(1, 3))
        shares = np.where(bare, cells, 0.0).sum(axis=(1, 3)) / np.maximum(counts, 1)
        self.shares: Floats = _filled(shares, counts > 0)

    def at(self, positions: Floats) -> Floats:
        """The share of sky light at positions (n, 3), between the cells in proportion."""
        rows, columns = self.shares.shape
        at = (positions[:, :2] / self._half_m + 1) / 2 * (columns, rows) - 0.5
        x, y = at[:, 0].clip(0, columns - 1), at[:, 1].clip(0, rows - 1)
        west, south = x.astype(int), y.astype(int)
        east, north = np.minimum(west + 1, columns - 1), np.minimum(south + 1, rows - 1)
        u, v = x - west, y - south
        found = (self.shares[south, west] * (1 - u) + self.shares[south, east] * u) * (1 - v) + (
            self.shares[north, west] * (1 - u) + self.shares[north, east] * u
        ) * v
        open_sky = ((positions[:, 2] - FROM_M) / (TO_M - FROM_M)).clip(0, 1)
        return np.asarray(found + (1 - found) * open_sky)


def _filled(shares: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """The same with light in the covered cells: the mean of those round them, from the rim of a floor inwards."""
    light = shares
    while known.any() and not known.all():
        padded, counted = np.pad(light, 1), np.pad(known, 1).astype(float)
        rows, columns = light.shape
        views = [(slice(y, y + rows), slice(x, x + columns)) for y in range(3) for x in range(3)]
        count = sum(counted[view] for view in views)
        mean = sum(padded[view] for view in views) / np.maximum(count, 1)
        fresh = ~known & (count > 0)
        light, known = np.where(fresh, mean, light), known | fresh
    return light
