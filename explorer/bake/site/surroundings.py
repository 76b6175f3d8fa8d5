"""What lies round the island: open water, the shore, and a ghost city of plain boxes that fades into haze."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from explorer.bake.geometry.material import COOL, FAR_GROUND, GHOST, GHOST_QUAY, WARM, Material
from explorer.bake.geometry.mesh_builder import MeshBuilder
from explorer.bake.geometry.shapes import Floats
from explorer.bake.site.plan import WATER_LEVEL_M
from explorer.bake.site.site import open_water, site

FAR_LEVEL_M = -0.4
CITY_RADIUS_M = 700.0
LIT_RADIUS_M = 620.0
QUARTER_M = (62.0, 54.0)
"""Width and depth of a quarter with its streets."""

RIDGES = ((800.0, 46.0, "#D6D9CB"), (1010.0, 92.0, "#CCD3CE"), (1260.0, 150.0, "#C4CED4"))
"""Distance from the middle of the island, height and tone of the ridges."""

HILL_WAVES = ((2, 2.4), (5, 2.8), (9, 4.0), (17, 7.0), (31, 11.0))
"""Waves on the way round, and how much each counts for (the less, the more)."""

HILL_SIDES = 120
CITY_LIGHTS = (WARM, "#FFD9A0", COOL)
FAR_LAND = (-1700.0, -1500.0, 1700.0, 1700.0)
FAR_CELL_M = 170.0
WATER_CELL_M = 56.0
WATER = Material("#238CA0", 1.0)

SHORE_STEPS_M = (0.0, 0.35, 0.55, 4.0, 11.0)
"""Distances from the quay wall at which the shore strip has a line of vertices."""

SHORE_OPACITY = (235, 200, 130, 70, 0)
SHORE_COLOURS = ((240, 250, 248), (235, 248, 246), (130, 205, 200), (95, 180, 180), (70, 150, 160))


def lay_far_ground(builder: MeshBuilder) -> None:
    """The plain land beyond the water, in cells small enough for haze that is computed at the corners."""
    land = box(*FAR_LAND).difference(open_water())
    _plate_in_cells(builder, land, FAR_CELL_M, FAR_LEVEL_M, FAR_GROUND)


def lay_water(builder: MeshBuilder) -> None:
    """The water, in cells small enough to mirror the sky corner by corner."""
    surface = open_water().difference(site().island.buffer(-0.3)).simplify(0.1)
    _plate_in_cells(builder, surface, WATER_CELL_M, WATER_LEVEL_M, WATER)


def _plate_in_cells(
    builder: MeshBuilder, region: BaseGeometry, cell_m: float, z: float, material: Material
) -> None:
    x0, y0, x1, y1 = region.bounds
    for x in np.arange(x0, x1, cell_m):
        for y in np.arange(y0, y1, cell_m):
            builder.plate(region.intersection(box(x, y, x + cell_m, y + cell_m)), z, material)


def build_city(builder: MeshBuilder) -> None:
    """Quarters of plain houses in streets round the water; further off they grow and fade into the haze."""
    water = open_water()
    builder.slab(water.buffer(2).difference(water), WATER_LEVEL_M - 1.5, 0.1, GHOST_QUAY, 0.1)
    reserved_area = water.buffer(14)
    half_x, half_y = QUARTER_M[0] / 2 - 6, QUARTER_M[1] / 2 - 6
    for rows in (
        range(-4, 14),
        range(-12, -4),
    ):  # first what the visitor sees on coming, then the shore behind
        for column, row in product(range(-12, 13), rows):
            x, y = column * QUARTER_M[0], row * QUARTER_M[1]
            too_far = math.hypot(x, y) > CITY_RADIUS_M
            if too_far or reserved_area.intersects(box(x - half_x, y - half_y, x + half_x, y + half_y)):
                continue
            _quarter(builder, x, y, half_x, half_y)
            _street_light(builder, x, y, half_x, half_y)


def _quarter(builder: MeshBuilder, x: float, y: float, half_x: float, half_y: float) -> None:
    """Houses round a court, in rows, or a tower on a low base: x0, x1, y0, y1 of each from the middle."""
    random = builder.random
    form = random.random()
    low, deep = random.uniform(6, 11), random.uniform(9, 12)
    if form < 0.34:  # a court, open to one side
        houses = [(-half_x, half_x, half_y - deep, half_y), (-half_x, deep - half_x, -half_y, half_y - deep)]
        if random.random() < 0.7:
            houses.append((half_x - deep, half_x, -half_y, half_y - deep - random.uniform(0, 8)))
    elif form < 0.72:  # rows along the street
        houses = [(-half_x, half_x - random.uniform(0, 14), -half_y, deep - half_y)]
        houses.append((-half_x + random.uniform(0, 14), half_x, half_y - deep, half_y))
    elif form < 0.90:  # free-standing houses
        houses = [(-half_x, -2, -half_y, deep - half_y), (4, half_x, -half_y + 4, deep + 8 - half_y)]
        houses.append((-half_x + 4, half_x - 8, half_y - deep, half_y))
    else:
        houses = [(-half_x, half_x, -half_y + 6, half_y - 4)]
        tower = random.uniform(18, 30) + max(0.0, (y - 300) / 40)
        _house(builder, x - half_x + 4, x - half_x + 18, y - 6, y + 8, tower)
        low *= 0.6
    for x0, x1, y0, y1 in houses:
        _house(builder, x + x0, x + x1, y + y0, y + y1, low * random.uniform(0.8, 1.25))


def _street_light(builder: MeshBuilder, x: float, y: float, half_x: float, half_y: float) -> None:
    """A strip of lamplight before a quarter: by night the streets draw themselves."""
    pane = GHOST.tinted(0.98).lit(WARM, 0.5)
    south, z = y - half_y - 5.0, FAR_LEVEL_M + 0.12
    corners = [
        [x - half_x - 4, south],
        [x + half_x + 4, south],
        [x + half_x + 4, south + 1.0],
        [x - half_x - 4, south + 1.0],
    ]
    builder.quads([[[*corner, z] for corner in corners]], pane)


def build_hills(builder: MeshBuilder) -> None:
    """Three ridges behind the city, each paler and higher than the one before: where the land ends and the sky begins."""
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


def _house(builder: MeshBuilder, x0: float, x1: float, y0: float, y1: float, height: float) -> None:
    """One plain house, with a few windows that face the island."""
    random = builder.random
    builder.box(x0, x1, y0, y1, FAR_LEVEL_M, height, GHOST.tinted(random.uniform(0.97, 1.01)))
    if y0 <= 0 or math.hypot(x0, y0) > LIT_RADIUS_M:
        return
    for left in np.arange(x0 + 0.9, x1 - 1.6, 2.9):
        for sill in np.arange(1.8, height - 2, 3.6):
            if random.random() < 0.05:
                light = CITY_LIGHTS[random.integers(len(CITY_LIGHTS))]
                _window(builder, float(left), y0 - 0.06, float(sill), GHOST.tinted(0.95).lit(light, 0.8))


def _window(builder: MeshBuilder, x: float, y: float, z: float, pane: Material) -> None:
    builder.quads([[[x, y, z], [x + 1, y, z], [x + 1, y, z + 1.3], [x, y, z + 1.3]]], pane)


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
    """For each point the mitred way out, one metre of distance long."""
    ahead = np.roll(ring, -1, axis=0) - ring
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    mitre = normal + np.roll(normal, 1, axis=0)
    return np.asarray(mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5))
