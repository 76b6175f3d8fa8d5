"""Where a dragged zone comes to rest."""

from __future__ import annotations

import random
from dataclasses import replace
from math import hypot, isclose

import pytest

from explorer.base.geometry import Vec2
from explorer.editor.placing import CORNERS, Drag, Handle, Limits, handles_of, nudged, turned
from explorer.editor.snapping import GAP_M, ROAD_GAP_M, move_to, nearest_gap, size_to, turn_to
from explorer.park.plots import Plot

ANY = Limits((1.0, 1.0), (200.0, 200.0))
OTHER = Plot("other", (0.0, 0.0), (40.0, 20.0), 180.0)
MINE = Plot("mine", (60.0, 50.0), (30.0, 16.0), 180.0)


def test_alone_it_stands_on_whole_metres() -> None:
    assert move_to(MINE, (61.37, -4.62), (), (), 2.0).plot.centre_m == (61, -5)


def test_nothing_snaps_when_it_is_free() -> None:
    free = move_to(MINE, (0.374, 43.624), (OTHER,), (), 0.0)
    assert free.plot.centre_m == pytest.approx((0.37, 43.62))
    assert free.guides == ()


@pytest.mark.parametrize("seed", range(30))
def test_in_line_with_the_axis_of_a_neighbour_that_stands_at_any_angle(seed: int) -> None:
    draw = random.Random(seed)
    other = replace(OTHER, heading_deg=draw.uniform(0, 360))
    off = draw.uniform(-1.5, 1.5)
    near = other.world((off, 70.0))
    mine = replace(MINE, heading_deg=draw.uniform(0, 360))
    snapped = move_to(mine, near, (other,), (), 2.0)
    assert snapped.guides
    moved = hypot(snapped.plot.centre_m[0] - near[0], snapped.plot.centre_m[1] - near[1])
    assert moved <= 2.0 * 1.5 + 0.01, "it goes no farther than it reaches"


def test_the_gap_of_a_path_is_kept_and_measured() -> None:
    beside = 20 + GAP_M + 15
    snapped = move_to(MINE, (beside + 1.2, 0.8), (OTHER,), (), 2.0)
    assert snapped.plot.centre_m == pytest.approx((beside, 0.0)), "in line, and a path away"
    gap = next(guide for guide in snapped.guides if guide.kind == "gap")
    assert gap.distance_m == GAP_M
    assert hypot(gap.end[0] - gap.start[0], gap.end[1] - gap.start[1]) == pytest.approx(GAP_M)
    measured = nearest_gap(snapped.plot, (OTHER,))
    assert measured is not None
    assert measured.distance_m == pytest.approx(GAP_M)


def test_edges_come_into_line() -> None:
    snapped = move_to(MINE, (100.0, (20 - 16) / 2 + 0.6), (OTHER,), (), 1.0)
    assert snapped.plot.centre_m[1] == pytest.approx(2.0), "both backs on one line"


def test_it_keeps_the_distance_that_a_road_needs() -> None:
    road = ((-100.0, 80.0), (100.0, 80.0), (100.0, 86.0), (-100.0, 86.0))
    snapped = move_to(MINE, (3.0, 80 - ROAD_GAP_M - 8 + 0.9), (), (road,), 2.0)
    assert snapped.plot.centre_m[1] == pytest.approx(80 - ROAD_GAP_M - 8)
    assert snapped.guides[0].kind == "road"


@pytest.mark.parametrize(("wished", "heading"), [(191.0, 195), (187.4, 187.4), (358.9, 0), (92.6, 90)])
def test_turns_snap_to_fifteen_degrees_when_near(wished: float, heading: float) -> None:
    assert turn_to(MINE, wished, (), free=False).plot.heading_deg == pytest.approx(heading)


def test_a_turn_snaps_to_a_neighbour_and_never_when_free() -> None:
    other = replace(OTHER, heading_deg=203.0)
    assert turn_to(MINE, 202.1, (other,), free=False).plot.heading_deg == 203.0
    assert turn_to(MINE, 114.4, (other,), free=False).plot.heading_deg == 113.0, "at a right angle to it"
    assert turn_to(MINE, 202.14, (other,), free=True).plot.heading_deg == 202.1


@pytest.mark.parametrize("seed", range(30))
def test_a_corner_is_drawn_while_the_opposite_one_stays(seed: int) -> None:
    draw = random.Random(seed)
    plot = replace(MINE, heading_deg=draw.uniform(0, 360))
    corner = draw.randrange(4)
    at = plot.corners_m[corner]
    sized = size_to(
        plot, corner, (at[0] + draw.uniform(-9, 9), at[1] + draw.uniform(-9, 9)), (8, 8), (60, 40), free=False
    ).plot
    assert sized.corners_m[(corner + 2) % 4] == pytest.approx(plot.corners_m[(corner + 2) % 4], abs=0.02)
    assert all(
        low <= side <= high and side == round(side)
        for side, low, high in zip(sized.size_m, (8, 8), (60, 40), strict=True)
    )


def test_a_building_becomes_no_larger_and_no_smaller_than_its_kind() -> None:
    for place, size in (((-500.0, -500.0), (60, 40)), (MINE.centre_m, (24, 12))):
        assert size_to(MINE, 3, place, (24, 12), (60, 40), free=True).plot.size_m == size


@pytest.mark.parametrize("handle", handles_of(MINE))
def test_a_drag_that_ends_where_it_began_changes_nothing(handle: Handle) -> None:
    at = handles_of(MINE)[handle]
    assert Drag(MINE, handle, at, ANY).at(at, free=True).plot == MINE


@pytest.mark.parametrize("seed", range(30))
def test_the_handle_stays_under_the_pointer(seed: int) -> None:
    draw = random.Random(seed)
    plot = replace(MINE, heading_deg=round(draw.uniform(0, 360), 1))
    for handle in ("body", *CORNERS):
        at = handles_of(plot)[handle]
        to: Vec2 = (at[0] + draw.uniform(-5, 5), at[1] + draw.uniform(-5, 5))
        dragged = Drag(plot, handle, at, ANY).at(to, free=True).plot
        now = handles_of(dragged)[handle]
        assert hypot(now[0] - to[0], now[1] - to[1]) < 0.12, handle


def test_the_handle_that_turns_leads_the_front() -> None:
    at = handles_of(MINE)["turn"]
    east = (MINE.centre_m[0] + 30.0, MINE.centre_m[1])
    assert Drag(MINE, "turn", at, ANY).at(east).plot.heading_deg == pytest.approx(90)


@pytest.mark.parametrize(
    ("azimuth_deg", "way"),
    [(180, (1, 0)), (90, (0, 1)), (0, (-1, 0)), (270, (0, -1)), (200, (1, 0)), (359, (-1, 0))],
)
def test_arrow_keys_go_as_one_sees_the_park(azimuth_deg: float, way: Vec2) -> None:
    moved = nudged(MINE, 1, 0, 1.0, azimuth_deg).centre_m
    assert (moved[0] - 60, moved[1] - 50) == way
    there_and_back = MINE
    for right, ahead in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        there_and_back = nudged(there_and_back, right, ahead, 5.0, azimuth_deg)
    assert there_and_back == MINE


def test_brackets_turn_all_the_way_round() -> None:
    plot = MINE
    for _ in range(72):
        plot = turned(plot, 5)
    assert isclose(plot.heading_deg, MINE.heading_deg)
