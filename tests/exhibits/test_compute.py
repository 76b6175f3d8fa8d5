"""The search for the pump with the rhythm: crates, six machines in one unit, the visitor's turn, and every sentence."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.compute.crate import (
    BAR,
    BEATS,
    ENOUGH,
    PULSE_STEPS,
    PULSES,
    PUMPS,
    RHYTHM,
    Crate,
    crate_of,
    telling_beats,
)
from explorer.exhibits.compute.exhibit import Compute
from explorer.exhibits.compute.machines import (
    CRATES,
    HAND_SPEEDS,
    IDEAS,
    MOST_TRIES,
    NAMES,
    TELLING,
    Brain,
    Core,
    Hands,
    Learned,
    Machine,
    Mixed,
    Name,
    Quantum,
    Search,
    State,
    Sums,
    amplitudes_after,
    best_looks,
    grover_look,
    searched,
)
from explorer.exhibits.compute.words import captions
from explorer.i18n import tr

from . import contract

SEEDS = range(1, 41)
"""Of three crates each: the sentences on screen have to hold over these."""


def grover_chance(pumps: int, looks: int) -> float:
    """The probability of measuring the one wanted after `looks`, in closed form: sin^2((2 k + 1) theta).

    M. Boyer, G. Brassard, P. Hoyer, A. Tapp, "Tight bounds on quantum searching", 1998.
    """
    return math.sin((2 * looks + 1) * math.asin(1.0 / math.sqrt(pumps))) ** 2


@cache
def machines(seed: int, noise: float) -> dict[Name, Machine]:
    return {
        "core": Core(),
        "hands": Hands(16, 0.05),
        "mixed": Mixed(),
        "learned": Learned(telling_beats(seed, 10, noise, TELLING)),
        "quantum": Quantum((seed, 3)),
        "brain": Brain(),
    }


@cache
def searches(noise: float) -> dict[Name, list[list[Search]]]:
    """What every machine needs for three crates of every seed."""
    return {
        name: [
            [searched(machines(seed, noise)[name], crate_of(seed, number, noise)) for number in range(CRATES)]
            for seed in SEEDS
        ]
        for name in NAMES
    }


def sums(name: Name, noise: float = 6.0) -> tuple[np.ndarray, np.ndarray]:
    """Touches and beats of a machine in three crates, for every seed."""
    found = np.array([[search[1:] for search in three] for three in searches(noise)[name]])
    return found[..., 0].sum(axis=1), found[..., 1].sum(axis=1)


def silent(*loud: int) -> Crate:
    """A crate in which only these pumps knock, each on every pulse."""
    knocks = np.zeros((PUMPS, BEATS), bool)
    for pump in loud:
        knocks[pump] = RHYTHM
    return Crate(0, knocks, loud[0] if loud else 0)


def after(exhibit: Compute, state: State, seconds: float) -> State:
    return contract.after_seconds(exhibit, state, seconds)


def finished(exhibit: Compute, state: State | None = None) -> State:
    """The state once every machine that has begun is done."""
    state = exhibit.step(exhibit.start() if state is None else state)
    while not all(exhibit.progress(state, name).done for name in state.beats):
        state = exhibit.step(state)
    return state


# ---------------------------------------------------------------- crates


def test_one_pump_knocks_in_the_rhythm_and_the_others_by_chance() -> None:
    assert PULSES == 16 == len(PULSE_STEPS) * BEATS // BAR
    crates = [crate_of(seed, 0, 6.0) for seed in SEEDS]
    bad = np.array([crate.scores[crate.bad] for crate in crates])
    assert bad.mean() == pytest.approx(16 * (0.9 + 0.1 * 0.06), abs=0.6)
    share = np.mean([np.delete(crate.knocks, crate.bad, axis=0).mean() for crate in crates])
    assert share == pytest.approx(0.06, abs=0.003)
    assert all(list(np.flatnonzero(crate.over)) == [crate.bad] for crate in crates)


def test_more_noise_adds_knocks_and_takes_none_away() -> None:
    for seed in SEEDS:
        quiet, loud = crate_of(seed, 2, 2.0), crate_of(seed, 2, 15.0)
        assert quiet.bad == loud.bad and (loud.knocks | quiet.knocks == loud.knocks).all()
        assert loud.knocks.sum() > 3 * quiet.knocks.sum()


def test_from_a_few_crates_it_learns_beats_of_the_rhythm() -> None:
    for seed in SEEDS:
        assert all(RHYTHM[beat] for beat in telling_beats(seed, 10, 6.0, TELLING))
    untaught = [RHYTHM[list(telling_beats(seed, 0, 6.0, TELLING))].mean() for seed in SEEDS]
    assert np.mean(untaught) == pytest.approx(PULSES / BEATS, abs=0.1)


# ---------------------------------------------------------------- machines


@pytest.mark.parametrize("bad", [0, 5, 16, 40, 63])
def test_a_core_and_hands_touch_what_they_say(bad: int) -> None:
    crate = silent(bad)
    assert Core().search(crate) == (bad, 64 * (bad + 1), 64 * (bad + 1))
    rounds = bad // 16 + 1
    assert Hands(16, 0.0).search(crate) == (bad, 64 * 16 * rounds, 64 * rounds)
    assert Hands(16, 0.05).search(crate).beats == pytest.approx(64 * rounds + 0.05 * 4096)
    assert Hands(1, 0.0).search(crate) == Core().search(crate)


def test_nothing_to_find_is_no_answer_and_everything_was_read() -> None:
    crate = silent()
    for machine in (Core(), Hands(16, 0.05), Mixed(), Learned((0, 3)), Brain()):
        assert machine.search(crate).named == -1
    assert Core().search(crate).touches == Mixed().search(crate).touches == PUMPS * BEATS
    assert Quantum((1,)).search(crate).touches == MOST_TRIES * 7 * BEATS


def test_unlike_hands_share_as_each_can() -> None:
    """All pumps take about as long as one hand with all their speeds; the first is done by the quickest."""
    last = Mixed().search(silent(63))
    assert last.beats == pytest.approx(PUMPS * BEATS / sum(HAND_SPEEDS), rel=0.1)
    assert Mixed().search(silent(0)).beats == BEATS / max(HAND_SPEEDS)
    assert Mixed().levels(silent(63), last.beats).min() >= 0.5


def test_learned_goes_to_the_most_suspicious_first() -> None:
    for bad in (0, 31, 63):
        machine = Learned(tuple(np.flatnonzero(RHYTHM)[:8].tolist()))
        assert machine.search(silent(bad)) == (bad, 64 * 8 + 64, 64 * 8 + 64)


def test_brain_like_pays_for_knocks_alone_and_fires_when_it_has_heard_enough() -> None:
    crate = silent(12)
    found = Brain().search(crate)
    assert found.named == 12 and found.touches == ENOUGH
    assert found.beats == np.flatnonzero(RHYTHM)[ENOUGH - 1] + 1


@given(number=st.integers(0, 60), noise=st.sampled_from([1.0, 6.0, 15.0]), share=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_what_is_shown_on_the_way_fits_the_whole_search(number: int, noise: float, share: float) -> None:
    crate = crate_of(3, number, noise)
    for name, machine in machines(3, noise).items():
        whole = searched(machine, crate)
        beats = share * whole.beats
        levels = machine.levels(crate, beats)
        assert levels.shape == (PUMPS,) and (levels >= 0).all() and (levels <= 1 + 1e-9).all()
        assert 0 <= machine.touches(crate, beats) <= whole.touches
        assert machine.touches(crate, whole.beats) == pytest.approx(whole.touches)
        pump, heard = machine.heard(crate, beats)
        assert -1 <= pump < PUMPS and 0 <= heard <= BEATS
        if name in ("core", "mixed", "learned"):
            assert machine.levels(crate, whole.beats)[whole.named] == pytest.approx(1.0)


# ---------------------------------------------------------------- Grover


@given(looks=st.integers(0, 80), bad=st.integers(0, 63))
@settings(max_examples=20, deadline=None)
def test_grover_against_the_closed_form(looks: int, bad: int) -> None:
    wanted = np.arange(64) == bad
    amplitudes = amplitudes_after(wanted, looks)
    assert amplitudes[bad] ** 2 == pytest.approx(grover_chance(64, looks), abs=1e-9)
    assert (amplitudes**2).sum() == pytest.approx(1.0)
    assert np.allclose(grover_look(amplitudes, wanted), amplitudes_after(wanted, looks + 1))


@pytest.mark.parametrize(
    ("pumps", "looks", "chance"), [(16, 3, 0.9613), (64, 6, 0.9966), (256, 12, 0.9999), (1024, 25, 0.9995)]
)
def test_best_looks(pumps: int, looks: int, chance: float) -> None:
    assert best_looks(pumps) == looks
    assert grover_chance(pumps, looks) == pytest.approx(chance, abs=5e-5)


def test_measurements_hit_as_often_as_the_chance_says() -> None:
    first_hit = [Quantum((seed, 3)).search(silent(9)).touches == 7 * BEATS for seed in range(600)]
    chance = grover_chance(PUMPS, best_looks(PUMPS))
    assert abs(np.mean(first_hit) - chance) < 4 * math.sqrt(chance * (1 - chance) / 600)


# ---------------------------------------------------------------- the exhibit


@given(
    first=contract.settings_of(Compute),
    then=contract.settings_of(Compute),
    acts=st.lists(contract.action_of(Compute), max_size=4),
)
@settings(max_examples=8, deadline=None)
def test_readings_stay_in_range(first: dict[str, float], then: dict[str, float], acts: list[str]) -> None:
    exhibit = Compute(**first)  # type: ignore[arg-type]
    contract.check_acts_while_settings_change(
        exhibit, exhibit.having(**{**then, "seed": first["seed"]}), acts, steps=10
    )


def test_sums_are_those_of_whole_searches_and_everybody_is_right() -> None:
    exhibit = Compute(seed=7)
    found = exhibit.readings(finished(exhibit))
    for name in NAMES:
        touches, beats = sums(name)
        assert found[f"{name}_touches"] == touches[6] and found[f"{name}_beats"] == pytest.approx(beats[6])
    assert found["done"] == len(NAMES) and found["wrong"] == 0
    assert found["faster"] == found["core_beats"] / found["hands_beats"]
    assert found["lighter"] == found["core_touches"] / found["brain_touches"]


def test_gains_are_said_once_there_is_something_to_compare_with() -> None:
    exhibit = Compute(who="core")
    state = finished(exhibit)
    assert exhibit.readings(state)["faster"] == exhibit.readings(state)["lighter"] == 1
    exhibit = exhibit.having(who="all")
    for _ in range(60):
        state = exhibit.step(state)
        found = exhibit.readings(state)
        assert 1 <= found["faster"] < 8 and 1 <= found["lighter"] < 25


def test_all_begin_at_once_and_the_core_is_last() -> None:
    exhibit = Compute()
    early = after(exhibit, exhibit.start(), 0.2)
    assert exhibit.progress(early, "brain").done and not exhibit.progress(early, "learned").done
    later = after(exhibit, early, 1.8)
    assert all(exhibit.progress(later, name).done for name in NAMES if name != "core")


def test_who_is_asked_joins_in_and_nobody_begins_again() -> None:
    exhibit = Compute(who="core")
    state = finished(exhibit)
    before = exhibit.readings(state)
    assert set(state.beats) == {"core"} and before["hands_touches"] == 0
    exhibit = exhibit.having(who="ideas")
    state = finished(exhibit, state)
    assert set(state.beats) == {"core", *IDEAS} and state.at == "learned"
    assert exhibit.readings(state)["core_touches"] == before["core_touches"]


def test_other_settings_begin_again_and_what_was_needed_before_stays() -> None:
    exhibit = Compute()
    state = finished(exhibit)
    was = exhibit.readings(state)
    exhibit = exhibit.having(noise_percent=15.0)
    state = exhibit.step(state)
    assert state.before["brain"].touches == was["brain_touches"]
    assert exhibit.readings(state)["core_touches"] < 100
    assert exhibit.act(state, "run").before == {}


# ---------------------------------------------------------------- the visitor's turn


def test_each_touch_of_a_shelf_is_sixty_four_samples_of_its_next_pump() -> None:
    exhibit, state = Compute(), Compute().start()
    for count, (shelf, pump) in enumerate([(3, 16), (3, 17), (8, 56), (3, 18)], 1):
        _, state = exhibit.touched(state, f"shelf_{shelf}")
        assert state.heard[-1] == pump and exhibit.on_strip(state) == (pump, BEATS)
        assert exhibit.readings(state)["core_touches"] == 64 * count
        assert exhibit.readings(state)["you"] == count
    for _ in range(10):
        _, state = exhibit.touched(state, "shelf_3")
    assert sorted(state.heard) == [*range(16, 24), 56]


def test_when_the_visitor_stops_the_core_goes_on_with_the_rest() -> None:
    exhibit = Compute(who="core")
    _, state = exhibit.touched(exhibit.start(), "shelf_8")
    waits = after(exhibit, state, 2.8)
    assert exhibit.readings(waits)["core_touches"] == 64
    goes_on = after(exhibit, waits, 0.5)
    assert exhibit.readings(goes_on)["core_touches"] > 64
    machine = exhibit.machine(goes_on, "core", 0)
    assert isinstance(machine, Core)
    assert machine.order[:2] == (56, 0) and sorted(machine.order) == list(range(PUMPS))


def test_a_visitor_who_finds_it_saves_the_core_the_rest() -> None:
    for seed in SEEDS:
        exhibit = Compute(seed=seed, who="core")
        bad = exhibit.crate(exhibit.start(), 0).bad
        state = exhibit.start()
        for _ in range(bad % 8 + 1):
            _, state = exhibit.touched(state, f"shelf_{bad // 8 + 1}")
        assert exhibit.readings(state)["pulses"] >= ENOUGH and exhibit.named(state) == bad
        assert exhibit.progress(state, "core").place == 1
        assert exhibit.readings(finished(exhibit, state))["wrong"] == 0


def test_what_is_touched_does_what_it_is_for() -> None:
    exhibit = Compute(who="core")
    state = finished(exhibit)
    _, alone = exhibit.touched(state, "quantum")
    assert (
        alone.at == "quantum" and alone.beats["quantum"] == 0 and alone.beats["core"] == state.beats["core"]
    )
    noises = []
    for _ in range(3):
        exhibit, _ = exhibit.touched(state, "noise")
        noises.append(exhibit.noise_percent)
    assert noises == [15, 2, 6]
    assert exhibit.touched(state, "strip") == (exhibit, state)


@pytest.mark.parametrize("action", ["listen", "run", "again"])
@pytest.mark.parametrize("seconds", [1.0, 4.0, 9.0])
def test_an_act_shows_within_2_s(action: str, seconds: float) -> None:
    exhibit = Compute()
    contract.check_first_change(exhibit, after(exhibit, exhibit.start(), seconds), action)


# ---------------------------------------------------------------- the sentences on screen, over forty seeds


def test_all_six_name_the_right_pump() -> None:
    """`limit`: the same question and the same rule; nobody is quick by guessing."""
    for noise in (2.0, 6.0, 15.0):
        for name, seeds in searches(noise).items():
            right = [
                search.named == crate_of(seed, number, noise).bad
                for seed, three in zip(SEEDS, seeds, strict=True)
                for number, search in enumerate(three)
            ]
            assert np.mean(right) >= 0.98, (noise, name)


def test_more_hands_save_time_and_no_work() -> None:
    """`try_this`, `captions[1]`, zone "learn" and "real"."""
    core_touches, core_beats = sums("core")
    for name in ("hands", "mixed"):
        touches, beats = sums(name)  # type: ignore[arg-type]
        assert (touches >= core_touches).all() and (beats < core_beats).all()
        assert core_beats.mean() / beats.mean() > 5


def test_better_ideas_save_work() -> None:
    """`try_this`, `captions[2]`, zone "learn" and "real": a third to a tenth."""
    core = sums("core")[0]
    for name in IDEAS:
        assert (sums(name)[0] < core).all(), name
    assert [core.mean() / sums(name)[0].mean() for name in IDEAS] == pytest.approx([3.7, 4.7, 13.0], rel=0.2)


def test_brain_like_saves_most_while_the_crate_is_quiet() -> None:
    """`captions[3]`, zone "real": of the three ideas it alone loses."""
    quiet, usual, noisy = (sums("brain", noise)[0] for noise in (2.0, 6.0, 15.0))
    assert (quiet < usual).all() and (usual < noisy).all()
    assert (noisy < sums("core", 15.0)[0]).all()  # it goes on saving, only less
    assert noisy.mean() / usual.mean() > 2
    for name in ("learned", "quantum"):
        assert sums(name, 15.0)[0].mean() == pytest.approx(sums(name)[0].mean(), rel=0.1)  # type: ignore[arg-type]


def test_without_lessons_the_learned_machine_needs_twice_the_work() -> None:
    untaught = [
        sum(Learned(telling_beats(s, 0, 6.0, TELLING)).search(crate_of(s, n, 6.0)).touches for n in range(CRATES))
        for s in SEEDS
    ]  # fmt: skip
    assert np.mean(untaught) > 1.5 * sums("learned")[0].mean()


def test_the_usual_seed_is_a_usual_one() -> None:
    usual = Compute()
    found = usual.readings(finished(usual))
    for name in NAMES:
        assert found[f"{name}_touches"] == pytest.approx(np.median(sums(name)[0]), rel=0.1)


def test_each_caption_says_what_was_needed() -> None:
    exhibit: Compute = Compute()
    said = []
    for number, (_, done, state) in enumerate(contract.guided(exhibit)):
        caption = done.caption(state, number)
        assert caption is not None, number
        said.append(tr(caption, "en"))
        assert done.caption(done.start(), number) is None
    for words, part in zip(
        said, ("One by one is slow", "save time, not work", "ideas save work", "while the crate is quiet"), strict=True
    ):  # fmt: skip
        assert part in words


def test_a_caption_says_the_other_thing_where_it_came_out_so() -> None:
    core, quick, heavy = Sums(500, 500), Sums(600, 300), Sums(900, 900)
    slow = Sums(600, 700)
    cases = (
        ({"core": core, "hands": slow, "mixed": quick}, {}, 1, "gain nothing"),
        ({"core": core, "learned": heavy, "quantum": quick, "brain": quick}, {}, 2, "Not all ideas pay"),
        ({"core": core, "brain": quick}, {"brain": heavy}, 3, "Brain-like: 600 samples now, 900 before."),
    )
    for found, before, number, said in cases:
        caption = captions(found, before)[number]  # type: ignore[arg-type]
        assert caption is not None and said in tr(caption, "en")
