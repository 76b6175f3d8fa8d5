"""Halves the long edges of triangles, so that light computed at their corners is also right between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.arrays import Arrays, longest_edges
from explorer.build.geometry.shapes import Floats


def split_by_length(arrays: Arrays, longest_m: float) -> Arrays:
    """The triangles with their longest edges halved until all are at most `longest_m` long."""
    for _ in range(14):
        edge, length = longest_edges(arrays.points)
        rows = np.flatnonzero(length > longest_m)
        if not len(rows):
            break
        arrays = halved(arrays, rows, edge[rows])
    return arrays


def halved_values(
    values: Floats, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64], middle: Floats | None = None
) -> Floats:
    """Corner values after halving the triangles of `rows`: first all others, then first and second halves."""
    each = np.arange(len(rows))
    chosen = values[rows]
    start, end, opposite = (chosen[each, (edge + step) % 3] for step in range(3))
    between = (start + end) / 2 if middle is None else middle
    first = np.stack([start, between, opposite], axis=1)
    second = np.stack([between, end, opposite], axis=1)
    return np.concatenate([np.delete(values, rows, axis=0), first, second])


def halved(arrays: Arrays, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64]) -> Arrays:
    """The triangles with one edge of each of `rows` halved: first all others, then first and second halves."""
    kept = np.delete(np.arange(len(arrays)), rows)
    out = arrays.take(np.concatenate([kept, rows, rows]))
    out.points = halved_values(arrays.points, rows, edge)
    out.normals = halved_values(arrays.normals, rows, edge)
    return out
