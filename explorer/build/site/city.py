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

from explorer.build.geometry.material import GHOST, GHOST_QUAY, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site.plan import FAR_LEVEL_M, WATER_LEVEL_M
from explorer.build.site.site import open_water

CITY_RADIUS_M = 700.0
QUARTER_M = (62.0, 54.0)
"""Width and depth of a quarter including its streets."""

HALF_STREET_M = 6.0

WALL_TINTS = (0.90, 1.01)
ROOFS = tuple(map(Material, ("#E4DDD3", "#CDBFB1", "#BFC2C1")))
ROOF_SHARES = (0.46, 0.36, 0.18)
"""Shares of `ROOFS` (paper, pale clay, slate): from above, a roof must not look like the ground, but colour is the park's."""

CROWNS = tuple(map(Material, ("#93A57C", "#A5B18D")))
PROMENADE_M, SPACING_M = 7.0, 10.5
"""Distance of its trees from the quay wall, and from each other."""

PLANTED, CLUMP_M = 0.62, 90.0
"""Share of the places along the quay that have a tree, and the length of a clump of them with the gap after it."""
CROWN_M = (1.5, 3.5)

QUAY_LAMP_M, QUAY_LAMPS_EVERY_M = 4.6, 24.0
"""Height of the lamps along the quay, and the distance between them."""

SKYLINE: dict[tuple[int, int], tuple[float, ...]] = {
    (-4, 6): (58, 84, 71), (-3, 6): (100, 76, 92, 64), (-4, 7): (66, 52, 88), (-3, 7): (70, 96, 58, 82), (-2, 7): (62, 48, 74),
    (1, 9): (52, 68), (2, 8): (84, 60, 72), (3, 8): (94, 66, 78), (3, 7): (58, 70, 50),
    (-8, 5): (56, 74), (-8, 4): (82, 62, 70), (-7, 5): (60, 50),
}  # fmt: skip
"""Column and row of a quarter with towers, and their heights: three groups behind the park, seen from the opening camera
left of the middle, at the right edge and at the left one, none behind the top of the Data Exchange.
"""
TOWER_M = (13.0, 18.0)
CROWN_FROM_M, CROWN_SHARE, CROWN_INSET_M = 66.0, 0.86, 2.6
"""Height from which the top of a tower is set back, where it begins, and by how much."""

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
                heights = SKYLINE.get((column, row))
                houses = tuple(_towers(random, x, y, heights) if heights else _houses(random, x, y))
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


def _towers(random: np.random.Generator, x: float, y: float, heights_m: tuple[float, ...]) -> Iterator[House]:
    """Up to four towers on the corners of a quarter, the higher ones set back at the top, and a low base between them."""
    half_x, half_y = half_quarter()
    corners = ((-1, 1), (1, -1), (1, 1), (-1, -1))
    for (east, north), height_m in zip(corners, heights_m, strict=False):
        wide, deep = random.uniform(*TOWER_M), random.uniform(*TOWER_M)
        at_x, at_y = x + east * (half_x - wide / 2 - 2), y + north * (half_y - deep / 2 - 1)
        foot = (at_x - wide / 2, at_x + wide / 2, at_y - deep / 2, at_y + deep / 2)
        if height_m < CROWN_FROM_M:
            yield _house(random, foot, height_m)
            continue
        yield _house(random, foot, height_m * CROWN_SHARE)
        inset = (CROWN_INSET_M, -CROWN_INSET_M) * 2
        x0, x1, y0, y1 = (edge + by for edge, by in zip(foot, inset, strict=True))
        yield _house(random, (x0, x1, y0, y1), height_m)
    yield _house(random, (x - half_x, x + half_x, y - 4, y + 4), random.uniform(6, 9))


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
        clump = 0.5 + 0.5 * math.sin(2 * math.pi * step / CLUMP_M + 2 * math.sin(step / 57))
        if random.random() < 2 * PLANTED * clump:
            spot = line.interpolate(float(step + random.uniform(-2, 2)))
            yield Crown(spot.x, spot.y, random.uniform(*CROWN_M))


def build_city(builder: MeshBuilder) -> None:
    """Houses, whose windows the shader draws, street light, and the quay with its trees and lamps. Trees in courts are only
    on the map: from the island they are specks, and a thousand crowns would cost as much as all houses.
    """
    water = open_water()
    builder.slab(water.buffer(2).difference(water), WATER_LEVEL_M - 1.5, 0.1, GHOST_QUAY, 0.1)
    for quarter in city().quarters:
        for house in quarter.houses:
            _draw_house(builder, house)
        _draw_street_light(builder, quarter)
    _light_quay(builder)
    for tree in city().quay_trees:
        radius_m, crown = tree.radius_m, CROWNS[builder.random.integers(len(CROWNS))]
        level_m = FAR_LEVEL_M + 0.8 + radius_m * 1.1
        builder.ball(tree.x, tree.y, level_m, radius_m, radius_m * 1.15, crown, 0, smooth=0.6)


def _draw_house(builder: MeshBuilder, house: House) -> None:
    x0, x1, y0, y1, z = house.x0, house.x1, house.y0, house.y1, house.height_m
    builder.box(x0, x1, y0, y1, FAR_LEVEL_M, z, GHOST.tinted(house.tint), skip="-z+z")
    builder.quads([[[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]]], house.roof)


def _light_quay(builder: MeshBuilder) -> None:
    """The lamps along the quay: halos and their streaks in the water, no posts."""
    line = open_water().buffer(2.5).exterior
    for step in np.arange(0, line.length, QUAY_LAMPS_EVERY_M):
        spot = line.interpolate(float(step))
        builder.glow([spot.x, spot.y, FAR_LEVEL_M + QUAY_LAMP_M], WARM, 2.5)


def _draw_street_light(builder: MeshBuilder, quarter: Quarter) -> None:
    """A strip of lamplight before a quarter, which shows the streets at night."""
    half_x, half_y = half_quarter()
    pane = GHOST.tinted(0.98).lit(WARM, 0.5)
    west, east = quarter.x - half_x - 4, quarter.x + half_x + 4
    south, z = quarter.y - half_y - 5.0, FAR_LEVEL_M + 0.12
    builder.quads([[[west, south, z], [east, south, z], [east, south + 1, z], [west, south + 1, z]]], pane)
