"""A visit is a value: what acts and time make of it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explorer.base.baked_format import SOLID
from explorer.base.bootstrap import ROOT
from explorer.base.geometry import Pose, turn_deg
from explorer.park import Park, Solids, Zone, load
from explorer.visit import (
    Act,
    Approach,
    Back,
    Change,
    Close,
    Forward,
    Hover,
    LookFrom,
    Open,
    Orbit,
    Pan,
    Point,
    Settings,
    Visit,
    Zoom,
)
from explorer.visit.camera.bounds import FARTHEST_M, GROUND_M, NEAREST_M, Room
from tests.scene import write_scene


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    folder = write_scene(tmp_path_factory.mktemp("visit") / "toy")
    park = load(folder, folder)
    rows = [
        ("mill", (-25, -5, 0), (-15, 5, 12)),
        ("barn", (15, -5, 0), (25, 5, 12)),
        ("", (-4, -60, 0), (4, -20, 40)),
    ]
    return park.model_copy(update={"solids": Solids.of(np.array(rows, SOLID))})


def flown(visit: Visit) -> Visit:
    return visit.advance(10)


def test_opening_flies_there_and_marks_the_zone(park: Park) -> None:
    visit = Visit.begin(park).after(Open("mill"))
    assert visit.zone == "mill" and visit.moving and visit.pose == park.home
    visit = flown(visit)
    assert visit.pose == park.zones["mill"].views.front.pose
    assert not visit.moving and visit.visited == {"mill"}


def test_closing_goes_back_to_where_the_visitor_was(park: Park) -> None:
    visit = Visit.begin(park).after(Orbit(30, 10)).after(Zoom(0.8))
    there = visit.pose
    visit = flown(flown(visit.after(Open("mill"))).after(Open("barn")))
    visit = flown(visit.after(Close()))
    assert visit.zone is None
    assert visit.pose == there


def test_closing_with_nothing_open_changes_nothing(park: Park) -> None:
    visit = Visit.begin(park)
    assert visit.after(Close()) == visit


def test_back_and_forward(park: Park) -> None:
    visit = Visit.begin(park)
    assert not visit.may_go_back and visit.after(Back()) == visit
    visit = flown(flown(visit.after(Open("mill"))).after(Open("barn")))
    visit = flown(visit.after(Back()))
    assert visit.zone == "mill" and visit.may_go_forward
    visit = flown(visit.after(Back()))
    assert visit.zone is None and visit.pose == park.home
    visit = flown(flown(visit.after(Forward())).after(Forward()))
    assert visit.zone == "barn" and not visit.may_go_forward
    assert visit.after(Forward()) == visit


def test_a_second_click_redirects_the_flight_without_a_jerk(park: Park) -> None:
    visit = Visit.begin(park).after(Open("mill")).advance(1.0)
    before, then = visit.pose, visit.after(Open("barn"))
    assert then.zone == "barn"
    assert np.allclose(then.pose.eye, before.eye, atol=1e-6)
    h = 1 / 120
    old = np.subtract(visit.advance(h).pose.eye, visit.pose.eye) / h
    new = np.subtract(then.advance(h).pose.eye, then.pose.eye) / h
    assert np.linalg.norm(new - old) < 0.12 * np.linalg.norm(old) + 0.5
    assert flown(then).pose == park.zones["barn"].views.front.pose


@pytest.mark.parametrize(("comfort", "seconds"), [("fly", 2.2), ("glide", 1.4), ("cut", 0.0)])
def test_the_comfort_ladder(park: Park, comfort: str, seconds: float) -> None:
    visit = Visit.begin(park, settings=Settings(comfort=comfort)).after(Open("mill"))  # type: ignore[arg-type]
    goal = park.zones["mill"].views.front.pose
    if seconds == 0:
        assert visit.pose == goal and not visit.moving
        return
    assert visit.advance(seconds - 0.05).moving
    assert not visit.advance(seconds + 0.6).moving
    if comfort == "glide":  # only the last part of the way is shown
        assert np.linalg.norm(np.subtract(visit.pose.eye, goal.eye)) < 0.45 * np.linalg.norm(
            np.subtract(park.home.eye, goal.eye)
        )


def test_a_hand_on_the_camera_stops_a_flight(park: Park) -> None:
    visit = Visit.begin(park).after(Open("mill")).advance(0.5).after(Orbit(1, 0))
    assert not visit.moving and visit.zone == "mill"


def test_zoom_keeps_the_point_under_the_cursor(park: Park) -> None:
    visit = Visit.begin(park)
    point = (20.0, 10.0, 0.0)
    after = visit.after(Zoom(0.5, point)).pose

    def seen(pose: Pose) -> np.ndarray:
        v = np.subtract(point, pose.eye)
        right, up, ahead = (np.array(a) for a in pose.axes)
        return np.array([v @ right, v @ up]) / (v @ ahead)

    assert np.allclose(seen(after), seen(visit.pose), atol=1e-9)


def test_pan_moves_the_picture_not_the_height(park: Park) -> None:
    after = Visit.begin(park).after(Pan(0.1, 0.0)).pose
    assert after.target[2] == park.home.target[2]
    assert after.target[0] == pytest.approx(park.home.span_m * 0.1)  # camera to the south: right is east


def test_approach_comes_closer_and_never_too_close(park: Park) -> None:
    visit = Visit.begin(park)
    for _ in range(8):
        visit = flown(visit.after(Approach((-20, 12, 0))))
    assert visit.pose.target == (-20, 12, 0)
    assert visit.pose.distance_m == pytest.approx(2 * NEAREST_M)


def test_approach_to_bare_ground_ends_where_the_last_building_is_still_seen(park: Park) -> None:
    visit = flown(Visit.begin(park).after(Approach((0, 60, 0))))
    assert visit.pose.target == (0, 60, 0)
    for _ in range(8):
        visit = flown(visit.after(Approach((0, 60, 0))))
    assert visit.pose.distance_m > 4 * NEAREST_M


def test_unknown_names_are_refused(park: Park) -> None:
    for act in (Open("x"), Hover("x"), Point("x"), LookFrom("x")):
        with pytest.raises(KeyError):
            Visit.begin(park).after(act)


def test_a_change_of_settings_keeps_the_visit(park: Park) -> None:
    visit = flown(Visit.begin(park).after(Open("mill")))
    after = visit.after(Change(replace(visit.settings, language="zh")))
    assert after.settings.language == "zh" and replace(after, settings=visit.settings) == visit


acts = st.one_of(
    st.builds(Open, st.sampled_from(["mill", "barn"])),
    st.just(Close()),
    st.just(Back()),
    st.just(Forward()),
    st.just(LookFrom("overview")),
    st.builds(Hover, st.sampled_from(["mill", None])),
    st.builds(Orbit, st.floats(-400, 400), st.floats(-400, 400)),
    st.builds(Pan, st.floats(-3, 3), st.floats(-3, 3)),
    st.builds(
        Zoom, st.floats(0.05, 20), st.none() | st.tuples(*[st.floats(-500, 500)] * 2, st.floats(0, 90))
    ),
    st.builds(Approach, st.tuples(*[st.floats(-500, 500)] * 2, st.floats(0, 90))),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(acts, st.floats(0, 4)), max_size=25))
def test_the_camera_stays_in_the_room_whatever_the_visitor_does(
    park: Park, script: list[Act | float]
) -> None:
    visit, room = Visit.begin(park), Room(park)
    for step in script:
        visit = visit.advance(step) if isinstance(step, float) else visit.after(step)
        pose = visit.pose
        assert pose.eye[2] >= GROUND_M - 0.01
        assert -5 <= pose.elevation_deg <= 89
        assert 0 < pose.distance_m <= FARTHEST_M * 3
        if not visit.moving:
            assert not room.blocked([pose.eye])
        assert len(visit.history) <= 64 and 0 <= visit.at < len(visit.history)
    end = visit.after(LookFrom("overview")).advance(20)
    assert end.pose == park.home and not end.moving


GRID = np.stack(np.meshgrid(*[np.linspace(-0.5, 0.5, 17)] * 2, np.linspace(0, 1, 17)), -1).reshape(-1, 3)


def shown(pose: Pose, zone: Zone) -> bool:
    """Whether one of many points of a building's box is in a picture of 16:9."""
    (x, y), turn = zone.place.centre_m, math.radians(zone.place.heading_deg)
    a, b, tall = (GRID * (*zone.place.footprint_m, zone.place.height_m)).T
    box = np.stack(
        [x + a * math.cos(turn) + b * math.sin(turn), y - a * math.sin(turn) + b * math.cos(turn), tall], -1
    )
    right, up, ahead = ((box - pose.eye) @ np.array(axis) for axis in pose.axes)
    reach = ahead * math.tan(math.radians(pose.fov_deg / 2))
    return bool(((ahead > 0) & (np.abs(right) < reach * 16 / 9) & (np.abs(up) < reach)).any())


