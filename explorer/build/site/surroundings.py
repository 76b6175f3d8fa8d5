"""The surroundings of the island: open water, the shore, the plain land across it, and hills."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.material import FAR_GROUND, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.site.plan import FAR_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import open_water, site

RIDGES = ((800.0, 46.0, "#D6D9CB"), (1010.0, 92.0, "#CCD3CE"), (1260.0, 150.0, "#C4CED4"))
"""Distance from the middle of the island, height and tone of the ridges."""

HILL_WAVES = ((2, 2.4), (5, 2.8), (9, 4.0), (17, 7.0), (31, 11.0))
"""Number of waves round the horizon, and the divisor of each one's height."""

HILL_SIDES = 120
FAR_LAND = (-1700.0, -1500.0, 1700.0, 1700.0)
FAR_CELL_M = 170.0
WATER_CELL_M = 56.0
WATER = Material("#238CA0", 1.0)

SHORE_STEPS_M = (0.0, 0.35, 0.55, 4.5, 22.0)
"""Distances from the quay wall at which the shore strip has a line of vertices."""

SHORE_OPACITY = (235, 200, 130, 86, 0)
SHORE_COLOURS = ((240, 250, 248), (235, 248, 246), (130, 205, 200), (95, 180, 180), (70, 150, 160))


def lay_far_ground(builder: MeshBuilder) -> None:
    """The plain land beyond the water, in cells small enough for haze, which is computed per vertex."""
    land = box(*FAR_LAND).difference(open_water())
    _plate_in_cells(builder, land, FAR_CELL_M, FAR_LEVEL_M, FAR_GROUND)


def lay_water(builder: MeshBuilder) -> None:
    """The water, in cells small enough to reflect the sky per vertex."""
    surface = open_water().difference(site().island.buffer(-0.3)).simplify(0.1)
    _plate_in_cells(builder, surface, WATER_CELL_M, WATER_LEVEL_M, WATER)


def _plate_in_cells(
    builder: MeshBuilder, region: BaseGeometry, cell_m: float, z: float, material: Material
) -> None:
    x0, y0, x1, y1 = region.bounds
    for x in np.arange(x0, x1, cell_m):
        for y in np.arange(y0, y1, cell_m):
            builder.plate(region.intersection(box(x, y, x + cell_m, y + cell_m)), z, material)


def build_hills(builder: MeshBuilder) -> None:
    """Three ridges behind the city, each paler and higher than the one before."""
    bearings = np.linspace(0, 2 * np.pi, HILL_SIDES + 1)
    for distance, height, tone in RIDGES:
        phases = builder.random.uniform(0, 2 * np.pi, len(HILL_WAVES))
        waves = sum(
            np.cos(count * bearings + phase) / share
            for (count, share), phase in zip(HILL_WAVES, phases, strict=True)
        )
        crest = height * np.clip(0.55 + 0.45 * waves, 0.12, None)
        rows = []
        for reach, rise in ((0.0, 0.0), (0.35, 0.42), (1.0, 1.0)):
            radius = distance + reach * 1.9 * crest
            z = FAR_LEVEL_M - 2 + (crest + 2) * rise
            rows.append(np.column_stack([radius * np.cos(bearings), radius * np.sin(bearings), z]))
        for lower, upper in pairwise(rows):
            quads = np.stack([lower[1:], lower[:-1], upper[:-1], upper[1:]], axis=1)
            builder.quads(quads, Material(tone))


def shore_strip() -> tuple[Floats, npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The turquoise ring in the water round the land.

    Returns
    -------
    points (n, 3), colours (n, 3) 0..255, opacity (n,) 0..255, indices (m, 3)
    """
    points: list[Floats] = []
    colours: list[npt.NDArray[np.uint8]] = []
    opacity: list[npt.NDArray[np.uint8]] = []
    indices: list[npt.NDArray[np.int64]] = []
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
            indices.append(np.stack([inner, outer, outer_after], axis=1))
            indices.append(np.stack([inner, outer_after, after], axis=1))
        first += count * len(SHORE_STEPS_M)
    return (np.concatenate(points), np.concatenate(colours), np.concatenate(opacity), np.concatenate(indices))


def _outline(land: BaseGeometry) -> Floats:
    """The foot of the quay wall, counter-clockwise, a point at least every 12 m."""
    line = land.buffer(0.2).simplify(0.06).segmentize(12).exterior
    ring = np.array(line.coords)[:-1]
    return ring if line.is_ccw else ring[::-1]


def _outward(ring: Floats) -> Floats:
    """The mitred outward vector at each point, for an offset of one metre."""
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    mitre = normal + np.roll(normal, 1, axis=0)
    return np.asarray(mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5))
