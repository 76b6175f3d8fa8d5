"""The stalls show the curves, the prices, the purses and every coin that changes hands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.exhibits.street.exhibit import BASE_PRICE, NAMES, TRADERS, SevenShops, State
from explorer.exhibits.street.market import CENT
from explorer.stage.props.street.layout import BASE_M, FOOT_M, STALLS_X_M, TOP_M, price_z
from explorer.stage.props.street.prop import FLIGHT_STEPS, StreetProp, flown, strength_m
from explorer.visit import Running
from tests.stage.props import watch

STREET = SevenShops()


def after(street: SevenShops, steps: int, state: State | None = None) -> State:
    state = state or street.start()
    for _ in range(steps):
        state = street.step(state)
    return state


LATER = after(STREET, 100)


@pytest.fixture(scope="module")
def prop() -> StreetProp:
    made = watch.prop_of("street")
    assert isinstance(made, StreetProp)
    return made


def shown(prop: StreetProp, name: str, state: State, street: SevenShops = STREET) -> np.ndarray:
    prop.show(street, state, state.ticks / 30)
    return watch.vertices(prop, name).copy()


def coins_in_flight(prop: StreetProp, street: SevenShops, state: State, late: float = 0.0) -> int:
    prop.show(street, state, (state.ticks + late) / 30)
    return int(np.any(watch.vertices(prop, "coins").reshape(140, -1, 3), axis=(1, 2)).sum())


def test_heights_are_prices() -> None:
    assert price_z(0.0) == pytest.approx(FOOT_M)
    assert price_z(BASE_PRICE) == pytest.approx(FOOT_M + BASE_M)
    assert price_z(2 * BASE_PRICE) - FOOT_M == pytest.approx(2 * BASE_M)
    assert price_z(1e9) == TOP_M


def test_steps_stand_at_the_limits_of_buyers_and_sellers(prop: StreetProp) -> None:
    boxes = shown(prop, "plates", LATER).reshape(len(NAMES), 2, TRADERS, 24, 3)
    middle = (boxes.min(axis=3) + boxes.max(axis=3)) / 2
    for shop in range(len(NAMES)):
        for side, limits in enumerate(LATER.curves(shop)):
            assert middle[shop, side, :, 2] == pytest.approx(price_z(np.array(limits) / CENT), abs=0.01)
        assert middle[shop, :, :, 0].mean() == pytest.approx(STALLS_X_M[shop], abs=0.01)


def test_the_gold_bars_stand_at_the_prices(prop: StreetProp) -> None:
    bars = shown(prop, "bars", LATER).reshape(-1, 24, 3)[: len(NAMES)]
    middle = (bars.min(axis=1) + bars.max(axis=1)) / 2
    assert middle[:, 2] == pytest.approx(price_z(np.array(LATER.prices)), abs=0.01)


def test_as_many_coins_fly_as_were_paid_lately(prop: StreetProp) -> None:
    trades = [t for markets in (LATER.before, LATER.markets) for market in markets for t in market.trades]
    lately = sum(LATER.ticks - trade.tick < FLIGHT_STEPS for trade in trades)
    assert lately > 10
    assert coins_in_flight(prop, STREET, LATER) == lately
    assert coins_in_flight(prop, STREET.having(sink=5.0), LATER) == lately + len(NAMES)
    assert coins_in_flight(prop, STREET, replace(LATER, issued=300)) == lately + len(NAMES)


def test_a_coin_leaves_the_buyer_and_reaches_the_seller() -> None:
    start, end = np.array((0.0, 0.0, 1.0)), np.array((10.0, 0.0, 1.0))
    at, _ = flown([start] * 3, [end] * 3, [0.0, 0.5, 1.0])
    assert at[0] == pytest.approx(start) and at[2] == pytest.approx(end)
    assert at[1, 0] == pytest.approx(5) and at[1, 2] > 3


def test_coins_move_between_steps(prop: StreetProp) -> None:
    coins_in_flight(prop, STREET, LATER)
    before = watch.vertices(prop, "coins").copy()
    coins_in_flight(prop, STREET, LATER, late=0.5)
    assert not np.array_equal(watch.vertices(prop, "coins"), before)


def test_strengths_hover_over_their_shop_and_wait_apart() -> None:
    assert strength_m("technology", "") != strength_m("business", "")
    for name in ("technology", "business"):
        for shop, x in zip(NAMES, STALLS_X_M, strict=True):
            assert abs(strength_m(name, shop)[0] - x) < 1.5


def test_stacks_grow_with_purses(prop: StreetProp) -> None:
    poor = shown(prop, "stacks", LATER)[:, 2].max()
    rich = shown(prop, "stacks", STREET.act(LATER, "gift"))[:, 2].max()
    assert rich > poor + 0.8


@pytest.mark.parametrize("action", ["technology", "business", "gift"])
def test_every_action_is_seen_at_once(prop: StreetProp, action: str) -> None:
    before = watch.pictured(prop, STREET, LATER)
    changed = STREET.act(LATER, action)
    assert watch.pictured(prop, STREET, changed) != before
    if action != "gift":
        home = STREET.act(changed, "send_home")
        assert watch.pictured(prop, STREET, home) == before


@pytest.mark.parametrize("values", [{"shop": "games"}, {"issue": 2.0}, {"sink": 3.0}])
def test_every_dial_is_seen_within_two_seconds(prop: StreetProp, values: dict[str, object]) -> None:
    before = Running.begin("street")
    turned = replace(before, exhibit=before.exhibit.having(**values))
    watch.check_change(prop, before, turned)


def test_any_state_can_be_shown_at_once(prop: StreetProp) -> None:
    first = watch.pictured(prop, STREET, LATER)
    watch.pictured(prop, STREET.having(shop="games"), after(STREET.having(issue=10.0), 40, LATER))
    assert watch.pictured(prop, STREET, LATER) == first


def test_parts_and_budget(prop: StreetProp) -> None:
    run = Running.begin("street")
    watch.check_parts(prop, run)
    watch.check_names(prop, STREET, LATER)
    watch.check_in_front(prop)
    watch.check_budget(prop)
    watch.check_cost(prop, run)
