"""The brief that builds: what the judge measures, what the search finds, and what it cannot find."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from explorer.exhibits.content import building
from explorer.exhibits.content.exhibit import BY_HAND, MET, BuildingBrief, State
from explorer.exhibits.content.words import MISSED
from explorer.i18n import tr

from . import contract

EASY: dict[str, float] = {"area_m2": 12_000, "daylight": 0.7, "budget_myuan": 60, "height_m": 60}
HARD: dict[str, float] = {"area_m2": 30_000, "daylight": 0.6, "budget_myuan": 130, "height_m": 45}
SMALL: dict[str, float] = {"area_m2": 6000, "daylight": 0.85, "height_m": 24}
SEEDS = range(12)
MANY_SEEDS = range(100, 130)
HARDS_OPTIMUM = 0.2678
"""The least that can be missing of the hard brief, by an independent search (30 runs of 96,000 buildings agree)."""

genes_of_some = np_st.arrays(np.float64, st.tuples(st.integers(1, 5), st.just(9)), elements=st.floats(0, 1))


def searched(generations: int, **values: float) -> tuple[BuildingBrief, State]:
    exhibit = BuildingBrief(steps_per_generation=1, **values)
    state = exhibit.start()
    for _ in range(generations):
        state = exhibit.step(state)
    return exhibit, state


# the judge


def test_a_plain_box_is_measured_as_by_hand() -> None:
    # 32 x 30 m, 2 storeys of 2.8 m, no setback, core of 8 %, 15 % glass, no court, no twist
    genes = np.array([[0.5, 0.5, 0, 0, 0, 0, 0, 0, 0.5]])
    found = building.measured(genes)
    assert found.area_m2[0] == pytest.approx(2 * 32 * 30 * 0.92)
    assert found.height_m[0] == pytest.approx(5.6)
    assert found.daylight[0] == pytest.approx(1 - np.exp(-4 * 0.15 * 2.8 / 15))
    facade = 2 * 2 * (32 + 30) * 2.8
    assert found.cost_yuan[0] == pytest.approx(2 * 960 * 0.92 * 3200 + facade * 1035 + 9000 * 2**1.6)


@given(genes_of_some)
@settings(max_examples=40, deadline=None)
def test_what_is_drawn_is_what_was_measured(genes: building.Numbers) -> None:
    found = building.measured(genes)
    for one, area, height in zip(genes, found.area_m2, found.height_m, strict=True):
        storeys = building.storeys(one)
        core = building.sizes(one)[5]
        drawn = sum(s.width_m * s.depth_m - s.court_width_m * s.court_depth_m for s in storeys)
        assert drawn * (1 - core) == pytest.approx(area)
        assert storeys[-1].floor_m + storeys[-1].height_m == pytest.approx(height)
        assert 2 <= len(storeys) <= 30


@given(genes_of_some)
@settings(max_examples=40, deadline=None)
def test_more_glass_is_lighter_and_dearer_and_the_rest_stays(genes: building.Numbers) -> None:
    windows = building.GENES.index("windows")
    dark, bright = genes.copy(), genes.copy()
    dark[:, windows], bright[:, windows] = 0.2, 0.8
    before, after = building.measured(dark), building.measured(bright)
    assert (after.daylight > before.daylight).all() and (after.cost_yuan > before.cost_yuan).all()
    assert (after.area_m2 == before.area_m2).all() and (after.height_m == before.height_m).all()


def test_measuring_does_not_change_the_genes() -> None:
    genes = np.full((2, 9), 0.37)
    building.measured(genes)
    building.storeys(genes[0])
    assert (genes == 0.37).all()


def test_what_is_missing_is_weighed() -> None:
    found = building.Measures(*(np.array([x]) for x in (26_482.86, 0.55, 107_650_134.57, 45.03)))
    missing = building.shortfalls(found, building.Brief(30_000, 0.6, 1.3e8, 45))[0]
    assert missing == pytest.approx([2 * (1 - 26_482.86 / 30_000), 0.15, 0, 2 * 0.03 / 45])
    assert missing.sum() == pytest.approx(0.3856, abs=0.011)  # 0.3756 was found; daylight stood there as 0.55


# the search


def test_an_easy_brief_is_answered_in_about_sixty_generations_on_every_seed() -> None:
    gaps = [searched(60, seed=seed, **EASY)[1].gap for seed in SEEDS]
    assert np.median(gaps) < 0.01 and max(gaps) < 0.1
    exhibit, state = searched(120, **EASY)
    found = exhibit.readings(state)
    assert found["area"] == pytest.approx(12_000, rel=0.001)
    assert found["daylight"] > 0.699 and found["cost"] < 60.1 and found["height"] < 60.1
    assert found["blocking"] == 0
    assert state.evaluated == 24 + 960


def test_too_much_under_too_low_a_roof_is_never_answered_and_the_bar_that_blocks_is_reported() -> None:
    ends = [searched(120, seed=seed, **HARD) for seed in SEEDS]
    gaps = [state.gap for _, state in ends]
    assert min(gaps) > 0.25
    for exhibit, state in ends:
        found = exhibit.readings(state)
        assert found["blocking"] in (1, 2)  # area or daylight; height and cost are kept
        assert found["height"] < 47.5 and found["cost"] < 130


def test_the_experiment_worth_doing_shows_what_it_says() -> None:
    exhibit, state = searched(120)
    assert exhibit.readings(state)["blocking"] == 0
    harder = exhibit.having(area_m2=30_000, height_m=45, daylight=0.6)
    for _ in range(120):
        state = harder.step(state)
    assert harder.readings(state)["blocking"] in (1, 2)


def test_what_can_be_built_is_found_and_what_cannot_is_missed_by_as_little_as_can_be() -> None:
    """A low, bright house can just be built: a search that gets stuck must start again rather than blame the brief."""
    met, gaps = 0, []
    for seed in MANY_SEEDS:
        exhibit = BuildingBrief(seed=seed, steps_per_generation=1, **SMALL)
        state = exhibit.start()
        while state.gap >= MET and state.generation < 600:
            state = exhibit.step(state)
        met += state.gap < MET
        gaps.append(searched(300, seed=seed, **HARD)[1].gap)
    assert met >= len(MANY_SEEDS) - 1
    assert min(gaps) > HARDS_OPTIMUM - 0.001 and sorted(gaps)[-2] < HARDS_OPTIMUM + 0.02


def test_a_search_that_is_stuck_says_so_and_starts_again() -> None:
    exhibit, state = searched(400, **HARD)
    assert state.restarts > 0
    assert f"restarted {state.restarts}×" in tr(exhibit.parts(state)["tower"].reading, "en")
    assert f"重新开始{state.restarts}次" in tr(exhibit.parts(state)["tower"].reading, "zh")
    eased = exhibit.having(height_m=120.0, budget_myuan=300.0)
    assert eased.step(state).restarts == 0


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_the_best_never_gets_worse(seed: int) -> None:
    exhibit = BuildingBrief(seed=seed, steps_per_generation=1)
    state = exhibit.start()
    for _ in range(60):
        following = exhibit.step(state)
        assert following.gap <= state.gap
        assert ((following.tried >= 0) & (following.tried <= 1)).all()
        state = following


def test_another_brief_is_searched_from_the_best_and_many_chance_buildings() -> None:
    exhibit, state = searched(100, **EASY)
    assert state.pool.std(axis=0).mean() < 0.2
    harder = exhibit.having(height_m=20.0)
    later = harder.step(state)
    assert later.pool.std(axis=0).mean() > 0.2 and later.gap > 0.1 and later.brief.height_m == 20
    assert (later.pool == state.genes).all(axis=1).any()


def test_a_search_goes_on_from_what_a_hand_has_built() -> None:
    exhibit, state = searched(100, **EASY)
    for _ in range(5):
        state = exhibit.act(state, "taller")
    assert state.gap > 0.1
    going = exhibit.act(state, "go_on")
    assert going.searching and (going.genes == state.genes).all()
    assert np.abs(going.pool - state.genes).max() < 0.6


# the hand


@pytest.mark.parametrize(
    ("action", "reading", "sign"),
    [
        ("wider", "area", 1), ("narrower", "area", -1), ("taller", "height", 1),
        ("lower", "height", -1), ("more_glass", "daylight", 1), ("less_glass", "daylight", -1),
    ],
)  # fmt: skip
def test_a_hand_changes_what_it_says_and_stops_the_search(action: str, reading: str, sign: int) -> None:
    exhibit = BuildingBrief()
    start = exhibit.start()
    genes = np.full(9, 0.5)
    middle = exhibit.act(State(**{**fields_of(start), "genes": genes}), "stop")
    changed = exhibit.act(middle, action)
    before, after = exhibit.readings(middle)[reading], exhibit.readings(changed)[reading]
    assert sign * (after - before) > 0
    assert (genes == 0.5).all()
    later = changed
    for _ in range(60):
        later = exhibit.step(later)
    assert (later.genes == changed.genes).all() and later.by_hand


def fields_of(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__dataclass_fields__}


@pytest.mark.parametrize("storeys", range(5, 25))
def test_a_storey_is_one_storey(storeys: int) -> None:
    exhibit = BuildingBrief()
    start = exhibit.start()
    genes = np.full(9, 0.5)
    genes[2] = (storeys - 2 + 0.5) / 28
    here = State(**{**fields_of(start), "genes": genes})  # type: ignore[arg-type]
    for action, number in (("taller", storeys + 1), ("lower", storeys - 1)):
        assert len(building.storeys(exhibit.act(here, action).genes)) == number


def test_a_building_carries_its_hidden_label() -> None:
    exhibit, state = searched(10)
    entry = json.loads(exhibit.label(state))["AIGC"]
    assert entry["Label"] == "1" and entry["ContentProducer"]
    other = exhibit.act(state, "taller")
    assert json.loads(exhibit.label(other))["AIGC"]["ProduceID"] != entry["ProduceID"]


@pytest.mark.parametrize("action", ["stop", "go_on", "restart", *BY_HAND])
def test_an_act_shows_within_two_seconds(action: str) -> None:
    exhibit = BuildingBrief()
    state = exhibit.start()
    for _ in range(60):
        state = exhibit.step(state)
    if action == "go_on":
        state = exhibit.act(state, "stop")
    contract.check_first_change(exhibit, state, action, ["generation", "area", "daylight", "height"])


@given(contract.settings_of(BuildingBrief), contract.acts_of(BuildingBrief, 5))
@settings(max_examples=15, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, float], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(BuildingBrief(**values), 5, acts)


@given(st.lists(contract.settings_of(BuildingBrief), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, float]]) -> None:
    contract.check_settings_while_running(BuildingBrief(), values, 30)


def test_it_keeps_the_contract() -> None:
    contract.check_states_are_values(BuildingBrief(), 60, ["stop", "taller", "go_on", "restart", *BY_HAND])
    contract.check_step_time(BuildingBrief(steps_per_generation=1), 200)


# what a visitor touches, and what is told


def test_touching_the_building_stops_the_search_and_starts_it_again() -> None:
    exhibit, state = searched(2)
    _, stopped = exhibit.touched(state, "tower")
    assert not stopped.searching
    assert exhibit.touched(stopped, "tower")[1].searching
    assert exhibit.touched(state, "tried_left")[1].generation == 0
    assert exhibit.touched(state, "area") == (exhibit, state)


def test_the_parts_tell_what_is_missed() -> None:
    exhibit, state = searched(100, **EASY)
    assert tr(exhibit.parts(state)["tower"].reading, "en").startswith("Meets the brief")
    lower, state = exhibit.having(height_m=20.0), exhibit.act(state, "stop")
    words = lower.parts(lower.step(state))
    assert tr(words["height"].reading, "en").endswith("missed") and tr(words["limit"].reading, "zh").endswith(
        "未满足"
    )


def test_the_experiment_does_what_its_words_promise() -> None:
    exhibit, state, gaps = BuildingBrief(), BuildingBrief().start(), []
    for guided_step in BuildingBrief.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.step(exhibit.act(state, guided_step.action) if guided_step.action else state)
        for _ in range(round(guided_step.watch_s * 30)):
            state = exhibit.step(state)
        gaps.append(state.gap)
    assert gaps[0] < 0.01 and gaps[1] > 0.2
    assert gaps[2] < gaps[1] / 2
    assert state.by_hand and not state.searching


def test_the_first_brief_turns_all_four_lamps_green() -> None:
    for seed in MANY_SEEDS:
        exhibit = BuildingBrief(seed=seed)
        state = exhibit.start()
        for _ in range(round(30 * BuildingBrief.walkthrough[0].watch_s)):
            state = exhibit.step(state)
        assert max(state.missing) <= MISSED


def test_the_show_loops_minute_is_as_it_is_said_whatever_the_seed() -> None:
    """Twelve seconds for the first brief, six for one that cannot be met, seven once more is allowed."""
    met = eased = 0
    for seed in MANY_SEEDS:
        exhibit = BuildingBrief(seed=seed)
        state, gaps = exhibit.start(), []
        for seconds, values in ((12, {}), (6, HARD), (7, {**HARD, "height_m": 90})):
            exhibit = exhibit.having(**values)
            for _ in range(30 * seconds):
                state = exhibit.step(state)
            gaps.append(state.gap)
        met += gaps[0] < MET
        assert gaps[1] > 0.2  # never met, so a bar stands out in red
        eased += gaps[2] < gaps[1] / 2
    assert met >= len(MANY_SEEDS) - 1 and eased >= len(MANY_SEEDS) - 1


def test_the_sign_of_a_brief_that_is_met_does_not_begin_above_or_below_the_tower() -> None:
    """Below is the brief's own board, and above is the sign of the height limit."""
    (met,) = (sign for sign in BuildingBrief.signs if sign.hot)
    assert met.part == "tower" and met.side == "right"
