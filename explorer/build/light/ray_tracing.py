"""Ray tracing: which triangle a ray hits, and the light that it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh

from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.light.daylight import (
    BELOW_HORIZON,
    EMISSIVE_GAIN,
    LAMP_GAIN,
    SHADE,
    SKY_EDGE,
    SKY_TOP,
    SUN_COLOUR,
    sun_direction,
)
from explorer.build.site.plan import WATER_LEVEL_M

Singles = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

WATER_COLOUR = np.array([0.2, 0.34, 0.36])
WATER_REACH_M = 1500.0

RAYS_AT_ONCE = 400_000

BURIED = 0.6
"""Share of rays meeting the back of a face above which a point counts as inside a body."""


def hemisphere(count: int) -> Singles:
    """Cosine-weighted directions about +z, shape (count, 3), on a Fibonacci spiral."""
    number = np.arange(count) + 0.5
    share, turn = number / count, np.pi * (1 + 5**0.5) * number
    radius = np.sqrt(share)
    spiral = [radius * np.cos(turn), radius * np.sin(turn), np.sqrt(1 - share)]
    return np.stack(spiral, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Light that reaches points: `open_sky` (n,) 0..1, `day` and `night` (n, 3) linear."""

    open_sky: Singles
    day: Singles
    night: Singles


