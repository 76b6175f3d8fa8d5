"""What moves in the park keeps to its ground, keeps clear of walls and of each other, and is the same at any time."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.ops import unary_union

from explorer.base.baked_check import read_json
from explorer.base.bootstrap import ROOT
from explorer.build.site.plan import BRIDGES, GROUND_LEVEL_M, WATER_LEVEL_M, ZONES, Room
from explorer.build.site.site import open_water, site
from explorer.crowd import CYCLE_S, PRECOMPUTED, Crowd, Moment, Script
from explorer.crowd.timetable import Timetable
from explorer.crowd.tram import CAR_HALF_M
from explorer.park import load

from .park import crowd, script, solids

SCENE = ROOT / "scenes" / "metaverse"
TIMES = np.arange(0, CYCLE_S, 0.83)
HAND_M = 0.1
BODY_RADIUS_M = 0.25

Floats = npt.NDArray[np.float64]


def track(table: Timetable) -> Floats:
    """Places at many times, shape (t, n, 3)."""
    return np.stack([table.at(time).positions for time in TIMES])


def directions(table: Timetable) -> Floats:
    return np.stack([table.at(time).directions for time in TIMES])


def nearest(positions: Floats) -> float:
    """The least distance of two at any of the times."""
    apart = np.linalg.norm(positions[:, :, None] - positions[:, None], axis=-1)
    apart[:, *np.diag_indices(positions.shape[1])] = np.inf
    return float(apart.min())


def boxes_that_hold(points: Floats, margin_m: float = 0.0) -> npt.NDArray[np.bool_]:
    """Which points (n, 3) lie in a box of a building."""
    flat = points.reshape(-1, 3)
    held = np.zeros(len(flat), bool)
    for low, high in zip(solids()["low"], solids()["high"], strict=True):
        held |= ((flat > low - margin_m) & (flat < high + margin_m)).all(axis=1)
    return held


def covers(region: shapely.Geometry, points: Floats) -> npt.NDArray[np.bool_]:
    flat = points.reshape(-1, points.shape[-1])
    shapely.prepare(region)
    return np.asarray(shapely.contains_xy(region, flat[:, 0], flat[:, 1]))


def bridges() -> shapely.Geometry:
    lines = [(shapely.LineString([b.start, b.end]), b.width_m) for b in BRIDGES.values()]
    return unary_union([line.buffer(width / 2) for line, width in lines])


def test_the_park_is_peopled() -> None:
    looks = [walk.look for walk in script().walks]
    assert 150 <= len(looks) - looks.count("robot") <= 250
    assert set(looks) >= {"suit", "coat", "dress", "child"}
    assert len(crowd().vehicles) >= 20 and len(crowd().trams) == 6 and len(crowd().boats) >= 8


def test_delivery_robots_are_about() -> None:
    assert "robot" in {walk.look for walk in script().walks}


def test_nobody_walks_through_a_wall() -> None:
    positions = track(crowd().people)
    for height_m in (0.7, 1.2, 1.6):
        assert not boxes_that_hold(np.add(positions, (0, 0, height_m)), margin_m=-0.02).any()


def in_room(room: Room, points: Floats) -> tuple[Floats, Floats]:
    """How far points (..., 2) are to the left of the middle of a room, and how far ahead of its front."""
    angle = np.radians(room.heading_deg)
    front = np.array([np.sin(angle), np.cos(angle)])
    off = points - room.centre_m[:2]
    return off @ (-front[1], front[0]), off @ front - room.size_m[1] / 2


def rooms_on_the_ground() -> dict[str, Room]:
    rooms = {zone: place.room for zone, place in ZONES.items() if place.room}
    return {zone: room for zone, room in rooms.items() if room.centre_m[2] < GROUND_LEVEL_M + 1.9}


def test_nobody_walks_into_the_room_of_an_exhibit() -> None:
    positions = track(crowd().people)[..., :2]
    assert {"plaza", "forum", "rules", "factory", "street"} <= set(rooms_on_the_ground())
    for zone, room in rooms_on_the_ground().items():
        across, ahead = in_room(room, positions)
        width, depth, _ = room.size_m
        near = (np.abs(across) < width / 2 + 0.5) & (np.abs(ahead + depth / 2) < depth / 2 + 0.5)
        assert not near.any(), f"{near.any(axis=0).sum()} walk into the exhibit of {zone}"


def test_some_stop_at_an_open_front_and_look_at_the_exhibit() -> None:
    moments = [crowd().people.at(time) for time in TIMES]
    positions, way = (
        np.stack([getattr(moment, name) for moment in moments]) for name in ("positions", "directions")
    )
    still = np.stack([moment.speeds for moment in moments]) < 0.1
    looked_at = 0
    for room in rooms_on_the_ground().values():
        across, ahead = in_room(room, positions[..., :2])
        at_front = still & (np.abs(across) < room.size_m[0] / 2) & (ahead > 0) & (ahead < 4)
        towards = np.subtract(room.centre_m[:2], positions[..., :2])
        looks_in = (towards * way).sum(axis=-1) > 0.6 * np.linalg.norm(towards, axis=-1)
        looked_at += int((at_front & looks_in).any())
    assert looked_at >= 6


def test_nobody_walks_into_water_or_onto_a_road_with_cars() -> None:
    positions = track(crowd().people)
    dry = unary_union([site().island, bridges()])
    assert covers(dry, positions).all()
    on_road = covers(site().roads, positions)
    assert np.abs(positions.reshape(-1, 3)[on_road, 1] + 6).max() < 5.5, (
        "only the avenue is crossed, where trams run"
    )


def test_nobody_walks_through_another() -> None:
    assert nearest(track(crowd().people)[..., :2]) > 2 * BODY_RADIUS_M - HAND_M


def test_nobody_meets_a_vehicle() -> None:
    people = track(crowd().people)[..., :2]
    cars, trams = (track(table)[..., :2] for table in (crowd().vehicles, crowd().trams))
    assert (
        min(np.linalg.norm(people[t, :, None] - cars[t, None], axis=2).min() for t in range(len(TIMES))) > 2.5
    )
    for t in range(len(TIMES)):
        apart = np.abs(people[t, :, None] - trams[t, None])
        assert not ((apart[..., 0] < CAR_HALF_M[0] + 0.3) & (apart[..., 1] < CAR_HALF_M[1] + 0.3)).any()


def test_people_walk_at_the_pace_of_people() -> None:
    speeds = np.stack([crowd().people.at(time).speeds for time in TIMES])
    assert speeds.max() < 1.55
    walking = speeds > 0.5
    assert 0.3 < walking.mean() < 0.9, "some walk, some stand"
    assert 0.8 < np.median(speeds[walking]) < 1.4


def test_people_turn_smoothly() -> None:
    step_s = 0.1
    for time in np.arange(0, CYCLE_S, 7.3):
        before, after = crowd().people.at(time).headings, crowd().people.at(time + step_s).headings
        turned = np.abs((after - before + np.pi) % (2 * np.pi) - np.pi)
        assert np.quantile(turned, 0.98) < np.radians(170) * step_s
        assert turned.max() < np.radians(75)


def test_cars_keep_to_the_right_of_the_road_and_to_themselves() -> None:
    positions, way = track(crowd().vehicles), directions(crowd().vehicles)
    assert covers(site().roads, positions).all()
    # on the long straight of the mile: eastward south of its middle, westward north of it
    on_mile = (np.abs(positions[..., 0] + 80) < 80) & (np.abs(positions[..., 1] - 40) < 5)
    assert on_mile.any()
    side = (positions[..., 1] - 40)[on_mile] * np.sign(way[..., 0][on_mile])
    assert (side < -1.5).all()
    assert nearest(positions[..., :2]) > 4.0


def test_no_car_is_in_the_way_of_a_tram() -> None:
    cars, trams = track(crowd().vehicles), track(crowd().trams)
    apart = np.abs(cars[:, :, None, :2] - trams[:, None, :, :2])
    assert not ((apart[..., 0] < CAR_HALF_M[0] + 1.0) & (apart[..., 1] < CAR_HALF_M[1] + 1.0)).any()


def test_trams_stop_at_their_stops_and_pass_each_other() -> None:
    line, table = script().tramway, crowd().trams
    assert line is not None
    moments = [table.at(time) for time in np.arange(0, table.period_s, 0.5)]
    middle = np.array([moment.positions[1] for moment in moments])
    still = np.array([moment.speeds[1] for moment in moments]) < 0.05
    for halt in line.halts_x:
        assert (np.abs(middle[still, 0] - halt) < 0.5).any()
    first, second = (
        np.array([moment.positions[part] for moment in moments]) for part in (slice(0, 3), slice(3, 6))
    )
    apart = np.abs(first[:, :, None] - second[:, None])
    assert not ((apart[..., 0] < 9) & (apart[..., 1] < 2 * CAR_HALF_M[1])).any()


def test_no_tram_rests_before_an_exhibit() -> None:
    """Passing it is fine; one that stands there would be in the way of whoever came to look at the exhibit."""
    table = crowd().trams
    moments = [table.at(time) for time in np.arange(0, table.period_s, 0.5)]
    positions = np.stack([moment.positions for moment in moments])
    still = np.stack([moment.speeds for moment in moments]) < 0.05
    corners = [
        (x, y, z) for x in np.linspace(-1, 1, 7) * CAR_HALF_M[0] for y in (-1.3, 1.3) for z in (0.3, 3.3)
    ]
    for zone in load(SCENE, ROOT / "assets").zones.values():
        pose = zone.views.exhibit.pose
        right, up, ahead = np.array(pose.axes)
        off = positions[..., None, :] + corners - pose.eye
        depth, half = off @ ahead, np.tan(np.radians(pose.fov_deg / 2))
        seen = (depth > 1) & (depth < pose.distance_m)
        seen &= (np.abs(off @ up) < half * depth) & (np.abs(off @ right) < half * depth * 16 / 9)
        assert not (seen.any(axis=2) & still).any(), zone.id


def test_boats_keep_to_the_water() -> None:
    positions = track(crowd().boats)
    free = open_water().difference(site().island.buffer(3.0))
    assert covers(free, positions).all()
    assert nearest(positions[..., :2]) > 15


def test_drones_keep_clear_of_buildings_and_of_each_other() -> None:
    positions = track(crowd().drones)
    assert not boxes_that_hold(positions, margin_m=0.5).any()
    assert nearest(positions) > 3.0


@settings(max_examples=40, deadline=None)
@given(
    st.floats(0, 5 * CYCLE_S), st.sampled_from(["people", "vehicles", "trams", "boats", "drones", "gulls"])
)
def test_any_moment_can_be_asked_for(time: float, name: str) -> None:
    table: Timetable = getattr(crowd(), name)
    first, again = table.at(time), table.at(time)
    assert np.array_equal(first.positions, again.positions)
    later = table.at(time + 0.02)
    assert np.linalg.norm(later.positions - first.positions, axis=1).max(initial=0) < 0.02 * 14
    round_later = table.at(time + CYCLE_S)
    assert np.allclose(round_later.positions, first.positions, atol=1e-6)
    assert np.allclose(np.linalg.norm(first.directions, axis=1), 1)


def test_what_is_asked_for_in_between_changes_nothing() -> None:
    fast = [crowd().people.at(k / 30).positions for k in range(0, 300, 3)]
    slow = [crowd().people.at(k / 10).positions for k in range(100)]
    assert np.allclose(fast, slow)


def test_a_script_survives_the_file() -> None:
    reported = json.loads(json.dumps(script().to_json()))
    assert read_json(Script, json.dumps(reported).encode()) == script()
    with pytest.raises(ValueError, match="format 99"):
        read_json(Script, json.dumps(reported | {"format": 99}).encode())
    with pytest.raises(ValueError, match="format None"):
        read_json(Script, b"{}")
    with pytest.raises(ValueError, match=r"^lane\.0\.1: "):
        read_json(Script, json.dumps(reported | {"lane": [[1.0, "east"]]}).encode())


def test_the_baked_timetables_are_those_of_the_script() -> None:
    fresh = Crowd(script(), WATER_LEVEL_M)
    for name in PRECOMPUTED:
        precomputed, made = getattr(crowd(), name), getattr(fresh, name)
        assert (precomputed.period_s, precomputed.step_s, len(precomputed)) == (
            made.period_s,
            made.step_s,
            len(made),
        )
        for time_s in (0.0, 17.3, 100.0, 479.9):
            one, other = precomputed.at(time_s), made.at(time_s)
            assert np.abs(one.positions - other.positions).max() < 1e-3
            assert np.abs(one.directions - other.directions).max() < 2e-3
            assert np.abs(one.travelled_m - other.travelled_m).max() < 0.02
            assert np.abs(one.speeds - other.speeds).max() < 1e-3


def test_a_timetable_that_does_not_fit_the_cycle_is_refused() -> None:
    with pytest.raises(ValueError, match="does not go into"):
        Timetable(np.zeros((4, 1, 3)), np.ones((4, 1, 2)), 7.0)
    assert len(Moment.joined([crowd().people.at(0), crowd().trams.at(0)])) == len(script().walks) + 6
