"""Under the dome firms stand where they are, the gauge shows the count, and no dial has a hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import STEP_S, Value
from explorer.exhibits.goals25.economy import FIRMS
from explorer.exhibits.goals25.exhibit import MOST_ANCHORS, Clusters
from explorer.stage.props.goals25.prop import (
    FLIGHT_S,
    GAUGE_STEP_M,
    ON_LAYER,
    RACK_X_M,
    gauge_x,
    heaped,
    on_map,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch
from .watch import pictured


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("goals25")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("goals25").advance(9.0)


def test_firms_stand_where_they_are_once_they_have_arrived(prop: Prop, run: Running) -> None:
    state = run.state
    prop.show(run.exhibit, state, state.ticks * STEP_S + FLIGHT_S + STEP_S)
    firms = watch.solids(prop, "firms", 24)
    assert len(firms) == FIRMS
    middle = (firms.min(axis=1) + firms.max(axis=1)) / 2
    there = on_map(state.firms) + heaped(state.firms)
    assert np.abs(middle - there)[:, :2].max() < 1e-3
    assert np.abs(firms[:, :, 2].min(axis=1) - there[:, 2]).max() < 1e-3


def test_a_firm_that_has_just_left_is_still_where_it_was(prop: Prop) -> None:
    run = Running.begin("goals25").advance(1.0)
    state = run.state
    prop.show(run.exhibit, state, state.ticks * STEP_S)
    firms = watch.solids(prop, "firms", 24)
    left = state.moved_at == state.ticks
    middle = (firms.min(axis=1) + firms.max(axis=1)) / 2
    assert left.any()
    assert np.abs(middle - on_map(state.came_from))[left, :2].max() < 1e-3


def test_a_heap_has_layers() -> None:
    there = heaped(np.tile(np.float32(0.5), (ON_LAYER + 1, 2)))
    assert (there[0] == 0).all() and (np.linalg.norm(there[1:ON_LAYER, :2], axis=1) > 0).all()
    assert there[ON_LAYER, 2] > 0 and np.allclose(there[ON_LAYER, :2], 0)
    spread = np.linalg.norm(there[:ON_LAYER, None] - there[None, :ON_LAYER], axis=2)
    assert spread[~np.eye(ON_LAYER, dtype=bool)].min() > 0.35


@pytest.mark.parametrize(("anchors", "crowding"), [(4, 0.1), (0, 0.02), (0, 0.4)])
def test_as_many_rings_and_raised_cells_as_clusters(prop: Prop, anchors: int, crowding: float) -> None:
    run = Running.of(Clusters(anchors=anchors, crowding=crowding)).advance(9.0)
    watch.shown(prop, run)
    found = int(run.readings["clusters"])
    assert len(watch.solids(prop, "rings", 21 * 4)) == found
    cells = watch.solids(prop, "cells", 24)
    high = np.ptp(cells[:, :, 2], axis=1)
    assert (high > 0.9 * high.max()).sum() == min(found, len(cells))
    assert cells[0].mean(axis=0)[0] == pytest.approx(float(gauge_x(1)), abs=GAUGE_STEP_M / 10)


def test_beams_are_as_high_as_clusters_are_large(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    high = np.ptp(watch.solids(prop, "beams", 13 * 2 + 2 * 12)[:, :, 2], axis=1)
    assert np.polyfit(run.state.count.sizes, high, 1)[0] > 0
    assert high == pytest.approx(1.0 + 0.045 * run.state.count.sizes, abs=1e-3)


@pytest.mark.parametrize("anchors", range(MOST_ANCHORS + 1))
def test_anchors_are_on_the_map_or_on_their_rack(prop: Prop, run: Running, anchors: int) -> None:
    watch.shown(prop, run.turned("anchors", anchors))
    found = watch.vertices(prop, "anchors").reshape(MOST_ANCHORS, -1, 3)
    middle = (found.min(axis=1) + found.max(axis=1)) / 2
    waiting = np.abs(middle[:, 0] - RACK_X_M) < 0.1
    assert waiting.sum() == MOST_ANCHORS - anchors


@pytest.mark.parametrize("action", [action.name for action in Clusters.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [("gain", 2.0), ("crowding", 0.4), ("anchors", 0), ("pull", 1.0), ("moves", 2), ("seed", 5)],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


def test_any_state_can_be_shown_at_once(prop: Prop, run: Running) -> None:
    first = pictured(prop, run.exhibit, run.state)
    later = run.done("scatter").advance(1.0)
    assert pictured(prop, later.exhibit, later.state) != first
    assert pictured(prop, run.exhibit, run.state) == first
