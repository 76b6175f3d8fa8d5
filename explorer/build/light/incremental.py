"""The light of whole parts, square by square: what is known from an earlier bake is taken from a cache.

Its key is a hash of everything the light depends on: the triangles, all that they can see, the code that gathers
light, and the number of rays. So light from the cache is the same, bit for bit, as light gathered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import embreex
import numpy as np
import numpy.typing as npt

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
from explorer.base.code_hash import code_files, hash_of_code

SQUARE_M = 55.0
"""Parts that lie all over the island are lit in squares of this size; half the size they are shown in."""

CITY_SQUARE_M = 300.0
LONG_M = 150.0
"""A part longer than this lies all over the island."""

CODE = (
    *code_files(Path(__file__).parent), *(Path(str(made.__file__)) for made in (assemble, arrays, lit_mesh, subdivide)),
)  # fmt: skip
"""The modules that decide how light is gathered, once it is known from what."""


class Lighting:
    """Gathers the light of parts, and takes it from a cache where it is known.

    Parameters
    ----------
    world
        Everything that stands in the way of light.
    lamps
        Everything that shines by night.
    rays
        Rays from each vertex.
    cache
        Where light is stored.
    """

    def __init__(self, world: World, lamps: Sequence[Lamp], rays: int, cache: Cache) -> None:
        self._visibility, self._rays, self._shelf = Visibility(world, lamps), rays, cache
        self._code = hash_of(hash_of_code(CODE), np.__version__, embreex.__version__)

    def part(self, part: Part) -> tuple[LitMesh, npt.NDArray[np.bool_]]:
        """A part split as its light asks, with its light, and which triangles the water mirrors."""
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
    """The triangles of a part by the square they stand in; a part that stands in one place is one square."""
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
    """A building split finely for near views, and once more into few triangles for far ones."""
    near = _split(part.arrays, BUILDING_FINENESS, visible)
    always = part.arrays.detail == DETAIL_CODES["always"]
    far = _split(part.arrays.take(always), FAR_FINENESS, visible)
    in_water = np.concatenate([mirrored(part.name, near), mirrored(part.name, far)])
    near.detail[:] = DETAIL_CODES["near"]
    far.detail[:] = DETAIL_CODES["far"]
    return Arrays.join([near, far]), in_water


def _split(arrays: Arrays, fineness: Fineness | None, visible: VisibleSet) -> Arrays:
    return arrays if fineness is None else split_by_light(arrays, visible.world, visible.lamps, fineness)