@pytest.fixture(scope="module")
def whole() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


steers = st.one_of(
    st.builds(Orbit, st.floats(-400, 400), st.floats(-90, 90)),
    st.builds(Pan, st.floats(-3, 3), st.floats(-3, 3)),
    st.builds(
        Zoom, st.floats(0.05, 20), st.none() | st.tuples(*[st.floats(-500, 500)] * 2, st.floats(0, 90))
    ),
    st.builds(Approach, st.tuples(*[st.floats(-500, 500)] * 2, st.floats(0, 90))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(steers, min_size=1, max_size=12))
@example([Orbit(284.0, 0.0), Orbit(400.0, -6.0), Zoom(0.0625, None), Approach((0.0, 233.0, 0.0))])
def test_wherever_a_hand_leads_the_camera_it_rests_with_a_building_in_view(
    whole: Park, script: list[Act]
) -> None:
    visit = Visit.begin(whole)
    for step in script:
        visit = visit.after(step).advance(20)
        assert any(shown(visit.pose, zone) for zone in whole.zones.values()), visit.pose


@pytest.mark.parametrize("steer", [Pan(-0.06, 0), Pan(0.06, 0), Pan(0, 0.06), Pan(0, -0.06), Zoom(0.9)])
@pytest.mark.parametrize("tilt", [0, -90])
def test_a_key_that_is_held_leads_to_no_bare_ground(whole: Park, steer: Act, tilt: float) -> None:
    visit = Visit.begin(whole).after(Orbit(0, tilt))
    for _ in range(200):
        visit = visit.after(steer)
    assert any(shown(visit.pose, zone) for zone in whole.zones.values()), visit.pose


def test_a_camera_does_not_go_through_a_wall(park: Park) -> None:
    """The tall box without a zone stands between these two places."""
    west = Pose((-30, -40, 3), 270.0, 5.0, 20.0)
    visit = replace(Visit.begin(park), pose=west)
    room = Room(park)
    for _ in range(40):
        before = visit.pose.eye
        visit = visit.after(Pan(-0.4, 0.0)).after(Pan(0.0, -0.3))
        assert not room.blocked([visit.pose.eye])
        assert not room.blocked([before, visit.pose.eye])


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 2.0), st.integers(1, 40))
def test_time_may_come_in_any_pieces(park: Park, total_s: float, pieces: int) -> None:
    start = Visit.begin(park).after(Open("barn"))
    whole, split = start.advance(total_s), start
    for _ in range(pieces):
        split = split.advance(total_s / pieces)
    assert np.allclose(whole.pose.eye, split.pose.eye, atol=1e-6)
    assert abs(turn_deg(whole.pose.azimuth_deg, split.pose.azimuth_deg)) < 1e-6


def test_a_flight_passes_over_what_stands_in_its_way(park: Park) -> None:
    room = Room(park)
    west = Pose((-40, -40, 3), 270.0, 4.0, 14.0)
    visit = replace(Visit.begin(park), pose=west)
    goal = Pose((40, -40, 3), 90.0, 4.0, 14.0)
    visit = visit.flying_to(goal)
    assert visit.flight is not None and visit.flight.lift > 0
    eyes = [visit.flight.pose_at(visit.flight.duration_s * i / 60).eye for i in range(61)]
    assert not room.blocked(eyes)


def test_no_flight_is_better_than_one_through_a_wall(park: Park) -> None:
    lid = Solids.of(np.array([("", (-500, -3, 0), (500, 3, 2000))], SOLID))
    walled = park.model_copy(update={"solids": lid})
    visit = replace(Visit.begin(walled), pose=Pose((0, 40, 5), 0, 20, 20))
    visit = visit.flying_to(Pose((0, -40, 5), 180, 20, 20))
    assert not visit.moving
