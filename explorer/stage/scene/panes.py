"""The pieces of an own model that are drawn separately: by texture, by what moves, and the panes that are seen through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ...park.meshes.mesh import BLENDED, OPAQUE, Indices, Mesh
from .unbaked import Part, only

MOST_PANES = 60
"""Most panes of a model with a draw call each; the smallest beyond them share one."""
ROUNDS = 64


def pieces(mesh: Mesh, plain: Part, skinned: Part) -> Iterator[Part]:
    """A part for each texture, moving node and pane.

    Parameters
    ----------
    plain, skinned : the whole mesh, as it looks without and with its textures.
    """
    none = np.full(len(mesh.indices), -1)
    columns = (
        none if mesh.skin is None else mesh.skin,
        none if mesh.mover is None else mesh.mover,
        np.full(len(mesh.indices), OPAQUE) if mesh.clear is None else mesh.clear,
        panes_of(mesh),
    )
    rows, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    for row, (skin, mover, clear, pane) in enumerate(rows.tolist()):
        part = skinned if skin >= 0 else plain
        image = mesh.skins[skin] if skin >= 0 else None
        name = f"{part.name} {skin} {mover} {clear} {pane}"
        yield only(replace(part, name=name, skin=image, mover=mover, clear=clear), which.ravel() == row)


def panes_of(mesh: Mesh) -> Indices:
    """The number of each triangle's pane, shape (m,); 0 for what is not blended."""
    found = np.zeros(len(mesh.indices), np.int64)
    if mesh.clear is None or not (is_clear := mesh.clear == BLENDED).any():
        return found
    places = np.unique(np.round(mesh.points, 3), axis=0, return_inverse=True)[1].ravel()
    corners = places[mesh.indices[is_clear]]
    label = np.arange(len(places))
    for _ in range(ROUNDS):
        lowest = label[corners].min(axis=1)
        before = label.copy()
        for column in corners.T:
            np.minimum.at(label, column, lowest)
        label = label[label]
        if (label == before).all():
            break
    _, pane, counts = np.unique(label[corners[:, 0]], return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    found[is_clear] = np.minimum(rank[pane.ravel()], MOST_PANES - 1) + 1
    return found
