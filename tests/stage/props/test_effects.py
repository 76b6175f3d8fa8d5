"""What is seen of the three lines is what their state says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.exhibits.effects.exhibit import SHIFTS, TwoWorkers
from explorer.exhibits.effects.line import MEANS_S
from explorer.exhibits.effects.placing import HABIT, PLACES
from explorer.exhibits.effects.search import Search
from explorer.exhibits.effects.shop import DOWN
from explorer.exhibits.effects.state import HABITUAL, SIDES, YOURS, State
from explorer.stage.props.effects import layout as at
from explorer.stage.props.effects.layout import gain_x, machine_x, pile_top, worker
from explorer.stage.props.effects.prop import parts_so_far
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch

RESULTS = (tuple([800] * 10 + [810] * 10), tuple([820] * 20), tuple([900] * 10 + [920] * 10))


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("effects")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("effects").advance(1.0)


@pytest.fixture(scope="module")
def counted(run: Running) -> tuple[TwoWorkers, State]:
    """With twenty shifts on each line, as made up above, and a simulation that was asked."""
    exhibit = run.exhibit
    assert isinstance(exhibit, TwoWorkers)
    search = Search.begun(exhibit.search_key(), exhibit.plant(YOURS))
    state = exhibit.step(replace(run.state, search=replace(search, trying=())))
    return exhibit, replace(state, results=RESULTS, count=None)


def shown(prop: Prop, exhibit: TwoWorkers, state: State) -> None:
    prop.show(exhibit, state, state.ticks / 30)


def boxes(prop: Prop, name: str) -> Any:
    """Low and high corners of the boxes that are drawn, shape (n, 2, 3)."""
    corners = watch.solids(prop, name)
    return np.stack([corners.min(axis=1), corners.max(axis=1)], axis=1)


def test_a_box_for_every_place_and_as_many_parts_as_wait(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    places = boxes(prop, "places")
    assert len(places) == 3 * PLACES
    full = (places[:, 1, 0] - places[:, 0, 0]) > at.CELL_M * 0.83
    assert full.sum() == sum(sum(shop.waiting) for shop in run.state.shops)


def test_the_workers_stand_at_their_machines(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    people = watch.solids(prop, "workers", len(worker().positions))
    xs = sorted(round(float(person[:, 0].mean()), 1) for person in people)
    assert xs == sorted(round(machine_x(number), 1) for number in HABIT.workers for _ in SIDES)
    far = run.turned("second", 6).advance(3.0)
    watch.shown(prop, far)
    low, high = prop.boxes()["worker_2"]
    assert low[0] < machine_x(5) < high[0]


def test_two_workers_at_one_machine_stand_beside_each_other(prop: Prop, run: Running) -> None:
    watch.shown(prop, run.turned("second", 1).advance(2.0))
    first, second = (prop.boxes()[f"worker_{number}"] for number in (1, 2))
    assert first.high[0] <= second.low[0] or second.high[0] <= first.low[0]


def test_a_column_is_as_high_as_its_machine_is_slow(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    drawn = boxes(prop, "machines")
    columns = [each for each in drawn if abs((each[1] - each[0])[0] - 0.62) < 0.01]
    assert len(columns) == 3 * len(MEANS_S)
    last_row = [each for each in columns if abs(each[0, 1] - at.ROW_Y_M[HABITUAL]) < 1.0]
    tall = [float(each[1, 2] - each[0, 2]) for each in sorted(last_row, key=lambda each: float(each[0, 0]))]
    assert np.argmax(tall) == 4  # machine 2 is slower still, but it is helped
    assert tall[1] < tall[4]


def test_a_machine_that_is_down_has_a_cross(prop: Prop, run: Running) -> None:
    while not run.readings["stopped"]:
        run = run.advance(0.1)
    watch.shown(prop, run)
    crosses = watch.vertices(prop, "crosses")
    each = len(crosses) // (3 * len(MEANS_S))
    stopped = sum(shop.doing(m) == DOWN for shop in run.state.shops for m in range(len(MEANS_S)))
    assert crosses.any(axis=1).sum() == each * stopped


def test_a_brick_for_every_twenty_parts_and_a_frame_at_what_habit_makes(
    prop: Prop, counted: tuple[TwoWorkers, State]
) -> None:
    shown(prop, *counted)
    bricks = boxes(prop, "bricks")
    means = [float(np.mean(made)) for made in RESULTS]
    assert len(bricks) == sum(round(mean / at.PARTS_A_BRICK) for mean in means)
    for side, mean in zip(SIDES, means, strict=True):
        mine = bricks[abs(bricks[:, :, 0].mean(axis=1) - at.PILE_X_M[side]) < 1.2]
        assert mine[:, 1, 2].max() == pytest.approx(pile_top(side, mean), abs=at.BRICK_HIGH_M)
    frames = [mark for mark in boxes(prop, "marks") if abs((mark[1] - mark[0])[0] - 2.3) < 0.01]
    heights = {round(float(mark[0, 2]), 2) for mark in frames}
    assert heights == {round(pile_top(side, means[HABITUAL]) - 0.05, 2) for side in SIDES if side != HABITUAL}


def test_a_dot_for_every_shift_at_its_gain(prop: Prop, counted: tuple[TwoWorkers, State]) -> None:
    exhibit, state = counted
    shown(prop, exhibit, state)
    dots = [
        mark for mark in boxes(prop, "marks") if np.allclose((mark[1] - mark[0])[[0, 2]], 0.17, atol=0.01)
    ]
    assert len(dots) == 2 * SHIFTS
    gains = sorted(100 * (made - base) / 805 for base, made in zip(RESULTS[0], RESULTS[1], strict=True))
    mine = sorted(
        float(dot[:, 0].mean()) for dot in dots if abs(dot[:, 2].mean() - at.BOARD_ROW_Z_M[YOURS]) < 0.5
    )
    assert mine == pytest.approx([gain_x(gain) for gain in gains], abs=0.01)


def test_the_scale_of_the_board_stays_and_holds_what_is_beyond_it() -> None:
    assert gain_x(0) < gain_x(20) < gain_x(40) < at.SCALE_RIGHT_M
    assert gain_x(400) == pytest.approx(at.SCALE_RIGHT_M) and gain_x(-90) == pytest.approx(at.SCALE_LEFT_M)


def test_while_the_simulation_looks_ghosts_stand_where_it_tries(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    assert not watch.vertices(prop, "ghosts").any()
    seen = set()
    looking = run.done("search")
    for _ in range(6):
        looking = looking.advance(0.5)
        watch.shown(prop, looking)
        ghosts = watch.solids(prop, "ghosts", len(worker().positions))
        if looking.state.searching:
            assert len(ghosts) == 2
            tried = [{*placing.workers} for placing in looking.state.search.trying]
            assert {round((float(g[:, 0].mean()) - machine_x(0)) / at.PITCH_M) for g in ghosts} in tried
            seen.add(tuple(round(float(ghost[:, 0].mean()), 1) for ghost in ghosts))
    assert len(seen) > 2


def test_a_pile_grows_while_its_shifts_are_worked(run: Running) -> None:
    fresh = run.turned("second", 5)
    heights = []
    for _ in range(40):
        fresh = fresh.advance(1 / 30)
        heights.append(parts_so_far(fresh.state, YOURS))
        if fresh.state.results[YOURS]:
            break
    assert heights[0] < heights[len(heights) // 2] < heights[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [("first", 3), ("second", 5), ("rack_2", 9), ("live", True), ("rehearsed", True)],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: float | bool) -> None:
    watch.check_change(prop, run, run.turned(name, value), 0.3)


@pytest.mark.parametrize("name", ["old", "same_luck"])
def test_other_shifts_are_seen(prop: Prop, run: Running, name: str) -> None:
    watch.check_change(prop, run, run.turned(name, not getattr(run.exhibit, name)), 1.0)


def test_only_the_best_five_shine(prop: Prop, counted: tuple[TwoWorkers, State]) -> None:
    exhibit, state = counted
    shown(prop, exhibit, state)
    before = watch.picture(prop)
    shown(prop, exhibit.having(best_only=True), state)
    assert watch.picture(prop) != before


@pytest.mark.parametrize("action", [action.name for action in TwoWorkers.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), 0.3)


def test_cost_while_the_simulation_looks(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.advance(4.0).done("search").advance(0.3))
