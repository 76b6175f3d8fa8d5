"""Ray-traced light, as in the shipped park: ten times the work of voxels, without light leaks through walls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from explorer.build.geometry.arrays import DETAIL_CODES, FAR, Arrays
from explorer.build.geometry.lit_mesh import LitMesh, unlit
from explorer.build.light.ground import ground_light
from explorer.build.light.incremental import Lighting as CachedLight
from explorer.build.light.light import gather_light
from explorer.build.light.ray_tracing import WATER_COLOUR, World
from explorer.build.light.split_by_light import Fineness, split_by_light
from explorer.build.light.visibility import VisibleSet
from explorer.build.pipeline.assemble import BUILDING_FINENESS, FAR_FINENESS
from explorer.build.pipeline.cache import Cache, Columns, hash_of
from explorer.build.site.plan import GROUND_HALF_EXTENT_M

from .lighting import GroundPictures, Surroundings

Progress = Callable[[float, str], None]

MEADOW = np.array([0.20, 0.27, 0.09])
"""Reflectance of fields, linear."""

SPREAD_M = 120.0
"""Parts that spread over more than this are furniture, trees or the shore; they are not subdivided by their light."""

GROUND_FROM = 0.6
"""The share of the work spent on the parts."""


class RayLight:
    """Light gathered by rays, square by square; results of an earlier bake come from a cache.

    Parameters
    ----------
    rays : number of rays per vertex.
    ground_px : width of the ground texture for an area of the shipped park's size.
    progress : called with the share done, 0..1, and the step that begins.
    """

    def __init__(
        self, surroundings: Surroundings, rays: int, ground_px: int, cache: Path | None, progress: Progress
    ) -> None:
        self._half_m, self._rays, self._progress = surroundings.half_m, rays, progress
        self._ground_px = round(ground_px * surroundings.half_m[0] / GROUND_HALF_EXTENT_M[0])
        casters = surroundings.casters
        solid = casters.take(casters.detail != DETAIL_CODES["far"])
        beyond = WATER_COLOUR if surroundings.is_island else MEADOW
        world = World.of(Arrays.join([solid, surroundings.ground]), beyond)
        self._light = CachedLight(world, surroundings.lamps, rays, Cache(cache))

    def gather(self, parts: Sequence[Arrays]) -> list[LitMesh]:
        """All parts with the light on them, subdivided where it bends."""
        total, done, out = sum(map(len, parts)), 0, []
        for arrays in parts:
            self._progress(GROUND_FROM * done / max(total, 1), "parts")
            done += len(arrays)
            out.append(self._part(arrays))
        return out

    def _part(self, arrays: Arrays) -> LitMesh:
        points = arrays.points.reshape(-1, 3)
        if not len(points):
            return unlit(arrays)
        is_house = np.ptp(points[:, :2], axis=0).max() < SPREAD_M
        fineness: Fineness | None = None
        if is_house:
            fineness = FAR_FINENESS if (arrays.detail == FAR).all() else BUILDING_FINENESS

        def make(visible: VisibleSet) -> Columns:
            split = arrays
            if fineness is not None:
                split = split_by_light(arrays, visible.world, visible.lamps, fineness)
            lit = gather_light(split, visible.world, visible.sunward, visible.lamps, self._rays)
            return lit.columns()

        words = f"grown {self._rays} {fineness} {hash_of(arrays.columns())}"
        return LitMesh(**self._light.cached(points, words, make))

    def ground(self) -> GroundPictures:
        """The textures of the level ground."""
        self._progress(GROUND_FROM, "ground")
        light = ground_light(self._light.cached, self._half_m, self._ground_px, self._rays)
        self._progress(0.97, "write")
        return GroundPictures(light.ambient, light.night, light.sun)
