"""The forum shows the game: wires as many as adapters, planks as many as clauses, blocks as they are kept."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.forum.avatar import CLAUSES
from explorer.exhibits.forum.exhibit import JUDGED_STEPS, BridgeOfRules
from explorer.stage.props.forum import prop as lay
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("forum")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("forum").advance(0.5)


def wires(prop: Prop) -> int:
    """How many wires are drawn: a cylinder of five sides has 22 corners."""
    return len(watch.solids(prop, "wires", 22))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_as_many_wires_as_adapters_and_tall_seats_as_common_rules(prop: Prop, share: float) -> None:
    run = watch.shown(prop, Running.of(BridgeOfRules(opening_share=share)))
    assert wires(prop) == run.readings["adapters"]
    high = np.ptp(watch.solids(prop, "seats")[:, :, 2], axis=1)
    assert (high > 2).sum() == run.readings["common"]


@pytest.mark.parametrize("bridge", [0.0, 0.25, 0.74, 1.0])
def test_a_plank_for_each_clause(prop: Prop, bridge: float) -> None:
    watch.shown(prop, Running.of(BridgeOfRules(bridge=bridge)))
    low = watch.solids(prop, "planks")[:, :, 2].min(axis=1)
    assert (low > 1).sum() == int(4 * bridge)
    rail = np.ptp(watch.solids(prop, "rails")[0, :, 0])
    assert rail == pytest.approx(max(bridge * 2 * lay.BRIDGE_HALF_M, 0.05), abs=1e-3)


@pytest.mark.parametrize("bridge", [0.0, 0.3, 1.0])
def test_the_avatar_falls_where_its_clause_is_missing_or_goes_over(prop: Prop, bridge: float) -> None:
    run = watch.shown(prop, Running.of(BridgeOfRules(bridge=bridge)).advance((JUDGED_STEPS + 20) / 30))
    x, z = float(prop.root.find("avatar").get_x()), float(prop.root.find("avatar").get_z())
    offends = run.state.verdict.offends
    if offends is None:
        assert x > lay.BRIDGE_HALF_M and z == pytest.approx(lay.DECK_M)
    else:
        assert abs(x - lay.plank_x(CLAUSES.index(offends))) < lay.PLANK_M / 2 and z < lay.DECK_M - 0.5
    bars = len(watch.solids(prop, "card")) - 1
    assert bars == run.readings["offends"]


def test_the_ledger_is_read_only_while_it_is_open(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    high = np.ptp(watch.solids(prop, "blocks")[:, :, 2], axis=1)
    assert len(high) == run.readings["blocks"] and np.ptp(high) > 0.1
    watch.shown(prop, run.turned("open_ledger", False))
    assert np.ptp(np.ptp(watch.solids(prop, "blocks")[:, :, 2], axis=1)) < 1e-5


def test_a_forged_block_stands_out_once_it_is_found(prop: Prop, run: Running) -> None:
    forged = watch.shown(prop, run.done("forge"))
    assert np.ptp(watch.solids(prop, "blocks")[:, :, 2], axis=1).max() < 1
    found = watch.shown(prop, forged.done("recount").advance(2))
    high = np.ptp(watch.solids(prop, "blocks")[:, :, 2], axis=1)
    assert high.argmax() == found.state.lie and high.max() > 1.2


def test_the_count_stands_beside_what_was_announced(prop: Prop, run: Running) -> None:
    done = watch.shown(prop, run.done("forge").done("recount").advance(2))
    assert len(watch.solids(prop, "tally")) == done.readings["announced"] + done.readings["recount"]


def test_the_token_flies_to_the_seat_it_is_put_on_and_weights_are_what_home_rules_are_worth(
    prop: Prop, run: Running
) -> None:
    watch.shown(prop, run)
    assert prop.boxes()["token"].low[0] == pytest.approx(lay.TOKEN_AT[0] - 1.7, abs=1e-3)
    won = watch.shown(prop, run.turned("won", 11).advance(1.0))
    x, y, z = lay.token_at(10)
    assert np.mean(prop.boxes()["token"], axis=0)[:2] == pytest.approx((x, y), abs=1e-2)
    assert z > lay.SEATS[10, 2] + 2
    high = np.ptp(watch.solids(prop, "weights")[:, :, 2], axis=1)
    assert np.argsort(high).tolist() == np.argsort(won.state.own).tolist()


def test_a_plate_for_each_document_of_the_record(prop: Prop) -> None:
    assert len(watch.solids(prop, "plates")) == 52 + 1 + 1


@pytest.mark.parametrize("action", [action.name for action in BridgeOfRules.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bridge", 0.7),
        ("won", 1),
        ("decides", "hub"),
        ("decides", "majority"),
        ("open_ledger", False),
        ("opening_share", 0.8),
        ("seed", 5),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))
