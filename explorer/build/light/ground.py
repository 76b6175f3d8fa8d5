"""The light on the ground as textures of the whole site."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import SUNS, LightName
from explorer.build.geometry.shapes import Floats
from explorer.build.light.blur import blurred
from explorer.build.light.daylight import EMISSIVE_GAIN, LAMP_GAIN, SUN_SPREAD, sun_direction
from explorer.build.light.ray_tracing import Singles, World, lamp_light
from explorer.build.light.visibility import VisibleSet
from explorer.build.pipeline.cache import Columns
from explorer.build.site.plan import GROUND_LEVEL_M

ABOVE_GROUND_M = 0.14
SUN_RAYS = 10
OPEN_LAND = 0.95
BORDER_PX = 20
"""Texels at the edge without shadows, since the land beyond the textures repeats them."""


TILES = (8, 6)
"""Number of tiles of the textures, across and along."""


class CachedGather(Protocol):
    """Computes columns from all that points (n, 3) see, or reads them from the cache."""

    def __call__(self, points: Floats, words: str, make: Callable[[VisibleSet], Columns]) -> Columns: ...


@dataclass(frozen=True, slots=True)
class GroundLight:
    """Light on the ground, row 0 at the south edge: linear colours (h, w, 3) and shares of sun (h, w)."""

    ambient: Singles
    night: Singles
    sun: dict[str, Singles]


def ground_light(cached: CachedGather, half_m: tuple[float, float], width_px: int, rays: int) -> GroundLight:
    """Textures of the light on the level ground, gathered tile by tile.

    Parameters
    ----------
    cached
        Computes columns from all that some points see, or reads them from the cache.
    half_m
        Half the size of the textures, across and along.
    width_px
        Width of the textures.
    rays
        Rays per vertex elsewhere; half as many are used here.
    """
    half_x, half_y = half_m
    height_px = int(width_px * half_y / half_x)
    x = (np.arange(width_px) + 0.5) / width_px * 2 * half_x - half_x
    y = (np.arange(height_px) + 0.5) / height_px * 2 * half_y - half_y
    columns = [_tile(cached, across, along, max(24, rays // 2)) for across, along in _tiles(x, y)]
    day, glow, lamps, *suns = (_joined(columns, name) for name in ("day", "glow", "lamps", *map(_sun, SUNS)))
    texel = width_px / 2048  # blur radii are given for a texture 2048 wide
    ambient = blurred(day, max(1.56 * texel, 0.8))
    night = blurred(blurred(glow * EMISSIVE_GAIN, 5.0 * texel) + lamps * LAMP_GAIN, texel)
    return GroundLight(
        _bordered(ambient, OPEN_LAND),
        _bordered(night, 0.0),
        {light: _bordered(blurred(sun, 0.6), OPEN_LAND) for light, sun in zip(SUNS, suns, strict=True)},
    )


def _tiles(x: Floats, y: Floats) -> Iterator[tuple[Floats, Floats]]:
    """The x and y coordinates of each tile, row by row."""
    for along in np.array_split(y, TILES[1]):
        for across in np.array_split(x, TILES[0]):
            yield across, along


def _sun(light: str) -> str:
    return f"sun_{light}"


def _joined(tiles: Sequence[Columns], name: str) -> Singles:
    rows = range(0, len(tiles), TILES[0])
    return np.concatenate(
        [np.concatenate([tile[name] for tile in tiles[row : row + TILES[0]]], axis=1) for row in rows]
    )


def _tile(cached: CachedGather, x: Floats, y: Floats, rays: int) -> Columns:
    positions = np.stack(
        [*np.meshgrid(x, y), np.full((len(y), len(x)), GROUND_LEVEL_M + ABOVE_GROUND_M)], axis=2
    )
    points = positions.reshape(-1, 3)

    def make(visible: VisibleSet) -> Columns:
        up = np.tile([0.0, 0.0, 1.0], (len(points), 1))
        gathered = visible.world.gather(points, up, rays, turned=True)
        lamps = lamp_light(visible.world, visible.lamps, points, up).astype(np.float32)
        colours = {"day": gathered.day, "glow": gathered.night, "lamps": lamps}
        suns = {_sun(light): _sun_share(visible.sunward, points, light) for light in SUNS}
        return {
            **{name: colour.reshape(positions.shape) for name, colour in colours.items()},
            **{name: share.reshape(positions.shape[:2]) for name, share in suns.items()},
        }

    return cached(points, f"ground {rays}", make)


def _sun_share(world: World, points: Floats, light: LightName) -> Singles:
    """The share of the sun's disc that each point sees."""
    sun = sun_direction(light)
    across = np.cross(sun, [0.0, 0.0, 1.0])
    across /= np.linalg.norm(across)
    upward = np.cross(sun, across)
    seen = np.zeros(len(points), np.float32)
    for number in range(SUN_RAYS):
        radius, turn = math.sqrt((number + 0.5) / SUN_RAYS) * SUN_SPREAD, number * 2.399963
        seen += world.sees(points, sun + across * radius * math.cos(turn) + upward * radius * math.sin(turn))
    return np.asarray(seen / SUN_RAYS, np.float32)


def _bordered(picture: npt.NDArray[np.floating], edge: float) -> Singles:
    """The texture with a uniform border, so that no shadow extends over the land beyond."""
    out = np.array(picture, np.float32)
    width = max(1, BORDER_PX * out.shape[1] // 2048)
    for band in (np.s_[:width], np.s_[-width:], np.s_[:, :width], np.s_[:, -width:]):
        out[band] = edge
    return out
