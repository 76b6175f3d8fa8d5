"""What an exhibit leads to: the visit opens that zone, and the camera follows the way there."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import Visit
from explorer.visit.acts import Close, Open, Operate, Press, Touch
from explorer.visit.settings import Comfort


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def at_the_tree(park: Park, comfort: Comfort = "fly") -> Visit:
    visit = Visit.begin(park)
    visit = visit.after(Open("plaza")).after(Operate())
    visit = replace(visit, settings=replace(visit.settings, comfort=comfort))
    for _ in range(60):
        visit = visit.advance(0.1)
    return visit.after(Touch("task_2")).after(Touch("leaf_5"))


@pytest.mark.parametrize("act", [Press("go"), Touch("leaf_5")])
def test_an_open_leaf_leads_to_its_hall(park: Park, act: Press | Touch) -> None:
    visit = at_the_tree(park).after(act)
    assert (visit.zone, visit.operating) == ("factory", False)
    assert visit.flight is not None and visit.flight.goal == park.zones["factory"].views.front.pose


def test_the_camera_follows_the_way(park: Park) -> None:
    visit = at_the_tree(park).after(Press("go"))
    way = park.surroundings("plaza").plan.ways["factory"]
    flight = visit.flight
    assert flight is not None and 2.2 <= flight.duration_s <= 7.0
    for corner in way:
        near = min(
            hypot(pose.target[0] - corner[0], pose.target[1] - corner[1])
            for pose in (flight.pose_at(flight.duration_s * n / 400) for n in range(401))
        )
        assert near < 3.0
    while visit.flight is not None:
        visit = visit.advance(0.1)
    assert visit.pose == park.zones["factory"].views.front.pose


@pytest.mark.parametrize("comfort", ["glide", "cut"])
def test_with_less_motion_it_goes_there_as_it_goes_anywhere(park: Park, comfort: Comfort) -> None:
    visit = at_the_tree(park, comfort).after(Press("go"))
    assert visit.zone == "factory"
    assert visit.flight is None or not visit.flight.corners_m


def test_the_tree_is_as_it_was_left_when_the_visitor_comes_back(park: Park) -> None:
    visit = at_the_tree(park).after(Press("go")).after(Close()).after(Open("plaza")).after(Operate())
    assert visit.run is not None and visit.run.state.leaf == 4


def test_a_closed_tree_leads_nowhere(park: Park) -> None:
    visit = at_the_tree(park).after(Press("all"))
    assert visit.after(Press("go")).zone == "plaza"
