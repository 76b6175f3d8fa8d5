"""The guide flies to what is meant, stays there, and goes when nothing is."""

from __future__ import annotations

from math import dist

import pytest

from explorer.park import Park
from explorer.stage.highlight.guide import AWAY, Guide
from explorer.visit import Point, Settings, Visit

FRAME_S = 1 / 30


def flown(guide: Guide, visit: Visit, seconds: float) -> Visit:
    for _ in range(round(seconds / FRAME_S)):
        visit = visit.advance(FRAME_S)
        guide.toward(visit, None)
    return visit


def test_it_flies_to_what_is_pointed_at_and_from_there_to_the_next(park: Park) -> None:
    guide = Guide()
    visit = flown(guide, Visit.begin(park), 1.0)
    assert guide.hover == AWAY and guide.settled
    visit = flown(guide, visit.after(Point("data")), 0.2)
    assert 0 < guide.hover.level < 1 and not guide.settled
    visit = flown(guide, visit, 4.0)
    over = park.zones["data"].place.label_m
    assert guide.settled and guide.hover.at[2] > over[2]
    assert dist(guide.hover.at, over) < 5 * guide.hover.wide_m
    before = guide.hover.at
    visit = flown(guide, visit.after(Point("net")), 0.3)
    assert dist(before, guide.hover.at) > 5 and guide.hover.level == 1.0 and not guide.settled
    flown(guide, visit.after(Point(None)), 1.0)
    assert guide.hover == AWAY


def test_with_less_motion_it_is_simply_there(park: Park) -> None:
    guide = Guide()
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Point("data")).advance(FRAME_S)
    guide.toward(visit, None)
    assert guide.hover.level == 1.0 and guide.settled
    still = guide.hover
    guide.toward(visit.advance(FRAME_S), None)
    assert guide.hover == still


def test_it_goes_to_a_part_and_is_as_large_from_near_as_from_afar(park: Park) -> None:
    visit = Visit.begin(park)
    sizes = []
    for away_m in (20.0, 200.0):
        x, y, z = visit.pose.eye
        guide = Guide()
        guide.toward(visit, (x, y + away_m, z))
        sizes.append(guide.hover.wide_m / away_m)
        assert guide.hover.level == 1.0, "a still has no flight"
    assert sizes[0] == pytest.approx(sizes[1])
