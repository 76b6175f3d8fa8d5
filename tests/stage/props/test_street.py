"""The street shows what its state says: queues and windows, tags and balloon, suitcases, coins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.exhibits.street.exhibit import NAMES, SevenShops
from explorer.exhibits.street.market import State
from explorer.stage.props.prop import Prop
from explorer.stage.props.street.layout import (
    BASE_M,
    FOOT_M,
    SHOPS_X_M,
    TOP_M,
    balloon_radius,
    case_place,
    queue_place,
    tag_z,
    window_place,
)
from explorer.stage.props.street.prop import DROPS, StreetProp
from explorer.visit import Running

from . import watch

STREET = SevenShops()


def later(street: SevenShops, steps: int, state: State | None = None) -> State:
    state = state or street.start()
    for _ in range(steps):
        state = street.step(state)
    return state


NOW = later(STREET, 100)


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("street")


def corners(prop: Prop, name: str, each: int, street: SevenShops, state: State) -> np.ndarray:
    prop.show(street, state, state.ticks / 30 + 1 / 60)
    return watch.solids(prop, name, each)


def test_heights_are_prices() -> None:
    assert tag_z(0.0) == pytest.approx(FOOT_M)
    assert tag_z(1.0) == pytest.approx(FOOT_M + BASE_M)
    assert tag_z(1e9) == pytest.approx(TOP_M)
    assert balloon_radius(2.0) ** 2 == pytest.approx(2 * balloon_radius(1.0) ** 2)
    assert balloon_radius(0.0) < balloon_radius(1.0) < balloon_radius(1e9)


def test_a_tag_hangs_at_the_price_of_its_shop(prop: Prop) -> None:
    settled = replace(NOW, prices_before=NOW.prices)
    tags = corners(prop, "tags", 24, STREET, settled)
    middle = (tags.min(axis=1) + tags.max(axis=1)) / 2
    wide = np.ptp(tags[:, :, 0], axis=1) > 1
    ratios = np.array(NOW.prices) / np.mean(NOW.opening.prices)
    assert middle[wide, 2] == pytest.approx(tag_z(ratios), abs=0.01)


def test_as_many_people_and_lit_windows_as_are_sold(prop: Prop) -> None:
    settled = replace(NOW, recent=(NOW.recent[-1],) * 6)
    people = corners(prop, "people", len(watch.vertices(prop, "people")) // 84, STREET, settled)
    assert len(people) == sum(NOW.recent[-1])
    for shop, sold in enumerate(NOW.recent[-1]):
        mine = np.abs(people[:, :, 0].mean(axis=1) - SHOPS_X_M[shop]) < 2.5
        assert mine.sum() == sold


def test_places_of_a_shop_are_its_own() -> None:
    for shop, x in enumerate(SHOPS_X_M):
        for place in (queue_place, window_place):
            found = {place(shop, number) for number in range(12)}
            assert len(found) == 12 and all(abs(at - x) < 2.4 for at, _ in found)


def test_the_balloon_grows_with_the_level_of_prices(prop: Prop) -> None:
    def size(state: State) -> float:
        prop.show(STREET, state, state.ticks / 30)
        return float(np.ptp(watch.vertices(prop, "balloon")[:, 0]))

    assert size(replace(NOW, level=2 * NOW.level)) == pytest.approx(np.sqrt(2) * size(NOW), rel=0.02)


def test_a_suitcase_flies_to_the_shop_it_is_brought_to(prop: Prop) -> None:
    for name in ("technology", "business"):
        places = [case_place(name, place) for place in ("quay", *NAMES)]
        assert len(set(places)) == len(places)
        for number, x in enumerate(SHOPS_X_M):
            assert abs(places[number + 1][0] - x) < 1.2
    brought = STREET.having(technology="games")
    xs = []
    state = NOW
    for _ in range(12):
        state = brought.step(state)
        prop.show(brought, state, state.ticks / 30)
        xs.append(prop.boxes()["technology"].low[0])
    assert xs == sorted(xs, reverse=True) and xs[0] > xs[-1] + 5
    prop.show(
        STREET.having(technology="tourism"), NOW, NOW.ticks / 30
    )  # before the next step, as while it is paused
    assert prop.boxes()["technology"].low[0] == pytest.approx(
        case_place("technology", "tourism")[0] - 0.95, abs=0.01
    )


def flying(prop: Prop, street: SevenShops, state: State) -> int:
    return len(corners(prop, "coins", len(watch.vertices(prop, "coins")) // 80, street, state))


def test_coins_flow_where_tap_and_drain_are_open_and_fall_when_it_rains(prop: Prop) -> None:
    assert flying(prop, STREET, NOW) == 0
    assert flying(prop, STREET.having(drain=1), NOW) == 7
    assert flying(prop, STREET.having(tap=1), NOW) == 11
    assert flying(prop, STREET.having(tap=2, drain=2), NOW) == 22
    raining = later(STREET, 20, STREET.act(NOW, "rain"))
    assert flying(prop, STREET, raining) == DROPS
    assert flying(prop, STREET, later(STREET, 90, raining)) == 0


@pytest.mark.parametrize("values", [{"technology": "games"}, {"business": "games"}, {"tap": 1}, {"drain": 2}])
def test_every_dial_is_seen_at_once(prop: Prop, values: dict[str, object]) -> None:
    before = Running.begin("street")
    turned = replace(before, exhibit=before.exhibit.having(**values))  # type: ignore[arg-type]
    watch.check_change(prop, before, turned, 0.2)


def test_any_state_can_be_shown_at_once(prop: Prop) -> None:
    first = watch.pictured(prop, STREET, NOW)
    rich = STREET.having(technology="games", tap=2)
    watch.pictured(prop, rich, later(rich, 60, rich.act(NOW, "rain")))
    assert watch.pictured(prop, STREET, NOW) == first


def test_parts_stand_free_also_beside_their_shop_and_the_budget_holds(prop: Prop) -> None:
    run = Running.begin("street").turned("technology", "industry").turned("business", "industry").advance(1.0)
    watch.check_parts(prop, run)
    watch.check_in_front(prop)
    dear = replace(run, state=replace(run.state, prices=(99_999.0,) * 7, prices_before=(99_999.0,) * 7))
    watch.shown(prop, dear)
    watch.check_budget(prop)
    assert isinstance(prop, StreetProp)
