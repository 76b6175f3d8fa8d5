"""The baked light: what reaches every corner of every triangle, and which triangles the sun reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.bake.geometry.mesh_builder import Arrays, Lamp
from explorer.bake.geometry.shapes import Floats
from explorer.bake.geometry.subdivide import sample_points
from explorer.bake.light.ray_tracing import World, night_light, sun_direction
from explorer.core.baked_format import SUNS

OWN_LIGHT = 0.8
HAZE_DAY = np.array([0.92, 0.93, 0.95])
HAZE_SHARE = 0.55
HAZE_RAYS = 24

DUG_OUT = ((0.22, 0.06), (0.45, 0.10))
"""How far a sample point inside another body is moved to the middle of its triangle (a share) and lifted (metres): the
second step only where the first was not enough."""


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
        Shape (triangles,): codes of :data:`~explorer.bake.geometry.mesh_builder.DETAIL_CODES`.
    """

    points: Floats
    normals: Floats
    albedo: Floats
    gloss: Floats
    open_sky: Floats
    ambient: Floats
    night: Floats
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


def gather_light(
    arrays: Arrays, world: World, sunward: World, lamps: Sequence[Lamp], rays: int, hazy: bool = False
) -> LitMesh:
    """The triangles with vertices welded and light gathered.

    Parameters
    ----------
    arrays
        The triangles.
    world, sunward
        What stands about them, and what stands between them and the suns.
    lamps
        What shines on them at night.
    rays
        Rays from each vertex.
    hazy
        They are far off and take no lamps.
    """
    face = arrays.face_normals
    first, indices = _welded(arrays)
    positions = sample_points(arrays.points, face).reshape(-1, 3)[first]
    normals = arrays.normals.reshape(-1, 3)[first]
    blended = normals * 0.5 + np.repeat(face, 3, axis=0)[first] * 0.5
    blended /= np.maximum(np.linalg.norm(blended, axis=1, keepdims=True), 1e-9)
    triangle = first // 3
    if not hazy:
        _dig_out(positions, blended, arrays, first, world)
    gathered = world.gather(positions, blended, HAZE_RAYS if hazy else rays)
    albedo = arrays.colour[triangle]
    ambient, night = gathered.day.astype(float), arrays.emission[triangle] * OWN_LIGHT
    if hazy:
        ambient = ambient * (1 - HAZE_SHARE) + HAZE_DAY * HAZE_SHARE
    else:
        night = night + night_light(world, lamps, positions, normals, gathered.night) * albedo**2
    return LitMesh(
        arrays.points.reshape(-1, 3)[first],
        normals,
        albedo,
        arrays.gloss[triangle],
        np.asarray(gathered.open_sky, float),
        ambient,
        night,
        indices,
        sun_classes(arrays, sunward),
        arrays.detail,
    )


def _dig_out(
    positions: Floats, normals: Floats, arrays: Arrays, first: npt.NDArray[np.int64], world: World
) -> None:
    """Move sample points out of bodies that stand on their corner, such as a rib on a dome: in there no light comes,
    and the whole triangle would get a dark wedge.
    """
    triangle = first // 3
    corner, centre = arrays.points.reshape(-1, 3)[first], arrays.points.mean(axis=1)[triangle]
    for share, lift_m in DUG_OUT:
        buried = np.flatnonzero(world.buries(positions, normals))
        inward = (centre - corner)[buried] * share
        positions[buried] = corner[buried] + inward + arrays.face_normals[triangle][buried] * lift_m


def unlit(arrays: Arrays) -> LitMesh:
    """The triangles with vertices welded, for surfaces whose light comes from elsewhere."""
    first, indices = _welded(arrays)
    count, triangle = len(first), first // 3
    return LitMesh(
        points=arrays.points.reshape(-1, 3)[first],
        normals=arrays.normals.reshape(-1, 3)[first],
        albedo=arrays.colour[triangle],
        gloss=arrays.gloss[triangle],
        open_sky=np.ones(count),
        ambient=np.ones((count, 3)),
        night=np.zeros((count, 3)),
        indices=indices,
        sun=np.full((len(arrays), len(SUNS)), 2, np.uint8),
        detail=arrays.detail,
    )


def sun_classes(arrays: Arrays, world: World) -> npt.NDArray[np.uint8]:
    """For each triangle and sun: 0 never reached, 1 always, 2 in part; only the last read the shadow map."""
    points, face = arrays.points, arrays.face_normals
    centre = points.mean(axis=1)
    positions = [centre]
    positions += [points[:, i] * 0.86 + centre * 0.14 for i in range(3)]
    positions += [(points[:, i] + points[:, (i + 1) % 3]) * 0.46 + centre * 0.08 for i in range(3)]
    bent = np.abs(np.einsum("ijk,ik->ij", arrays.normals, face)).min(axis=1) < 0.999
    columns = []
    for light in SUNS:
        sun = sun_direction(light)
        seen = np.stack([world.sees(position + face * 0.06, sun) for position in positions], axis=1).mean(
            axis=1
        )
        facing = face @ sun
        # A smooth surface is lit a little beyond its edge, where the flat triangle already faces away.
        round_edge = bent & ((arrays.normals @ sun).max(axis=1) > -0.12) & (facing > -0.5)
        turned_away = np.where(round_edge, 2, 0)
        towards = np.where(seen == 1, 1, np.where(seen == 0, 0, 2))
        columns.append(np.where(facing <= 0.02, turned_away, towards))
    return np.stack(columns, axis=1).astype(np.uint8)


def _welded(arrays: Arrays) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first corner of each group of like corners, and the group of each corner, shape (n, 3)."""
    count = len(arrays) * 3
    key = np.zeros((count, 13), np.int32)
    key[:, 0:3] = np.rint(arrays.points.reshape(-1, 3) * 200)
    key[:, 3:6] = np.rint(arrays.normals.reshape(-1, 3) * 10)
    surface = np.column_stack([arrays.colour, arrays.gloss, arrays.emission])
    key[:, 6:13] = np.repeat(np.rint(surface * 500), 3, axis=0)
    rows = np.ascontiguousarray(key).view([("", key.dtype)] * key.shape[1]).ravel()
    _, first, group = np.unique(rows, return_index=True, return_inverse=True)
    return first, group.reshape(-1, 3)
