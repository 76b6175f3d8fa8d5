"""Five kinds of computing: Amdahl, work stealing, a learned ranking, Grover and spikes against their formulas."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.compute.exhibit import Compute
from explorer.exhibits.compute.grover import Grover, best_looks, chance_curve, grover_chance, grover_look
from explorer.exhibits.compute.machines import (
    CORE_SPEEDS,
    LEAK,
    SIGNS,
    THRESHOLD,
    Array,
    Mixed,
    Plain,
    Spiking,
    Split,
    amdahl,
    knocks,
    learn,
    measure_pumps,
    mixed_beats,
    split_beats,
)
from explorer.exhibits.compute.places import PLACES, finish_ms
from explorer.i18n import tr

from . import contract

FEW = settings(max_examples=15, deadline=None)

# ---------------------------------------------------------------- Amdahl


def test_amdahl_numbers() -> None:
    assert amdahl(0.05, 16) == pytest.approx(9.14, abs=0.005)
    assert amdahl(0.05, 1000) == pytest.approx(19.63, abs=0.005)
    assert amdahl(0.0, 7) == pytest.approx(7.0)


@given(serial=st.floats(0.0, 0.5), workers=st.sampled_from([1, 2, 4, 8, 16, 32]), chunk=st.integers(1, 40))
@FEW
def test_the_split_search_keeps_to_amdahl(serial: float, workers: int, chunk: int) -> None:
    pumps = workers * chunk
    assert pumps / split_beats(pumps, serial, workers) == pytest.approx(amdahl(serial, workers))
    machine = Split()
    while machine.looks < pumps:
        machine = machine.beat(-1, pumps, serial, workers)
    exact = split_beats(pumps, serial, workers)
    assert exact - 1e-6 <= machine.beats < exact + 1 + 1e-6


@given(pumps=st.integers(1, 300), workers=st.integers(1, 40), data=st.data())
@FEW
def test_the_split_search_finds_what_it_has_looked_at(pumps: int, workers: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, pumps - 1))
    machine = Split()
    while not machine.found:
        machine = machine.beat(bad, pumps, 0.1, workers)
        assert machine.looks <= pumps
    assert machine.beats < split_beats(pumps, 0.1, workers) + 1 + 1e-6


def test_one_core_needs_as_many_looks_as_the_place_of_the_pump() -> None:
    looks = []
    for bad in range(256):
        machine = Plain()
        while not machine.found:
            machine = machine.beat(bad)
        looks.append(machine.looks)
    assert np.mean(looks) == 128.5


# ---------------------------------------------------------------- work stealing


@given(pumps=st.integers(4, 1024))
@FEW
def test_stealing_comes_close_to_the_ideal(pumps: int) -> None:
    ideal = pumps / sum(CORE_SPEEDS)
    assert ideal - 1e-9 <= mixed_beats(pumps, True) <= ideal + 3.0
    slowest = math.ceil(pumps / len(CORE_SPEEDS))
    assert mixed_beats(pumps, False) >= (slowest - 1) / min(CORE_SPEEDS)


@given(pumps=st.integers(4, 300), stealing=st.booleans())
@FEW
def test_every_pump_is_looked_at_once(pumps: int, stealing: bool) -> None:
    machine, before = Mixed.of(pumps), set(range(pumps))
    while machine.looks < pumps:
        machine = machine.beat(-1, stealing)
        waiting = [pump for first, end in machine.queues for pump in range(first, end)]
        assert len(waiting) == len(set(waiting)) == pumps - machine.looks
        assert set(waiting) <= before
        before = set(waiting)
    assert sum(machine.core_looks) == pumps


# ---------------------------------------------------------------- the learned ranking


def taught(seed: int, lessons: int) -> tuple[np.random.Generator, Array]:
    random, weights = np.random.default_rng(seed), np.zeros(4)
    for lesson in range(lessons):
        bad = int(random.integers(256))
        weights = learn(weights, measure_pumps(random, 256, bad), bad, lesson)
    return random, weights


def ranks(random: np.random.Generator, weights: Array, crates: int) -> Array:
    found = np.empty(crates)
    for crate in range(crates):
        score = measure_pumps(random, 256, 0) @ weights
        found[crate] = 1 + (score > score[0]).sum()
    return found


def test_learned_looks_come_near_the_best_possible() -> None:
    """The log-likelihood ratio ranks best; its mean rank is 1 + (N - 1) P(a good pump looks worse)."""
    strength = float(np.linalg.norm(SIGNS))
    best = 1 + 255 * NormalDist().cdf(-strength / math.sqrt(2))
    assert best == pytest.approx(17.3, abs=0.1)
    looks = np.concatenate([ranks(*taught(seed, 300), 200) for seed in range(5)])
    error = looks.std() / math.sqrt(len(looks))
    assert best - 3 * error < looks.mean() < best + 1.5 + 3 * error
    assert 3 <= np.median(looks) <= 7


def test_without_lessons_it_looks_as_long_as_one_core() -> None:
    random = np.random.default_rng(0)
    looks = []
    for _ in range(300):
        bad = int(random.integers(256))
        order = np.argsort(-(measure_pumps(random, 256, bad) @ np.zeros(4)), kind="stable")
        looks.append(1 + int(np.flatnonzero(order == bad)[0]))
    assert np.mean(looks) == pytest.approx(128.5, abs=4 * 74 / math.sqrt(300))


def test_weights_learn_which_measurement_tells_nothing() -> None:
    _, weights = taught(1, 300)
    assert weights[0] > weights[2] > 0.3
    assert abs(weights[3]) < 0.4


# ---------------------------------------------------------------- Grover


@given(pumps=st.integers(16, 1024), looks=st.integers(0, 80), bad=st.integers(0, 15))
@settings(max_examples=40, deadline=None)
def test_grover_against_the_closed_form(pumps: int, looks: int, bad: int) -> None:
    amplitudes = np.full(pumps, pumps**-0.5)
    for _ in range(looks):
        amplitudes = grover_look(amplitudes, bad)
    assert amplitudes[bad] ** 2 == pytest.approx(grover_chance(pumps, looks), abs=1e-9)
    assert (amplitudes**2).sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("pumps", "looks", "chance"), [(16, 3, 0.9613), (64, 6, 0.9966), (256, 12, 0.9999), (1024, 25, 0.9995)]
)
def test_best_looks(pumps: int, looks: int, chance: float) -> None:
    assert best_looks(pumps) == looks
    assert grover_chance(pumps, looks) == pytest.approx(chance, abs=5e-5)


def test_too_many_looks_lose_it_again() -> None:
    curve = chance_curve(256)
    assert curve[12] == pytest.approx(99.99, abs=0.01)
    assert round(curve[25]) == 0
    assert curve[24] < 1
    assert all(later > earlier for earlier, later in pairwise(curve[:13]))


def test_measurements_hit_as_often_as_the_chance_says() -> None:
    random = np.random.default_rng(3)
    machine = Grover.of(64)
    for _ in range(3):
        machine = machine.beat(7, 99, random)
    chance = machine.chance(7)
    hits = sum(machine.measure(7, random).found for _ in range(800))
    assert abs(hits - 800 * chance) < 4 * math.sqrt(800 * chance * (1 - chance))


def test_a_wrong_measurement_begins_again() -> None:
    machine = Grover.of(256).measure(7, np.random.default_rng(0))
    assert not machine.found and not machine.gave_up and machine.looks == 1
    assert machine.chance(7) == pytest.approx(1 / 256)


# ---------------------------------------------------------------- spikes


def test_events_are_a_hundredth_of_dense_updates() -> None:
    random = np.random.default_rng(0)
    machine = Spiking.of(1000)
    for _ in range(1000):
        machine = machine.beat(-1, knocks(random, 1000, -1, 0.01))
    assert machine.dense == 1_000_000
    assert abs(machine.updates - 10_000) < 4 * math.sqrt(10_000 * 0.99)  # 9,902 in the checked run


@given(seed=st.integers(0, 999), activity=st.floats(0.0, 0.4))
@FEW
def test_touching_only_what_knocks_gives_the_spikes_of_dense_updates(seed: int, activity: float) -> None:
    random = np.random.default_rng(seed)
    machine, potential = Spiking.of(30), np.zeros(30)
    for _ in range(80):
        knocking = knocks(random, 30, 4, activity)
        machine = machine.beat(4, knocking)
        potential *= LEAK
        potential[knocking] += 1.0
        # lazy and eager leak differ by rounding alone
        fires = potential >= THRESHOLD
        assert set(machine.fired) == set(np.flatnonzero(fires))
        potential[fires] = 0.0


def test_the_spiking_machine_answers_soon_and_nearly_dark() -> None:
    beats, looks, share = [], [], []
    for seed in range(60):
        random = np.random.default_rng(seed)
        machine = Spiking.of(256)
        while not machine.found:
            machine = machine.beat(9, knocks(random, 256, 9, 0.01))
        beats.append(machine.beats)
        looks.append(machine.looks)
        share.append(machine.updates / machine.dense)
    assert np.mean(beats) < 10
    assert np.mean(looks) < 1.3
    assert np.mean(share) < 0.02


# ---------------------------------------------------------------- the board


def test_each_job_goes_where_it_is_done_first() -> None:
    where = {}
    for pumps in (16, 256, 1024):
        exhibit = Compute(pumps=pumps)
        readings = exhibit.readings(exhibit.start())
        where[pumps] = PLACES[int(readings["place"])].name
        assert readings["place_ms"] == min(finish_ms(place, pumps, 150.0) for place in PLACES)
    assert where == {16: "device", 256: "edge", 1024: "cloud"}
    far = Compute(cloud_way_ms=500.0)
    assert far.readings(far.start())["place_ms"] > Compute().readings(Compute().start())["place_ms"]


# ---------------------------------------------------------------- the exhibit


@given(
    first=contract.settings_of(Compute),
    then=contract.settings_of(Compute),
    acts=st.lists(contract.action_of(Compute), max_size=4),
)
@settings(max_examples=10, deadline=None)
def test_readings_stay_in_range(first: dict[str, float], then: dict[str, float], acts: list[str]) -> None:
    exhibit = Compute(**first)  # type: ignore[arg-type]
    contract.check_acts_while_settings_change(
        exhibit, exhibit.having(**{**then, "seed": first["seed"]}), acts, steps=25
    )


def test_same_seed_same_run() -> None:
    acts = [(1.0, "measure"), (2.0, "forget"), (4.0, "again")]
    contract.check_seeds(Compute(pumps=64), 8, acts)


@pytest.mark.parametrize(
    ("action", "after"),
    [
        ("again", 0),
        ("again", 90),
        ("measure", 0),
        ("measure", 20),
        ("measure", 90),
        ("forget", 20),
        ("forget", 90),
    ],
)
def test_an_act_shows_within_2_s(action: str, after: int) -> None:
    exhibit = Compute(looks_per_s=2.0)
    state = exhibit.start()
    for _ in range(after):
        state = exhibit.step(state)
    contract.check_first_change(exhibit, state, action)


def test_a_given_state_is_left_as_it_was() -> None:
    exhibit = Compute(looks_per_s=30.0)
    state = exhibit.start()
    for _ in range(10):
        state = exhibit.step(state)
    before = exhibit.readings(state), state.race.grover.amplitudes.copy(), state.race.spiking.potential.copy()
    exhibit.act(exhibit.step(state), "measure")
    assert exhibit.readings(state) == before[0]
    assert np.array_equal(state.race.grover.amplitudes, before[1])
    assert np.array_equal(state.race.spiking.potential, before[2])


def test_races_follow_each_other_and_means_settle() -> None:
    exhibit = Compute(pumps=16, looks_per_s=30.0)
    state = exhibit.start()
    while state.races < 40:
        state = exhibit.step(state)
    readings = exhibit.readings(state)
    spread = math.sqrt((16**2 - 1) / 12 / 40)
    assert abs(readings["plain_mean"] - 8.5) < 4 * spread
    assert 4.0 <= readings["grover_mean"] < 4.6  # three looks, one to check, sometimes again
    assert readings["learned_mean"] < 4


def test_the_race_of_256() -> None:
    """Everything at once as a visitor sees it: the quantum machine takes 12 looks and one to check."""
    exhibit = Compute()
    state = exhibit.start()
    while not state.race.over:
        state = exhibit.step(state)
    readings = exhibit.readings(state)
    assert readings["found"] == 5
    assert readings["grover_looks"] == 13
    assert readings["spiking_looks"] <= 3
    assert readings["hpc_speedup"] == pytest.approx(9.14, abs=0.005)


def test_stopping_twice_as_late_fails() -> None:
    exhibit = Compute(stop_percent=200.0, looks_per_s=30.0)
    state = exhibit.start()
    for _ in range(26):
        state = exhibit.step(state)
    assert not state.race.grover.found
    assert state.race.grover.measured >= 0


def test_steps_are_short() -> None:
    contract.check_step_time(Compute(pumps=1024, looks_per_s=30.0), 200)


def test_a_change_of_the_rules_brings_another_crate() -> None:
    state, exhibit = Compute().start(), Compute()
    for _ in range(60):
        state = exhibit.step(state)
    for values in (
        {"stop_percent": 200.0},
        {"serial_percent": 20.0},
        {"activity_percent": 5.0},
        {"stealing": False},
    ):
        other = exhibit.having(**values)
        changed = other.step(state)
        assert changed.race.crate == state.race.crate + 1 and changed.lessons >= state.lessons
        assert other.step(changed).race.crate == changed.race.crate


def test_the_profile_is_the_curve_the_machine_runs_along() -> None:
    exhibit = Compute()
    state = exhibit.start()
    for _ in range(40):
        state = exhibit.step(state)
    found = exhibit.profile(state, "grover_chance")
    assert found.y[state.race.grover.this_try] == pytest.approx(exhibit.readings(state)["grover_chance"])
    assert [mark for mark, _ in found.marks] == [state.race.grover.this_try, exhibit.stop_looks(256)]


# ---------------------------------------------------------------- the sentences on screen, over thirty seeds


def test_twice_the_best_number_of_looks_fails_and_four_times_the_pumps_need_twice_the_looks() -> None:
    """`try_this` and steps 2 to 4 of the experiment."""
    for seed in contract.THIRTY_SEEDS:
        twice = Compute(seed=seed, stop_percent=200, looks_per_s=30)
        state, chances = twice.start(), []
        while state.race.grover.measured < 0:
            chances.append(twice.readings(state)["grover_chance"])
            state = twice.step(state)
        assert max(chances) > 99 and chances[-1] < 5  # it rises, then falls
        assert not state.race.grover.found, seed
        looks = []
        for pumps in (256, 1024):
            best = Compute(seed=seed, pumps=pumps, looks_per_s=30)
            state = best.start()
            while not state.race.grover.done:
                state = best.step(state)
            assert state.race.grover.found, seed
            looks.append(state.race.grover.looks)
        assert looks[1] == 2 * looks[0]
        half = Compute(seed=seed, serial_percent=50)
        assert half.workers == 16 and half.readings(half.start())["hpc_speedup"] < 2


def test_the_machines_do_not_get_the_same_clues() -> None:
    """What `limit` and the zone say of fairness: who is given what, and how many looks a core makes in a step."""
    assert all(f"{number}" in tr(Compute.limit, "en") for number in ("4, 2, 1 and ½", "four measurements"))
    assert CORE_SPEEDS == (4, 2, 1, 0.5)
    for seed in contract.THIRTY_SEEDS:
        compute = Compute(seed=seed)
        race = compute.start().race
        assert race.measured.shape == (256, 4)
        # A quantum look touches the amplitude of every pump at once; that of a plain core one pump.
        assert (grover_look(race.grover.amplitudes, race.bad) != race.grover.amplitudes).all()
        assert race.plain.beat(race.bad).looks == 1
