"""A shift keeps its parts, the interval is as sure as it says, and a lever that does nothing is told so."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.exhibits.effects.exhibit import BEST, BINS, TwoHundredShifts, bins_of, window
from explorer.exhibits.effects.line import (
    BLOCKED,
    CHANGE_S,
    DOWN,
    MEANS_S,
    NEVER,
    SHIFT_S,
    SLOTS_EVEN,
    SLOTS_TRIED,
    STATIONS,
    WORKING,
    Luck,
    Plant,
    advance,
    luck,
    opened,
)
from explorer.exhibits.effects.state import LEVERS, State
from explorer.exhibits.effects.statistics import (
    FEWEST,
    VERDICTS,
    Estimate,
    judged,
    mean_and_doubt,
    relative_gain,
    t_975,
)
from explorer.exhibits.effects.words import VERDICT_WORDS
from explorer.i18n import tr

from . import contract

Shifts = TwoHundredShifts
PERFECT = Plant(failures_per_h=0)


def shift(plant: Plant, number: int, stream: int = 0) -> int:
    chance = luck(np.random.default_rng((11, number, stream)))
    return advance(opened(plant, chance), plant, chance, SHIFT_S).made


def shifts(count: int, plant: Plant, stream: int = 0) -> list[int]:
    return [shift(plant, number, stream) for number in range(count)]


def even_luck() -> Luck:
    """Every part takes the mean time and none is done twice."""
    chance = luck(np.random.default_rng(0))
    even = [[1.0] * len(row) for row in chance.work]
    return Luck(even, even, chance.lives, chance.repairs)


def after(exhibit: Shifts, seconds: float, *acts: str, state: State | None = None) -> State:
    state = exhibit.start() if state is None else state
    for act in acts:
        state = exhibit.act(state, act)
    for _ in range(round(seconds * 30)):
        state = exhibit.step(state)
    return state


# ---- the line


def test_without_chance_the_slowest_machine_sets_the_pace() -> None:
    chance = even_luck()
    made = advance(opened(PERFECT, chance), PERFECT, chance, SHIFT_S).made
    before_the_last = sum(MEANS_S)
    assert made == math.floor((SHIFT_S - before_the_last) / max(MEANS_S)) + 1


@given(st.integers(0, 999), st.sampled_from([0.0, 1.0, 8.0]), st.booleans(), st.floats(1, SHIFT_S))
@settings(max_examples=20, deadline=None)
def test_no_part_appears_or_vanishes(number: int, often: float, placed: bool, until_s: float) -> None:
    plant = Plant(often, placed=placed)
    chance = luck(np.random.default_rng(number))
    shop = advance(opened(plant, chance), plant, chance, until_s)
    at_machines = sum(doing in (WORKING, DOWN, BLOCKED) for doing in shop.doing)
    assert shop.taken[0] == shop.made + sum(shop.waiting) + at_machines
    assert all(0 <= parts <= slots for parts, slots in zip(shop.waiting[1:], plant.slots, strict=True))
    assert all(
        (doing in (WORKING, DOWN)) == (due < NEVER) for doing, due in zip(shop.doing, shop.due_s, strict=True)
    )


@given(st.integers(0, 999), st.floats(0, SHIFT_S))
@settings(max_examples=15, deadline=None)
def test_a_shift_in_pieces_is_the_same_shift(number: int, cut_s: float) -> None:
    plant = Plant()
    chance = luck(np.random.default_rng(number))
    at_once = advance(opened(plant, chance), plant, chance, SHIFT_S)
    halfway = advance(opened(plant, chance), plant, chance, cut_s)
    assert advance(halfway, plant, chance, SHIFT_S) == at_once


def test_a_stopped_machine_waits_for_the_round_or_is_called_for() -> None:
    """One failure, 3 s into the first part of machine 1; a repair of 70 s."""
    chance = even_luck()
    lives, repairs = [[1e9] * 120 for _ in range(STATIONS)], [[1.0] * 120 for _ in range(STATIONS)]
    lives[0][0] = 3.0 / 900
    chance = chance._replace(lives=lives, repairs=repairs)
    for live, mended_s in ((True, 3 + 10 + 70), (False, 300 + 70)):
        plant = Plant(4.0, 300.0, live=live)
        shop = advance(opened(plant, chance), plant, chance, 4.0)
        assert (shop.doing[0], shop.failed[0]) == (DOWN, 1)
        assert shop.due_s[0] == pytest.approx(mended_s)
        later = advance(shop, plant, chance, mended_s + 7.01)
        assert later.taken[0] == 2, "the seven seconds left of its part, and no more"
        assert advance(shop, plant, chance, mended_s + 6.99).taken[0] == 1


def test_one_crew_mends_in_turn() -> None:
    chance = luck(np.random.default_rng(5))
    plant = Plant(8.0)
    shop = opened(plant, chance)
    free_s = 0.0
    for until_s in np.arange(0, SHIFT_S, 60):
        shop = advance(shop, plant, chance, float(until_s))
        assert shop.crew_s >= free_s
        free_s = shop.crew_s
        due = [due for doing, due in zip(shop.doing, shop.due_s, strict=True) if doing == DOWN]
        assert len(set(due)) == len(due), "no two repairs end together"


def test_rehearsal_shows_after_the_change_of_product_only() -> None:
    chance = luck(np.random.default_rng(2))
    plain, rehearsed = PERFECT, Plant(0, rehearsed=True)
    before = [advance(opened(p, chance), p, chance, CHANGE_S) for p in (plain, rehearsed)]
    assert before[0] == before[1]
    full = [advance(opened(p, chance), p, chance, SHIFT_S).made for p in (plain, rehearsed)]
    assert full[1] > full[0]


def test_both_ways_to_place_the_slots_share_out_the_same_room() -> None:
    assert sum(SLOTS_EVEN) == sum(SLOTS_TRIED)


# ---- the numbers of the specification; failures are mended in the order they happen here, so they differ a little


@pytest.mark.parametrize(
    ("failures", "changes", "gain_pct", "within"),
    [
        (4, {"live": True}, 47.6, 5.0),
        (4, {"rehearsed": True}, 1.9, 3.0),
        (4, {"placed": True}, 0.4, 3.0),
        (4, {"live": True, "rehearsed": True, "placed": True}, 52.5, 5.0),
        (0, {"live": True}, 0.0, 0.4),
        (0, {"rehearsed": True}, 2.5, 0.4),
    ],
)
def test_gains_are_as_checked(
    failures: float, changes: dict[str, bool], gain_pct: float, within: float
) -> None:
    base = shifts(60, Plant(failures))
    found = relative_gain(base, shifts(60, Plant(failures, **changes), 1), paired=False)
    assert found and found.gain_pct == pytest.approx(gain_pct, abs=within)
    assert np.mean(base) == pytest.approx(588 if failures else 1108, rel=0.03)


# ---- the statistics


@pytest.mark.parametrize(
    ("freedom", "point"),
    [(1, 12.706), (4, 2.776), (5, 2.571), (9, 2.262), (29, 2.045), (199, 1.972), (1e9, 1.960)],
)
def test_points_of_student(freedom: float, point: float) -> None:
    assert t_975(freedom) == pytest.approx(point, abs=1e-3)


@given(
    st.lists(st.integers(400, 900), min_size=2, max_size=30),
    st.lists(st.integers(400, 900), min_size=2, max_size=30),
)
def test_the_interval_lies_round_the_gain(a: list[int], b: list[int]) -> None:
    found = relative_gain(a, b, paired=False)
    assert found and found.low_pct <= found.gain_pct <= found.high_pct
    assert found.gain_pct == pytest.approx(100 * (np.mean(b) / np.mean(a) - 1))


def test_with_a_base_that_never_varies_the_interval_is_that_of_a_mean() -> None:
    b = [510.0, 490.0, 530.0, 505.0]
    found = relative_gain([500.0] * 4, b, paired=False)
    mean, doubt = mean_and_doubt(b)
    assert found
    assert (found.low_pct, found.high_pct) == pytest.approx(
        ((mean - doubt) / 5 - 100, (mean + doubt) / 5 - 100)
    )


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    draw = np.random.default_rng(4)
    held, studies = 0, 4000
    for _ in range(studies):
        found = relative_gain(
            draw.normal(580, 50, 100).tolist(), draw.normal(638, 50, 100).tolist(), paired=False
        )
        assert found
        held += found.low_pct <= 10 <= found.high_pct
    assert held / studies == pytest.approx(0.95, abs=0.015)


def test_shared_luck_drops_out_of_the_doubt() -> None:
    draw = np.random.default_rng(4)
    day = draw.normal(500, 50, 40)
    found = [relative_gain(day.tolist(), (1.1 * day).tolist(), paired) for paired in (True, False)]
    paired, unpaired = (estimate.high_pct - estimate.low_pct for estimate in found if estimate)
    assert paired < 1e-9 and unpaired > 2


@pytest.mark.parametrize(
    ("low", "high", "count", "verdict"),
    [
        (1, 2, FEWEST, "gain"), (1, 2, FEWEST - 1, "few"), (-2, -1, 9, "loss"), (-1, 1, 9, "open"), (0, 1, 9, "open"),
        (-0.49, 0.49, 9, "nothing"), (0.1, 0.49, 9, "nothing"), (0.1, 0.5, 9, "gain"), (-0.5, 0.1, 9, "open"),
    ],
)  # fmt: skip
def test_verdicts_on_both_sides_of_every_boundary(low: float, high: float, count: int, verdict: str) -> None:
    assert judged(Estimate((low + high) / 2, low, high), count) == verdict


def test_nothing_is_said_of_less_than_two() -> None:
    assert relative_gain([5], [6, 7], paired=False) is None
    assert judged(None, 100) == "few"


# ---- the study


def test_both_sides_work_as_many_shifts_as_asked_for_and_then_rest() -> None:
    exhibit = Shifts(shifts=10)
    done = after(exhibit, 10 * 6 / 30)
    assert [len(exhibit.results_of(done, side)) for side in (0, exhibit.side)] == [10, 10]
    later = exhibit.step(done)
    assert later.results == done.results and later.ticks == done.ticks + 1


def test_the_interval_shrinks_as_shifts_go_by() -> None:
    exhibit = Shifts(shifts=60)
    state, doubts = exhibit.start(), []
    for _ in range(3):
        state = after(exhibit, 4, state=state)
        doubts.append(exhibit.readings(state)["doubt"])
    assert doubts[0] > doubts[1] > doubts[2]


def test_fewer_shifts_are_the_first_ones() -> None:
    many = Shifts(shifts=40)
    state = after(many, 8)
    few = many.having(shifts=10)
    assert few.results_of(state, 0) == many.results_of(state, 0)[:10]
    assert few.readings(state)["doubt"] > many.readings(state)["doubt"]


def test_a_lever_that_does_nothing_says_so() -> None:
    for same_luck in (False, True):
        exhibit = Shifts(failures_per_h=0, lever="real_time", shifts=40, same_luck=same_luck)
        read = exhibit.readings(after(exhibit, 8))
        assert VERDICTS[round(read["verdict"])] == "nothing"
        assert (read["gain"] == read["doubt"] == 0) == same_luck


def test_another_plant_begins_from_nothing_and_a_pulled_lever_keeps_the_base() -> None:
    exhibit = Shifts()
    state = after(exhibit, 3)
    pulled = exhibit.having(lever="simulation")
    kept = after(pulled, 0.5, state=state)
    assert kept.results[0][: len(state.results[0])] == state.results[0]
    assert kept.results[exhibit.side] == state.results[exhibit.side]
    other = exhibit.having(failures_per_h=1.0)
    assert sum(map(len, other.step(state).results)) == 0


def test_a_study_is_repeated_with_other_luck_and_the_last_answer_is_kept() -> None:
    exhibit = Shifts(shifts=20)
    first = after(exhibit, 4)
    again = after(exhibit, 4, "repeat", state=first)
    assert again.earlier[exhibit.side - 1] == exhibit.estimate(first, exhibit.side)
    assert again.results[0] != first.results[0]


def test_the_best_ten_claim_more_than_is_true() -> None:
    exhibit = Shifts(lever="none", shifts=30)
    state = after(exhibit, 6)
    told = exhibit.act(state, "best_only")
    values = exhibit.results_of(state, exhibit.side)
    assert sorted(values)[-BEST:] == sorted(values[number] for number in exhibit.best(told))
    before, now = exhibit.readings(state), exhibit.readings(told)
    assert before["claimed"] == before["gain"] == now["gain"] < now["claimed"] - 5
    assert exhibit.act(told, "best_only").best_only is False


@given(st.lists(st.integers(0, 2060), min_size=1, max_size=50))
def test_every_result_finds_its_bar(values: list[int]) -> None:
    low, wide = window(tuple(values))
    assert low <= min(values) and max(values) < low + BINS * wide
    for value, bar in zip(values, bins_of(tuple(values), low, wide), strict=True):
        assert low + bar * wide <= value < low + (bar + 1) * wide


def test_the_histogram_counts_every_shift() -> None:
    exhibit = Shifts(shifts=20)
    state = after(exhibit, 4)
    found = exhibit.profile(state, "with")
    assert sum(found.y) == 20
    assert [place for place, _ in found.marks] == [
        exhibit.readings(state)[name] for name in ("without", "with")
    ]
    with pytest.raises(KeyError):
        exhibit.profile(state, "gain")


def test_touching_pulls_levers_and_mends_machines() -> None:
    exhibit = Shifts()
    state = after(exhibit, 1)
    for lever in LEVERS:
        assert exhibit.touched(state, lever)[0].lever == lever
    perfect = exhibit.touched(state, "machines")[0]
    assert perfect.failures_per_h == 0 and perfect.touched(state, "machines")[0].failures_per_h == 4
    assert exhibit.touched(state, "without") == (exhibit, state)


# ---- what holds for every exhibit


@pytest.mark.parametrize("act", [action.name for action in Shifts.actions])
def test_acts_show_within_two_seconds(act: str) -> None:
    contract.check_first_change(Shifts(), after(Shifts(), 4), act)


@pytest.mark.parametrize(
    ("name", "value"),
    [("lever", "none"), ("failures_per_h", 0.0), ("shifts", 10), ("round_min", 15.0), ("same_luck", True)],
)
def test_dials_show_within_two_seconds(name: str, value: object) -> None:
    exhibit = Shifts()
    state = after(exhibit, 5)
    other = exhibit.having(**{name: value})  # type: ignore[arg-type]
    assert other.readings(after(other, 2, state=state)) != exhibit.readings(after(exhibit, 2, state=state))


@given(
    contract.settings_of(Shifts),
    contract.settings_of(Shifts),
    st.lists(contract.action_of(Shifts), max_size=3),
)
@settings(max_examples=8, deadline=None)
def test_readings_stay_in_range(first: dict, then: dict, acts: list[str]) -> None:  # type: ignore[type-arg]
    contract.check_acts_while_settings_change(Shifts(**first), Shifts(**then), acts, 15)


def test_contract() -> None:
    contract.check_settings_while_running(
        Shifts(), [{"lever": "all"}, {"failures_per_h": 0.0}, {"shifts": 10}], 15
    )
    contract.check_step_time(Shifts(failures_per_h=0), 60)
    with pytest.raises(ValidationError):
        Shifts(shifts=9)
    with pytest.raises(KeyError):
        Shifts().act(Shifts().start(), "paint_it")


# ---- the sentences on screen, over thirty seeds

FEW = 12


def worked(exhibit: Shifts, state: State) -> State:
    """The study once both sides have worked as many shifts as asked for."""
    while min(len(exhibit.results_of(state, side)) for side in (0, exhibit.side)) < exhibit.shifts:
        state = exhibit.step(state)
    return state


@pytest.fixture(scope="module")
def studies() -> dict[str, list[tuple[Shifts, State]]]:
    """For each of thirty seeds a short study of no lever, of real-time data and of simulation, where machines fail."""
    found: dict[str, list[tuple[Shifts, State]]] = {"none": [], "real_time": [], "simulation": []}
    for seed in contract.THIRTY_SEEDS:
        exhibit = Shifts(seed=seed, shifts=FEW)
        state = exhibit.start()
        for lever, row in found.items():
            exhibit = exhibit.having(lever=lever)
            state = worked(exhibit, state)
            row.append((exhibit, state))
    return found


def verdicts(studies: list[tuple[Shifts, State]]) -> list[str]:
    return [VERDICTS[round(exhibit.readings(state)["verdict"])] for exhibit, state in studies]


def test_two_identical_lines_differ_by_chance_alone(studies: dict[str, list[tuple[Shifts, State]]]) -> None:
    """Step 1: of the intervals about nineteen in twenty lie across zero."""
    assert verdicts(studies["none"]).count("open") >= 27


def test_real_time_data_gives_about_half_as_much_again(
    studies: dict[str, list[tuple[Shifts, State]]],
) -> None:
    """Step 2 and the talk: "about 50 % more output"."""
    assert "50 %" in tr(Shifts.walkthrough[1].words, "en") and "50%" in tr(Shifts.walkthrough[1].words, "zh")
    assert set(verdicts(studies["real_time"])) == {"gain"}
    gains = [exhibit.readings(state)["gain"] for exhibit, state in studies["real_time"]]
    assert np.mean(gains) == pytest.approx(50, abs=4) and min(gains) > 30


def test_where_machines_never_fail_real_time_data_does_nothing() -> None:
    """Step 3: with the same luck on both sides, not a part more or less."""
    for seed in contract.THIRTY_SEEDS:
        exhibit = Shifts(seed=seed, failures_per_h=0, same_luck=True)
        state = after(exhibit, 1.0)
        made = exhibit.results_of(state, exhibit.side)
        assert len(made) >= 4 and exhibit.results_of(state, 0)[: len(made)] == made


def test_the_lever_simulation_shows_no_clear_effect_not_even_after_300_shifts(
    studies: dict[str, list[tuple[Shifts, State]]],
) -> None:
    """Step 4, and what the zone says: worth about half a per cent, which these shifts cannot tell from nothing."""
    words = Shifts.walkthrough[3].words
    assert (
        tr(VERDICT_WORDS["open"], "en") in tr(words, "en")
        and tr(VERDICT_WORDS["open"], "zh") in tr(words, "zh")
        and "300" in tr(words, "en")
    )
    assert verdicts(studies["simulation"]).count("open") >= 27
    rows = [
        (exhibit.results_of(state, 0), exhibit.results_of(state, exhibit.side))
        for exhibit, state in studies["simulation"]
    ]
    base, lever = ([made for row in rows for made in row[side]][:300] for side in (0, 1))
    found = relative_gain(base, lever, False)  # 300 shifts a side are the most that can be asked for
    assert len(lever) == 300 and found is not None
    doubt = (found.high_pct - found.low_pct) / 2
    plants = Shifts().plant(0), Shifts(lever="simulation").plant(Shifts(lever="simulation").side)
    base, lever = ([shift(plant, number) for number in range(300)] for plant in plants)
    truth = relative_gain(base, lever, True)  # the same luck on both sides
    assert truth is not None and truth.gain_pct == pytest.approx(0.5, abs=0.3) and truth.high_pct < doubt


def test_the_best_ten_shifts_make_an_impressive_figure_of_nothing(
    studies: dict[str, list[tuple[Shifts, State]]],
) -> None:
    """Step 5, after some seventy shifts a side: six short studies put together, thirty times."""
    found = studies["simulation"]
    claims = []
    for first in range(len(found)):
        six = [found[(first + number) % len(found)][1].results for number in range(6)]
        results = tuple(tuple(made for study in six for made in study[side]) for side in range(len(six[0])))
        exhibit, state = found[first][0].having(shifts=70), replace(found[first][1], results=results)
        claims.append(exhibit.readings(exhibit.act(state, "best_only"))["claimed"])
        assert claims[-1] > exhibit.readings(state)["gain"] + 5
    assert min(claims) > 8


def test_the_experiment_does_what_it_promises() -> None:
    exhibit, state, said = Shifts(), Shifts().start(), []
    for guided_step in Shifts.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = after(exhibit, guided_step.watch_s, *filter(None, [guided_step.action]), state=state)
        read = exhibit.readings(state)
        said.append((VERDICTS[round(read["verdict"])], read["gain"], read["claimed"]))
    assert said[0][0] == "open"
    assert said[1][0] == "gain" and said[1][1] > 40
    assert said[2][0] == "nothing"
    assert abs(said[3][1]) < 5 and said[4][2] > 10
