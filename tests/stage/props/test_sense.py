"""The studio shows ball, ghost and doubt where they are, and which channels are on and heard."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.sense.exhibit import CHANNELS, FiveSenses, ball_at
from explorer.stage.props.prop import Prop
from explorer.stage.props.sense.prop import SCALE, WIDEST_M
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("sense")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("sense").advance(6.0)


def test_cost(prop: Prop, run: Running) -> None:
    for name in CHANNELS[1:]:
        run = run.done(name)
    watch.check_cost(prop, run)


def test_ball_and_ghost_are_where_the_state_says(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    at, _ = ball_at(run.time_s)
    assert np.array(prop.root.find("ball").get_pos())[:2] == pytest.approx(at * SCALE, abs=1e-3)
    believed = run.state.belief.place_m
    assert np.array(prop.root.find("ghost").get_pos())[:2] == pytest.approx(believed * SCALE, abs=0.05)


def test_the_ellipse_is_as_wide_as_the_doubt(prop: Prop) -> None:
    for seconds in (1.0, 4.5, 6.0):
        run = watch.shown(prop, Running.begin("sense").turned("wall_m", 2.4).advance(seconds))
        long_m, short_m = (min(axis, WIDEST_M) for axis in run.state.belief.ellipse()[:2])
        assert tuple(prop.root.find("rim").get_scale())[:2] == pytest.approx(
            (max(long_m * SCALE, 0.1), max(short_m * SCALE, 0.1)), rel=0.02
        )


def test_the_ball_moves_between_two_steps(prop: Prop, run: Running) -> None:
    prop.show(run.exhibit, run.state, run.time_s)
    first = np.array(prop.root.find("ball").get_pos())
    prop.show(run.exhibit, run.state, run.time_s + 0.015)
    assert 0 < np.linalg.norm(np.array(prop.root.find("ball").get_pos()) - first) < 0.3


def test_the_camera_sees_as_far_as_the_wall(prop: Prop, run: Running) -> None:
    reaches = []
    for wall_m in (0.0, 0.8, 2.0):
        watch.shown(prop, run.turned("wall_m", wall_m))
        view = prop.root.find("view")
        reaches.append(view.get_x() + view.get_sx())
    assert np.diff(reaches) == pytest.approx((-0.8 * SCALE, -1.2 * SCALE))
    watch.shown(prop, run.done("camera"))
    assert prop.root.find("view").is_hidden()


def test_beams_pass_through_the_ball(prop: Prop, run: Running) -> None:
    heard = watch.shown(prop, run.done("sound").advance(0.2))
    at = ball_at(heard.time_s)[0] * SCALE
    for corners in watch.vertices(prop, "beams").reshape(2, 3, 3)[:, :, :2]:
        ear, left, right = corners
        middle = (left + right) / 2 - ear
        away = at - ear
        across = middle[0] * away[1] - middle[1] * away[0]
        assert abs(across) / np.linalg.norm(middle) < 0.15


@pytest.mark.parametrize("action", CHANNELS)
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), seconds=0.2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wall_m", 2.0),
        ("noise", 3.0),
        ("drift_m_s", 0.4),
        ("unrest", 20.0),
        ("gaze_x_m", 1.0),
        ("gaze_y_m", -1.0),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    run = run.done("motion")
    watch.check_change(prop, run, run.turned(name, value))


def test_touching_a_channel_switches_it(run: Running) -> None:
    for name in CHANNELS:
        assert (name in run.touched(name).state.on) != (name in run.state.on)
    exhibit = run.touched("wall").exhibit
    assert isinstance(exhibit, FiveSenses) and exhibit.wall_m == 1.6
    assert run.touched("ball") is run
