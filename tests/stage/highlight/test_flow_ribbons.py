"""What flows between zones: every relation is an arc over the roofs, and what is asked for is what is lit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.park import Park, Solids
from explorer.stage import Stage
from explorer.visit import Open, Operate, Visit
from explorer.visit.flows import (
    LIT,
    OVERVIEW,
    OWN,
    Arc,
    arc_over,
    arcs_of,
    is_clear,
    strengths,
)

from ..conftest import ASSETS, difference, resting, seen


@pytest.fixture(scope="module")
def solids(park: Park) -> Solids:
    assert ASSETS.is_dir()
    return park.solids


@pytest.fixture(scope="module")
def arcs(park: Park, solids: Solids) -> tuple[Arc, ...]:
    return arcs_of(park, solids)


def lit(arcs: tuple[Arc, ...], visit: Visit, least: float = 0.01) -> set[tuple[str, str]]:
    return {(a.source, a.target) for a, s in zip(arcs, strengths(arcs, visit), strict=True) if s >= least}


def test_every_relation_is_an_arc(park: Park, arcs: tuple[Arc, ...]) -> None:
    reported = {(zone.id, relation.zone) for zone in park.zones.values() for relation in zone.related}
    assert {(arc.source, arc.target) for arc in arcs} == reported
    assert len(arcs) == len(reported)


def test_no_arc_runs_into_a_building_or_out_of_the_picture(arcs: tuple[Arc, ...], solids: Solids) -> None:
    assert len(solids.zones) > 100
    for arc in arcs:
        assert is_clear(arc.line, solids, 1.0), f"{arc.source} -> {arc.target}"
        assert arc.line[:, 2].max() < 130, f"{arc.source} -> {arc.target}"


def test_an_arc_finds_its_way_out_of_an_inner_court(park: Park) -> None:
    """Where galleries bar the way up from the floor of a court, it begins over the whole building."""
    source, target = park.zones["content"], park.zones["arcade"]
    nothing = Solids((), np.zeros((3, 0), np.float32), np.zeros((3, 0), np.float32))
    x, y = arc_over(source, target, nothing)[0, :2]
    floor = ((x - 12, y - 12, 0), (x + 12, y + 12, 4))
    galleries = [((x - 12, y - 5, z), (x + 12, y - 4, z + 2)) for z in (8, 17, 26, 34)]
    low, high = np.array([floor, *galleries], np.float32).transpose(1, 2, 0)
    court = Solids(("content",) * 5, low, high)
    line = arc_over(source, target, court)
    assert is_clear(line, court, 1.0) and is_clear(line[4:], court)
    assert line[0, 2] > 36 and line[:, 2].max() < 130


def test_a_line_through_a_house_is_not_clear(arcs: tuple[Arc, ...], solids: Solids) -> None:
    sunk = arcs[0].line * np.array([1, 1, 0], np.float32) + np.array([0, 0, 3], np.float32)
    assert not is_clear(sunk, solids, 0.0)


def test_an_arc_leaves_its_sender_and_comes_to_its_receiver(park: Park, arcs: tuple[Arc, ...]) -> None:
    for arc in arcs:
        for zone, point in ((arc.source, arc.line[0]), (arc.target, arc.line[-1])):
            place = park.zones[zone].place
            away = np.abs(point[:2] - np.array(place.centre_m))
            assert (away <= np.array(place.footprint_m) / 2).all(), f"{arc.source} -> {arc.target}"


def test_there_and_back_do_not_lie_in_one_another(arcs: tuple[Arc, ...]) -> None:
    by_ends = {(arc.source, arc.target): arc for arc in arcs}
    pairs = [(a, by_ends[a.target, a.source]) for a in arcs if (a.target, a.source) in by_ends]
    assert pairs
    for there, back in pairs:
        assert np.linalg.norm(there.line - back.line[::-1], axis=1).max() > 1.5


def test_with_nothing_in_question_the_main_flows_are_faint(park: Park, arcs: tuple[Arc, ...]) -> None:
    visit = resting(park)
    assert set(strengths(arcs, visit)) == {0.0, OVERVIEW}
    assert {source for source, _ in lit(arcs, visit)} == set(park.zones)


def test_the_zone_under_the_pointer_has_its_own_both_ways(park: Park, arcs: tuple[Arc, ...]) -> None:
    visit = replace(resting(park), hovered="data")
    assert lit(arcs, visit, OWN) == {(a.source, a.target) for a in arcs if "data" in (a.source, a.target)}


def test_two_zones_in_question_light_what_flows_between(park: Park, arcs: tuple[Arc, ...]) -> None:
    visit = replace(resting(park, zone="data"), hovered="factory")
    assert lit(arcs, visit, LIT) <= {("data", "factory"), ("factory", "data")}
    assert ("data", "factory") in lit(arcs, visit, LIT)


def test_an_exhibit_is_alone(park: Park, arcs: tuple[Arc, ...]) -> None:
    assert not lit(arcs, resting(park).after(Open("data")).after(Operate()))


def test_pointing_lights_ribbons_in_the_picture_and_leaving_takes_them_away(park: Park, stage: Stage) -> None:
    plain = seen(stage, resting(park))
    pointed = seen(stage, replace(resting(park), hovered="data"))
    sky = slice(0, 45)
    assert difference(plain, pointed)[sky].sum() > 60
    assert not difference(plain, seen(stage, resting(park))).any()
