"""The baked light of every vertex, and which triangles the sun reaches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.lit_mesh import OWN_LIGHT, LitMesh, welded
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.light.daylight import sun_direction
from explorer.build.light.ray_tracing import Gathered, World, night_light
from explorer.build.light.split_by_light import sample_points

HAZE_DAY = np.array([0.92, 0.93, 0.95])
HAZE_SHARE = 0.55
HAZE_RAYS = 24

INDOORS, CLOSER = 0.25, 4
"""Share of open sky below which a vertex gets more rays, and the factor."""

DUG_OUT = ((0.22, 0.06), (0.45, 0.10))
"""Shift of a sample point that is inside another body: towards the middle of its triangle (a share) and up (metres). The
second step is used where the first is not enough."""


def gather_light(
    arrays: Arrays, world: World, sunward: World, lamps: Sequence[Lamp], rays: int, hazy: bool = False
) -> LitMesh:
    """The triangles with vertices welded and light gathered.

    Parameters
    ----------
    arrays
        The triangles.
    world, sunward
        The surroundings, and everything between the triangles and the suns.
    lamps
        Lamps that light them at night.
    rays
        Rays per vertex.
    hazy
        Whether they are far away and get no lamplight.
    """
    face = arrays.face_normals
    first, indices = welded(arrays)
    positions = sample_points(arrays.points, face).reshape(-1, 3)[first]
    normals = arrays.normals.reshape(-1, 3)[first]
    blended = normals * 0.5 + np.repeat(face, 3, axis=0)[first] * 0.5
    blended /= np.maximum(np.linalg.norm(blended, axis=1, keepdims=True), 1e-9)
    triangle = first // 3
    if not hazy:
        _dig_out(positions, blended, arrays, first, world)
    gathered = world.gather(positions, blended, HAZE_RAYS if hazy else rays)
    if not hazy:
        _look_closer(gathered, positions, blended, world, rays)
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


def _look_closer(
    gathered: Gathered, positions: Floats, normals: npt.ArrayLike, world: World, rays: int
) -> None:
    """Gather again with more rays where little sky is open: light comes through few openings and from few lamps there,
    so single rays matter, and faint triangles would show on a wall.
    """
    indoors = np.flatnonzero(gathered.open_sky < INDOORS)
    again = world.gather(positions[indoors], np.asarray(normals)[indoors], rays * CLOSER)
    for column in ("open_sky", "day", "night"):
        getattr(gathered, column)[indoors] = getattr(again, column)


def _dig_out(
    positions: Floats, normals: Floats, arrays: Arrays, first: npt.NDArray[np.int64], world: World
) -> None:
    """Move sample points out of bodies that cover a corner, such as a rib on a dome: no light reaches them inside,
    and the triangle would get a dark wedge.
    """
    triangle = first // 3
    corner, centre = arrays.points.reshape(-1, 3)[first], arrays.points.mean(axis=1)[triangle]
    for share, lift_m in DUG_OUT:
        buried = np.flatnonzero(world.buries(positions, normals))
        inward = (centre - corner)[buried] * share
        positions[buried] = corner[buried] + inward + arrays.face_normals[triangle][buried] * lift_m


def sun_classes(arrays: Arrays, world: World) -> npt.NDArray[np.uint8]:
    """For each triangle and sun: 0 never reached, 1 always, 2 in part; only those of class 2 read the shadow map."""
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
