"""What a box in the park can see: less than the whole park, so that its light depends on less.

A ray knows no bounds, so the light of any box would depend on the whole park, and a chair moved in one house
would mean that all is lit again. Here visibility is bounded: all within :data:`REACH_M`, and all that stands
between the box and a sun, however far. Rays hit nothing else, so a hash of just that decides whether light
in the cache still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.light.daylight import SUN_SPREAD, sun_direction
from explorer.build.light.ray_tracing import Singles, World
from explorer.build.pipeline.cache import hash_of, hashes_of
from explorer.base.baked_format import SUNS, LightName

REACH_M = 60.0
"""What stands further off does not colour the shade of a box: it fills little of its sky."""

STEP_M = 11.0
"""Boxes are drawn up to this much larger, so that neighbours share what they see."""


@dataclass(frozen=True)
class VisibleSet:
    """What a box in the park can see: the rows about it, those between it and the suns, and its lamps.

    ``key`` is a hash of all that rays from the box can bring back.
    """

    rows: npt.NDArray[np.bool_]
    sunward_rows: npt.NDArray[np.bool_]
    lamps: tuple[Lamp, ...]
    whole: World
    key: str

    @cached_property
    def world(self) -> World:
        """What stands about the box."""
        return self.whole.within(self.rows)

    @cached_property
    def sunward(self) -> World:
        """What stands between the box and the suns."""
        return self.whole.within(self.sunward_rows)


class Visibility:
    """What any box of the park can see, found once for each.

    Parameters
    ----------
    world
        Everything that stands in the way of light.
    lamps
        Everything that shines by night.
    """

    def __init__(self, world: World, lamps: Sequence[Lamp]) -> None:
        self._world, self._lamps = world, lamps
        points, emission, bounce = world.columns()
        self._low, self._high = (
            np.ascontiguousarray(end.T) for end in (points.min(axis=1), points.max(axis=1))
        )
        self._shadows = [_Shadows.of(points, light) for light in SUNS]
        outlines = points.reshape(len(points), -1)
        self._names = hashes_of(np.column_stack([outlines, emission, bounce]))
        self._outline_names = hashes_of(outlines)
        self._found: dict[tuple[float, ...], VisibleSet] = {}

    def of(self, points: Floats) -> VisibleSet:
        """What points (n, 3) can see."""
        low = np.floor(points.min(axis=0) / STEP_M) * STEP_M
        high = np.ceil(points.max(axis=0) / STEP_M) * STEP_M
        name = (*low.tolist(), *high.tolist())
        if name not in self._found:
            self._found[name] = self._look(low, high)
        return self._found[name]

    def _look(self, low: Floats, high: Floats) -> VisibleSet:
        lamps = tuple(lamp for lamp in self._lamps if _distance(lamp.at, low, high) < lamp.radius_m)
        near = _all_of([*(self._low <= high[:, None] + REACH_M), *(self._high >= low[:, None] - REACH_M)])
        ends = np.stack([low, high])
        corners = np.stack(np.meshgrid(*ends.T), axis=-1).reshape(-1, 3)
        sunward = np.logical_or.reduce([shadows.reach(corners) for shadows in self._shadows])
        key = hash_of(self._names[near], self._outline_names[sunward], repr(lamps))
        return VisibleSet(near, sunward, lamps, self._world, key)


@dataclass(frozen=True, slots=True)
class _Shadows:
    """Where the shadows of n triangles go: lowest and highest along the sun and two ways across, (3, n)."""

    axes: Singles
    low: Singles
    high: Singles

    @classmethod
    def of(cls, points: Singles, light: LightName) -> _Shadows:
        """The shadows of triangles (n, 3, 3) under one sun."""
        towards = sun_direction(light)
        across = np.cross(towards, [0.0, 0.0, 1.0])
        across /= np.linalg.norm(across)
        axes = np.asarray([towards, across, np.cross(towards, across)], np.float32)
        along = points @ axes.T
        low, high = (np.ascontiguousarray(end.T) for end in (along.min(axis=1), along.max(axis=1)))
        return cls(axes, low, high)

    def reach(self, corners: Floats) -> npt.NDArray[np.bool_]:
        """Which triangles may shade part of a box, given by its corners (8, 3)."""
        own = corners @ self.axes.T
        low, high = own.min(axis=0), own.max(axis=0)
        ahead = self.high[0] - np.float32(low[0])
        margin = np.float32(0.1) + np.float32(1.1 * SUN_SPREAD) * np.maximum(ahead, 0)
        beside = [self.low[axis] - margin <= high[axis] for axis in (1, 2)]
        beside += [self.high[axis] + margin >= low[axis] for axis in (1, 2)]
        return _all_of([ahead > 0, *beside])


def _all_of(conditions: Sequence[npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
    return np.asarray(np.logical_and.reduce(list(conditions)))


def _distance(position: npt.ArrayLike, low: Floats, high: Floats) -> float:
    """How far a place lies from a box."""
    at = np.asarray(position, float)
    return float(np.linalg.norm(np.maximum(0, np.maximum(low - at, at - high))))
