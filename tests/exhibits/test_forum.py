"""The bridge of rules: the game's tipping points, files that cross or not, and votes anyone can recount."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.forum import avatar, game
from explorer.exhibits.forum import ledger as votes
from explorer.exhibits.forum.exhibit import RECOUNT_STEPS, BridgeOfRules, State
from explorer.exhibits.forum.words import DECIDES

from . import contract

ACTIONS = [action.name for action in BridgeOfRules.actions]

bridges = st.floats(0, 1)
choices_of = st.lists(st.booleans(), min_size=12, max_size=12).map(tuple)


def later(exhibit: BridgeOfRules, state: State, seconds: float) -> State:
    for _ in range(round(seconds * 30)):
        state = exhibit.step(state)
    return state


# the game


def final_share(bridge: float, seed: int) -> float:
    """The share in the end: delegations have their turn until nobody wishes to change."""
    random = np.random.default_rng((seed, 7))
    choices = game.opening(0.3, random)
    for _ in range(720):
        which = int(random.integers(12))
        now = game.decided(choices, which, bridge, "everyone")
        choices = (*choices[:which], now, *choices[which + 1 :])
    return sum(choices) / 12


@pytest.mark.parametrize(("bridge", "share"), [(0.0, 0.0), (0.2, 0.10), (0.4, 0.22), (0.6, 1.0)])
def test_the_checked_figures_of_the_game(bridge: float, share: float) -> None:
    # means of 60 runs scatter by about 0.05; at 0.6 a run that begins with nobody (0.7 ** 12 = 1.4 %) stays at 0
    found = np.mean([final_share(bridge, seed) for seed in range(60)])
    assert found == pytest.approx(share, abs=0.11)


@given(bridges, st.floats(0, 1))
def test_beyond_the_tipping_point_common_rules_are_worth_more(bridge: float, others: float) -> None:
    home, common = game.gains(others, bridge)
    tip = game.tipping_share(bridge)
    if others > tip + 1e-9:
        assert common > home - 1e-9
    elif others < tip - 1e-9:
        assert common < home + 1e-9


@pytest.mark.parametrize(
    ("bridge", "tip"), [(0.0, 0.625), (0.2, 0.53125), (0.4, 0.375), (0.625, 0.0), (1.0, 0.0)]
)
def test_tipping_points(bridge: float, tip: float) -> None:
    assert game.tipping_share(bridge) == pytest.approx(tip)


@given(choices_of, bridges)
def test_a_better_bridge_never_turns_anyone_away(choices: tuple[bool, ...], bridge: float) -> None:
    for which in range(12):
        if game.wish(choices, which, bridge):
            assert game.wish(choices, which, min(1.0, bridge + 0.1))


def test_both_sides_of_a_tie() -> None:
    seven_of_eleven = (False, *(True,) * 7, *(False,) * 4)
    six_of_eleven = (False, *(True,) * 6, *(False,) * 5)
    assert game.wish(seven_of_eleven, 0, 0.0) and not game.wish(six_of_eleven, 0, 0.0)  # 7/11 > 0.625 > 6/11
    # without a bridge a majority wishes common rules only where eight have them already; 7 common wish by 6 of 11
    assert game.decided(seven_of_eleven, 0, 0.0, "majority") is False
    eight = (False, *(True,) * 8, *(False,) * 3)
    assert game.decided(eight, 0, 0.0, "majority") is True


def test_one_hub_is_copied() -> None:
    for hub in (True, False):
        choices = (hub, *(not hub,) * 11)
        assert game.decided(choices, 5, 0.3, "hub") is hub
    assert game.decided((False, *(True,) * 11), game.HUB, 0.0, "hub") is True


@pytest.mark.parametrize(("parties", "wires"), [(3, 3), (5, 10), (8, 28), (12, 66)])
def test_wires(parties: int, wires: int) -> None:
    assert game.pairwise(parties) == wires == sum(1 for a, b in product(range(parties), repeat=2) if a < b)


def test_adapters_in_use() -> None:
    assert game.adapters((False,) * 12) == 66 and game.adapters((True,) * 12) == 12
    counts = [game.adapters((True,) * n + (False,) * (12 - n)) for n in range(1, 13)]
    assert counts == sorted(counts, reverse=True)


# the file

seeds = st.integers(0, 2**32 - 1)


def file_of(seed: int) -> bytes:
    return avatar.home_avatar(np.random.default_rng(seed))


@given(seeds)
@settings(max_examples=60)
def test_a_whole_bridge_carries_every_avatar_and_keeps_its_body(seed: int) -> None:
    file = file_of(seed)
    done = avatar.translated(file, avatar.CLAUSES)
    assert avatar.validated(done) == avatar.Verdict(True, None)
    before, after = json.loads(file), json.loads(done)
    for name, (x, y, z) in before["joints"].items():
        assert after["joints"][name] == pytest.approx([x / 100, -z / 100, y / 100], abs=1e-4)
    assert avatar.translated(done, avatar.CLAUSES) == done  # once is enough


@given(seeds)
@settings(max_examples=60)
def test_each_missing_clause_is_told_when_it_is_needed(seed: int) -> None:
    file = file_of(seed)
    entry = json.loads(file)
    needed = {"units", "axes"}
    needed |= {"consent"} if entry["shares"] else set()
    needed |= {"label"} if entry["made_by"] == "machine" else set()
    for missing in avatar.CLAUSES:
        clauses = [clause for clause in avatar.CLAUSES if clause != missing]
        found = avatar.validated(avatar.translated(file, clauses))
        assert found == (avatar.Verdict(False, missing) if missing in needed else avatar.Verdict(True, None))


@pytest.mark.parametrize(
    ("quality", "count"),
    [(0, 0), (0.24, 0), (0.25, 1), (0.49, 1), (0.5, 2), (0.74, 2), (0.75, 3), (0.99, 3), (1, 4)],
)
def test_a_clause_for_each_quarter(quality: float, count: int) -> None:
    assert avatar.clauses_of(quality) == avatar.CLAUSES[:count]


@pytest.mark.parametrize(("height_m", "valid"), [(0.49, False), (0.5, True), (2.5, True), (2.51, False)])
def test_both_sides_of_a_sensible_height(height_m: float, valid: bool) -> None:
    entry = json.loads(avatar.translated(file_of(1), avatar.CLAUSES))
    entry["joints"] = {
        name: [0, 0, share * height_m] for name, share in zip(avatar.JOINTS, avatar.HEIGHTS, strict=True)
    }
    assert avatar.validated(json.dumps(entry).encode()).valid is valid


@given(st.binary(max_size=60))
def test_what_is_no_avatar_is_turned_back(rubbish: bytes) -> None:
    assert not avatar.validated(rubbish).valid


def test_who_did_not_agree_has_not_consented() -> None:
    entry = {**json.loads(file_of(1)), "agreed": False, "shares": ["gaze"]}
    done = avatar.translated(json.dumps(entry).encode(), avatar.CLAUSES)
    assert avatar.validated(done).offends == "consent"


# the ledger


@given(choices_of, st.lists(st.tuples(st.integers(0, 11), st.booleans()), max_size=10))
@settings(max_examples=40, deadline=None)
def test_a_recount_finds_what_was_declared(
    choices: tuple[bool, ...], changes: list[tuple[int, bool]]
) -> None:
    chain, now = votes.opened(choices), list(choices)
    for which, common in changes:
        chain, now[which] = votes.declared(chain, which, common), common
    assert votes.recounted(chain) == sum(now) and votes.broken(chain) == ()
    assert votes.recounted(chain, 12) == sum(choices)


@given(choices_of)
@settings(max_examples=40, deadline=None)
def test_a_forged_vote_is_one_vote_and_one_broken_block(choices: tuple[bool, ...]) -> None:
    chain = votes.opened(choices)
    kept, lie = votes.forged(chain)
    assert abs(votes.recounted(kept) - votes.recounted(chain)) == 1
    assert votes.broken(kept) == (lie,)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_forgery_is_found_if_and_only_if_the_ledger_is_open(is_open: bool) -> None:
    exhibit = BridgeOfRules(open_ledger=is_open)
    state = exhibit.act(exhibit.act(exhibit.start(), "forge"), "recount")
    state = later(exhibit, state, (RECOUNT_STEPS + 1) / 30)
    found = exhibit.readings(state)
    assert found["caught"] == is_open
    assert found["recount"] == (found["common"] if is_open else -1)
    assert found["announced"] != found["common"]


def test_the_game_writes_each_change_and_nothing_else() -> None:
    exhibit = BridgeOfRules(bridge=0.8)
    state = later(exhibit, exhibit.start(), 30)
    found = exhibit.readings(state)
    assert found["common"] == 12 and found["announced"] == 12
    assert found["blocks"] == 12 + (12 - sum(exhibit.start().choices))


# who decides, and touching


def test_a_hub_takes_all_along() -> None:
    for seed in range(6):
        exhibit = BridgeOfRules(seed=seed, decides="hub", bridge=0.2)
        assert sum(later(exhibit, exhibit.start(), 60).choices) in (0, 12)


def test_touches() -> None:
    exhibit = BridgeOfRules(bridge=0.9)
    state = exhibit.start()
    assert sum(exhibit.touched(state, "ring")[1].choices) == sum(state.choices) + 1
    assert exhibit.touched(state, "bridge")[0].bridge == 0
    assert exhibit.having(bridge=0.25).touched(state, "bridge")[0].bridge == 0.5
    assert not exhibit.touched(state, "ledger")[0].open_ledger
    assert exhibit.touched(state, "recount")[1].recount_tick == 0
    assert exhibit.touched(state, "hub")[0].decides == "majority"
    assert exhibit.touched(state, "record_itu") == (exhibit, state)


def test_when_all_are_won_nobody_is_left_to_win() -> None:
    exhibit = BridgeOfRules(opening_share=1.0)
    state = exhibit.start()
    assert exhibit.act(state, "persuade") is state


def test_a_new_bridge_translates_the_file_at_hand_anew() -> None:
    exhibit = BridgeOfRules(bridge=0.0)
    state = later(exhibit, exhibit.start(), 1)
    assert exhibit.readings(state)["offends"] == 1
    better = exhibit.having(bridge=1.0)
    assert better.readings(better.step(state))["offends"] == 0


def test_the_chart_crosses_one_at_the_tipping_point() -> None:
    exhibit = BridgeOfRules(bridge=0.4)
    found = exhibit.profile(exhibit.start(), "gain_common")
    assert np.interp(found.marks[0][0], found.x, found.y) == pytest.approx(game.OWN_GAIN)
    with pytest.raises(KeyError):
        exhibit.profile(exhibit.start(), "common")


def test_the_experiment_does_what_its_words_promise() -> None:
    exhibit, state, found = BridgeOfRules(), BridgeOfRules().start(), []
    for guided_step in BridgeOfRules.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = later(exhibit, exhibit.act(state, guided_step.action), guided_step.watch_s)
        found.append(exhibit.readings(state))
    assert found[0]["common"] == 0 and found[0]["adapters"] == 66
    assert found[1]["common"] >= 11 and found[1]["adapters"] <= 13
    assert found[3]["caught"] == 1 and found[4]["caught"] == 0 and found[4]["recount"] == -1


# the contract


def test_without_a_bridge_common_rules_fade_and_with_a_good_one_they_fill_the_ring() -> None:
    """`try_this`, the experiment and the zone's "learn", over thirty seeds."""
    faded, filled = 0, 0
    for seed in contract.THIRTY_SEEDS:
        steps = [(forum, state) for _, forum, state in contract.guided(BridgeOfRules(seed=seed))]
        without, with_bridge, forged, counted, closed = (forum.readings(state) for forum, state in steps)
        faded += without["common"] == 0 and without["adapters"] == 66
        filled += with_bridge["common"] == 12 and with_bridge["adapters"] == 12
        # An open ledger shows that a vote was changed, a closed one does not.
        assert forged["announced"] != counted["recount"] and counted["caught"] == 1
        assert (
            closed["recount"] == -1 and closed["caught"] == 0 and closed["announced"] == forged["announced"]
        )
    assert faded >= 28 and filled >= 28


