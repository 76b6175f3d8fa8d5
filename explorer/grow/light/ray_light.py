"""Light by rays, as the park that is shipped has it: ten times the work of voxels, and no light goes through a wall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from explorer.bake.geometry.arrays import DETAIL_CODES, FAR, Arrays
from explorer.bake.geometry.lit_mesh import LitMesh, unlit
from explorer.bake.light.ground import ground_light
from explorer.bake.light.incremental import Lighting as CachedLight
from explorer.bake.light.light import gather_light
from explorer.bake.light.ray_tracing import WATER_COLOUR, World
from explorer.bake.light.split_by_light import Fineness, split_by_light
from explorer.bake.light.visibility import VisibleSet
from explorer.bake.pipeline.assemble import BUILDING_FINENESS, FAR_FINENESS
from explorer.bake.pipeline.cache import Cache, Columns, hash_of
from explorer.bake.site.plan import GROUND_HALF_EXTENT_M

from .lighting import GroundPictures, Surroundings

Progress = Callable[[float, str], None]

MEADOW = np.array([0.20, 0.27, 0.09])
"""What fields throw back, linear."""

SPREAD_M = 120.0
"""What lies about over more than this is furniture, trees or the shore: it is not split by its light."""

GROUND_FROM = 0.6
"""The share of the work that the parts take."""


class RayLight:
    """Light gathered by rays, square by square; what is known from an earlier bake comes from a cache.

    Parameters
    ----------
    rays : from each vertex.
    ground_px : width of a picture of the ground as large as that of the park that is shipped.
    progress : called with the share that is done, 0..1, and the step that begins.
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
        """All parts, split where their light bends, with the light that falls on them."""
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
        """The pictures of the level ground."""
        self._progress(GROUND_FROM, "ground")
        light = ground_light(self._light.cached, self._half_m, self._ground_px, self._rays)
        self._progress(0.97, "write")
        return GroundPictures(light.ambient, light.night, light.sun)
