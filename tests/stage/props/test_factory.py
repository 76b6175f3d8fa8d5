"""What is seen of the factory is what its state says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.exhibits.factory.shop import MACHINES
from explorer.stage.props.factory.prop import (
    COIN_MONEY,
    MACHINE_X_M,
    PLANTS,
    RAIL_Y_M,
    bar_x,
    board_z,
    orders_shown,
    rail_x,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("factory")


@pytest.fixture(scope="module")
def run() -> Running:
    """With some days counted."""
    return Running.begin("factory").advance(3.0)


def test_every_order_that_waits_or_is_worked_on_is_shown_in_its_plant(run: Running) -> None:
    state = run.state
    for name, plant in zip(PLANTS, state.plants, strict=True):
        shown = orders_shown(name, plant, state.orders, "fifo", plant.time_min)
        assert len(shown) == plant.open


def test_an_order_goes_through_its_machine_and_late_ones_are_marked(run: Running) -> None:
    plant, orders = run.state.twin, run.state.orders
    machine = next(m for m, number in enumerate(plant.working_on) if number is not None)
    first, last = (
        min(
            orders_shown("twin", plant, orders, "fifo", minute),
            key=lambda one: abs(one.place[0] - MACHINE_X_M[machine]) - one.place[2],
        ).place[0]
        for minute in (plant.time_min, plant.ends_min[machine])
    )
    assert last > first
    assert all(one.late for one in orders_shown("twin", plant, orders, "fifo", 1e6))


def test_a_coin_for_every_four_hundred_a_day(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    corners = len(watch.vertices(prop, "coins")) // (3 * 36)
    coins = watch.solids(prop, "coins", corners)
    assert len(coins) == sum(round(mean / COIN_MONEY) for mean in run.state.calendar.means)


def test_a_bar_for_every_day_and_below_the_line_where_it_lost(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    bars = watch.solids(prop, "bars")
    for day, lead in enumerate(run.state.calendar.leads):
        mine = [bar for bar in bars if abs(bar[:, 0].mean() - bar_x(day)) < 0.05 and np.ptp(bar[:, 0]) < 1]
        assert len(mine) == 1
        assert (mine[0][:, 2].mean() > board_z()) == (lead > 0)


def test_the_screen_stands_at_its_age_and_is_touched_there(prop: Prop, run: Running) -> None:
    for age in (0.0, 30.0, 60.0):
        watch.shown(prop, run.turned("age", age))
        low, high = prop.boxes()["screen"]
        assert low[0] < rail_x(age) < high[0] and low[1] < RAIL_Y_M < high[1]
        screen = watch.solids(prop, "screen")[0]
        assert screen[:, 0].mean() == pytest.approx(rail_x(age), abs=0.01)


def test_a_broken_machine_has_a_cross_in_all_three_plants(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    before = len(watch.vertices(prop, "crosses")[watch.vertices(prop, "crosses").any(axis=1)])
    watch.shown(prop, run.touched("machine_3"))
    after = watch.vertices(prop, "crosses")
    assert len(after[after.any(axis=1)]) - before == len(after) // (3 * MACHINES) * 3


def test_without_a_day_there_is_neither_pile_nor_number(prop: Prop) -> None:
    run = Running.begin("factory")
    watch.shown(prop, replace(run))
    assert not watch.vertices(prop, "coins").any()


def test_no_more_orders_are_shown_than_there_is_room_for(prop: Prop) -> None:
    busy = Running.begin("factory").turned("orders_per_h", 14.0).turned("speed", 60.0)
    watch.shown(prop, busy.advance(14.0))


@pytest.mark.parametrize(("name", "value"), [("age", 60.0), ("joined", False)])
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: float | bool) -> None:
    watch.check_change(prop, run, run.turned(name, value), 0.3)


@pytest.mark.parametrize("action", ["rush_order", "break_machine", "again"])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), 0.3)
