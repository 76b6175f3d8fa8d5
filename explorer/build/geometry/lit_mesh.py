"""Triangles with shared vertices and the light on them, ready to be packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.shapes import Floats

OWN_LIGHT = 0.8
"""Share of a surface's own light that shows on it at night."""

_MIX = np.array(
    [
        0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD,
        0xC4CEB9FE1A85EC53, 0x2545F4914F6CDD1D,
    ],
    np.uint64,
)  # fmt: skip


@dataclass(slots=True)
class LitMesh:
    """Triangles with shared vertices and the light that falls on them.

    Attributes
    ----------
    points, normals, albedo, ambient, night
        Shape (vertices, 3); albedo is sRGB, light is linear.
    gloss, open_sky
        Shape (vertices,).
    indices
        Shape (triangles, 3): vertex numbers.
    sun
        Shape (triangles, suns): 0 never reached by the sun, 1 always, 2 in part.
    detail
        Shape (triangles,): codes of :data:`~explorer.build.geometry.mesh_builder.DETAIL_CODES`.
    """

    points: Floats
    normals: Floats
    albedo: Floats
    gloss: Floats
    open_sky: npt.NDArray[np.floating]
    ambient: npt.NDArray[np.floating]
    night: npt.NDArray[np.floating]
    indices: npt.NDArray[np.int64]
    sun: npt.NDArray[np.uint8]
    detail: npt.NDArray[np.uint8]

    @property
    def triangles(self) -> Floats:
        """The corners of each triangle, shape (n, 3, 3)."""
        return np.asarray(self.points[self.indices])

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """All arrays by name."""
        return {name.name: getattr(self, name.name) for name in fields(self)}

    @staticmethod
    def join(parts: Sequence[LitMesh]) -> LitMesh:
        """All triangles of `parts` in their order, each with its own vertices."""
        tables = [part.columns() for part in parts]
        starts = np.cumsum([0, *(len(part.points) for part in parts)])
        for columns, start in zip(tables, starts, strict=False):
            columns["indices"] = columns["indices"] + start
        return LitMesh(**{name: np.concatenate([columns[name] for columns in tables]) for name in tables[0]})

    def take(self, rows: npt.NDArray[np.bool_]) -> LitMesh:
        """Some of the triangles, with all vertices."""
        return replace(self, indices=self.indices[rows], sun=self.sun[rows], detail=self.detail[rows])


def unlit(arrays: Arrays, own_light: float = 0.0) -> LitMesh:
    """The triangles with vertices welded, for surfaces that are lit elsewhere; `own_light` is the share of their emission
    that shows.
    """
    first, indices = welded(arrays)
    count, triangle = len(first), first // 3
    return LitMesh(
        points=arrays.points.reshape(-1, 3)[first],
        normals=arrays.normals.reshape(-1, 3)[first],
        albedo=arrays.colour[triangle],
        gloss=arrays.gloss[triangle],
        open_sky=np.ones(count),
        ambient=np.ones((count, 3)),
        night=arrays.emission[triangle] * own_light,
        indices=indices,
        sun=np.full((len(arrays), len(SUNS)), 2, np.uint8),
        detail=arrays.detail,
    )


def welded(arrays: Arrays) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first corner of each group of like corners, and the group of each corner, (n, 3).

    Groups are sorted by place, normal and surface. They are found by a 64-bit hash, which sorts faster than rows.
    """
    turned = np.rint(arrays.normals.reshape(-1, 3) * 10).astype(np.int64) + 10
    surface = np.rint(np.column_stack([arrays.colour, arrays.gloss, arrays.emission]) * 500).astype(np.int64)
    key = np.empty((len(arrays) * 3, 7), np.int64)
    key[:, :3] = np.rint(arrays.points.reshape(-1, 3) * 200)
    key[:, 3] = (turned[:, 0] * 21 + turned[:, 1]) * 21 + turned[:, 2]
    key[:, 4] = np.repeat((surface[:, 0] << 40) + (surface[:, 1] << 20) + surface[:, 2], 3)
    key[:, 5] = np.repeat((surface[:, 3] << 32) + surface[:, 4], 3)
    key[:, 6] = np.repeat((surface[:, 5] << 32) + surface[:, 6], 3)
    mixed = key.view(np.uint64) * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed = (mixed * _MIX[::-1]).sum(axis=1, dtype=np.uint64)
    _, first, group = np.unique(mixed, return_index=True, return_inverse=True)
    order = np.lexsort(key[first, ::-1].T)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return first[order], place[group].reshape(-1, 3)
