"""Toy players stay where their friends are, as checked; what is torn heals or spreads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.exhibits.arcade.exhibit import RIVAL_DAYS, EmptyServer
from explorer.exhibits.arcade.players import (
    CABINS,
    INSPIRES,
    LATELY_DAYS,
    LEAVES,
    PLAYERS,
    State,
    active_friends,
    buying,
    friendships,
    in_cabin,
    leaving,
    matrix,
    next_day,
    returning,
)
from explorer.i18n import tr

from . import contract

SEEDS = range(1, 9)


def days(exhibit: EmptyServer, count: int, *acts: str, state: State | None = None) -> State:
    state = exhibit.start() if state is None else state
    for act in acts:
        state = exhibit.act(state, act)
    until = state.day + count
    while state.day < until:
        state = exhibit.step(state)
    return state


def over_seeds(count: int, **values: Any) -> tuple[float, float]:
    """Share active and tokens spent after some days, mean over the seeds."""
    found = [
        (float(state.active.mean()), sum(state.tokens))
        for state in (days(EmptyServer(seed=seed, days_per_s=6, **values), count) for seed in SEEDS)
    ]
    active, spent = np.mean(found, axis=0)
    return float(active), float(spent)


# ---- the numbers of the specification


@pytest.mark.parametrize(
    ("mean", "active", "spent"),
    [(0, 0.00, 135), (1, 0.06, 245), (2, 0.22, 425), (4, 0.66, 846), (8, 0.95, 1503)],
)
def test_after_sixty_days_as_checked(mean: float, active: float, spent: float) -> None:
    found = over_seeds(60, friendships=mean)
    assert found[0] == pytest.approx(active, abs=0.04)
    assert found[1] == pytest.approx(spent, rel=0.06)


def test_without_friends_the_hall_goes_dark_as_the_closed_form_says() -> None:
    """Nobody calls anybody back, so each player is there after d days with chance 0.92 ** d."""
    for count in (5, 20, 60):
        assert over_seeds(count, friendships=0)[0] == pytest.approx((1 - LEAVES) ** count, abs=0.02)
    spent = 0.03 * PLAYERS * sum((1 - LEAVES) ** d for d in range(1, 61))
    assert over_seeds(60, friendships=0)[1] == pytest.approx(spent, rel=0.08)


def test_a_rival_tears_holes_that_heal_or_spread() -> None:
    shares = {}
    for mean in (2.0, 6.0):
        exhibit = EmptyServer(friendships=mean, days_per_s=6)
        before = days(exhibit, 20)
        torn = days(exhibit, RIVAL_DAYS, "rival", state=before)
        later = days(exhibit, 30, state=torn)
        assert torn.active.mean() < before.active.mean() - 0.2
        shares[mean] = float(torn.active.mean()), float(later.active.mean())
    assert shares[2.0][1] < shares[2.0][0] and shares[6.0][1] > shares[6.0][0] + 0.2


# ---- the chances


@given(st.floats(0, 30), st.floats(0, 30))
def test_friends_hold_call_and_inspire(few: float, many: float) -> None:
    few, many = sorted((few, many))
    assert leaving(few) >= leaving(many) and returning(few) <= returning(many) and buying(few) <= buying(many)


def test_chances_without_friends_are_the_plain_ones() -> None:
    assert (leaving(0), returning(0), buying(0)) == pytest.approx((0.08, 0.0, 0.03))
    assert returning(1) == pytest.approx(0.02)
    assert buying(0, 2.0) == pytest.approx(0.015) and leaving(0, 2.0) == pytest.approx(0.1)
    assert leaving(0, rival=1.0) == 1.0


@given(st.integers(0, 50), st.floats(0, 8), st.floats(0, 8))
def test_a_richer_world_has_all_friendships_of_a_poorer_one(seed: int, few: float, many: float) -> None:
    few, many = sorted((few, many))
    a, b = friendships(seed, few), friendships(seed, many)
    assert len(a) == int(PLAYERS * few / 2)
    assert np.array_equal(a, b[: len(a)])
    found = matrix(b)
    assert np.array_equal(found, found.T) and not found.diagonal().any()


@given(st.integers(0, 50), st.floats(0, 8), st.floats(0, 0.3), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_nobody_is_lost_between_two_days(seed: int, mean: float, rival: float, guests: float) -> None:
    draw = np.random.default_rng(seed)
    active = draw.random(PLAYERS) < 0.6
    day = next_day(active, friendships(seed, mean), 1.0, rival, guests, draw)
    assert np.array_equal(day.active, (active & ~day.left) | day.back)
    assert not (day.left & ~active).any() and not (day.back & active).any()
    assert not (day.bought & ~day.active).any()


def test_friends_are_counted_one_by_one() -> None:
    pairs, active = friendships(3, 4), np.random.default_rng(3).random(PLAYERS) < 0.5
    found = active_friends(pairs, active)
    for player in range(0, PLAYERS, 40):
        mine = {int(b) for a, b in pairs if a == player} | {int(a) for a, b in pairs if b == player}
        assert found[player] == sum(active[other] for other in mine - {player})


# ---- the server


def test_days_pass_as_fast_as_asked() -> None:
    for pace in (1.0, 2.0, 6.0):
        exhibit = EmptyServer(days_per_s=pace)
        state = exhibit.start()
        for _ in range(90):
            state = exhibit.step(state)
        assert state.day == 3 * pace and 0 <= state.hour < 1


def test_a_rival_draws_for_ten_days_and_a_weekend_has_two() -> None:
    exhibit = EmptyServer(friendships=0, days_per_s=6)
    alone = days(exhibit, 30)
    torn = exhibit.act(alone, "rival")
    assert exhibit.rival_days(torn) == RIVAL_DAYS
    over = days(exhibit, RIVAL_DAYS, state=torn)
    assert exhibit.rival_days(over) == 0
    assert days(exhibit, 1, "free_weekend", state=over).active.sum() > over.active.sum() + 100
    assert days(exhibit, 3, "free_weekend", state=over).back.sum() == 0


def test_only_the_last_sixty_days_are_summed() -> None:
    state = days(EmptyServer(days_per_s=6), LATELY_DAYS + 5)
    assert len(state.tokens) == LATELY_DAYS


def test_a_new_server_has_everybody_again_and_other_luck() -> None:
    exhibit = EmptyServer()
    old = days(exhibit, 6)
    new = exhibit.act(old, "open_anew")
    assert new.active.all() and new.day == 0 and new.ticks == old.ticks
    assert not np.array_equal(days(exhibit, 6, state=new).active, old.active)


def test_every_player_sits_in_one_cabin() -> None:
    seats = [list(range(PLAYERS))[in_cabin(number)] for number in range(CABINS)]
    assert [player for cabin in seats for player in cabin] == list(range(PLAYERS))
    assert {len(cabin) for cabin in seats} == {28, 29}


def test_touching_a_cabin_empties_and_fills_it() -> None:
    exhibit = EmptyServer()
    state = days(exhibit, 3)
    mine = in_cabin(4)
    empty = exhibit.touched(state, "cabin_5")[1]
    assert not empty.active[mine].any() and empty.left[mine].sum() == state.active[mine].sum()
    assert state.active[mine].any(), "the state it was given is as it was"
    full = exhibit.touched(empty, "cabin_5")[1]
    assert full.active[mine].all() and full.back[mine].all()
    assert exhibit.touched(state, "rival")[1].rival_until == state.day + RIVAL_DAYS
    assert exhibit.touched(state, "market") == (exhibit, state)


# ---- what holds for every exhibit


@pytest.mark.parametrize("act", [action.name for action in EmptyServer.actions])
def test_acts_show_within_two_seconds(act: str) -> None:
    contract.check_first_change(EmptyServer(), days(EmptyServer(), 10), act, ["active", "left", "back"])


@pytest.mark.parametrize(
    ("name", "value"), [("friendships", 0.0), ("price", 3.0), ("rival_pct", 20.0), ("days_per_s", 6.0)]
)
def test_dials_show_within_two_seconds(name: str, value: float) -> None:
    exhibit = EmptyServer()
    state = exhibit.act(days(exhibit, 10), "rival")
    other = exhibit.having(**{name: value})
    found = []
    for each in (exhibit, other):
        then = state
        for _ in range(60):
            then = each.step(then)
        found.append(each.readings(then))
    assert found[0] != found[1]


@given(
    contract.settings_of(EmptyServer),
    contract.settings_of(EmptyServer),
    st.lists(contract.action_of(EmptyServer), max_size=4),
)
@settings(max_examples=20, deadline=None)
def test_readings_stay_in_range(first: dict[str, Any], then: dict[str, Any], acts: list[str]) -> None:
    contract.check_acts_while_settings_change(EmptyServer(**first), EmptyServer(**then), acts, 40)


def test_contract() -> None:
    contract.check_settings_while_running(EmptyServer(), [{"friendships": 0.0}, {"price": 3.0}], 40)
    contract.check_step_time(EmptyServer(friendships=8), 100)
    with pytest.raises(ValidationError):
        EmptyServer(friendships=9)
    with pytest.raises(KeyError):
        EmptyServer().act(EmptyServer().start(), "paint_it")


def test_the_experiment_does_what_it_promises() -> None:
    exhibit, state, active = EmptyServer(), EmptyServer().start(), []
    for guided_step in EmptyServer.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action) if guided_step.action else state
        for _ in range(round(30 * guided_step.watch_s)):
            state = exhibit.step(state)
        active.append(float(state.active.mean()))
    alone, joined, torn, healed, spread = active
    assert alone < 0.3 and joined > 0.6
    assert torn < joined - 0.2 and healed > torn + 0.05 and spread < healed - 0.2


# ---- the sentences on screen, over thirty seeds


def test_players_and_spending_rise_together_and_fall_together() -> None:
    """The zone's "learn", for every seed; that friends make players spend is built in (`INSPIRES`)."""
    assert INSPIRES == 0.15  # the zone says 15 %
    for seed in contract.THIRTY_SEEDS:
        found = []
        for mean in (0, 1, 2, 4, 8):
            server = EmptyServer(seed=seed, days_per_s=6, friendships=mean)
            read = server.readings(days(server, 60))
            found.append((read["active"], read["spent"]))
        assert found == sorted(found) and [spent for _, spent in found] == sorted(s for _, s in found), seed
        server = EmptyServer(seed=seed, days_per_s=6)
        alone = server.readings(days(server, 60, state=days(server, 10)))
        torn = server.readings(days(server, 60, "rival", state=days(server, 10)))
        assert torn["active"] < alone["active"] and torn["spent"] < alone["spent"], seed


