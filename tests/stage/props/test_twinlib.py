"""The library shows the state: books as far out as they are likely, dots where it was measured, a part as it turned out."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.twinlib.exhibit import MODELS, TwinLib
from explorer.exhibits.twinlib.recipe import PROCESSES
from explorer.stage.props.prop import Prop
from explorer.stage.props.twinlib import board, oven
from explorer.stage.props.twinlib import prop as library
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("twinlib")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("twinlib").advance(4.0)


@pytest.fixture(scope="module")
def rested() -> Running:
    """A run that looks at a part made after a decision that came too early."""
    run = Running.of(TwinLib(decide_s=12.0))
    while run.state.phase != "rest":
        run = run.advance(0.5)
    return run


def fronts(prop: Prop) -> np.ndarray:
    """How far each book stands out."""
    found = watch.vertices(prop, "books").reshape(len(MODELS), -1, 3)
    return library.BOOK_Y_M - library.BOOK_DEEP_M / 2 - found[:, :, 1].min(axis=1)


@pytest.mark.parametrize("seconds", [0.5, 4.0, 12.0])
def test_parts(prop: Prop, seconds: float) -> None:
    watch.check_parts(prop, Running.begin("twinlib").advance(seconds))


def test_cost(prop: Prop) -> None:
    watch.check_cost(prop, Running.of(TwinLib(decide_s=200.0)).advance(15.0))


def test_books_stand_out_as_far_as_they_are_likely(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    likely = [run.state.likely[model] for model in MODELS]
    assert fronts(prop) == pytest.approx(library.SLIDE_M * np.array(likely), abs=0.06)
    watch.shown(prop, run.touched("rad"))
    assert fronts(prop)[MODELS.index("rad")] == pytest.approx(library.SLIDE_M, abs=0.06)


def test_a_dot_for_every_measurement(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    dots = watch.solids(prop, "dots").mean(axis=1)
    trace = run.state.trace
    inside = (trace > -3) & (trace < board.FULL_PERCENT)
    assert len(dots) == inside.sum() > 20
    height = (dots[:, 2] - board.BOARD_FLOOR_M - 0.05) / (board.BOARD_HIGH_M - 0.1) * board.FULL_PERCENT
    assert height == pytest.approx(trace[inside], abs=0.3)


def test_likelier_models_have_thicker_lines(prop: Prop, run: Running) -> None:
    """A line of a likely model covers more of the board than that of an unlikely one."""
    watch.shown(prop, run)
    legs = watch.solids(prop, "lines").reshape(len(MODELS), board.LEGS - 1, 24, 3)
    thick = np.ptp(legs[..., 1], axis=2).mean(axis=1)
    likely = np.array([run.state.likely[model] for model in MODELS])
    assert np.corrcoef(thick, likely)[0, 1] > 0.999


def test_the_column_is_as_high_as_it_was_measured(prop: Prop, run: Running) -> None:
    hot = run.advance(3.0)
    watch.shown(prop, hot)
    column = watch.solids(prop, "fire")[1]
    assert np.ptp(column[:, 2]) == pytest.approx(hot.state.measured / 110 * oven.COLUMN_M, abs=0.01)


@pytest.mark.parametrize("process", PROCESSES)
def test_every_process_has_its_own_machine(prop: Prop, run: Running, process: str) -> None:
    watch.shown(prop, run.turned("process", process).advance(0.2))
    shown = {name for name in PROCESSES if not prop.root.find(f"**/{name}").is_empty()}
    assert shown == {process}  # what is stashed is not found


def test_the_part_shows_what_became_of_it(prop: Prop, run: Running, rested: Running) -> None:
    watch.shown(prop, run)
    assert not watch.vertices(prop, "part").any()
    watch.shown(prop, rested)
    pieces = watch.vertices(prop, "part").reshape(3, -1, 3)
    whole = int((np.ptp(pieces, axis=1).max(axis=1) > 0).sum())
    assert rested.state.outcome != "good"
    assert whole == (3 if rested.state.outcome == "burnt" else 1)
    assert len(watch.solids(prop, "dots")) > 100  # the run stays on the board while its part is looked at
    told = watch.solids(prop, "told")
    assert len(told) == rested.state.parts and told[:, :, 0].mean() > oven.TALLY_X_M


@pytest.mark.parametrize(
    ("action", "seconds"), [("decide", 1.0), ("decide", 4.0), ("again", 4.0), ("again", 14.0)]
)
def test_actions_are_seen(prop: Prop, action: str, seconds: float) -> None:
    run = Running.begin("twinlib").advance(seconds)
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize("resting", [False, True])
@pytest.mark.parametrize(
    ("name", "value"), [("process", "moulding"), ("noise_percent", 9.0), ("decide_s", 150.0), ("seed", 6)]
)
def test_dials_are_seen(
    prop: Prop, run: Running, rested: Running, name: str, value: Value, resting: bool
) -> None:
    before = rested if resting else run
    watch.check_change(prop, before, before.turned(name, value))
