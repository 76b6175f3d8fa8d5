"""What two polygons on the ground share."""

from __future__ import annotations

import random
from math import isclose

import pytest
from shapely.geometry import Polygon as Shape

from explorer.base.geometry import area_m2, hull, rectangle, shared_m2


@pytest.mark.parametrize("seed", range(40))
def test_shared_ground_is_what_shapely_finds(seed: int) -> None:
    draw = random.Random(seed)

    def some() -> tuple[tuple[float, float], ...]:
        centre = (draw.uniform(-20, 20), draw.uniform(-20, 20))
        return rectangle(centre, (draw.uniform(4, 40), draw.uniform(4, 40)), draw.uniform(0, 360))

    one, other = some(), some()
    assert isclose(shared_m2(one, other), Shape(one).intersection(Shape(other)).area, abs_tol=1e-6)
    assert isclose(shared_m2(one, other), shared_m2(other, one), abs_tol=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_a_hollow_region_may_be_cut_by_a_rectangle(seed: int) -> None:
    draw = random.Random(seed)
    bend = [(0.0, 0.0), (60.0, 0.0), (60.0, 8.0), (8.0, 8.0), (8.0, 60.0), (0.0, 60.0)]
    cut = rectangle((draw.uniform(0, 50), draw.uniform(0, 50)), (30, 18), draw.uniform(0, 360))
    assert isclose(shared_m2(bend, cut), Shape(bend).intersection(Shape(cut)).area, abs_tol=1e-6)
    assert isclose(shared_m2(bend[::-1], cut[::-1]), shared_m2(bend, cut), abs_tol=1e-9)


def test_corners_go_round_anticlockwise_from_the_left_end_of_the_front() -> None:
    corners = rectangle((0, 0), (20, 10), 180)  # it faces south
    assert area_m2(corners) == pytest.approx(200)
    assert corners[0] == pytest.approx((10, -5)), "who looks out to the south has the east on the left"


def test_the_hull_of_points_is_the_smallest_convex_polygon_around_them() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    inside = [(1.0, 1.0), (2.0, 3.0), (2.0, 0.0), (4.0, 4.0)]
    assert hull([*inside, *square]) == square
    assert area_m2(hull([*square[::-1], *inside])) == 16.0, "anticlockwise"
    assert hull([(1.0, 2.0), (1.0, 2.0)]) == [(1.0, 2.0)]
