"""The light of lamps and of everything else that shines at night."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from explorer.bake.geometry.mesh_builder import Lamp
from explorer.bake.geometry.shapes import Floats
from explorer.bake.light.ray_tracing import Singles, World

EMISSIVE_GAIN = 3.0
LAMP_GAIN = 1.8


def night_light(
    world: World, lamps: Sequence[Lamp], points: Floats, normals: npt.ArrayLike, gathered: Singles
) -> Floats:
    """All light that falls on points at night, shape (n, 3): from lamps, and `gathered` from what shines."""
    lamplight = lamp_light(world, lamps, points, np.asarray(normals, float))
    return np.asarray(gathered * EMISSIVE_GAIN + lamplight * LAMP_GAIN)


def lamp_light(world: World, lamps: Sequence[Lamp], points: Floats, normals: Floats) -> Floats:
    """Linear light from lamps on points, shape (n, 3)."""
    out = np.zeros((len(points), 3))
    if not len(points):
        return out
    eastward = np.argsort(points[:, 0], kind="stable")
    sorted_x = points[eastward, 0]
    for lamp in lamps:
        low, high = np.searchsorted(sorted_x, (lamp.at[0] - lamp.radius_m, lamp.at[0] + lamp.radius_m))
        strip = eastward[low:high]
        near = np.sort(strip[((points[strip] - lamp.at) ** 2).sum(axis=1) < lamp.radius_m**2])
        if not len(near):
            continue
        towards = np.array(lamp.at) - points[near]
        distance = np.linalg.norm(towards, axis=1)
        towards /= np.maximum(distance, 1e-6)[:, None]
        facing = np.clip(np.einsum("ij,ij->i", normals[near], towards), 0, 1)
        reached = facing > 0.01
        near, towards, distance, facing = near[reached], towards[reached], distance[reached], facing[reached]
        if not len(near):
            continue
        free = world.distances(points[near], towards) > distance - 0.7
        fading = np.clip(1 - (distance / lamp.radius_m) ** 2, 0, 1)
        strength = lamp.intensity * facing * free * fading / (distance**2 + 2.5)
        out[near] += strength[:, None] * np.array(lamp.colour)
    return out
