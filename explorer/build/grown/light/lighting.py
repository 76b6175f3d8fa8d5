"""The interface of a park's light, and its simplest form: an open sky."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS, LightName
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.lit_mesh import OWN_LIGHT, LitMesh, welded
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.light.daylight import SHADE, SKY_EDGE, SKY_TOP, sun_direction

from ..rows import Floats

Singles = npt.NDArray[np.float32]

PLAIN_SKY, PLAIN_GROUND = 0.6, 0.45
"""Share of the sky's light that reaches upward faces among buildings, and the share reflected from the ground."""


@dataclass(frozen=True, slots=True)
class GroundPictures:
    """Light on the level ground, row 0 in the south: colours (h, w, 3) and shares of sun (h, w), linear."""

    ambient: Singles
    night: Singles
    sun: Mapping[LightName, Singles] | Mapping[str, Singles]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that affects the light."""

    casters: Arrays  # all objects
    ground: Arrays  # the surfaces of the level ground
    half_m: tuple[float, float]  # half the size of the ground textures
    lamps: Sequence[Lamp]
    colours: Callable[[], Floats]  # of the ground (ny, nx, 3), one per metre, computed on demand
    is_island: bool  # whether it is surrounded by water; otherwise by meadows


class Light(Protocol):
    """The light of a whole park."""

    def gather(self, parts: Sequence[Arrays]) -> list[LitMesh]:
        """All parts with the light on them."""

    def ground(self) -> GroundPictures:
        """The light on the level ground; the last call."""


Lighting = Callable[[Surroundings], Light]


class PlainLight:
    """Light of an open sky without lamps: immediate, until better light is ready.

    Its meshes have the same vertices in the same order as those of `VoxelLight`.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings

    def gather(self, parts: Sequence[Arrays]) -> list[LitMesh]:
        """All parts, brighter on faces towards the sky."""
        return [_plain(arrays) for arrays in parts]

    def ground(self) -> GroundPictures:
        """Open sky and sun everywhere."""
        share = np.full((4, 4), 0.95, np.float32)
        colour = np.full((4, 4, 3), 0.9, np.float32)
        return GroundPictures(colour, np.zeros((4, 4, 3), np.float32), dict.fromkeys(SUNS, share))


def _plain(arrays: Arrays) -> LitMesh:
    first, indices = welded(arrays)
    triangle, normals = first // 3, arrays.normals.reshape(-1, 3)[first]
    up = (normals[:, 2:] + 1) / 2
    ambient = up * (SKY_TOP + SKY_EDGE) / 2 * PLAIN_SKY + (1 - up) * SHADE * PLAIN_GROUND
    return LitMesh(
        arrays.points.reshape(-1, 3)[first], normals, arrays.colour[triangle], arrays.gloss[triangle],
        up[:, 0] * PLAIN_SKY, ambient, arrays.emission[triangle] * OWN_LIGHT, indices,
        sun_classes(arrays), arrays.detail,
    )  # fmt: skip


def sun_classes(arrays: Arrays) -> npt.NDArray[np.uint8]:
    """For each triangle and sun: 0 if it faces away, otherwise 2, where the shadow map decides."""
    face = arrays.face_normals
    bent = np.abs(np.einsum("ijk,ik->ij", arrays.normals, face)).min(axis=1) < 0.999
    columns = []
    for light in SUNS:
        sun = sun_direction(light)
        facing = face @ sun
        round_edge = bent & ((arrays.normals @ sun).max(axis=1) > -0.12) & (facing > -0.5)
        columns.append(np.where(facing <= 0.02, np.where(round_edge, 2, 0), 2))
    return np.stack(columns, axis=1).astype(np.uint8)
