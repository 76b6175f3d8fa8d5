"""The living plan tree: its data are those of the scene, ways are shortest, the layout settles, and years light events."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.bootstrap import ROOT
from explorer.exhibits.exhibit import STEP_S, Surroundings, Value, ZoneFacts
from explorer.exhibits.plaza import graph as layout
from explorer.exhibits.plaza.exhibit import CALM_M_S, DATES, FIRST_YEAR, LAST_YEAR, ROUND, PlanTree, State
from explorer.exhibits.plaza.plan import CLAIMS, EVENTS, MEASURES, TASKS, year_of
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.model import SceneText
from tests.cost import calls

from . import contract

ACTIONS = ("play", "next", "shake")


SHIPPED = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
PLACED = PlanTree().placed_in(SHIPPED.surroundings("plaza"))
PLAN = PLACED.plan


@pytest.fixture(scope="module")
def park() -> Park:
    return SHIPPED


def run(exhibit: PlanTree, state: State, seconds: float) -> State:
    for _ in range(round(seconds / STEP_S)):
        state = exhibit.step(state)
    return state


# the data


def test_zones_are_those_of_the_scene(park: Park) -> None:
    in_order = sorted(park.zones.values(), key=lambda zone: zone.number)
    assert list(PLAN.zones) == [zone.id for zone in in_order]
    for zone in in_order:
        assert all(
            tr(PLAN.zones[zone.id].title, language) == zone.title[language] for language in ("en", "zh")
        )
        assert PLAN.zones[zone.id].centre_m == tuple(zone.place.centre_m)


def test_every_statement_is_told_where_the_scene_says(park: Park) -> None:
    told = {claim: layout.way(PLAN, claim)[-1] for claim in PLAN.claims.values()}
    assert told == {name: claim.zone for name, claim in park.claims.items()}
    assert len(told) == CLAIMS == 184


def other_park(park: Park) -> Surroundings:
    """The shipped park with a zone more, which covers two statements, and with another name for the first."""
    zones = [
        zone._replace(claims=zone.claims[:-2]) if zone.id == "data" else zone for zone in PLAN.zones.values()
    ]
    zones[0] = zones[0]._replace(title=SceneText({"en": "Town Square", "zh": "市民广场"}))
    annex = ZoneFacts("annex", 21, SceneText({"en": "Annex", "zh": "附楼"}), (60.0, -44.0), ("C74", "C75"))
    return Surroundings((*zones, annex), "plaza")


def test_a_zone_more_and_another_name_are_shown(park: Park) -> None:
    tree = PlanTree(claim=75).placed_in(other_park(park))
    state = run(tree, tree.start(), 2)
    assert tree.plan.names[-len(MEASURES) - 3 : -len(MEASURES)] == ("annex", "C74", "C75")
    assert tree.readings(state)["zone"] == 21
    assert tr(tree.parts(state)["picked"].reading, "en") == "Statement C75 → Annex"
    shown = tree.touched(state, "plan")[1]
    issuer = tree.touched(shown, "issuers")[1]
    assert tr(tree.parts(issuer)["picked"].reading, "zh").endswith("市民广场")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_park_of_few_zones_and_no_statements_breaks_nothing(park: Park, count: int) -> None:
    few = tuple(zone._replace(claims=()) for zone in list(PLAN.zones.values())[-count:])[:count]
    tree = PlanTree(claim=100).placed_in(Surroundings(few, few[0].id if few else ""))
    contract.check_ranges(tree, 3, [(0.5, "next"), (1.0, "play"), (1.5, "shake")])
    state = run(tree, tree.start(), 1)
    assert state.picked == "plan" and set(tree.parts(state)) == set(PLACED.parts(PLACED.start()))
    assert tree.readings(state)["zone"] == (few[0].number if few else 0)


def test_it_stands_in_its_park_whatever_is_set() -> None:
    assert PLACED.having(claim=3).plan is PLAN and PLACED.having(seed=9).as_at_first() == PLACED


def test_statements_are_those_of_the_list_of_claims() -> None:
    found = ROOT.parent / "shared" / "content" / "claims.csv"
    if not found.is_file():
        pytest.skip("the list of claims is not part of this folder")
    with found.open(encoding="utf-8") as file:
        listed = {row["id"]: row["zone_main"] for row in csv.DictReader(file)}
    assert {name: layout.way(PLAN, name)[-1] for name in listed} == listed


def test_every_event_has_a_source_of_the_scene_and_they_are_in_order(park: Park) -> None:
    assert {event.source for event in EVENTS} <= set(park.sources)
    assert list(DATES) == sorted(DATES)
    assert DATES[0] >= FIRST_YEAR and DATES[-1] <= LAST_YEAR


def test_events_agree_with_what_the_zones_tell_of_the_same_source(park: Park) -> None:
    cards = {(card.source, card.date) for zone in park.zones.values() for card in zone.beyond}
    dated = {event.source: event.date for event in EVENTS}
    same = [source for source, date in cards if dated.get(source) == date]
    assert len(same) >= 10


def test_counts_of_the_plan() -> None:
    kinds = Counter(name.rstrip("0123456789").rstrip("_") for name in PLAN.names)
    counts = (
        kinds["issuer"],
        kinds["principle"],
        kinds["task"],
        kinds["measure"],
        kinds["safeguard"],
        kinds["C"],
    )
    assert counts == (5, 5, 5, 14, 3, 184)
    assert [sum(m.task == task for m in MEASURES) for task in range(len(TASKS))] == [3, 3, 3, 3, 2]
    assert len(PLAN.names) == 1 + sum(counts) + 20


@pytest.mark.parametrize(("date", "year"), [("2024-01-01", 2024.0), ("2024-07", 2024.5 + 14 / 365.25)])
def test_a_date_as_a_year(date: str, year: float) -> None:
    assert year_of(date) == pytest.approx(year)


# ways


@pytest.mark.parametrize("name", [*ROUND, "plan", "C01", "C62", "C184", "plaza"])
def test_a_way_goes_along_links_and_ends_at_its_first_zone(name: str) -> None:
    plan, zones = PLAN, set(PLAN.zones)
    linked = {frozenset(link) for link in plan.links.tolist()}
    way = layout.way(PLAN, name)
    assert way[0] == name and way[-1] in zones and not zones & set(way[:-1])
    assert all(frozenset((plan.number[a], plan.number[b])) in linked for a, b in pairwise(way))
    assert len(layout.way_links(PLAN, name)) == len(way) - 1


def test_no_way_is_longer_than_a_breadth_first_wave_needs() -> None:
    plan = PLAN
    away = np.full(len(plan.names), 99)
    away[[plan.number[zone] for zone in plan.zones]] = 0
    for _ in range(8):
        for a, b in plan.links:
            away[a], away[b] = min(away[a], away[b] + 1), min(away[b], away[a] + 1)
    assert [len(layout.way(PLAN, name)) - 1 for name in plan.names] == list(away)


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("C62", ("C62", "goals25")),
        ("task_5", ("task_5", "measure_13", "rules")),
        ("issuer_1", ("issuer_1", "plan", "plaza")),
        ("safeguard_3", ("safeguard_3", "forum")),
    ],
)
def test_known_ways(name: str, way: tuple[str, ...]) -> None:
    assert layout.way(PLAN, name) == way


# the layout


def test_forces_by_matrices_are_those_pair_by_pair() -> None:
    plan = PLAN
    places = plan.home_m + np.random.default_rng(3).normal(0, 1, plan.home_m.shape)
    weight = layout.weights(PLAN, beyond=False)
    way = places[:, None] - places[None]
    d2 = (way**2).sum(axis=2)
    expected = (layout.REPULSION * weight[:, None] * weight[None] / (d2 + 1) ** 2)[:, :, None] * way
    expected = expected.sum(axis=1) + plan.pull[:, None] * (plan.home_m - places)
    chosen = plan.number["C62"]
    expected[chosen] += layout.FOCUS_PULL * (layout.FOCUS_M - places[chosen])
    expected[chosen] -= plan.pull[chosen] * (plan.home_m[chosen] - places[chosen])
    for (a, b), rest in zip(plan.links, plan.rest_m, strict=True):
        along = places[b] - places[a]
        long = float(np.linalg.norm(along))
        stretch = (1.0 if long > rest else 0.2) * (long - rest)
        pull = 0.2 * layout.SPRING * stretch * along / long
        expected[a] += pull
        expected[b] -= pull
    assert layout.forces(PLAN, places, "C62", weight) == pytest.approx(expected, abs=1e-9)


def test_it_settles_and_then_stands_still() -> None:
    exhibit = PLACED
    state = run(exhibit, exhibit.start(), 30)
    assert state.calm and exhibit.readings(state)["motion"] == 0
    later = run(exhibit, state, 1)
    assert later.places_m is state.places_m
    force = layout.forces(PLAN, state.places_m, state.picked, layout.weights(PLAN, beyond=False))
    assert np.sqrt((force**2).sum(axis=1).mean()) < 10 * CALM_M_S


def test_what_is_picked_comes_forward_and_what_was_goes_back() -> None:
    exhibit = PLACED
    state = run(exhibit.having(claim=62), run(exhibit, exhibit.start(), 1), 6)
    number = PLAN.number

    def off(name: str) -> float:
        return float(np.linalg.norm(state.places_m[number[name]] - layout.FOCUS_M))

    assert state.picked == "C62" and off("C62") < 3 and off("C24") > 4


def test_a_pick_shakes_a_calm_tree_at_once() -> None:
    exhibit = PLACED
    calm = run(exhibit, exhibit.start(), 30)
    shaken = exhibit.act(calm, "next")
    assert exhibit.readings(shaken)["motion"] > 2 > exhibit.readings(run(exhibit, shaken, 4))["motion"]


def test_the_switch_lights_eight_measures_more_and_makes_room_for_them() -> None:
    exhibit = PLACED
    state = run(exhibit, exhibit.start(), 30)
    assert exhibit.readings(state)["measures"] == 6
    beyond = exhibit.having(beyond=True)
    assert beyond.readings(state)["measures"] == 14
    assert not beyond.step(state).calm and exhibit.step(state).calm


# the years


def test_years_run_from_the_first_to_the_last_and_stop() -> None:
    exhibit = PLACED
    state = exhibit.act(exhibit.start(), "play")
    assert state.year == FIRST_YEAR and exhibit.readings(state)["events"] == 0
    state = run(exhibit, state, 2)
    assert state.year == pytest.approx(2023) and state.playing
    stopped = exhibit.act(state, "play")
    assert run(exhibit, stopped, 1).year == state.year
    end = run(exhibit, state, 9)
    assert not end.playing and end.year == LAST_YEAR and exhibit.readings(end)["events"] == len(EVENTS)


@given(st.floats(FIRST_YEAR, LAST_YEAR))
def test_an_event_is_lit_from_its_day_on(year: float) -> None:
    exhibit = PLACED.having(year=year)
    found = exhibit.readings(exhibit.start())
    assert found["events"] == sum(year_of(event.date) <= year for event in EVENTS)
    assert found["events"] == found["national"] + found["local"] + found["world"]


def test_touching_the_events_goes_from_one_to_the_next() -> None:
    exhibit = PLACED.having(year=FIRST_YEAR)
    state = exhibit.start()
    for count in range(1, len(EVENTS) + 1):
        state = exhibit.touched(state, "events")[1]
        assert exhibit.readings(state)["events"] == count
    assert exhibit.readings(exhibit.touched(state, "events")[1])["events"] == 0


def test_touching_a_task_goes_through_its_measures() -> None:
    exhibit, seen = PLACED, []
    state = exhibit.start()
    for _ in range(5):
        state = exhibit.touched(state, "task_3")[1]
        seen.append(state.picked)
    assert seen == ["task_3", "measure_7", "measure_8", "measure_9", "task_3"]
    assert exhibit.touched(state, "issuers")[1].picked == "issuer_1"
    assert exhibit.touched(state, "picked")[1] is state


def test_next_goes_round() -> None:
    exhibit = PLACED
    state, seen = exhibit.start(), []
    for _ in range(len(ROUND) + 1):
        state = exhibit.act(state, "next")
        seen.append(state.picked)
    assert tuple(seen[:-1]) == ROUND and seen[-1] == ROUND[0]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_shows_within_two_seconds(action: str) -> None:
    exhibit = PLACED
    contract.check_first_change(exhibit, run(exhibit, exhibit.start(), 1), action)


@given(contract.settings_of(PlanTree), contract.acts_of(PlanTree, 4))
@settings(max_examples=6, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, Any], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(PLACED.having(**values), 4, acts)


@given(st.lists(contract.settings_of(PlanTree), min_size=1, max_size=3))
@settings(max_examples=6, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, Value]]) -> None:
    contract.check_settings_while_running(PLACED, values, 20)


def test_it_keeps_the_contract() -> None:
    contract.check_seeds(PLACED, 2, [(1, "shake")])
    contract.check_states_are_values(PLACED, 20, ACTIONS)
    contract.check_step_time(PLACED, 60, ["shake"])


def test_a_calm_tree_costs_next_to_nothing() -> None:
    exhibit = PLACED
    calm = run(exhibit, exhibit.start(), 30)
    shaken = exhibit.act(calm, "shake")
    quiet, busy = (calls(lambda state=state: run(exhibit, state, 1)) * STEP_S for state in (calm, shaken))
    assert quiet < 50 and quiet * 3 < busy


def test_the_experiment_keeps_its_promises() -> None:
    exhibit, ends = PLACED, []
    state = exhibit.start()
    for guided_step in PlanTree.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action) if guided_step.action else state
        state = run(exhibit, state, guided_step.watch_s)
        ends.append(exhibit.readings(state))
    assert ends[0]["zone"] == 4 and ends[0]["measures"] == 6
    assert ends[1]["measures"] == 14
    assert ends[2]["events"] == len(EVENTS) and not state.playing


def test_a_dial_turned_just_before_an_action_counts_first() -> None:
    exhibit = PLACED
    state = exhibit.having(year=2023.0).act(exhibit.start(), "play")
    later = run(exhibit.having(year=2023.0), state, 2)
    assert later.playing and later.year == pytest.approx(2024)


# what the screen says


@pytest.mark.parametrize("seed", range(30))
def test_what_you_pick_comes_forward_and_a_path_leads_to_the_zone_that_covers_it(seed: int) -> None:
    claim = 1 + seed * 6
    exhibit = PLACED.having(seed=seed, claim=claim)
    state = run(exhibit, exhibit.start(), 4)
    place = state.places_m[PLAN.number[state.picked]]
    assert np.linalg.norm(place - layout.FOCUS_M) < 3
    zone = SHIPPED.claims[state.picked].zone
    assert layout.way(PLAN, state.picked)[-1] == zone


def test_the_events_tell_of_mentions_and_silences_and_of_the_end() -> None:
    """A list of silences alone would mislead: the minister's mention of 2025 is there, and so is the plan's end."""
    dated = {event.date: event.label for event in EVENTS}
    assert "metaverse" in tr(dated["2025-09-23"], "en") and "元宇宙" in tr(dated["2025-09-23"], "zh")
    assert "no successor" in tr(dated["2025-12-31"], "en") and "未见后续" in tr(dated["2025-12-31"], "zh")
    assert "2026-01-12" in dated and "2026-01-13" not in dated
