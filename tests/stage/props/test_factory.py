"""What is seen of the factory is what its state says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.factory.exhibit import FactoryBrain
from explorer.exhibits.factory.shop import MACHINES, RULES
from explorer.exhibits.factory.state import State
from explorer.park import Park
from explorer.stage.props.factory.layout import FAN_HIGH_M, FAN_Z_M, machine_x, picture_x
from explorer.stage.props.factory.plant import WAY_MIN, fan, orders_shown
from explorer.stage.props.factory.prop import FactoryProp

from .watch import check_budget, check_in_front, check_names, check_shown_quickly, pictured

FRESH = FactoryBrain()


def after(plant: FactoryBrain, steps: int, *acts: str, state: State | None = None) -> State:
    state = state or plant.start()
    for act in acts:
        state = plant.act(state, act)
    for _ in range(steps):
        state = plant.step(state)
    return state


@pytest.fixture(scope="module")
def busy() -> State:
    """The plant after 200 minutes."""
    return after(FRESH.having(speed=20.0), 300)


@pytest.fixture
def prop(park: Park) -> FactoryProp:
    zone = park.zones["factory"]
    assert zone.exhibit
    return FactoryProp(zone.exhibit, zone.accent)


def test_every_open_order_is_shown_once_at_its_machine(busy: State) -> None:
    long_since = busy.plant.time_min + WAY_MIN
    shown = orders_shown(busy, long_since)
    assert len(shown) == busy.plant.open
    for machine in range(MACHINES):
        near = [one for one in shown if abs(one.place[0] - float(machine_x(machine))) < 4]
        assert len(near) == len(busy.plant.queues[machine]) + (busy.plant.working_on[machine] is not None)


def test_an_order_walks_through_its_machine_and_late_ones_are_told(busy: State) -> None:
    machine = next(m for m, number in enumerate(busy.plant.working_on) if number is not None)
    now_min, ends_min = busy.plant.time_min, busy.plant.ends_min[machine]
    early, late = (orders_shown(busy, minute)[0].place[0] for minute in (now_min, ends_min))
    assert late > early
    assert not all(one.late for one in orders_shown(busy, 0.0))
    assert all(one.late for one in orders_shown(busy, 10_000.0))


def test_the_fan_starts_in_one_point_and_the_best_future_ends_highest(busy: State) -> None:
    lines = fan(busy.futures)
    assert len(lines) == len(RULES)
    assert all(np.allclose(line[0], lines[0][0]) for line in lines)
    ends = [float(line[-1, 2]) for line in lines]
    assert ends.index(max(ends)) == [future.rule for future in busy.futures].index(busy.rule)
    heights = np.concatenate([line[:, 2] for line in lines])
    assert heights.min() >= FAN_Z_M - 1e-4 and heights.max() <= FAN_Z_M + FAN_HIGH_M + 1e-4
    assert fan(()) == []


def test_older_pictures_lie_further_up_the_river() -> None:
    ages = np.array([0.0, 10.0, 60.0, 120.0])
    assert (np.diff(picture_x(ages)) < 0).all()


@pytest.mark.parametrize("act", [action.name for action in FactoryBrain.actions])
def test_every_action_shows_within_two_seconds(prop: FactoryProp, busy: State, act: str) -> None:
    acted, without = after(FRESH, 60, act, state=busy), after(FRESH, 60, state=busy)
    assert pictured(prop, FRESH, acted) != pictured(prop, FRESH, without)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("age", 60.0),
        ("decider", "fifo"),
        ("joined", False),
        ("orders_per_h", 8.0),
        ("daily_breakdown", False),
        ("speed", 20.0),
    ],
)
def test_every_dial_shows(prop: FactoryProp, busy: State, name: str, value: Any) -> None:
    other = FRESH.having(**{name: value})
    assert pictured(prop, other, after(other, 60, state=busy)) != pictured(
        prop, FRESH, after(FRESH, 60, state=busy)
    )


def test_any_state_can_be_shown_at_once(prop: FactoryProp, busy: State) -> None:
    early = after(FRESH, 100)
    first = pictured(prop, FRESH, early)
    pictured(prop, FRESH.having(decider="due", joined=False), after(FRESH, 5, "break_machine", state=busy))
    assert pictured(prop, FRESH, early) == first


def test_parts_have_the_same_names_and_can_be_touched(prop: FactoryProp, busy: State) -> None:
    for exhibit in (FRESH, FRESH.having(decider="due", joined=False)):
        state = after(exhibit, 3, "break_machine", state=busy)
        prop.show(exhibit, state, state.ticks * STEP_S)
        check_names(prop, exhibit, state)
    check_in_front(prop)


def test_touching_breaks_decides_and_joins(busy: State) -> None:
    _, hurt = FRESH.touched(busy, "machine_3")
    assert hurt.plant.broken[2] and hurt.rival.broken[2]
    assert FRESH.touched(hurt, "machine_3") == (FRESH, hurt)
    by_hand, _ = FRESH.touched(busy, "rule_due")
    assert by_hand.decider == "due"
    assert by_hand.touched(busy, "rule_due")[0].decider == "twin"
    assert by_hand.touched(busy, "futures")[0].decider == "twin"
    assert not FRESH.touched(busy, "programs")[0].joined
    assert FRESH.touched(busy, "money") == (FRESH, busy)


def test_it_is_cheap(prop: FactoryProp, busy: State) -> None:
    check_budget(prop)
    state = busy
    states = [state := FRESH.step(state) for _ in range(60)]

    def show() -> None:
        state = states.pop(0)
        prop.show(FRESH, state, state.ticks * STEP_S)

    check_shown_quickly(show, len(states))
