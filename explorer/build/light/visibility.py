"""The bounded visibility of a box in the park, so that its light depends only on a part of the park.

With unbounded rays the light of any box would depend on the whole park, and moving a chair in one house
would mean lighting everything again. Here a box sees all within :data:`REACH_M`, and everything between it
and a sun, however far. Rays hit nothing else, so a hash of just that decides whether light in the cache is
still valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS, LightName
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.light.daylight import SUN_SPREAD, sun_direction
from explorer.build.light.ray_tracing import Singles, World
from explorer.build.pipeline.cache import hash_of, hashes_of

REACH_M = 60.0
"""Objects beyond this distance do not colour the shade of a box: they fill little of its sky."""

STEP_M = 11.0
"""Boxes are enlarged to multiples of this, so that neighbours share a visible set."""


@dataclass(frozen=True)
class VisibleSet:
    """What a box in the park can see: the rows around it, those between it and the suns, and its lamps.

    ``key`` is a hash of everything that its light can depend on.
    """

    rows: npt.NDArray[np.bool_]
    sunward_rows: npt.NDArray[np.bool_]
    lamps: tuple[Lamp, ...]
    whole: World
    key: str

    @cached_property
    def world(self) -> World:
        """The triangles around the box."""
        return self.whole.within(self.rows)

    @cached_property
    def sunward(self) -> World:
        """The triangles between the box and the suns."""
        return self.whole.within(self.sunward_rows)


class Visibility:
    """Visible sets of boxes in the park, each computed once.

    Parameters
    ----------
    world
        Everything that blocks light.
    lamps
        All lamps.
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
        """The visible set of the box around points (n, 3)."""
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
    """The extent of the shadows of n triangles: minimum and maximum along the sun and two axes across, (3, n)."""

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
        """The mask of triangles that may shade part of a box, given by its corners (8, 3)."""
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
    """The distance of a position from a box."""
    at = np.asarray(position, float)
    return float(np.linalg.norm(np.maximum(0, np.maximum(low - at, at - high))))
