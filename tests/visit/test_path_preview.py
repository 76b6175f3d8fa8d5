"""A lit path is looked along: the camera goes to its hall and comes back, and whatever the visitor does ends it."""

from __future__ import annotations

from dataclasses import replace
from math import dist

import pytest

from explorer.bootstrap import ROOT
from explorer.core.geometry import turn_deg
from explorer.park import Park, load
from explorer.visit import KIOSK, PRESENT, Mode, Visit
from explorer.visit.acts import Act, Hover, Open, Operate, Orbit, Point, Press, Touch, Turn, Undo, Zoom
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import EXPLORE
from explorer.visit.previewing import LONGEST_FLIGHT_S, SEES_FIRST_S, STAYS_S
from explorer.visit.settings import Comfort
from explorer.visit.tour.acts import NextStop, StartTour

DT_S = 0.1


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def later(visit: Visit, seconds: float) -> Visit:
    for _ in range(round(seconds / DT_S)):
        visit = visit.advance(DT_S)
    return visit


def at_the_tree(park: Park, comfort: Comfort = "fly", mode: Mode = EXPLORE) -> Visit:
    visit = Visit.begin(park, mode).after(Presence()).after(Open("plaza")).after(Operate())
    visit = later(visit, 6.0)
    assert visit.pose == park.zones["plaza"].views.exhibit.pose
    return replace(visit, settings=replace(visit.settings, comfort=comfort))


def gone(visit: Visit) -> Visit:
    """After a leaf was touched, with the camera at rest before its hall."""
    visit = later(visit.after(Touch("task_2")).after(Touch("leaf_5")), SEES_FIRST_S + LONGEST_FLIGHT_S + 0.3)
    assert visit.is_away and not visit.moving
    return visit


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK], ids=lambda mode: mode.name)
def test_every_lit_path_is_looked_along_and_back(park: Park, mode: Mode) -> None:
    visit, plan = at_the_tree(park, mode=mode), park.surroundings("plaza").plan
    home = visit.pose
    for leaf, measure in enumerate(plan.measures, 1):
        if visit.run is not None and visit.run.state.bough != measure.task:
            visit = visit.after(Touch(f"task_{measure.task + 1}"))
        if visit.run is not None and visit.run.state.leaf != leaf - 1:
            visit = visit.after(Touch(f"leaf_{leaf}"))
        if not measure.halls:
            assert visit.preview is None
            continue
        visit = later(visit, SEES_FIRST_S - 0.2)
        assert not visit.moving and visit.pose == home, "the leaf itself is seen first"
        visit = later(visit, 0.3)
        assert visit.flight is not None and 2.0 <= visit.flight.duration_s <= LONGEST_FLIGHT_S
        visit = later(visit, LONGEST_FLIGHT_S)
        hall = park.zones[measure.halls[0]]
        assert visit.is_away and visit.pointed == hall.id and (visit.zone, visit.operating) == ("plaza", True)
        assert dist(visit.pose.target, hall.views.front.pose.target) < visit.pose.distance_m / 2
        assert abs(turn_deg(home.azimuth_deg, visit.pose.azimuth_deg)) <= 70.1
        visit = later(visit, STAYS_S + 3.5)
        assert visit.pose == home and visit.pointed is None and visit.preview is None and not visit.moving


def test_the_camera_goes_along_the_path(park: Park) -> None:
    visit = later(at_the_tree(park).after(Touch("task_2")).after(Touch("leaf_5")), SEES_FIRST_S + 0.1)
    assert visit.flight is not None
    assert visit.flight.corners_m == park.surroundings("plaza").plan.ways["factory"]


@pytest.mark.parametrize("act", [Touch(None), Point(None), Turn("year", 2024.0), Undo(), Press("missing")])
def test_what_a_visitor_does_ends_it_at_once(park: Park, act: Act) -> None:
    away = gone(at_the_tree(park))
    visit = away.after(act)
    assert visit.preview is None and visit.pointed is None
    assert visit.flight is not None and visit.flight.goal == park.zones["plaza"].views.exhibit.pose
    waiting = at_the_tree(park).after(Touch("task_2")).after(act)
    assert not later(waiting, 3.0).moving


@pytest.mark.parametrize("act", [Orbit(5.0, 0.0), Zoom(0.9)])
def test_a_visitor_who_steers_keeps_the_camera(park: Park, act: Act) -> None:
    away = gone(at_the_tree(park))
    visit = away.after(act)
    assert visit.preview is None and visit.pointed is None and not visit.moving
    assert dist(visit.pose.target, away.pose.target) < 1.0
    again = later(visit.after(Touch("leaf_4")), 5.0)
    assert again.preview is not None and again.preview.home == park.zones["plaza"].views.exhibit.pose


def test_the_pointer_does_not_end_it(park: Park) -> None:
    away = gone(at_the_tree(park))
    assert away.after(Hover("factory")).is_away


@pytest.mark.parametrize("act", [Press("go"), Touch("leaf_5"), Open("factory")])
def test_a_visitor_may_go_there_from_where_the_camera_is(park: Park, act: Act) -> None:
    visit = gone(at_the_tree(park)).after(act)
    assert (visit.zone, visit.operating, visit.preview, visit.pointed) == ("factory", False, None, None)
    assert visit.flight is not None and not visit.flight.corners_m
    assert visit.flight.goal == park.zones["factory"].views.front.pose
    back = visit.history[visit.at - 1]
    assert back.pose == park.zones["plaza"].views.exhibit.pose, (
        "the tree, not the hall, was where the visitor stood"
    )


def test_another_leaf_is_looked_at_from_the_tree(park: Park) -> None:
    visit = gone(at_the_tree(park)).after(Touch("leaf_6"))
    assert visit.preview is not None and not visit.preview.away
    visit = later(visit, 3.0 + SEES_FIRST_S + LONGEST_FLIGHT_S)
    assert visit.pointed == "park" and visit.is_away


@pytest.mark.parametrize("comfort", ["glide", "cut"])
def test_with_less_motion_there_is_a_cut_or_none(park: Park, comfort: Comfort) -> None:
    visit = at_the_tree(park, comfort).after(Touch("task_2")).after(Touch("leaf_5"))
    assert (visit.preview is None) == (comfort == "cut")
    visit = later(visit, SEES_FIRST_S + 0.1)
    assert visit.moving == (comfort == "glide")
    assert visit.flight is None or not visit.flight.corners_m


def test_a_tour_has_its_own_camera(park: Park) -> None:
    visit = gone(at_the_tree(park)).after(StartTour(next(iter(park.tours))))
    assert visit.preview is None and visit.pointed is None
    led = Visit.begin(park, PRESENT).after(NextStop())
    assert led.preview is None
    attracted = Visit.begin(park, KIOSK)
    for _ in range(300):
        attracted = attracted.advance(0.4)
        assert attracted.preview is None
