"""The sealed exchange: where a chain breaks, what a share says, and who wins the vote."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.data import ledger, sharing
from explorer.exhibits.data.exhibit import NODES, SealedExchange, State
from explorer.exhibits.data.sharing import hold_exchange, usual_defects
from explorer.exhibits.exhibit import Exhibit
from explorer.i18n import tr

from . import contract

secrets = st.integers(0, sharing.PRIME - 1)
seeds = st.integers(0, 2**32 - 1)


def withdraw(points: Sequence[sharing.Point]) -> int:
    """The secret of a deposit, from as many points as its threshold."""
    by_place = zip(sharing.weights([x for x, _ in points]), points, strict=True)
    return sum(weight * y for weight, (_, y) in by_place) % sharing.SMALL_PRIME


def chain_of(blocks: int, zeros: int = 0) -> tuple[ledger.Block, ...]:
    chain: tuple[ledger.Block, ...] = ()
    for number in range(blocks):
        chain = ledger.extend(chain, json.dumps(["plant A", "plant B", number % 7]), zeros)
    return chain


def after(exhibit: Exhibit[State], seconds: float, *acts: tuple[float, str]) -> dict[str, float]:
    return contract.readings(exhibit, seconds, acts, every_s=seconds)[-1]


# the ledger


def test_a_chain_of_a_thousand_breaks_at_the_edited_block_and_after_a_rehash_at_the_next() -> None:
    chain = chain_of(1000)
    assert ledger.breaks(chain) == ()
    edited = ledger.put(chain, replace(chain[400], record="99"))
    assert ledger.breaks(edited) == (400,)
    rehashed = ledger.put(edited, ledger.seal(edited[400]))
    assert ledger.breaks(rehashed) == (401,)


@given(st.integers(1, 20), st.data())
@settings(max_examples=30, deadline=None)
def test_any_edit_shows_unless_everything_after_it_is_sealed_again(blocks: int, data: st.DataObject) -> None:
    chain = chain_of(blocks, zeros=1)
    target = data.draw(st.integers(0, blocks - 1))
    chain = ledger.put(chain, replace(chain[target], record=data.draw(st.text()) + "!"))
    assert ledger.breaks(chain) == (target,)
    for number in range(target, blocks):
        before = chain[number - 1].digest if number else ledger.NOTHING_BEFORE
        chain = ledger.put(chain, ledger.seal(replace(chain[number], previous=before)))
        assert ledger.breaks(chain) == ((number + 1,) if number + 1 < blocks else ())


def test_a_block_without_its_work_does_not_hold() -> None:
    chain = chain_of(3, zeros=2)
    idle = replace(chain[2], nonce=chain[2].nonce + 1)
    idle = replace(idle, digest=idle.true_digest())
    assert not idle.digest.startswith("00")
    assert ledger.breaks(ledger.put(chain, idle)) == (2,)


def test_the_work_of_two_zeros_is_256_tries_on_average() -> None:
    blocks = 300
    tries = [ledger.seal(ledger.Block(0, "", f"record {n}", zeros=2)).nonce + 1 for n in range(blocks)]
    # tries are geometric, so their standard deviation is nearly their mean
    assert np.mean(tries) == pytest.approx(256, abs=4 * 256 / math.sqrt(blocks))


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
def test_no_yuan_is_lost_or_made_when_a_bill_is_shared_out(amount: int, parts: list[int]) -> None:
    paid = ledger.share_out(amount, parts)
    assert sum(paid) == amount
    assert all(abs(p - amount * part / sum(parts)) < 1 for p, part in zip(paid, parts, strict=True))


# the shares


@given(st.lists(secrets, min_size=1, max_size=5), st.integers(2, 5), seeds)
@settings(max_examples=40, deadline=None)
def test_a_sum_on_shares_is_the_sum(numbers: list[int], parties: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    shared = [sharing.split(x, parties, random) for x in numbers]
    assert [sharing.join(s) for s in shared] == numbers
    assert sharing.join(sharing.add(*shared)) == sum(numbers) % sharing.PRIME


@given(secrets, secrets, st.integers(2, 5), seeds)
@settings(max_examples=60, deadline=None)
def test_a_product_on_shares_is_the_product(x: int, y: int, parties: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    triple = sharing.Triple.deal(parties, random)
    product = sharing.multiply(sharing.split(x, parties, random), sharing.split(y, parties, random), triple)
    assert sharing.join(product) == x * y % sharing.PRIME


def test_17_times_23_and_17_and_5_and_23() -> None:
    random = np.random.default_rng(1)
    shared = [sharing.split(x, 3, random) for x in (17, 5, 23)]
    assert sharing.join(sharing.add(*shared)) == 45
    assert sharing.join(sharing.multiply(shared[0], shared[2], sharing.Triple.deal(3, random))) == 391


def test_a_single_share_is_spread_evenly_whatever_the_secret() -> None:
    random = np.random.default_rng(3)
    for secret in (0, 1, sharing.PRIME - 1):
        for holder in range(3):
            shares = [sharing.split(secret, 3, random)[holder] for _ in range(1600)]
            counts = np.bincount([s * 16 // sharing.PRIME for s in shares], minlength=16)
            assert ((counts - 100) ** 2 / 100).sum() < 44.3  # chi-square, 15 degrees: passed once in 10,000


@given(st.integers(0, 256), seeds, st.permutations(range(5)))
@settings(max_examples=40, deadline=None)
def test_any_three_of_five_give_the_secret_back_and_two_fit_all_257_equally(
    secret: int, seed: int, order: list[int]
) -> None:
    points = sharing.deposit(secret, 3, 5, np.random.default_rng(seed))
    chosen = [points[i] for i in order[:3]]
    assert withdraw(chosen) == secret
    assert (sharing.ways_it_fits(chosen[:2], 3) == 1).all()
    assert (sharing.ways_it_fits(chosen[:1], 3) == 257).all()
    assert np.flatnonzero(sharing.ways_it_fits(chosen, 3)).tolist() == [secret]


def test_a_spy_weighs_what_it_knew_by_what_still_fits() -> None:
    even, ways = np.full(257, 1 / 257), np.ones(257, dtype=np.int64)
    assert sharing.doubt_bits(sharing.weighed(ways, even)) == pytest.approx(math.log2(257))
    before = np.array([0.5, 0.25, 0.25])
    assert sharing.doubt_bits(before) == pytest.approx(1.5)
    assert sharing.weighed(np.array([0, 1, 1]), before).tolist() == [0, 0.5, 0.5]


def test_what_is_usual_is_what_the_makers_draw() -> None:
    random = np.random.default_rng(1)
    drawn = np.array([hold_exchange(random).defects[0] for _ in range(4000)])
    usual, numbers = usual_defects(), np.arange(257)
    assert usual.sum() == pytest.approx(1)
    mean = float(usual @ numbers)
    spread = math.sqrt(float(usual @ (numbers - mean) ** 2))
    assert drawn.mean() == pytest.approx(mean, abs=4 * spread / math.sqrt(4000))
    assert drawn.std() == pytest.approx(spread, rel=0.05)


# the exhibit


def test_results_are_those_of_the_hidden_numbers_and_the_ledger_shows_no_input() -> None:
    exhibit = SealedExchange(seed=5)
    state = exhibit.start()
    rates = Counter[int]()
    for _ in range(500):
        exchange = state.exchange
        assert exchange.rate_ppm == round(1e6 * sum(exchange.defects) / sum(exchange.made))
        assert exchange.bill_yuan == exchange.price_yuan * exchange.uses
        state = exhibit.step(state)
        rates[state.rate_ppm] += 1
    assert len(rates) == 1 + 4  # the last of the history, then one every four seconds
    assert ledger.breaks(state.ledger) == ()
    for block in state.ledger[1:]:
        entry = json.loads(block.record)
        assert set(entry) == {"rate_ppm", "bill_yuan", "paid_yuan"}
        assert sum(entry["paid_yuan"]) == entry["bill_yuan"]


def test_the_break_moves_from_the_edited_block_to_the_next() -> None:
    exhibit = SealedExchange()
    edited = after(exhibit, 1, (0.5, "edit"))
    assert (edited["first_break"], edited["broken"]) == (6, 1)
    resealed = after(exhibit, 3, (0.5, "edit"), (1, "rehash"))
    assert (resealed["first_break"], resealed["broken"]) == (7, 1)


@pytest.mark.parametrize("copies", range(1, NODES + 1))
def test_the_lie_wins_with_most_copies_and_only_then(copies: int) -> None:
    exhibit = SealedExchange(copies_held=copies, zeros=2)
    state = exhibit.act(exhibit.start(), "edit")
    for _ in range(30):
        assert exhibit.verdict(state) == "truth"  # a broken copy convinces nobody
        state = exhibit.step(state)
    state = exhibit.act(state, "remine")
    for _ in range(30):
        state = exhibit.step(state)
    assert state.attack is not None and state.attack.broken == ()
    assert exhibit.verdict(state) == ("lie" if copies >= 4 else "truth")
    differing = [node for node in range(NODES) if exhibit.copy_at(state, node) != state.ledger]
    assert differing == list(range(copies))


@pytest.mark.parametrize(
    ("copies", "said"),
    [(3, "3 rejected, 4 vote: the true record stands"), (7, "7 rejected: no copy is left to vote")],
)
def test_broken_copies_are_rejected_and_the_rest_vote_if_any_is_left(copies: int, said: str) -> None:
    exhibit = SealedExchange(copies_held=copies)
    state = exhibit.act(exhibit.start(), "edit")
    assert tr(exhibit.parts(state)["copies"].reading, "en") == said


def test_a_deeper_block_takes_more_work() -> None:
    tries = [after(SealedExchange(zeros=2, depth=d), 3, (0, "remine"))["tries"] for d in (1, 10)]
    assert tries[1] > 2 * tries[0]


def test_a_lie_once_told_is_kept_up_with_every_new_block() -> None:
    found = contract.readings(SealedExchange(zeros=1, copies_held=4), 20, [(0, "remine")])
    assert found[-1]["blocks"] == 12 + 5
    assert found[-1]["lie_wins"] == 1
    assert found[-1]["tries"] > found[4]["tries"]


def test_restored_copies_tell_no_lie() -> None:
    found = after(SealedExchange(copies_held=7), 1, (0, "edit"), (0.5, "restore"))
    assert (found["first_break"], found["copies_changed"], found["lie_wins"]) == (-1, 0, 0)


@pytest.mark.parametrize("action", ["edit", "rehash", "remine", "restore"])
def test_an_act_shows_within_two_seconds(action: str) -> None:
    exhibit = SealedExchange()
    state = exhibit.start()
    if action == "restore":
        state = exhibit.act(state, "edit")
    contract.check_first_change(exhibit, state, action, ["first_break", "copies_changed", "tries"])


@given(contract.settings_of(SealedExchange), contract.acts_of(SealedExchange, 5))
@settings(max_examples=8, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, int], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(SealedExchange(**values), 5, acts)


@given(st.lists(contract.settings_of(SealedExchange), min_size=1, max_size=4))
@settings(max_examples=8, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, int]]) -> None:
    attacked = [{"zeros": 1}, *values]
    contract.check_settings_while_running(SealedExchange(zeros=1), attacked, 40)


def test_it_keeps_the_contract() -> None:
    contract.check_states_are_values(SealedExchange(zeros=1), 100, ["edit", "rehash", "remine", "restore"])
    contract.check_step_time(SealedExchange(), 150, ["remine"])
    with pytest.raises(KeyError):
        SealedExchange().act(SealedExchange().start(), "fly")


# what a visitor touches, and what is told


def test_a_block_that_is_touched_is_edited() -> None:
    exhibit = SealedExchange()
    deep, state = exhibit.touched(exhibit.start(), "block_3")
    assert isinstance(deep, SealedExchange) and deep.depth == 3
    assert state.attack is not None and state.attack.broken == (12 - 1 - 3,)
    (sign,) = (sign for sign in exhibit.signs_now(state) if sign.part.startswith("block_"))
    assert tr(exhibit.parts(state)[sign.part].reading, "en") == "Does not fit" and sign.hot is not None
    assert tr(deep.parts(state)["block_3"].reading, "en") == "Does not fit"
    assert tr(deep.parts(state)["block_2"].reading, "en").startswith("Fits")


def test_touching_the_spy_lets_it_see_another_share_and_touching_a_vault_changes_nothing() -> None:
    exhibit = SealedExchange(shares_seen=2)
    state = exhibit.start()
    assert exhibit.touched(state, "spy")[0] == exhibit.having(shares_seen=3)
    assert exhibit.having(shares_seen=3).touched(state, "spy")[0] == exhibit.having(shares_seen=1)
    assert exhibit.touched(state, "makers") == (exhibit, state)


def test_the_profile_is_the_spys_chances() -> None:
    for seen, highest in ((2, usual_defects().max()), (3, 1.0)):
        exhibit = SealedExchange(shares_seen=seen)
        profile = exhibit.profile(exhibit.start(), "spy_doubt")
        assert len(profile.x) == len(profile.y) + 1 == 258
        assert sum(profile.y) == pytest.approx(1) and max(profile.y) == pytest.approx(highest)


def test_the_experiment_does_what_its_words_promise() -> None:
    exhibit, state, found = SealedExchange(), SealedExchange().start(), []
    for guided_step in SealedExchange.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action) if guided_step.action else state
        for _ in range(round(guided_step.watch_s * 30)):
            state = exhibit.step(state)
        found.append(exhibit.readings(state))
    assert [f["first_break"] for f in found] == [6, 7, -1, -1, -1]
    assert [f["lie_wins"] for f in found] == [0, 0, 0, 1, 0]
    assert [f["spy_doubt"] > 5 for f in found] == [True, True, True, True, False]


# what the screen says


def test_the_spy_learns_nothing_new_until_the_third_share_and_then_everything() -> None:
    for seed in range(30):
        exhibit = SealedExchange(seed=seed, zeros=0)
        state = exhibit.start()
        for seen in (1, 2, 3):
            shown = exhibit.having(shares_seen=seen)
            state = shown.step(state)
            if seen < 3:
                assert state.spy_chances == pytest.approx(usual_defects())
            else:
                assert (
                    state.spy_chances.argmax() == state.exchange.defects[0] and state.spy_chances.max() == 1
                )


def test_editing_and_resealing_goes_as_the_first_hint_says_on_every_seed() -> None:
    for seed in range(30):
        exhibit = SealedExchange(seed=seed, zeros=1)
        state, found = exhibit.start(), []
        for action in ("edit", "rehash", "remine"):
            state = exhibit.act(state, action)
            for _ in range(30):
                state = exhibit.step(state)
            found.append(exhibit.readings(state))
        assert [f["first_break"] for f in found] == [6, 7, -1]
        assert [f["broken"] for f in found[:2]] == [1, 1]
        assert exhibit.verdict(state) == "truth"
        assert exhibit.having(copies_held=3).verdict(state) == "truth"
        assert exhibit.having(copies_held=4).verdict(state) == "lie"


def test_the_published_sum_tells_each_maker_the_sum_of_the_other_two_and_no_more() -> None:
    for seed in range(30):
        exchange = hold_exchange(np.random.default_rng(seed))
        opened = sharing.join(sharing.add(*exchange.defect_shares))
        assert opened == sum(exchange.defects)
        assert opened - exchange.defects[0] == sum(exchange.defects[1:])
