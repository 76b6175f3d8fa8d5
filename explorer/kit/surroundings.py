"""What lies round the island: open water, the shore, and a ghost city of plain boxes that fades into haze."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from explorer.kit.material import COOL, FAR_GROUND, GHOST, GHOST_QUAY, WARM, Material
from explorer.kit.plan import WATER_LEVEL_M
from explorer.kit.shapes import Floats
from explorer.kit.site import open_water, site
from explorer.kit.soup import Soup

FAR_LEVEL_M = -0.4
CITY_RADIUS_M = 700.0
LIT_RADIUS_M = 620.0
CITY_LIGHTS = (WARM, "#FFD9A0", COOL)
WATER_CELL_M = 56.0

SHORE_STEPS_M = (0.0, 0.35, 0.55, 4.0, 11.0)
"""Distances from the quay wall at which the shore strip has a line of vertices."""

SHORE_OPACITY = (235, 200, 130, 70, 0)
SHORE_COLOURS = ((240, 250, 248), (235, 248, 246), (130, 205, 200), (95, 180, 180), (70, 150, 160))


def lay_far_ground(soup: Soup) -> None:
    """The plain land beyond the water."""
    soup.plate(box(-1700, -1500, 1700, 1700).difference(open_water()), FAR_LEVEL_M, FAR_GROUND)


def lay_water(soup: Soup) -> None:
    """The water, in cells small enough to mirror the sky corner by corner."""
    surface = open_water().difference(site().island.buffer(-0.3)).simplify(0.1)
    for x in np.arange(-336, 336, WATER_CELL_M):
        for y in np.arange(-392, 224, WATER_CELL_M):
            cell = box(x, y, x + WATER_CELL_M, y + WATER_CELL_M)
            soup.plate(surface.intersection(cell), WATER_LEVEL_M, Material("#238CA0", 1.0))


def build_city(soup: Soup) -> None:
    """Boxes on a loose grid round the water, lower and lower windows lit at night."""
    water = open_water()
    soup.slab(water.buffer(2).difference(water), WATER_LEVEL_M - 1.5, 0.1, GHOST_QUAY, 0.1)
    kept_clear = water.buffer(22)
    random = soup.random
    for column in range(-16, 17):
        for row in range(-5, 16):
            x = column * 50 + random.uniform(-4, 4)
            y = row * 46 + random.uniform(-4, 4)
            too_far = math.hypot(x, y) > CITY_RADIUS_M
            if too_far or kept_clear.intersects(box(x - 18, y - 17, x + 18, y + 17)):
                continue
            for _ in range(random.integers(1, 3)):
                _block(soup, x + random.uniform(-9, 9), y + random.uniform(-8, 8))


def _block(soup: Soup, x: float, y: float) -> None:
    """One plain house, with a few windows that look towards the island."""
    random = soup.random
    width, depth = random.uniform(9, 17), random.uniform(9, 15)
    height = random.uniform(5, 14)
    if random.random() < 0.14:
        height += random.uniform(8, 22)
    front = y - depth / 2
    soup.box(x - width / 2, x + width / 2, front, y + depth / 2, FAR_LEVEL_M, height, GHOST)
    if y <= 0 or math.hypot(x, y) > LIT_RADIUS_M:
        return
    for left in np.arange(x - width / 2 + 0.9, x + width / 2 - 1.6, 2.9):
        for sill in np.arange(1.8, height - 2, 3.6):
            if random.random() < 0.07:
                light = CITY_LIGHTS[random.integers(len(CITY_LIGHTS))]
                _window(soup, float(left), front - 0.06, float(sill), GHOST.tinted(0.95).lit(light, 0.8))


def _window(soup: Soup, x: float, y: float, z: float, pane: Material) -> None:
    soup.quads([[[x, y, z], [x + 1, y, z], [x + 1, y, z + 1.3], [x, y, z + 1.3]]], pane)


def shore_strip() -> tuple[Floats, npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The turquoise ring in the water round the land.

    Returns
    -------
    points (n, 3), colours (n, 3) 0..255, opacity (n,) 0..255, corners (m, 3)
    """
    points: list[Floats] = []
    colours: list[npt.NDArray[np.uint8]] = []
    opacity: list[npt.NDArray[np.uint8]] = []
    corners: list[npt.NDArray[np.int64]] = []
    first = 0
    for land in site().island.geoms:
        ring = _outline(land)
        count = len(ring)
        outward = _outward(ring)
        for reach, clear, colour in zip(SHORE_STEPS_M, SHORE_OPACITY, SHORE_COLOURS, strict=True):
            line = ring + outward * reach
            points.append(np.column_stack([line, np.full(count, WATER_LEVEL_M + 0.015)]))
            colours.append(np.tile(np.array(colour, np.uint8), (count, 1)))
            opacity.append(np.full(count, clear, np.uint8))
        for step in range(len(SHORE_STEPS_M) - 1):
            inner = first + step * count + np.arange(count)
            after = first + step * count + (np.arange(count) + 1) % count
            outer, outer_after = inner + count, after + count
            corners.append(np.stack([inner, outer, outer_after], axis=1))
            corners.append(np.stack([inner, outer_after, after], axis=1))
        first += count * len(SHORE_STEPS_M)
    return (np.concatenate(points), np.concatenate(colours), np.concatenate(opacity), np.concatenate(corners))


def _outline(land: BaseGeometry) -> Floats:
    """The foot of the quay wall, counter-clockwise, a point at least every 6 m."""
    line = land.buffer(0.2).segmentize(6).exterior
    ring = np.array(line.coords)[:-1]
    return ring if line.is_ccw else ring[::-1]


def _outward(ring: Floats) -> Floats:
    """For each point the mitred way out, one metre of distance long."""
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    mitre = normal + np.roll(normal, 1, axis=0)
    return np.asarray(mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5))
