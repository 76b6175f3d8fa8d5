"""The city across the water: quarters of plain houses round courts, streets, and trees along the quay.

It is planned once and drawn twice: as houses and crowns, and seen from above as the map of the far land
(:mod:`explorer.build.light.far_land`), so that houses and their shade match.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import COOL, GHOST, GHOST_QUAY, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site.plan import FAR_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import open_water

CITY_RADIUS_M = 700.0
LIT_RADIUS_M = 620.0
QUARTER_M = (62.0, 54.0)
"""Width and depth of a quarter including its streets."""

HALF_STREET_M = 6.0
CITY_LIGHTS = (WARM, "#FFD9A0", COOL)

WALL_TINTS = (0.90, 1.01)
ROOFS = tuple(map(Material, ("#E9E2D7", "#D2B49C", "#C6A48E", "#AEB7BC", "#B9C3A0", "#DCCDB4")))
ROOF_SHARES = (0.34, 0.20, 0.12, 0.14, 0.10, 0.10)
"""Shares of `ROOFS` (paper, pale clay, slate, moss and sand): from above, a roof must not look like the ground."""

CROWNS = tuple(map(Material, ("#93A873", "#A3B380", "#849A69", "#B0B98A")))
PROMENADE_M, SPACING_M = 7.0, 10.5
"""Distance of its trees from the quay wall, and from each other."""

COURT_TREES = 5
"""Trees tried per court; those under houses are dropped, and only the map shows the rest."""


@dataclass(frozen=True, slots=True)
class House:
    """A plain house: its footprint, its height, the tint of its walls and its roof."""

    x0: float
    x1: float
    y0: float
    y1: float
    height_m: float
    tint: float
    roof: Material

    def holds(self, x: float, y: float, margin_m: float) -> bool:
        """Whether a point lies in the house or within a margin of it."""
        return self.x0 - margin_m < x < self.x1 + margin_m and self.y0 - margin_m < y < self.y1 + margin_m


@dataclass(frozen=True, slots=True)
class Crown:
    """A tree: its position and the width of its crown."""

    x: float
    y: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """The middle of a quarter, its houses, and the trees in its court and on the street before it."""

    x: float
    y: float
    houses: tuple[House, ...]
    trees: tuple[Crown, ...]


@dataclass(frozen=True, slots=True)
class City:
    """All houses and trees across the water."""

    quarters: tuple[Quarter, ...]
    quay_trees: tuple[Crown, ...]

    @property
    def houses(self) -> Iterator[House]:
        """All houses."""
        return (house for quarter in self.quarters for house in quarter.houses)

    @property
    def trees(self) -> Iterator[Crown]:
        """All trees."""
        yield from self.quay_trees
        for quarter in self.quarters:
            yield from quarter.trees


def half_quarter() -> tuple[float, float]:
    """Half the width and depth of a quarter without its streets."""
    return QUARTER_M[0] / 2 - HALF_STREET_M, QUARTER_M[1] / 2 - HALF_STREET_M


@cache
def city() -> City:
    """The plan of the city, always the same."""
    random = np.random.default_rng(62)
    return City(tuple(_quarters(random)), tuple(_quay_trees(random)))


def _quarters(random: np.random.Generator) -> Iterator[Quarter]:
    reserved = open_water().buffer(14)
    half_x, half_y = half_quarter()
    # first the shore that an arriving visitor sees, then the one behind
    for rows in (range(-4, 14), range(-12, -4)):
        for column, row in product(range(-12, 13), rows):
            x, y = column * QUARTER_M[0], row * QUARTER_M[1]
            spot = box(x - half_x, y - half_y, x + half_x, y + half_y)
            if math.hypot(x, y) <= CITY_RADIUS_M and not reserved.intersects(spot):
                houses = tuple(_houses(random, x, y))
                yield Quarter(x, y, houses, tuple(_trees(random, x, y, houses)))


def _houses(random: np.random.Generator, x: float, y: float) -> Iterator[House]:
    """Houses round a court, in rows, or a tower on a low base."""
    half_x, half_y = half_quarter()
    form = random.random()
    low, deep = random.uniform(6, 11), random.uniform(9, 12)
    if form < 0.34:  # a court, open to one side
        plan = [(-half_x, half_x, half_y - deep, half_y), (-half_x, deep - half_x, -half_y, half_y - deep)]
        if random.random() < 0.7:
            plan.append((half_x - deep, half_x, -half_y, half_y - deep - random.uniform(0, 8)))
    elif form < 0.72:  # rows along the street
        plan = [(-half_x, half_x - random.uniform(0, 14), -half_y, deep - half_y)]
        plan.append((-half_x + random.uniform(0, 14), half_x, half_y - deep, half_y))
    elif form < 0.90:  # free-standing houses
        plan = [(-half_x, -2, -half_y, deep - half_y), (4, half_x, -half_y + 4, deep + 8 - half_y)]
        plan.append((-half_x + 4, half_x - 8, half_y - deep, half_y))
    else:
        plan = [(-half_x, half_x, -half_y + 6, half_y - 4)]
        tower_m = random.uniform(18, 30) + max(0.0, (y - 300) / 40)
        yield _house(random, (x - half_x + 4, x - half_x + 18, y - 6, y + 8), tower_m)
        low *= 0.6
    for x0, x1, y0, y1 in plan:
        yield _house(random, (x + x0, x + x1, y + y0, y + y1), low * random.uniform(0.8, 1.25))


def _house(random: np.random.Generator, foot: tuple[float, float, float, float], height_m: float) -> House:
    roof = ROOFS[random.choice(len(ROOFS), p=ROOF_SHARES)].tinted(random.uniform(0.94, 1.04))
    return House(*foot, height_m, random.uniform(*WALL_TINTS), roof)


def _trees(random: np.random.Generator, x: float, y: float, houses: tuple[House, ...]) -> Iterator[Crown]:
    """A row on the street before a quarter, with gaps, and some in the court, outside of houses."""
    half_x, half_y = half_quarter()
    for step in np.arange(-half_x, half_x + 1, SPACING_M):
        if random.random() < 0.6:
            at = float(x + step + random.uniform(-1, 1))
            yield Crown(at, y - half_y - 2.6, random.uniform(1.8, 2.7))
    for _ in range(COURT_TREES):
        at, up = x + random.uniform(-half_x, half_x), y + random.uniform(-half_y, half_y)
        if not any(house.holds(at, up, 2.5) for house in houses):
            yield Crown(at, up, random.uniform(2.0, 3.2))


def _quay_trees(random: np.random.Generator) -> Iterator[Crown]:
    line = open_water().buffer(PROMENADE_M).exterior
    for step in np.arange(0, line.length, SPACING_M):
        if random.random() < 0.86:
            spot = line.interpolate(float(step))
            yield Crown(spot.x, spot.y, random.uniform(2.2, 3.0))


def build_city(builder: MeshBuilder) -> None:
    """Houses with lit windows, street light, and the quay with its trees. Trees in courts are only on the map:
    from the island they are specks, and a thousand crowns would cost as much as all houses.
    """
    water = open_water()
    builder.slab(water.buffer(2).difference(water), WATER_LEVEL_M - 1.5, 0.1, GHOST_QUAY, 0.1)
    for quarter in city().quarters:
        for house in quarter.houses:
            _draw_house(builder, house)
        _draw_street_light(builder, quarter)
    for tree in city().quay_trees:
        radius_m, crown = tree.radius_m, CROWNS[builder.random.integers(len(CROWNS))]
        level_m = FAR_LEVEL_M + 1.2 + radius_m * 1.1
        builder.ball(tree.x, tree.y, level_m, radius_m, radius_m * 1.15, crown, 0, smooth=0.6)


def _draw_house(builder: MeshBuilder, house: House) -> None:
    """One plain house, with a few windows that face the island."""
    x0, x1, y0, y1, z = house.x0, house.x1, house.y0, house.y1, house.height_m
    builder.box(x0, x1, y0, y1, FAR_LEVEL_M, z, GHOST.tinted(house.tint), skip="-z+z")
    builder.quads([[[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]]], house.roof)
    if y0 <= 0 or math.hypot(x0, y0) > LIT_RADIUS_M:
        return
    random = builder.random
    for left in np.arange(x0 + 0.9, x1 - 1.6, 2.9):
        for sill in np.arange(1.8, z - 2, 3.6):
            if random.random() < 0.05:
                light = CITY_LIGHTS[random.integers(len(CITY_LIGHTS))]
                _draw_window(builder, float(left), y0 - 0.06, float(sill), GHOST.tinted(0.95).lit(light, 0.8))


def _draw_window(builder: MeshBuilder, x: float, y: float, z: float, pane: Material) -> None:
    builder.quads([[[x, y, z], [x + 1, y, z], [x + 1, y, z + 1.3], [x, y, z + 1.3]]], pane)


def _draw_street_light(builder: MeshBuilder, quarter: Quarter) -> None:
    """A strip of lamplight before a quarter, which shows the streets at night."""
    half_x, half_y = half_quarter()
    pane = GHOST.tinted(0.98).lit(WARM, 0.5)
    west, east = quarter.x - half_x - 4, quarter.x + half_x + 4
    south, z = quarter.y - half_y - 5.0, FAR_LEVEL_M + 0.12
    builder.quads([[[west, south, z], [east, south, z], [east, south + 1, z], [west, south + 1, z]]], pane)
