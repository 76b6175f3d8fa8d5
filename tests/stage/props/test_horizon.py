"""On the terrace machine and twin stand where the state has them, columns are costs, and a cut thread is a cut thread."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.horizon.control import LAP_STEPS, TRUE
from explorer.exhibits.horizon.exhibit import FULL_COST, SelfTeachingLoop
from explorer.stage.props.horizon import prop as layout
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch
from .watch import pictured


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("horizon")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("horizon").advance(2.5)


def foot(prop: Prop, name: str) -> np.ndarray:
    """The lowest corner of a machine."""
    found = watch.vertices(prop, name)
    return found[found[:, 2].argmin()]


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.turned("pace", 1))


@pytest.mark.parametrize("seconds", [0.2, 1.0, 4.0])
def test_machines_are_off_the_line_as_far_as_the_state_says(prop: Prop, seconds: float) -> None:
    run = watch.shown(prop, Running.begin("horizon").advance(seconds))
    state = run.state
    at, left = layout.on_track(state.done / LAP_STEPS)
    for name, motion in (("machine", state.real), ("twin", state.twin)):
        box = prop.boxes()[name]
        middle = (np.array(box.low) + np.array(box.high))[:2] / 2
        off = float((middle - at[0, :2]) @ left[0, :2])
        assert off == pytest.approx(np.clip(motion.x, -4.5, 4.5) * layout.OFF_M, abs=1e-3)
        assert np.abs(foot(prop, name)[:2] - middle).max() < 1.5


def test_a_crashed_machine_lies_and_one_in_its_lap_stands(prop: Prop) -> None:
    crashed = Running.begin("horizon").advance(1.5)
    assert crashed.state.real.crashed
    watch.shown(prop, crashed)
    lying = np.ptp(watch.vertices(prop, "machine")[:, 2])
    watch.shown(prop, crashed.advance(4.0))
    assert lying < 0.6 * np.ptp(watch.vertices(prop, "machine")[:, 2])


def test_the_trail_grows_high_where_the_machine_went_astray(prop: Prop) -> None:
    run = watch.shown(prop, Running.begin("horizon").advance(1.5))
    trail = watch.solids(prop, "trail")
    every = LAP_STEPS // 100
    assert len(trail) == len(run.state.trail[::every])
    high, off = np.ptp(trail[:, :, 2], axis=1), np.abs(run.state.trail[::every])
    assert (np.argsort(high) == np.argsort(off)).all()


def test_columns_are_costs_and_a_crash_is_the_highest(prop: Prop) -> None:
    run = watch.shown(prop, Running.of(SelfTeachingLoop(pace=10, wear=1.2)).advance(20.0))
    laps = run.state.laps
    columns = np.ptp(watch.solids(prop, "laps")[: len(laps), :, 2], axis=1)
    for lap, high in zip(laps, columns, strict=True):
        wanted = layout.FULL_M + 0.6 if lap.crashed else min(lap.cost, FULL_COST) * layout.FULL_M / FULL_COST
        assert high == pytest.approx(wanted, abs=1e-3)
    assert laps[0].crashed and not laps[1].crashed and columns[0] > columns[1:].max()


def test_bars_of_the_model_meet_those_of_the_machine_once_it_has_learned(prop: Prop) -> None:
    first = watch.shown(prop, Running.begin("horizon"))
    bars = np.ptp(watch.solids(prop, "model")[:, :, 2], axis=1)
    assert bars[2] == pytest.approx(TRUE.mass_kg / 4.0 * layout.MODEL_M, abs=1e-3)
    assert abs(bars[5] - bars[2]) > 1.0
    learned = watch.shown(prop, first.advance(9.0))
    bars = np.ptp(watch.solids(prop, "model")[:, :, 2], axis=1)
    assert abs(bars[5] - bars[2]) < 0.5 and learned.readings["mass"] == pytest.approx(2.5, rel=0.15)
    assert len(bars) == 9, "three caps of agreement"


def test_the_thread_has_a_gap_where_it_is_cut(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    joined = len(watch.solids(prop, "thread"))
    watch.shown(prop, run.touched("link"))
    cut = watch.solids(prop, "thread")
    assert len(cut) < joined
    middle = (cut.min(axis=1) + cut.max(axis=1)) / 2
    steps = np.linalg.norm(np.diff(middle, axis=0), axis=1)
    assert steps.max() > 3 * np.median(steps)


@pytest.mark.parametrize("limit_n", [5.0, 20.0])
def test_the_posts_stand_where_the_limit_is(prop: Prop, run: Running, limit_n: float) -> None:
    watch.shown(prop, run.turned("limit_n", limit_n))
    posts = watch.solids(prop, "force")[:2].mean(axis=1)[:, 0]
    assert np.ptp(posts) == pytest.approx(2 * limit_n * layout.GATE_HALF_M / layout.FULL_N + 0.2, abs=1e-3)


@pytest.mark.parametrize("action", [action.name for action in SelfTeachingLoop.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"), [("link", False), ("limit_n", 7.0), ("wear", 2.0), ("pace", 6), ("seed", 5)]
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


def test_any_state_can_be_shown_at_once(prop: Prop, run: Running) -> None:
    first = pictured(prop, run.exhibit, run.state)
    later = run.done("push").advance(6.0)
    assert pictured(prop, later.exhibit, later.state) != first
    assert pictured(prop, run.exhibit, run.state) == first
