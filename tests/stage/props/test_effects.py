"""The histograms hold every shift that has landed, and beam and board say what the statistics say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.exhibits.effects.exhibit import BINS, TwoHundredShifts, bins_of, window
from explorer.exhibits.effects.state import LEVERS
from explorer.exhibits.effects.statistics import VERDICTS
from explorer.exhibits.exhibit import Value
from explorer.stage.props.effects import layout as at
from explorer.stage.props.effects.layout import bin_x, gain_x, span_of
from explorer.stage.props.effects.prop import FALL_S, EffectsProp, ranks
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("effects")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.of(TwoHundredShifts(shifts=30)).advance(5.0)


@pytest.fixture(scope="module")
def done() -> Running:
    return Running.of(TwoHundredShifts(shifts=20)).advance(6.0)


def study(run: Running) -> TwoHundredShifts:
    assert isinstance(run.exhibit, TwoHundredShifts)
    return run.exhibit


def boxes_drawn(prop: Prop, name: str) -> Any:
    """Low and high corners of the boxes of a instances that are drawn, shape (n, 2, 3)."""
    corners = watch.vertices(prop, name).reshape(-1, 24, 3)
    corners = corners[corners.any(axis=(1, 2))]
    return np.stack([corners.min(axis=1), corners.max(axis=1)], axis=1)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, Running.of(TwoHundredShifts()).advance(8.0))


def test_every_shift_that_landed_is_one_slab_in_its_bar(prop: Prop, done: Running) -> None:
    watch.shown(prop, done)
    exhibit, state = study(done), done.state
    base, found = exhibit.results_of(state, 0), exhibit.results_of(state, exhibit.side)
    low, wide = window((*base, *found))
    for name, values in (("solid", base), ("glass", found)):
        slabs = boxes_drawn(prop, name)
        assert len(slabs) == len(values) == 20
        bars = np.floor((slabs[:, :, 0].mean(axis=1) - at.FIRST_X_M) / at.PITCH_M).astype(int)
        counted = np.bincount(bins_of(values, low, wide), minlength=BINS)
        assert np.bincount(bars, minlength=BINS).tolist() == counted.tolist()
        assert slabs[:, 0, 2].min() == pytest.approx(at.TOP_M)


def test_a_ball_falls_from_the_sky_to_its_bar(prop: Prop) -> None:
    run = Running.of(TwoHundredShifts()).advance(0.1)  # one shift is done
    assert [len(values) for values in run.state.results][:1] == [1]
    heights = []
    for later_s in (0.02, 0.3, FALL_S - 0.01):
        prop.show(run.exhibit, run.state, run.time_s + later_s)
        ball = watch.vertices(prop, "balls")
        heights.append(ball[ball.any(axis=1)][:, 2].mean())
    assert heights[0] > heights[1] > heights[2] > at.TOP_M
    prop.show(run.exhibit, run.state, run.time_s + FALL_S + 0.01)
    assert not watch.vertices(prop, "balls").any()
    assert len(boxes_drawn(prop, "solid")) == 1


def test_the_beam_reaches_from_mean_to_mean(prop: Prop, done: Running) -> None:
    watch.shown(prop, done)
    read, exhibit, state = done.readings, study(done), done.state
    low, wide = window((*exhibit.results_of(state, 0), *exhibit.results_of(state, exhibit.side)))
    ends = sorted(bin_x((read[name] - low) / wide) for name in ("without", "with"))
    marks = boxes_drawn(prop, "marks")
    assert any(
        np.allclose(mark[:, 0], ends, atol=0.02) and abs(mark[0, 2] - at.BEAM_Z_M) < 0.01 for mark in marks
    )


def test_a_bar_of_the_board_is_the_interval(prop: Prop, done: Running) -> None:
    watch.shown(prop, done)
    found = study(done).estimate(done.state, study(done).side)
    assert found
    span = span_of([found.gain_pct])
    ends = gain_x(found.low_pct, span), gain_x(found.high_pct, span)
    z = at.row_z(study(done).side - 1)
    marks = boxes_drawn(prop, "marks")
    assert any(np.allclose(mark[:, 0], ends, atol=0.02) and mark[0, 2] < z < mark[1, 2] for mark in marks)


def test_gains_find_room_on_the_board() -> None:
    assert span_of([]) == 5 and span_of([4.3]) == 5 and span_of([4.4]) == 20 and span_of([-2.0]) == 20
    assert gain_x(0, 5) == at.ZERO_X_M
    assert gain_x(5, 5) == at.ZERO_X_M + at.REACH_M == gain_x(50, 5)
    assert gain_x(-50, 5) == at.ZERO_X_M - at.REACH_M / 3


def test_every_verdict_has_a_sign_of_its_own() -> None:
    assert set(at.SIGNS) == set(VERDICTS) == set(at.VERDICT_COLOURS)
    assert len(set(at.SIGNS.values())) == len(VERDICTS)
    assert len(at.ICONS) == len(LEVERS)


def test_ranks_count_who_came_before() -> None:
    assert ranks(np.array([3, 1, 3, 3, 1])).tolist() == [0, 0, 1, 2, 1]


@pytest.mark.parametrize("action", [action.name for action in TwoHundredShifts.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), seconds=0.2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lever", "none"),
        ("failures_per_h", 0.0),
        ("shifts", 200),
        ("round_min", 9.0),
        ("same_luck", True),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value), seconds=0.5)


def test_only_the_best_ten_shine(prop: Prop, done: Running) -> None:
    assert isinstance(prop, EffectsProp)
    watch.shown(prop, done.done("best_only"))
    node = prop.root.find("**/glass").node()
    data = node.get_geom(0).get_vertex_data()  # type: ignore[attr-defined]
    rows = np.frombuffer(bytes(data.get_array(0).get_handle().get_data()), np.uint8).reshape(-1, 20)
    opacity = rows[:, 15].reshape(-1, 24)[:, 0]
    drawn = watch.vertices(prop, "glass").reshape(-1, 24, 3).any(axis=(1, 2))
    assert (opacity[drawn] == 255).sum() == 10
