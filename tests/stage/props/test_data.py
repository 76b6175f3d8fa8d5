"""The exchange shows the state: shards as long as shares, blocks that jump where a chain breaks, a vote that is seen."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.data.exhibit import NODES, SealedExchange
from explorer.exhibits.data.sharing import PRIME
from explorer.exhibits.exhibit import Value
from explorer.stage.props.data import chain, copies
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("data")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("data").advance(5.5)


def tilted(prop: Prop) -> list[int]:
    """Which blocks of the row stand askew."""
    return [
        i
        for i, corners in enumerate(watch.solids(prop, "blocks"))
        if np.ptp(corners[:, 2]) > chain.BLOCK_M + 0.01
    ]


def test_parts(prop: Prop, run: Running) -> None:
    watch.check_parts(prop, run)
    watch.check_parts(prop, run.done("edit").advance(0.1))


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.done("remine"))


@pytest.mark.parametrize("seconds", [1.0, 1.5, 2.0])
def test_shards_are_as_long_as_the_shares(prop: Prop, seconds: float) -> None:
    run = watch.shown(prop, Running.begin("data").advance(seconds))
    exchange = run.state.exchange
    shares = np.array([exchange.defect_shares, exchange.made_shares], float).ravel() / PRIME
    found = np.ptp(watch.solids(prop, "shards")[:, :, 2], axis=1)
    assert found == pytest.approx(0.25 + 1.35 * shares, abs=1e-3)


def test_shards_cross_from_their_makers_to_the_holders(prop: Prop) -> None:
    watch.shown(prop, Running.begin("data").advance(1.0))
    begun = watch.solids(prop, "shards").mean(axis=1)
    watch.shown(prop, Running.begin("data").advance(2.0))
    ended = watch.solids(prop, "shards").mean(axis=1)
    assert begun[:, 1].min() > ended[:, 1].max() + 3
    order = np.arange(18).reshape(2, 3, 3)
    for one in range(3):
        assert np.ptp(begun[order[:, one].ravel(), 0]) < 3  # a maker's shares are together
        assert np.ptp(ended[order[:, :, one].ravel(), 0]) < 3  # then a holder's are


def test_the_broken_block_jumps_out_and_the_break_moves_on(prop: Prop, run: Running) -> None:
    assert not (watch.shown(prop, run) and tilted(prop))
    edited = run.done("edit")
    watch.shown(prop, edited)
    first = tilted(prop)
    assert len(first) == 1
    watch.shown(prop, edited.done("rehash").advance(1.5))
    assert tilted(prop) == [first[0] + 1]
    assert len(watch.solids(prop, "links")) > len(watch.solids(prop, "blocks")) - 1  # a torn link is two


def test_bars_on_a_block_are_what_it_pays(prop: Prop, run: Running) -> None:
    watch.shown(prop, run.done("edit"))
    heights = np.ptp(watch.solids(prop, "paid")[:, :, 2], axis=1) * chain.YUAN_A_METRE
    last = run.state.exchange if run.state.sealed else None
    paid = [round(float(height)) for height in heights[-3:]]
    assert last is None or sum(paid) == pytest.approx(last.bill_yuan, abs=3)
    assert len(watch.solids(prop, "paid")) % 3 == 1  # the edited block pays one maker alone


@pytest.mark.parametrize("held", [1, 3, 4, 7])
def test_the_frame_of_the_hall_says_who_wins(prop: Prop, held: int) -> None:
    run = Running.of(SealedExchange(copies_held=held, zeros=1)).done("remine").advance(2.0)
    watch.shown(prop, run)
    thick = np.ptp(watch.solids(prop, "verdict")[:, :, 0], axis=1).min()
    assert (thick > 0.9) == (held >= 4) == bool(run.readings["lie_wins"])
    bands = np.ptp(watch.solids(prop, "bands")[:, :, 2], axis=1).reshape(NODES, 4)[:, 0]
    assert (bands > copies.BAND_M).sum() == held


def test_the_spys_bars_stay_as_they_were_until_the_last_share(prop: Prop, run: Running) -> None:
    heights = []
    for seen in (1, 2, 3):
        watch.shown(prop, run.turned("shares_seen", seen).advance(0.1))
        heights.append(np.ptp(watch.solids(prop, "spy")[:, :, 2], axis=1))
    one, two, three = heights
    assert (one > one.max() / 2).sum() > 20 and np.allclose(one, two)
    assert (three > three.max() / 2).sum() == 1


@pytest.mark.parametrize("action", [action.name for action in SealedExchange.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    attacked = run.done("edit").advance(0.2) if action == "restore" else run
    watch.check_change(prop, attacked, attacked.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [("copies_held", 5), ("shares_seen", 1), ("shares_seen", 3), ("depth", 2), ("zeros", 1), ("seed", 4)],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))
