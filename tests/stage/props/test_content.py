"""The foundry shows the search: storeys as the genes say, bars as long as the measures, marks where the brief stands."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.content.building import storeys
from explorer.exhibits.content.exhibit import CHILDREN, BuildingBrief, State
from explorer.exhibits.exhibit import Value
from explorer.stage.props.content import prop as foundry
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("content")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("content").advance(3.0)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.turned("steps_per_generation", 1))


@pytest.mark.parametrize("seconds", [0.0, 2.0, 8.0])
def test_the_building_has_its_storeys(prop: Prop, seconds: float) -> None:
    run = watch.shown(prop, Running.begin("content").advance(seconds))
    built = storeys(run.state.genes)
    walls = watch.solids(prop, "walls")
    assert len(walls) == 4 * len(built)
    floors = walls[:, :, 2].min(axis=1).reshape(len(built), 4)[:, 0]
    assert floors == pytest.approx([foundry.TABLE_M + foundry.SCALE * s.floor_m for s in built], abs=1e-3)
    top = watch.solids(prop, "glass")[:, :, 2].max()
    assert top == pytest.approx(foundry.TABLE_M + foundry.SCALE * run.readings["height"], abs=1e-3)


def test_eight_ghosts_stand_on_their_pads_until_the_search_rests(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    state: State = run.state
    count = sum(len(storeys(genes)) for genes in state.tried)
    assert len(watch.solids(prop, "ghosts")) == count
    assert len(watch.solids(prop, "feet")) == CHILDREN and len(watch.solids(prop, "ghost")) > 0
    watch.shown(prop, run.done("stop"))
    assert len(watch.solids(prop, "ghosts")) == len(watch.solids(prop, "ghost")) == 0


def test_all_eight_are_tried_in_the_place_of_the_best(prop: Prop, run: Running) -> None:
    seen = set()
    slow = run.turned("steps_per_generation", 30)
    for _ in range(30):
        watch.shown(prop, slow)
        seen.add(watch.solids(prop, "ghost").tobytes())
        slow = slow.advance(1 / 30)
    assert len(seen) >= CHILDREN


def test_bars_are_as_long_as_the_measures(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    found = run.readings
    shares = [found["area"] / 40_000, found["daylight"], found["cost"] / 300, found["height"] / 120]
    assert np.ptp(watch.solids(prop, "bars")[:, :, 0], axis=1) == pytest.approx(
        np.array(shares) * foundry.BAR_M, abs=0.01
    )


def test_the_line_over_the_building_is_the_height_allowed(prop: Prop, run: Running) -> None:
    for limit_m in (30.0, 100.0):
        watch.shown(prop, run.turned("height_m", limit_m))
        low = watch.solids(prop, "roof")[:, :, 2].min()
        assert low == pytest.approx(foundry.TABLE_M + foundry.SCALE * limit_m, abs=1e-3)


def test_the_part_that_blocks_stands_out(prop: Prop) -> None:
    hard = Running.of(BuildingBrief(area_m2=30_000, height_m=45, daylight=0.6)).advance(15)
    watch.shown(prop, hard)
    deep = np.ptp(watch.solids(prop, "bars")[:, :, 1], axis=1)
    assert 1 + deep.argmax() == hard.readings["blocking"] > 0
    easy = Running.begin("content").advance(20)
    watch.shown(prop, easy)
    assert (
        easy.readings["blocking"] == 0 and np.ptp(np.ptp(watch.solids(prop, "bars")[:, :, 1], axis=1)) < 1e-4
    )


@pytest.mark.parametrize("action", [action.name for action in BuildingBrief.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area_m2", 30_000.0),
        ("daylight", 0.9),
        ("height_m", 30.0),
        ("budget_myuan", 40.0),
        ("steps_per_generation", 20),
        ("seed", 5),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))
