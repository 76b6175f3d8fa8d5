"""Large triangles of an own model, divided near lamps, because light is computed at vertices only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ...base.baked_format import Glow
from ...park.meshes.mesh import Floats, Indices, Mesh
from .own_light import REACH_M

LONGEST_M = 1.6
"""Longest edge right beside a lamp."""
GROWS = 0.35
"""How much longer an edge may be for each metre to the nearest lamp."""
ROUNDS = 6
MOST_MORE = 12_000
"""Most triangles that are added to a model."""

# triangles by which of the edges ab, bc, ca are divided; 3, 4 and 5 are the middles of these edges
_DIVIDED: dict[int, tuple[tuple[int, int, int], ...]] = {
    1: ((0, 3, 2), (3, 1, 2)),
    2: ((0, 1, 4), (0, 4, 2)),
    4: ((0, 1, 5), (5, 1, 2)),
    3: ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
    6: ((4, 2, 5), (0, 1, 4), (0, 4, 5)),
    5: ((0, 3, 5), (3, 1, 2), (3, 2, 5)),
    7: ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
}


def finer(mesh: Mesh, glows: Sequence[Glow]) -> Mesh:
    """A copy whose triangles near lamps are small enough to show their light."""
    low, high = mesh.points.min(axis=0) - REACH_M, mesh.points.max(axis=0) + REACH_M
    near = np.array([glow.at for glow in glows if (low < glow.at).all() and (glow.at < high).all()])
    whole = mesh
    for _ in range(ROUNDS if len(near) else 0):
        divided = _divided(whole, near)
        if divided is None or len(divided.indices) > len(mesh.indices) + MOST_MORE:
            break
        whole = divided
    return whole


def _divided(mesh: Mesh, lamps: Floats) -> Mesh | None:
    """A copy with each long edge divided once; None if all are short enough.

    Whether an edge is divided depends on its ends alone, so triangles on both sides agree.
    """
    edges = np.stack([mesh.indices, np.roll(mesh.indices, -1, axis=1)], axis=2)
    pairs, which = np.unique(np.sort(edges.reshape(-1, 2), axis=1), axis=0, return_inverse=True)
    ends = mesh.points[pairs]
    length_m = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    is_long = _is_long(ends, length_m, lamps)
    if not is_long.any():
        return None
    middle = np.full(len(pairs), -1)
    middle[is_long] = len(mesh.points) + np.arange(is_long.sum())
    sides = middle[which.reshape(-1, 3)]
    kind = (sides >= 0) @ np.array([1, 2, 4])
    corners = np.concatenate([mesh.indices, sides], axis=1)
    indices, origin = [mesh.indices[kind == 0]], [np.flatnonzero(kind == 0)]
    for number, triangles in _DIVIDED.items():
        for triangle in triangles:
            indices.append(corners[kind == number][:, triangle])
            origin.append(np.flatnonzero(kind == number))
    before = np.concatenate(origin)
    normals = _with_middles(mesh.normals, pairs[is_long])
    return replace(
        mesh,
        points=_with_middles(mesh.points, pairs[is_long]),
        normals=normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9),
        colours=_with_middles(mesh.colours, pairs[is_long]),
        glow=None if mesh.glow is None else _with_middles(mesh.glow, pairs[is_long]),
        uv=None if mesh.uv is None else _with_middles(mesh.uv, pairs[is_long]),
        indices=np.concatenate(indices),
        skin=None if mesh.skin is None else mesh.skin[before],
        mover=None if mesh.mover is None else mesh.mover[before],
        opacity=None if mesh.opacity is None else _with_middles(mesh.opacity, pairs[is_long]),
        clear=None if mesh.clear is None else mesh.clear[before],
    )


def _is_long(ends: Floats, length_m: Floats, lamps: Floats) -> npt.NDArray[np.bool_]:
    """Whether edges, shape (n, 2, 3), are too long for the nearest lamp within reach."""
    along = ends[:, 1] - ends[:, 0]
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    nearest = np.full(len(ends), np.inf)
    for lamp in lamps:
        share = np.clip(((lamp - ends[:, 0]) * along).sum(axis=1) / square, 0, 1)
        away = np.linalg.norm(ends[:, 0] + share[:, None] * along - lamp, axis=1)
        nearest = np.minimum(nearest, away)
    return np.asarray((nearest < REACH_M) & (length_m > LONGEST_M + GROWS * nearest))


def _with_middles(rows: Floats, pairs: Indices) -> Floats:
    return np.concatenate([rows, rows[pairs].mean(axis=1)])
