"""Triangles with shared vertices and the light that falls on them, gathered from a field of voxels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.bake.geometry.mesh_builder import Arrays
from explorer.core.baked_format import SUNS

from .rows import Floats
from .voxel_light import LAMP_GAIN, Field, sun_direction

OWN_LIGHT = 0.8
GLASS_KEEPS = 0.72
"""So much lamplight polished glass throws away instead of back."""

PULL_IN = 0.08
NEAR_CELLS = np.array([1.3, 1.3, 1.6])
"""Corners in one cell of this many to a metre that face alike share one look at the sky."""

_MIX = np.array(
    [
        0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD,
        0xC4CEB9FE1A85EC53, 0x2545F4914F6CDD1D,
    ],
    np.uint64,
)  # fmt: skip


@dataclass(slots=True)
class LitMesh:
    """Triangles and their light.

    Attributes
    ----------
    points, normals, albedo, ambient, night : shape (vertices, 3); albedo is sRGB, light is linear.
    gloss, open_sky : shape (vertices,).
    indices : shape (triangles, 3).
    sun : shape (triangles, suns): 0 never reached by the sun, 2 in part.
    detail : shape (triangles,), codes of `mesh_builder.DETAIL_CODES`.
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

    def take(self, rows: npt.NDArray[np.bool_]) -> LitMesh:
        """Some of the triangles, with all vertices."""
        return LitMesh(
            self.points, self.normals, self.albedo, self.gloss, self.open_sky, self.ambient, self.night,
            self.indices[rows], self.sun[rows], self.detail[rows],
        )  # fmt: skip

    @staticmethod
    def join(parts: Sequence[LitMesh]) -> LitMesh:
        """All triangles of `parts`."""
        starts = np.cumsum([0, *(len(part.points) for part in parts)])[:-1]
        columns = {
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in LitMesh.__slots__
            if name != "indices"
        }
        indices = np.concatenate([part.indices + start for part, start in zip(parts, starts, strict=True)])
        return LitMesh(**columns, indices=indices)