def test_one_sitting_does_not_show_who_should_decide() -> None:
    """What is said of "who decides": a sitting ends with all or nearly none, whoever decides."""
    for decides in DECIDES:
        ends = []
        for seed in contract.THIRTY_SEEDS:
            forum = BridgeOfRules(seed=seed, bridge=0.4, decides=decides)
            ends.append(forum.readings(contract.after_seconds(forum, forum.start(), 24))["common"])
        assert sum(end in (0, 12) for end in ends) >= 27
        assert 0 < sum(end == 12 for end in ends) < 30


@pytest.mark.parametrize("action", ACTIONS)
def test_an_act_shows_within_two_seconds(action: str) -> None:
    exhibit = BridgeOfRules()
    contract.check_first_change(
        exhibit, exhibit.start(), action, ["common", "announced", "recount", "blocks"]
    )


@given(contract.settings_of(BridgeOfRules), contract.acts_of(BridgeOfRules, 4))
@settings(max_examples=12, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, Any], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(BridgeOfRules(**values), 4, acts)


@given(st.lists(contract.settings_of(BridgeOfRules), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, Any]]) -> None:
    contract.check_settings_while_running(BridgeOfRules(), values, 30)


def test_a_long_ledger_is_opened_anew() -> None:
    exhibit = BridgeOfRules(bridge=0.0)
    state = exhibit.start()
    for _ in range(130):
        state = later(exhibit, exhibit.act(state, "persuade"), 0.4)
    contract.check_reading(exhibit, exhibit.readings(state))
    assert votes.recounted(state.ledger) == sum(state.choices)


def test_it_keeps_the_contract() -> None:
    contract.check_acts_while_settings_change(
        BridgeOfRules(), BridgeOfRules(decides="hub", open_ledger=False, bridge=0.8), ACTIONS, 20
    )
    contract.check_step_time(BridgeOfRules(bridge=0.45, opening_share=0.5), 220)
