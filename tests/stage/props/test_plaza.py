"""The tree shows the graph where the state has it, the way to the zone that tells what is picked, and the events so far."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Surroundings, Value, ZoneFacts
from explorer.exhibits.plaza.exhibit import DATES, PlanTree
from explorer.exhibits.plaza.graph import FOCUS_M, way
from explorer.exhibits.plaza.plan import EVENTS
from explorer.i18n import Verbatim
from explorer.stage.props.plaza.layout import (
    MOST_DASHES,
    SIDE_HIGH_M,
    node_kinds,
    path_to,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch

PLAN = PlanTree().placed_in(watch.surroundings_of("plaza")).plan
IS_SMALL = np.array([kind == "claim" for kind in node_kinds(PLAN)])
BIG, SMALL = np.flatnonzero(~IS_SMALL), np.flatnonzero(IS_SMALL)


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("plaza")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("plaza", watch.surroundings_of("plaza")).advance(3.0)


@pytest.fixture(scope="module")
def calm(run: Running) -> Running:
    run = run.advance(30.0)
    assert run.state.calm
    return run


def test_parts(prop: Prop, run: Running) -> None:
    watch.check_parts(prop, run)
    for part in ("issuers", "safeguards", "task_4"):
        run = run.touched(part).advance(0.3)
        watch.check_parts(prop, run)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.done("shake").turned("beyond", True))


def test_every_node_hangs_where_the_state_has_it(prop: Prop, run: Running) -> None:
    run = watch.shown(prop, run)
    for name, members in (("big", BIG), ("small", SMALL)):
        corners = watch.vertices(prop, name).reshape(len(members), -1, 3)
        middle = (corners.min(axis=1) + corners.max(axis=1)) / 2
        moved = run.state.places_m + run.remainder_s * run.state.speeds_m_s
        # with an odd number of sides the middle across is a little off
        assert middle[:, 1:] == pytest.approx(moved[members][:, 1:], abs=1e-3)
        assert middle[:, 0] == pytest.approx(moved[members][:, 0], abs=0.1)


def test_the_tree_moves_between_two_steps_and_not_when_it_is_calm(
    prop: Prop, run: Running, calm: Running
) -> None:
    for moving, one in ((True, run.done("shake")), (False, calm)):
        prop.show(one.exhibit, one.state, one.time_s)
        first = watch.picture(prop)
        prop.show(one.exhibit, one.state, one.time_s + 0.015)
        assert (watch.picture(prop) != first) == moving


@pytest.mark.parametrize(("claim", "zone"), [(62, "goals25"), (105, "line"), (160, "forum")])
def test_the_lit_path_leads_to_the_zone_that_tells_it(
    prop: Prop, run: Running, claim: int, zone: str
) -> None:
    run = watch.shown(prop, run.turned("claim", claim).advance(0.1))
    assert way(PLAN, run.state.picked)[-1] == zone
    dashes = watch.vertices(prop, "path").reshape(MOST_DASHES, -1, 3).mean(axis=1)
    dashes = dashes[dashes.any(axis=1)][:, :2]
    goal = np.array(PLAN.zone_at_m[zone])
    unit = goal / np.linalg.norm(goal)
    assert len(dashes) > 10 and np.abs(dashes @ (-unit[1], unit[0])).max() < 1e-3
    assert 0 <= np.linalg.norm(goal) - (dashes @ unit).max() < 4
    beam = watch.vertices(prop, "beacon")
    assert beam.mean(axis=0)[:2] == pytest.approx(goal, abs=0.5)


def test_the_tree_of_another_park_takes_its_place(run: Running) -> None:
    prop = watch.prop_of("plaza")
    watch.shown(prop, run)
    zones = (*PLAN.zones.values(), ZoneFacts("annex", 21, Verbatim("Annex"), (90.0, -44.0), ("C185",)))
    other = watch.shown(
        prop, Running.begin("plaza", Surroundings(zones, "plaza")).turned("claim", 184).advance(0.1)
    )
    assert len(other.exhibit.plan.names) == len(PLAN.names) + 2
    assert watch.vertices(prop, "big").reshape(len(BIG) + 1, -1, 3).any(axis=(1, 2)).all()
    assert watch.vertices(prop, "small").reshape(len(SMALL) + 1, -1, 3).any(axis=(1, 2)).all()
    watch.check_parts(prop, other)
    watch.check_parts(prop, watch.shown(prop, run))


def test_no_path_is_longer_than_there_are_dashes() -> None:
    assert max(len(path_to(at)[0]) for at in PLAN.zone_at_m.values()) < MOST_DASHES
    assert len(path_to(PLAN.zone_at_m["plaza"])[0]) == 0


def test_what_is_picked_is_the_largest_and_comes_forward(prop: Prop, run: Running) -> None:
    run = watch.shown(prop, run.touched("issuers").advance(6.0))
    corners = watch.vertices(prop, "big").reshape(len(BIG), -1, 3)
    largest = int(np.ptp(corners[:, :, 2], axis=1).argmax())
    assert PLAN.names[BIG[largest]] == "issuer_1"
    assert np.linalg.norm(corners[largest].mean(axis=0) - FOCUS_M) < 4


def test_posts_are_tall_once_it_happened(prop: Prop, run: Running) -> None:
    for year in (2022.0, 2023.7, 2026.9):
        watch.shown(prop, run.turned("year", year).advance(0.1))
        corners = watch.vertices(prop, "events").reshape(2 * len(EVENTS), -1, 3)
        tall = np.ptp(corners[: len(EVENTS), :, 2], axis=1) > min(SIDE_HIGH_M.values()) - 0.1
        assert list(tall) == list(year >= DATES)


def test_what_the_briefing_hardly_touches_grows_when_it_is_asked_for(prop: Prop, calm: Running) -> None:
    def sizes(run: Running) -> np.ndarray:
        watch.shown(prop, run)
        corners = watch.vertices(prop, "big").reshape(len(BIG), -1, 3)
        return np.asarray(np.ptp(corners[:, :, 2], axis=1))

    grown = sizes(calm.turned("beyond", True)) / sizes(calm) > 2
    assert (grown == PLAN.beyond[BIG]).all() and grown.sum() == 11


@pytest.mark.parametrize("action", ["play", "next", "shake"])
def test_actions_are_seen(prop: Prop, calm: Running, action: str) -> None:
    watch.check_change(prop, calm, calm.done(action))


@pytest.mark.parametrize(("name", "value"), [("claim", 99), ("year", 2023.0), ("beyond", True)])
def test_dials_are_seen(prop: Prop, calm: Running, name: str, value: Value) -> None:
    watch.check_change(prop, calm, calm.turned(name, value))
