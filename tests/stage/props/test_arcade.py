"""The wheel shows every player where he sits, the friendships that are alive, and what was spent."""

from __future__ import annotations

from typing import Any

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.exhibits.arcade.exhibit import EmptyServer
from explorer.exhibits.arcade.players import CABINS, PLAYERS, friendships, in_cabin
from explorer.exhibits.exhibit import Value
from explorer.stage.props.arcade import layout as at
from explorer.stage.props.arcade.prop import CABIN_OF, SEATS, held_between, stack
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("arcade")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("arcade").advance(10.0)


def sizes(prop: Prop, name: str, corners: int = 24) -> Any:
    """Extents of the boxes of a instances, shape (n, 3)."""
    found = watch.vertices(prop, name).reshape(-1, corners, 3)
    return found.max(axis=1) - found.min(axis=1)


def server(run: Running) -> EmptyServer:
    assert isinstance(run.exhibit, EmptyServer)
    return run.exhibit


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.done("rival"))


def test_everybody_has_a_seat_of_his_own() -> None:
    assert (
        len({(*seat, cabin) for seat, cabin in zip(map(tuple, SEATS.tolist()), CABIN_OF, strict=True)})
        == PLAYERS
    )
    half = np.array(at.CABIN_M) / 2
    assert (np.abs(SEATS[:, [0, 2]]) + at.SEAT_M / 2 <= half[[0, 2]]).all()


def test_lamps_are_large_where_players_are_there_and_small_where_they_left(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    wide = sizes(prop, "players")[:, 0]
    state = run.state
    there = state.active & ~state.bought
    assert wide[there] == pytest.approx(at.LAMP_M, abs=1e-4)
    assert wide[state.active & state.bought] == pytest.approx(at.SEAT_M, abs=1e-4)
    assert (wide[~state.active] < 0.3).all() and there.sum() > 200 and (~state.active).sum() > 20


def test_the_wheel_turns_once_in_sixty_days(prop: Prop) -> None:
    assert np.allclose(at.rim(at.angles_deg(60.0)), at.rim(at.angles_deg(0.0)), atol=1e-3)
    quarter = at.rim(at.angles_deg(15.0))[0] - (0, 0, at.HUB_M)
    assert quarter == pytest.approx((0, 0, -at.RADIUS_M), abs=1e-3), "clockwise for one who looks at it"
    run = watch.shown(prop, Running.begin("arcade").advance(3.0))
    low, high = np.array(prop.boxes()["cabin_1"])
    middle = at.rim(at.angles_deg(run.state.day + run.state.hour))[0] - (0, 0, at.HANGS_M)
    assert (low + high) / 2 == pytest.approx(at.out_of_wheel(middle), abs=1e-3)


def test_the_web_turns_with_the_cabins(prop: Prop, run: Running) -> None:
    """A corner of the web is near the rim point of a cabin, wherever the wheel stands."""
    watch.shown(prop, run)
    to_wheel = prop.root.find("**/turning").get_mat(prop.root.find("**/wheel"))
    corners = watch.vertices(prop, "web")
    corners = corners[corners.any(axis=1)]
    turned = np.array([to_wheel.xform_point(p3d.Point3(*map(float, corner))) for corner in corners])
    rim = at.rim(at.angles_deg(run.state.day + run.state.hour))
    apart = np.linalg.norm(turned.reshape(-1, 1, 3) - rim[None], axis=2).min(axis=1)
    assert apart.max() < 1.5


def test_a_beam_is_as_strong_as_its_friendships(run: Running) -> None:
    pairs, state = friendships(1, 4.0), run.state
    found = held_between(pairs, state)
    assert found.shape == (CABINS, CABINS) and (found == found.T).all() and not found.diagonal().any()
    by_hand = sum(
        1 for a, b in pairs if state.active[a] and state.active[b] and {CABIN_OF[a], CABIN_OF[b]} == {2, 9}
    )
    assert found[2, 9] == by_hand


def test_without_friendships_there_is_no_web(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    assert watch.vertices(prop, "web").any()
    watch.shown(prop, run.turned("friendships", 0.0))
    assert not watch.vertices(prop, "web").any()


def test_coins_add_up() -> None:
    assert stack(0.0) == []
    assert sum(stack(130.0)) * at.TOKENS_A_COIN == pytest.approx(130)
    assert len(stack(1e9)) == at.MOST_COINS


def test_the_published_bars_are_as_high_as_the_figures(prop: Prop) -> None:
    mesh = at.market()
    tops = {round(float(z), 3) for z in mesh.positions[:, 2]}
    for yuan, people in at.MARKET:
        assert {round(0.5 + yuan / at.YUAN_A_METRE, 3), round(0.5 + people / at.PLAYERS_A_METRE, 3)} <= tops


@pytest.mark.parametrize("action", [action.name for action in EmptyServer.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action), seconds=0.1)


@pytest.mark.parametrize(
    ("name", "value"), [("friendships", 1.0), ("price", 3.0), ("rival_pct", 20.0), ("days_per_s", 6.0)]
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value), seconds=0.5)


def test_touching_a_cabin_empties_it_at_once(prop: Prop, run: Running) -> None:
    watch.shown(prop, run.touched("cabin_3"))
    mine = in_cabin(2)
    assert (sizes(prop, "players")[mine, 0] < 0.3).all()
