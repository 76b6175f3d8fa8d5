"""The light of whole parts, square by square; results of an earlier bake come from a cache.

The cache key is a hash of everything the light depends on: the triangles, all that they can see, the code that gathers
light, and the number of rays. So light from the cache is bit for bit the same as light gathered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import embreex
import numpy as np
import numpy.typing as npt

from explorer.base.code_hash import code_files, hash_of_code
from explorer.build.geometry import arrays, lit_mesh, subdivide
from explorer.build.geometry.arrays import DETAIL_CODES, Arrays
from explorer.build.geometry.lit_mesh import LitMesh
from explorer.build.geometry.mesh_builder import Lamp
from explorer.build.geometry.shapes import Floats
from explorer.build.light.light import gather_light
from explorer.build.light.ray_tracing import World
from explorer.build.light.split_by_light import Fineness, split_by_light
from explorer.build.light.visibility import Visibility, VisibleSet
from explorer.build.pipeline import assemble
from explorer.build.pipeline.assemble import BUILDING_FINENESS, FAR_FINENESS, FINENESS, Part, mirrored
from explorer.build.pipeline.cache import Cache, Columns, hash_of
from explorer.build.site.site import site

SQUARE_M = 55.0
"""Size of the squares in which parts all over the island are lit; half the size in which they are drawn."""

CITY_SQUARE_M = 300.0
LONG_M = 150.0
"""Length from which a part counts as lying all over the island."""

CODE = (
    *code_files(Path(__file__).parent), *(Path(str(made.__file__)) for made in (assemble, arrays, lit_mesh, subdivide)),
)  # fmt: skip
"""The modules that compute light from given inputs; their hash is part of the key."""


class Lighting:
    """Gathers the light of parts, or reads it from a cache.

    Parameters
    ----------
    world
        Everything that blocks light.
    lamps
        All lamps.
    rays
        Rays per vertex.
    cache
        Stores light.
    """

    def __init__(self, world: World, lamps: Sequence[Lamp], rays: int, cache: Cache) -> None:
        self._visibility, self._rays, self._shelf = Visibility(world, lamps), rays, cache
        self._code = hash_of(hash_of_code(CODE), np.__version__, embreex.__version__)

    def part(self, part: Part) -> tuple[LitMesh, npt.NDArray[np.bool_]]:
        """A part subdivided where its light needs it, with its light, and the mask of triangles reflected in the water."""
        squares = [part.arrays.take(rows) for rows in _squares(part)]
        lit = [self._square(replace(part, arrays=arrays)) for arrays in squares]
        in_water = np.concatenate([columns.pop("in_water") for columns in lit])
        return LitMesh.join([LitMesh(**columns) for columns in lit]), in_water

    def cached(self, points: Floats, words: str, make: Callable[[VisibleSet], Columns]) -> Columns:
        """What `make` computes from all that `points` (n, 3) can see; `words` name it and its other inputs."""
        visible = self._visibility.of(points)
        return self._shelf.get(hash_of(self._code, words, points, visible.key), lambda: make(visible))

    def _square(self, part: Part) -> Columns:
        arrays = part.arrays
        whole = hash_of(arrays.columns())
        shore = site().island.wkb_hex if mirrored(part.name, arrays).any() else ""
        words = f"{part.kind} {part.name} {part.language} {self._rays} {whole} {shore}"

        def make(visible: VisibleSet) -> Columns:
            lit, in_water = _lit(part, visible, self._rays)
            return {**lit.columns(), "in_water": in_water}

        return self.cached(arrays.points.reshape(-1, 3), words, make)


def _squares(part: Part) -> Iterator[npt.NDArray[np.int64]]:
    """The triangles of a part grouped by square; a compact part is one square."""
    middle = part.arrays.points.mean(axis=1)[:, :2]
    if not len(middle) or np.ptp(middle, axis=0).max() < LONG_M:
        yield np.arange(len(middle))
        return
    cell = np.floor(middle / (CITY_SQUARE_M if part.kind == "city" else SQUARE_M)).astype(np.int64)
    _, square = np.unique(cell, axis=0, return_inverse=True)
    for number in range(int(square.max()) + 1):
        yield np.flatnonzero(square.ravel() == number)


def _lit(part: Part, visible: VisibleSet, rays: int) -> tuple[LitMesh, npt.NDArray[np.bool_]]:
    if part.kind == "building" and not part.language:
        arrays, in_water = _near_and_far(part, visible)
    else:
        arrays = _split(part.arrays, FINENESS.get(part.kind), visible)
        in_water = mirrored(part.name, arrays)
    hazy = part.kind == "city"
    return gather_light(arrays, visible.world, visible.sunward, visible.lamps, rays, hazy), in_water


def _near_and_far(part: Part, visible: VisibleSet) -> tuple[Arrays, npt.NDArray[np.bool_]]:
    """A building subdivided finely for near views, and into few triangles for far ones."""
    near = _split(part.arrays, BUILDING_FINENESS, visible)
    always = part.arrays.detail == DETAIL_CODES["always"]
    far = _split(part.arrays.take(always), FAR_FINENESS, visible)
    in_water = np.concatenate([mirrored(part.name, near), mirrored(part.name, far)])
    near.detail[:] = DETAIL_CODES["near"]
    far.detail[:] = DETAIL_CODES["far"]
    return Arrays.join([near, far]), in_water


def _split(arrays: Arrays, fineness: Fineness | None, visible: VisibleSet) -> Arrays:
    return arrays if fineness is None else split_by_light(arrays, visible.world, visible.lamps, fineness)