def test_the_rival_says_whether_it_draws_players_or_is_over() -> None:
    server = EmptyServer(days_per_s=6)
    state = server.start()
    assert tr(server.parts(state)["rival"].reading, "en") == "not launched"
    state = server.act(state, "rival")
    assert tr(server.parts(state)["rival"].reading, "en") == "attracts players for 10 more days"
    assert tr(server.parts(days(server, 10, state=state))["rival"].reading, "en") == "its ten days are over"


def test_the_steps_of_the_experiment_hold_for_other_seeds() -> None:
    for seed in contract.THIRTY_SEEDS:
        steps = [(server, state) for _, server, state in contract.guided(EmptyServer(seed=seed))]
        alone, joined, torn, healed, spread = (float(state.active.mean()) for _, state in steps)
        assert alone < 0.25 and joined > 0.6  # "go dark"; "most lamps stay on"
        assert torn < joined and healed > torn  # "players leave"; "the holes heal slowly"
        server, state = steps[-1]
        assert spread < healed
        # A free weekend helps, but not for long.
        guests = days(server, 2, "free_weekend", state=state)
        assert float(guests.active.mean()) > spread
        assert float(days(server, 60, state=guests).active.mean()) < float(guests.active.mean()) / 2


def test_the_sign_at_the_wheel_has_the_share_that_is_still_there() -> None:
    """Where half or fewer are left the sign names how many, as the panel does; before that it says nothing."""
    (sign,) = (sign for sign in EmptyServer.signs if sign.hot)
    assert sign.hot is not None
    shown = 0
    for seed in SEEDS:
        for mean in (0.0, 2.0, 8.0):
            exhibit = EmptyServer(seed=seed, days_per_s=6, friendships=mean)
            state = exhibit.start()
            for _ in range(4):
                state = days(exhibit, 8, state=state)
                left = 100 * float(state.active.sum()) / PLAYERS
                holds = sign.hot.holds(exhibit.readings(state)[sign.hot.reading])
                assert holds is (left <= 50.0)
                count = round(exhibit.readings(state)[sign.hot.reading])
                assert abs(count - left) <= 0.5
                assert tr(sign.words, "en", count=count) == f"{count} % still here"
                shown += holds
    assert 0 < shown < 4 * 3 * len(SEEDS)
