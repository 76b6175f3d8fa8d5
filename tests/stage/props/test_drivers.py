"""The gate shows hand, hand of glass and chain as the state says, and every pylon as its switch stands."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.site.signs import LARGER_ON_PLINTH, SIGNS
from explorer.exhibits.drivers.pipe import STAGES, stages_ms
from explorer.exhibits.drivers.words import SWITCHES
from explorer.exhibits.exhibit import Value
from explorer.park import load
from explorer.stage.camera import Camera
from explorer.stage.props.drivers.prop import (
    HALF_M,
    MIDDLE_Z_M,
    MS_M,
    PANE_Y_M,
    PILLARS,
    SCALE,
    ribbon,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("drivers")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("drivers").advance(6.0)


def test_parts(prop: Prop, run: Running) -> None:
    watch.check_parts(prop, run)
    assert set(PILLARS) == set(SWITCHES)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.done("all"))


def test_the_hand_of_glass_is_off_by_what_is_read(prop: Prop, run: Running) -> None:
    for action in ("cloud", "network", "prediction"):
        run = watch.shown(prop, run.done(action).advance(0.5))
        hand, glass = (np.array(prop.root.find(name).get_pos())[[0, 2]] for name in ("hand", "glass"))
        gap_cm = 100 * np.linalg.norm(hand - glass) / SCALE
        # shown up to a step after the last reading
        assert gap_cm == pytest.approx(run.readings["gap"], abs=8 * run.remainder_s * 100 + 0.05)


def test_the_visitors_hand_is_at_the_pointer_and_the_glass_is_not_yet(prop: Prop, run: Running) -> None:
    aimed = watch.shown(prop, run.aimed(1.0, 1.0).advance(1 / 30))
    assert prop.root.find("hand").get_x() == pytest.approx(0.8 * SCALE)
    assert prop.root.find("hand").get_z() == pytest.approx(MIDDLE_Z_M + 0.3 * SCALE)
    assert prop.root.find("glass").get_x() < 0.79 * SCALE
    watch.shown(prop, aimed.advance(0.2))
    assert prop.root.find("glass").get_x() == pytest.approx(0.8 * SCALE, abs=1e-4)


def test_the_glass_moves_between_two_steps(prop: Prop, run: Running) -> None:
    prop.show(run.exhibit, run.state, run.time_s)
    first = np.array(prop.root.find("glass").get_pos())
    prop.show(run.exhibit, run.state, run.time_s + 0.015)
    assert 0 < np.linalg.norm(np.array(prop.root.find("glass").get_pos()) - first) < 0.5


@pytest.mark.parametrize("on", [(), ("cloud",), ("network", "cloud"), SWITCHES])
def test_blocks_are_as_long_as_their_stages(prop: Prop, run: Running, on: tuple[str, ...]) -> None:
    for action in on:
        run = run.done(action)
    watch.shown(prop, run)
    corners = watch.vertices(prop, "chain").reshape(-1, 24, 3)[: len(STAGES)]
    long_m = np.ptp(corners[:, :, 0], axis=1)
    assert long_m + 0.06 == pytest.approx(np.array(list(stages_ms(on).values())) * MS_M, abs=1e-4)


def test_the_ribbon_ends_before_the_first_dark_pylon(prop: Prop, run: Running) -> None:
    def thick(run: Running) -> np.ndarray:
        watch.shown(prop, run)
        bars = watch.vertices(prop, "ribbon").reshape(30, -1, 3)
        return np.asarray(np.ptp(bars[:, :, 1], axis=1) > 0.6)

    leads_to = ribbon()[3]
    assert not thick(run).any()
    assert thick(run.done("all")).all()
    for number, name in enumerate(PILLARS):
        assert (thick(run.done("all").done(name)) == (leads_to < number)).all()


@pytest.mark.parametrize("action", [*SWITCHES, "all"])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), seconds=0.1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("route", "sharp"), ("speed", 2.0), ("memory_ms", 200.0), ("hand_x_m", 0.4), ("hand_y_m", -0.2)],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    run = run.done("prediction")
    watch.check_change(prop, run, run.turned(name, value))


def test_the_robot_takes_over_when_it_is_chosen(prop: Prop, run: Running) -> None:
    own = run.aimed(-1.0, 0.0).advance(0.5)
    watch.check_change(prop, own, own.turned("hand", "robot"))


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (0.25, 0.1), (-0.3, -0.15)])
def test_the_hand_stays_under_the_pointer(prop: Prop, run: Running, x: float, y: float) -> None:
    view = load(ROOT / "scenes" / "metaverse", ROOT / "assets").zones["drivers"].views.exhibit
    watch.shown(prop, run.aimed(x, y))
    at = prop.root.get_mat().xform_point(prop.root.find("hand").get_pos())
    ((across, down),) = Camera(view.pose, 16 / 9).project([tuple(at)])
    assert (2 * across - 1, 1 - 2 * down) == pytest.approx((x, y), abs=0.02)


@pytest.mark.parametrize("view", ["front", "exhibit"])
def test_the_glass_hangs_above_the_letters_of_the_gate(view: str) -> None:
    zone = load(ROOT / "scenes" / "metaverse", ROOT / "assets").zones["drivers"]
    assert zone.exhibit is not None
    (_, south, up), sign = zone.exhibit.centre_m, SIGNS["drivers"]
    high, lean = sign.cap_m * LARGER_ON_PLINTH, radians(sign.leans_deg)
    y, z = sign.y + high * sin(lean), sign.z + high * cos(lean)
    _, eye_y, eye_z = (zone.views.front if view == "front" else zone.views.exhibit).pose.eye
    seen_over_m = z + (eye_z - z) * (south + PANE_Y_M - y) / (eye_y - y)
    assert seen_over_m < up + MIDDLE_Z_M - HALF_M[1]
