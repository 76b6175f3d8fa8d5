"""What is seen of the search is what its state says: pillars, pumps, the strip, and the knob of the noise."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.compute.crate import PULSE_STEPS, PUMPS
from explorer.exhibits.compute.exhibit import Compute
from explorer.exhibits.compute.machines import NAMES
from explorer.exhibits.exhibit import Value
from explorer.stage.props.compute.prop import (
    FOOT_M,
    MACHINE_X_M,
    PILLAR_OFF_M,
    TALLEST_M,
    cell_at,
    metres,
    noise_z,
    pump_at,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("compute")


@pytest.fixture(scope="module")
def run() -> Running:
    """All six are done."""
    return Running.begin("compute").advance(7.0)


def tops(prop: Prop, name: str, corners: int, side: int) -> dict[str, float]:
    """How tall each machine's pillar stands above its foot."""
    found = {}
    pieces = watch.solids(prop, name, corners)
    for machine, x in MACHINE_X_M.items():
        own = pieces[np.abs(pieces[:, :, 0].mean(axis=1) - (x + side * PILLAR_OFF_M)) < 0.2]
        found[machine] = float(own[..., 2].max()) - FOOT_M[2] - 0.08 if len(own) else 0.0
    return found


def test_pillars_are_as_tall_as_touches_and_beats(prop: Prop, run: Running) -> None:
    for moment in (run, Running.begin("compute").advance(1.0)):
        watch.shown(prop, moment)
        corners = len(watch.vertices(prop, "tubes")) // (3 * len(NAMES))
        for high in (
            (tops(prop, "blocks", 24, -1), "touches"),
            (tops(prop, "tubes", corners, 1), "beats"),
        ):
            for name in NAMES:
                wanted = metres(moment.readings[f"{name}_{high[1]}"])
                assert high[0][name] == pytest.approx(wanted, abs=0.02), (name, high[1])


def test_no_pillar_stands_above_the_room(prop: Prop) -> None:
    assert FOOT_M[2] + TALLEST_M < prop.place.size_m[2]
    assert metres(1e9) == TALLEST_M


def test_three_pieces_for_three_crates(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    assert len(watch.solids(prop, "blocks")) == 3 * len(NAMES)


def test_pumps_that_knock_come_forward_and_the_named_one_is_ringed(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    exhibit, state = run.exhibit, run.state
    corners = len(watch.vertices(prop, "pumps")) // PUMPS
    fronts = watch.vertices(prop, "pumps").reshape(PUMPS, corners, 3)[:, :, 1].min(axis=1)
    knocks = exhibit.crate(state).knocks[:, int(run.time_s * 7.5 + 1e-6) % 64]
    named = exhibit.named(state)
    others = np.arange(PUMPS) != named
    assert knocks.any() and fronts[knocks & others].max() < fronts[~knocks & others].min()
    ring = watch.vertices(prop, "ring").mean(axis=0)
    assert ring[[0, 2]] == pytest.approx(np.array(pump_at(named))[[0, 2]], abs=0.05)


def test_every_pump_has_a_place_of_its_own_on_its_shelf(prop: Prop) -> None:
    places = {pump_at(pump) for pump in range(PUMPS)}
    assert len(places) == PUMPS
    boxes = prop.boxes()
    for pump in range(PUMPS):
        x, _, z = pump_at(pump)
        low, high = boxes[f"shelf_{pump // 8 + 1}"]
        assert low[0] < x < high[0] and low[2] < z < high[2]


def test_the_strip_shows_the_rhythm_and_as_much_as_was_heard(prop: Prop) -> None:
    run = Running.begin("compute").turned("who", "core").touched("shelf_2")
    watch.shown(prop, run)
    cells = watch.solids(prop, "cells")
    assert len(cells) == 16 + 64 + 1
    assert cell_at(0, 0)[2] > cell_at(1, 0)[2] > cell_at(4, 0)[2] and PULSE_STEPS[0] == 0
    before = watch.picture(prop)
    watch.shown(prop, run.touched("shelf_2"))
    assert watch.picture(prop) != before


def test_the_knob_is_at_its_value(prop: Prop, run: Running) -> None:
    for noise in (1.0, 6.0, 15.0):
        watch.shown(prop, run.turned("noise_percent", noise))
        assert watch.vertices(prop, "knob")[:, 2].mean() == pytest.approx(noise_z(noise), abs=0.1)


@pytest.mark.parametrize("action", [action.name for action in Compute.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [("noise_percent", 15.0), ("hands", 64), ("serial_percent", 40.0), ("lessons", 0)],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


def test_who_searches_and_the_pace_are_seen(prop: Prop) -> None:
    run = Running.begin("compute").turned("who", "core").advance(1.0)
    watch.check_change(prop, run, run.turned("pace", 3000.0))
    watch.check_change(prop, run, run.turned("who", "ideas"))
