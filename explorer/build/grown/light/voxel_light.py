"""The light of triangles, sampled from a voxel field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.lit_mesh import OWN_LIGHT, LitMesh, welded
from explorer.build.light.daylight import LAMP_GAIN

from .lighting import GroundPictures, Surroundings, sun_classes
from .voxels import Field

GLASS_KEEPS = 0.72
"""Share of lamplight that polished glass does not reflect diffusely."""

PULL_IN = 0.08
NEAR_CELLS = np.array([1.3, 1.3, 1.6])
"""Vertices in one cell, this many to a metre, that face the same way share one sky sample."""


@dataclass(slots=True)
class _Welded:
    """A part before lighting: the sample point and the normal of each vertex."""

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


class VoxelLight:
    """Light sampled from a voxel field: half a second for eight buildings."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._field = Field.of(
            surroundings.casters, surroundings.half_m, surroundings.lamps, surroundings.colours()
        )

    def gather(self, parts: Sequence[Arrays]) -> list[LitMesh]:
        """All parts with their light: nearby vertices that face the same way share one sky sample."""
        return _gathered(parts, self._field)

    def ground(self) -> GroundPictures:
        """The textures of the level ground; closes the field."""
        return self._field.ground()


def _gathered(parts: Sequence[Arrays], field: Field) -> list[LitMesh]:
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