class World:
    """Triangles that block light, ready for ray tracing.

    Parameters
    ----------
    points
        Triangles, shape (n, 3, 3).
    emission, bounce
        Light that each emits at night and reflects by day, shape (n, 3), linear.
    """

    def __init__(self, points: Singles, emission: Singles, bounce: Singles) -> None:
        self._points, self._emission, self._bounce = points, emission, bounce
        self._scene = rtcore_scene.EmbreeScene()
        TriangleMesh(self._scene, points)
        across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
        self._normals = across

    @classmethod
    def of(cls, casters: Arrays, beyond: npt.ArrayLike = WATER_COLOUR) -> World:
        """All of `casters`, and level land or water of one colour (linear) out to the horizon."""
        reach, level = WATER_REACH_M, WATER_LEVEL_M
        corners = [
            [-reach, -reach, level],
            [reach, -reach, level],
            [reach, reach, level],
            [-reach, reach, level],
        ]
        water = np.array(corners)[[0, 1, 2, 0, 2, 3]].reshape(2, 3, 3)
        points = np.ascontiguousarray(np.concatenate([casters.points, water]), dtype=np.float32)
        emission = np.concatenate([casters.emission, np.zeros((2, 3))]).astype(np.float32)
        albedo = np.concatenate([casters.colour**2, [np.asarray(beyond)] * 2])
        world = cls(points, emission, np.zeros_like(emission))
        world._bounce = (albedo * world._first_light() * 0.9).astype(np.float32)
        return world

    def within(self, rows: npt.NDArray[np.bool_]) -> World:
        """A subset of the triangles; the light they reflect stays as computed with all."""
        return World(*(np.ascontiguousarray(column[rows]) for column in self.columns()))

    def columns(self) -> tuple[Singles, Singles, Singles]:
        """Points, emission and bounce: everything that gathered light depends on."""
        return self._points, self._emission, self._bounce

    def _first_light(self) -> npt.NDArray[np.float64]:
        """Daylight on the middle of each triangle: the sun where visible, and a share of the sky."""
        sun = sun_direction("day")
        seen = self.sees(self._points.mean(axis=1) + self._normals * 0.03, sun)
        facing = np.clip(self._normals @ sun, 0, 1)
        return np.asarray((facing * seen)[:, None] * SUN_COLOUR + SHADE)

    def hits(self, origins: npt.ArrayLike, directions: npt.ArrayLike) -> Integers:
        """The index of the triangle that each ray hits first; -1: no hit."""
        start, ahead = (np.ascontiguousarray(v, np.float32) for v in (origins, directions))
        return np.asarray(self._scene.run(start, ahead, query="INTERSECT"), np.int32)

    def distances(self, origins: npt.ArrayLike, directions: npt.ArrayLike) -> Singles:
        """Distance to the first hit of each ray; very large without a hit."""
        start, ahead = (np.ascontiguousarray(v, np.float32) for v in (origins, directions))
        found = np.asarray(self._scene.run(start, ahead, query="DISTANCE"), np.float32)
        return np.where(found < 0, np.float32(1e9), found)

    def sees(self, origins: npt.ArrayLike, direction: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """For each point, whether the sky is visible in one direction."""
        start = np.ascontiguousarray(origins, np.float32)
        ahead = np.repeat(np.asarray(direction, np.float32)[None], len(start), axis=0)
        return self.hits(start, ahead) < 0

    def buries(self, points: npt.ArrayLike, normals: npt.ArrayLike, count: int = 10) -> npt.NDArray[np.bool_]:
        """For each point, whether it is inside a body: most of its rays meet the back of a face first."""
        start, facing = np.asarray(points, np.float32), np.asarray(normals, np.float32)
        first, second = _tangents(facing, False)
        backs = np.zeros(len(start), np.int32)
        for across, along, up in hemisphere(count):
            ahead = across * first + along * second + up * facing
            found = self.hits(start, ahead)
            backs += (found >= 0) & (np.einsum("ij,ij->i", self._normals[np.maximum(found, 0)], ahead) > 0)
        return np.asarray(backs > BURIED * count)

    def gather(
        self, points: npt.ArrayLike, normals: npt.ArrayLike, count: int, turned: bool = False
    ) -> Gathered:
        """The light gathered by `count` rays per point.

        With `turned` the rays of every point are rotated by a different angle (noise, which a blur removes);
        otherwise all points use the same rays (smooth, but with patterns on plain ground).
        """
        start, facing = np.asarray(points, np.float32), np.asarray(normals, np.float32)
        spread = hemisphere(count)
        first, second = _tangents(facing, turned)
        open_sky = np.zeros(len(start), np.float32)
        day, night = np.zeros((len(start), 3), np.float32), np.zeros((len(start), 3), np.float32)
        step = max(1, RAYS_AT_ONCE // count)
        for low in range(0, len(start), step):
            some = slice(low, low + step)
            ahead = (
                spread[None, :, 0, None] * first[some, None]
                + spread[None, :, 1, None] * second[some, None]
                + spread[None, :, 2, None] * facing[some, None]
            ).reshape(-1, 3)
            found = self.hits(np.repeat(start[some], count, axis=0), ahead)
            missed = found < 0
            from_day, from_night = self._light_from(ahead, found, missed)
            open_sky[some] = missed.reshape(-1, count).mean(axis=1)
            day[some] = from_day.reshape(-1, count, 3).mean(axis=1)
            night[some] = from_night.reshape(-1, count, 3).mean(axis=1)
        return Gathered(open_sky, day, night)

    def _light_from(
        self, ahead: Singles, found: Integers, missed: npt.NDArray[np.bool_]
    ) -> tuple[Singles, Singles]:
        """The light of each ray by day (sky, or one bounce) and at night (emission of the surface hit)."""
        upward = np.sqrt(np.clip(ahead[:, 2:3], 0, 1))
        sky = np.where(ahead[:, 2:3] > -0.02, SKY_EDGE + (SKY_TOP - SKY_EDGE) * upward, BELOW_HORIZON)
        face = np.maximum(found, 0)
        front = (np.einsum("ij,ij->i", self._normals[face], ahead) < 0)[:, None]
        bounced = self._bounce[face] * np.where(front, 1.0, 0.35)
        day = np.where(missed[:, None], sky, bounced).astype(np.float32)
        night = np.where(missed[:, None], 0, self._emission[face] * front).astype(np.float32)
        return day, night


def _tangents(normals: Singles, turned: bool) -> tuple[Singles, Singles]:
    """Two unit vectors perpendicular to each normal."""
    helper = np.where(np.abs(normals[:, 2:3]) < 0.9, [[0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0]])
    first = np.cross(helper, normals)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(normals, first)
    if turned:
        angle = np.random.default_rng(9).uniform(0, 2 * np.pi, (len(normals), 1))
        cosine, sine = np.cos(angle), np.sin(angle)
        first, second = first * cosine + second * sine, second * cosine - first * sine
    return first.astype(np.float32), second.astype(np.float32)


def night_light(
    world: World, lamps: Sequence[Lamp], points: Floats, normals: npt.ArrayLike, gathered: Singles
) -> Floats:
    """All light on points at night, shape (n, 3): from lamps, and `gathered` from emitting surfaces."""
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
