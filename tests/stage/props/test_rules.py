"""The maze shows the table: parcels on their roads, walls that bar, labels as they are in the file, pegs that stand alone."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.rules.crowd import noise_sd
from explorer.exhibits.rules.exhibit import ThreeGates
from explorer.exhibits.rules.file import MARK
from explorer.stage.props.prop import Prop
from explorer.stage.props.rules import layout as lay
from explorer.stage.props.rules import layout as pegs
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("rules")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("rules").advance(1.5)


@pytest.mark.parametrize(("people", "end"), [(99_999, "west"), (100_000, "east"), (1_000_000, "north")])
def test_a_parcel_goes_its_way_without_a_jump(prop: Prop, people: int, end: str) -> None:
    run = Running.of(ThreeGates(people=people))
    before = np.array(lay.at_of(run.state.trips[0]))
    longest, legs = 0.0, set()
    while not run.state.arrived[0] + run.state.arrived[1] + run.state.arrived[2]:
        legs.add(run.state.trips[0].leg[0])
        here = np.array(lay.at_of(run.state.trips[0]))
        longest = max(longest, float(np.linalg.norm(here - before)))
        before, run = here, run.advance(1 / 30)
    assert end in legs and longest < 0.6
    assert np.linalg.norm(before - lay.GLOBE) < 3


def test_parcels_are_drawn_where_they_are(prop: Prop) -> None:
    run = watch.shown(prop, Running.of(ThreeGates(people=100_000)).advance(2.0))
    x, y = lay.at_of(run.state.trips[0])
    middle = watch.solids(prop, "parcels")[1].mean(axis=0)
    assert middle[:2] == pytest.approx((x, y), abs=1e-3)
    pair = watch.shown(prop, run.done("pair").advance(3.5))
    assert {trip.leg[0] for trip in pair.state.trips} == {"west", "at_2"} or len(pair.state.trips) == 2
    assert len(watch.solids(prop, "parcels")) == 6


def test_walls_are_as_far_up_as_the_state_says(prop: Prop) -> None:
    run = Running.of(ThreeGates(people=50_000)).advance(1.0).turned("people", 200_000).advance(0.4)
    watch.shown(prop, run)
    high = watch.solids(prop, "walls")[::2, :, 2].max(axis=1)
    assert high == pytest.approx(0.08 + lay.WALL_HIGH_M * np.array(run.state.walls), abs=1e-3)
    assert 0 < run.state.walls[0] < 1


def test_no_wall_stands_in_the_way_of_a_parcel() -> None:
    for people in (1, 100_000, 1_000_000):
        run = Running.of(ThreeGates(people=people))
        for _ in range(240):
            for trip in run.state.trips:
                x, y = lay.at_of(trip)
                for ((wx, wy), (wide, deep)), up in zip(lay.WALLS, run.state.walls, strict=True):
                    assert up == 0 or abs(x - wx) > wide / 2 or abs(y - wy) > deep / 2
            run = run.advance(1 / 30)


def test_labels_are_shown_as_they_are_in_the_file(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    assert len(watch.solids(prop, "dots")) == MARK.sum() + 1 and len(watch.solids(prop, "digits")) == 16
    watch.shown(prop, run.done("strip"))
    assert len(watch.solids(prop, "dots")) == MARK.sum() + 1 and len(watch.solids(prop, "digits")) == 0
    watch.shown(prop, run.done("cover"))
    assert len(watch.solids(prop, "dots")) == 0 and len(watch.solids(prop, "digits")) == 16


def test_who_is_singled_out_stands_up(prop: Prop, run: Running) -> None:
    for shared in (1, 3, 5):
        later = watch.shown(prop, run.turned("shared", shared).advance(0.1))
        high = np.ptp(watch.solids(prop, "crowd")[:, :, 2], axis=1)
        alone = float((high > (pegs.LOW_M + pegs.HIGH_M) / 2).mean())
        assert len(high) == pegs.PEGS and alone == pytest.approx(later.state.crowd.unique, abs=0.05)


def test_the_band_is_as_broad_as_the_noise(prop: Prop, run: Running) -> None:
    for epsilon in (0.1, 0.5):
        watch.shown(prop, run.turned("epsilon", epsilon))
        broad = np.ptp(watch.solids(prop, "band")[0, :, 2])
        per_count = (lay.BOARD_HIGH_M - lay.BOARD_LOW_M) / lay.BOARD_FULL
        assert broad == pytest.approx(2 * noise_sd(epsilon) * per_count, rel=1e-3)
    asked = run.done("ask").done("ask")
    watch.shown(prop, asked)
    assert len(watch.solids(prop, "answers")) == 2 + 2


@pytest.mark.parametrize("action", [action.name for action in ThreeGates.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    before = run.done("strip").done("cover").advance(0.5) if action == "relabel" else run
    watch.check_change(prop, before, before.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("people", 1_000_000), ("sensitive", 500), ("shared", 3), ("purpose", "staff"), ("zone_free", True),
        ("operator", True), ("important", True), ("epsilon", 0.1), ("seed", 5),
    ],
)  # fmt: skip
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))