def welded(arrays: Arrays) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first corner of each group of like corners, and the group of each corner, (n, 3)."""
    key = np.empty((len(arrays) * 3, 7), np.int64)
    key[:, :3] = np.rint(arrays.points.reshape(-1, 3) * 200)
    turned = np.rint(arrays.normals.reshape(-1, 3) * 10).astype(np.int64) + 10
    key[:, 3] = (turned[:, 0] * 21 + turned[:, 1]) * 21 + turned[:, 2]
    surface = np.rint(np.column_stack([arrays.colour, arrays.gloss, arrays.emission]) * 500).astype(np.int64)
    key[:, 4] = np.repeat((surface[:, 0] * 512 + surface[:, 1]) * 512 + surface[:, 2], 3)
    key[:, 5] = np.repeat(surface[:, 3] * 4096 + surface[:, 4], 3)
    key[:, 6] = np.repeat(surface[:, 5] * 4096 + surface[:, 6], 3)
    mixed = key.view(np.uint64) * _MIX
    mixed ^= mixed >> np.uint64(29)
    _, first, group = np.unique(
        (mixed * _MIX[::-1]).sum(axis=1, dtype=np.uint64), return_index=True, return_inverse=True
    )
    return first, group.reshape(-1, 3)


def plain(arrays: Arrays) -> LitMesh:
    """The triangles for surfaces whose light comes from elsewhere."""
    first, indices = welded(arrays)
    count, triangle = len(first), first // 3
    return LitMesh(
        arrays.points.reshape(-1, 3)[first], arrays.normals.reshape(-1, 3)[first], arrays.colour[triangle],
        arrays.gloss[triangle], np.ones(count), np.ones((count, 3)), arrays.emission[triangle] * OWN_LIGHT, indices,
        np.full((len(arrays), len(SUNS)), 2, np.uint8), arrays.detail,
    )  # fmt: skip


def split_by_length(arrays: Arrays, longest_m: float) -> Arrays:
    """The triangles with their longest edges halved until none is longer."""
    for _ in range(14):
        lengths = np.linalg.norm(np.roll(arrays.points, -1, axis=1) - arrays.points, axis=2)
        edge = lengths.argmax(axis=1)
        rows = np.flatnonzero(lengths[np.arange(len(arrays)), edge] > longest_m)
        if not len(rows):
            break
        kept = np.delete(np.arange(len(arrays)), rows)
        out = arrays.take(np.concatenate([kept, rows, rows]))
        out.points, out.normals = (
            _halved(values, rows, edge[rows]) for values in (arrays.points, arrays.normals)
        )
        arrays = out
    return arrays


def _halved(values: Floats, rows: npt.NDArray[np.int64], edge: npt.NDArray[np.int64]) -> Floats:
    each, chosen = np.arange(len(rows)), values[rows]
    start, end, opposite = (chosen[each, (edge + step) % 3] for step in range(3))
    middle = (start + end) / 2
    halves = (np.stack([start, middle, opposite], axis=1), np.stack([middle, end, opposite], axis=1))
    return np.concatenate([np.delete(values, rows, axis=0), *halves])


def sun_classes(arrays: Arrays) -> npt.NDArray[np.uint8]:
    """For each triangle and sun: 0 where it faces away, 2 elsewhere, where the shadow map knows."""
    face = arrays.face_normals
    bent = np.abs(np.einsum("ijk,ik->ij", arrays.normals, face)).min(axis=1) < 0.999
    columns = []
    for light in SUNS:
        sun = sun_direction(light)
        facing = face @ sun
        round_edge = bent & ((arrays.normals @ sun).max(axis=1) > -0.12) & (facing > -0.5)
        columns.append(np.where(facing <= 0.02, np.where(round_edge, 2, 0), 2))
    return np.stack(columns, axis=1).astype(np.uint8)


@dataclass(slots=True)
class _Welded:
    """A part before its light: where the light of each vertex is gathered, and which way it faces."""

    arrays: Arrays
    first: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int64]
    places: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    blended: npt.NDArray[np.float32]

    @classmethod
    def of(cls, arrays: Arrays) -> _Welded:
        first, indices = welded(arrays)
        middle = arrays.points.mean(axis=1, keepdims=True)
        places = (arrays.points + (middle - arrays.points) * PULL_IN).reshape(-1, 3)[first]
        normals = arrays.normals.reshape(-1, 3)[first]
        blended = normals * 0.5 + np.repeat(arrays.face_normals, 3, axis=0)[first] * 0.5
        blended /= np.maximum(np.linalg.norm(blended, axis=1, keepdims=True), 1e-9)
        return cls(
            arrays, first, indices, *(column.astype(np.float32) for column in (places, normals, blended))
        )


def gather(parts: Sequence[Arrays], field: Field) -> list[LitMesh]:
    """All parts with their light: corners close by that face alike share one look at the sky."""
    found: list[_Welded] = field.each(_Welded.of, parts)
    places, normals, blended = (
        np.concatenate([getattr(part, name) for part in found]) for name in ("places", "normals", "blended")
    )
    cell = np.floor(places * NEAR_CELLS).astype(np.int64)
    turned = np.rint(blended * 2).astype(np.int64) + 2
    key = ((cell[:, 0] + 4096) * 8192 + cell[:, 1] + 4096) * 512 + np.clip(cell[:, 2] + 16, 0, 511)
    key = key * 125 + (turned[:, 0] * 5 + turned[:, 1]) * 5 + turned[:, 2]
    _, one, group = np.unique(key, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    open_sky, ambient = field.sky(places[one], blended[one])
    lamps = field.lamp_light(places[one], normals[one])
    open_sky, ambient, lamps = open_sky[group], ambient[group], lamps[group]
    glow = field.glow_at(places, normals)
    out, start = [], 0
    for part in found:
        rows = slice(start, start + len(part.first))
        start += len(part.first)
        arrays, triangle = part.arrays, part.first // 3
        albedo, gloss = arrays.colour[triangle], arrays.gloss[triangle]
        thrown = (albedo**2) * (1 - GLASS_KEEPS * gloss)[:, None]
        night = arrays.emission[triangle] * OWN_LIGHT + (lamps[rows] * LAMP_GAIN + glow[rows]) * thrown
        out.append(
            LitMesh(
                arrays.points.reshape(-1, 3)[part.first], arrays.normals.reshape(-1, 3)[part.first], albedo, gloss,
                open_sky[rows], ambient[rows], night, part.indices, sun_classes(arrays), arrays.detail,
            )
        )  # fmt: skip
    return out
