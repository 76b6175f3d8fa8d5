"""The city across the water: it keeps off the water, and its map shows each house with its shade."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from shapely.geometry import Point, box

from explorer.base.baked_format import FAR_LAND_SPAN_M, SUNS
from explorer.build.geometry.material import FAR_GROUND
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.light.far_land import far_land
from explorer.build.site.city import ROOFS, build_city, city
from explorer.build.site.site import open_water

PX = 768


@cache
def planes() -> npt.NDArray[np.float64]:
    return far_land(PX) / 255


def at(x: float, y: float) -> npt.NDArray[np.float64]:
    """Street, green, open sky and sun at a point, metres."""
    column, row = (int((value + FAR_LAND_SPAN_M / 2) / FAR_LAND_SPAN_M * PX) for value in (x, y))
    return np.asarray(planes()[row, column])


def test_no_house_and_no_tree_stands_in_the_water() -> None:
    water, houses = open_water(), list(city().houses)
    assert len(houses) > 500
    for house in houses:
        assert not water.intersects(box(house.x0, house.y0, house.x1, house.y1))
    assert min(water.distance(Point(tree.x, tree.y)) for tree in city().quay_trees) > 5
    for quarter in city().quarters:
        for tree in quarter.trees:
            assert not any(house.holds(tree.x, tree.y, 1.0) for house in quarter.houses)


def test_the_city_is_the_same_every_time() -> None:
    first, second = MeshBuilder(62), MeshBuilder(62)
    for builder in (first, second):
        build_city(builder)
    assert np.array_equal(first.arrays().points, second.arrays().points)
    assert len(first.arrays()) < 20_000, "triangles that every view of the horizon pays for"


def test_no_roof_but_the_palest_has_the_tone_of_the_ground() -> None:
    ground = np.array(FAR_GROUND.rgb)
    reported = [np.abs(np.array(roof.rgb) - ground).max() for roof in ROOFS]
    assert sum(gap > 0.06 for gap in reported) == len(ROOFS) - 1


def test_a_house_throws_its_shade_away_from_the_sun_of_the_day() -> None:
    sun_x, sun_y, sun_z = SUNS["day"]
    shaded, lit = [], []
    for quarter in city().quarters:
        house = max(quarter.houses, key=lambda one: one.height_m)
        x = (house.x0 + house.x1) / 2
        reach = 0.4 * house.height_m / sun_z
        shaded.append(at(house.x1 - sun_x * reach, house.y1 - sun_y * reach)[3])
        lit.append(at(x, house.y0 - 4.0)[3])
    assert np.median(shaded) < 0.1
    assert np.median(lit) > 0.9


def test_the_sky_is_closed_at_the_foot_of_houses_and_open_in_the_country() -> None:
    feet = [at((h.x0 + h.x1) / 2, h.y1 + 1.5)[2] for h in city().houses]
    assert np.median(feet) < 0.75
    assert at(-800, -800)[2] > 0.98


def test_a_street_runs_between_neighbouring_quarters_and_round_the_water() -> None:
    spots = {(round(q.x), round(q.y)) for q in city().quarters}
    between = [at(x + 31, y)[0] for x, y in spots if (x + 62, y) in spots]
    assert len(between) > 100 and np.median(between) > 0.8
    road = open_water().buffer(13.5).exterior
    points = [road.interpolate(share, normalized=True) for share in np.linspace(0, 1, 80, endpoint=False)]
    assert np.median([at(p.x, p.y)[0] for p in points]) > 0.7
