"""What is seen of the production line is what its state says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.line.exhibit import ProductionLine
from explorer.exhibits.line.flow import BUFFER, FULL, State
from explorer.park import Park
from explorer.stage.props.line.layout import BELT_Z_M, HANG_LOW, PILE_HIGH, place_x
from explorer.stage.props.line.prop import LineProp, beliefs, on_belt, places_of_parts, progress, store_x

from .watch import check_budget, check_in_front, check_names, check_shown_quickly, pictured

BROKEN = ProductionLine(loss=100)


def after(line: ProductionLine, steps: int, *acts: str, state: State | None = None) -> State:
    state = state or line.start()
    for act in acts:
        state = line.act(state, act)
    for _ in range(steps):
        state = line.step(state)
    return state


@pytest.fixture
def prop(park: Park) -> LineProp:
    zone = park.zones["line"]
    assert zone.exhibit
    return LineProp(zone.exhibit, zone.accent)


def at_place(reported: np.ndarray[Any, Any], place: int) -> int:
    return int(((reported[:, 0] > place_x(place)) & (reported[:, 0] < place_x(place + 1))).sum())


@pytest.mark.parametrize("steps", [0, 37, 200])
def test_as_many_parts_lie_on_the_belt_as_there_are(steps: int) -> None:
    state = after(ProductionLine(), steps)
    xs = places_of_parts(state.flow, state.clock_s)
    assert [len(each) for each in xs[1:]] == list(state.contents)
    for each in xs:
        assert all(a > b for a, b in pairwise(each)), "a queue keeps its order"
    belt = on_belt(xs, store_x(state.flow, state.clock_s))
    assert (belt[:, 2] == np.float32(BELT_Z_M)).all()


def test_the_glass_line_shows_what_the_twin_believes() -> None:
    state = after(BROKEN, 90, "break_sensor")
    reported = beliefs(state, places_of_parts(state.flow, state.clock_s), store_x(state.flow, state.clock_s))
    for number, (real, twin) in enumerate(zip(state.contents, state.twin_contents, strict=True)):
        place = number + 2
        assert at_place(reported.agreed, place) == max(0, min(real, twin))
        within_slots, piled = max(0, min(twin, FULL) - real), max(0, twin - FULL)
        assert at_place(reported.ghosts, place) == within_slots + min(piled, BUFFER * PILE_HIGH)
        hung = min(max(0, -twin), BUFFER * HANG_LOW)
        assert at_place(reported.missing, place) == max(0, real - max(twin, 0)) + hung
    assert len(reported.ghosts) >= 5 and len(reported.missing) >= 5


def test_a_part_moves_through_its_machine_as_the_work_goes_on() -> None:
    flow = ProductionLine().start().flow
    station = flow.working.index(True)
    began, ends = flow.began_s[station], flow.ends_s[station]
    assert progress(flow, began)[station] == 0
    assert progress(flow, (began + ends) / 2)[station] == pytest.approx(0.5)
    early, late = (places_of_parts(flow, began + share * (ends - began))[station][0] for share in (0.5, 0.9))
    assert late > early


@pytest.mark.parametrize("act", [action.name for action in ProductionLine.actions])
def test_every_action_shows_at_once_or_within_two_seconds(prop: LineProp, act: str) -> None:
    state = after(BROKEN, 60, "break_sensor")
    exhibit = BROKEN.having(station=5) if act == "break_sensor" else BROKEN
    acted, without = after(exhibit, 60, act, state=state), after(exhibit, 60, state=state)
    assert pictured(prop, exhibit, acted) != pictured(prop, exhibit, without)


@pytest.mark.parametrize(
    ("name", "value"), [("station", 5), ("loss", 20.0), ("backup", True), ("speed", 30.0), ("camera", 60.0)]
)
def test_every_dial_shows(prop: LineProp, name: str, value: Any) -> None:
    state = after(BROKEN, 30, "break_sensor")
    other = BROKEN.having(**{name: value})
    assert pictured(prop, other, after(other, 60, state=state)) != pictured(
        prop, BROKEN, after(BROKEN, 60, state=state)
    )


def test_any_state_can_be_shown_at_once(prop: LineProp) -> None:
    early, late = after(BROKEN, 3), after(BROKEN, 80, "break_sensor", "slow_machine", "swap_card")
    first = pictured(prop, BROKEN, early)
    pictured(prop, BROKEN, late)
    assert pictured(prop, BROKEN, early) == first


def test_parts_have_the_same_names_and_can_be_touched(prop: LineProp) -> None:
    state = after(BROKEN, 90, "break_sensor")
    prop.show(BROKEN, state, state.ticks * STEP_S)
    check_names(prop, BROKEN, state)
    check_in_front(prop)
    touched, same = BROKEN.touched(state, "station_5")
    assert touched.station == 5 and same is state
    assert BROKEN.touched(state, "twin") == (BROKEN, state)


def test_ghosts_are_a_part_while_there_are_any_where_most_of_them_are(prop: LineProp) -> None:
    state = BROKEN.start()
    prop.show(BROKEN, state, state.ticks * STEP_S)
    check_names(prop, BROKEN, state)
    assert "ghosts" not in prop.boxes()
    state = after(BROKEN, 90, "break_sensor", state=state)
    prop.show(BROKEN, state, state.ticks * STEP_S)
    check_names(prop, BROKEN, state)
    ghosts = beliefs(
        state, places_of_parts(state.flow, state.clock_s), store_x(state.flow, state.clock_s)
    ).ghosts
    box = prop.boxes()["ghosts"]
    inside = (ghosts[:, 0] > box.low[0]) & (ghosts[:, 0] < box.high[0])
    assert len(ghosts) > 1 and inside.mean() > 0.5


def test_it_is_cheap(prop: LineProp) -> None:
    check_budget(prop)
    state = after(BROKEN, 60, "break_sensor")
    states = [state := BROKEN.step(state) for _ in range(60)]

    def show() -> None:
        state = states.pop(0)
        prop.show(BROKEN, state, state.ticks * STEP_S)

    check_shown_quickly(show, len(states))
