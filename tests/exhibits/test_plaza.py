"""The living plan tree: leaves lead to halls of the scene's plan, boughs bend, years light events, and the dial follows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.mixins import Surroundings, ZoneFacts
from explorer.exhibits.plan import Event, Measure, Plan, Task
from explorer.exhibits.plaza.exhibit import BEND_S, LATEST, NONE, PlanTree, State
from explorer.exhibits.plaza.words import DATES, FIRST_YEAR
from explorer.i18n import Verbatim, tr
from explorer.park import load

from . import contract

SHIPPED = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
PLACED = PlanTree().placed_in(SHIPPED.surroundings("plaza"))
PLAN = PLACED.park.plan


def after(exhibit: PlanTree, state: State, seconds: float) -> tuple[PlanTree, State]:
    for _ in range(round(seconds / STEP_S)):
        state = exhibit.step(state)
        exhibit = exhibit.followed(state)
    return exhibit, state


# the data


def test_the_plan_is_that_of_the_scene() -> None:
    assert [len([m for m in PLAN.measures if m.task == n]) for n in range(5)] == [3, 3, 3, 3, 2]
    assert (len(PLAN.issuers), len(PLAN.principles), len(PLAN.safeguards)) == (5, 5, 3)
    assert all(a.year <= b.year for a, b in pairwise(PLAN.events))
    assert all(FIRST_YEAR <= event.year <= LATEST for event in PLAN.events)


def test_every_way_begins_at_the_pool_ends_at_its_hall_and_keeps_out_of_buildings() -> None:
    park = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    low, high = park.solids.low.T, park.solids.high.T
    walls = (low[:, 2] < 1.5) & (high[:, 2] > 1.2) & ((high - low)[:, :2].min(axis=1) > 2.0)
    here = park.zones["plaza"].place.centre_m
    for hall, corners in PLAN.ways.items():
        place = park.zones[hall].place
        assert ((corners[0][0] - here[0]) ** 2 + (corners[0][1] - here[1]) ** 2) ** 0.5 < 13
        off = [abs(corners[-1][axis] - place.centre_m[axis]) for axis in (0, 1)]
        assert max(off) < max(place.footprint_m) / 2 + 9, hall
        for a, b in pairwise(corners[1:]):
            for share in (0.0, 0.25, 0.5, 0.75):
                x, y = (a[axis] + (b[axis] - a[axis]) * share for axis in (0, 1))
                inside = (low[:, 0] < x) & (x < high[:, 0]) & (low[:, 1] < y) & (y < high[:, 1]) & walls
                assert not inside.any(), (hall, x, y)


def test_every_hall_is_reached_by_a_leaf_or_named_as_left_out() -> None:
    assert SHIPPED.plan is not None
    reached = {hall for measure in PLAN.measures for hall in measure.halls}
    assert reached | set(SHIPPED.plan.elsewhere) == set(SHIPPED.zones)


def test_every_event_is_within_what_its_source_could_know() -> None:
    assert SHIPPED.plan is not None
    for event in SHIPPED.plan.events:
        assert event.source in SHIPPED.sources


def test_the_events_tell_of_mentions_and_silences_and_of_the_end() -> None:
    """A list of silences alone would mislead: the minister's mention of 2025 is there, and so is the plan's end."""
    dated = {event.date: event.label for event in PLAN.events}
    assert "metaverse" in tr(dated["2025-09-23"], "en") and "元宇宙" in tr(dated["2025-09-23"], "zh")
    assert "no successor" in tr(dated["2025-12-31"], "en") and "未见后续" in tr(dated["2025-12-31"], "zh")


@pytest.mark.parametrize(
    ("date", "year"), [("2023-09-08", 2023.685), ("2024-06", 2024.45), ("2025", 2025.54)]
)
def test_a_date_as_a_year(date: str, year: float) -> None:
    assert Event(date, Verbatim(""), "world").year == pytest.approx(year, abs=0.01)


# the hand


def test_a_bough_bends_down_and_its_first_hall_is_open() -> None:
    exhibit, state = PLACED.touched(PLACED.start(), "task_2")
    assert (state.bough, state.leaf) == (1, 3)
    _, state = after(exhibit, state, BEND_S + 0.1)
    assert state.bent == (0, 1, 0, 0, 0)
    assert {f"leaf_{n}" for n in (4, 5, 6)} <= set(exhibit.parts(state))
    readings = exhibit.readings(state)
    assert readings["measure"] == 4 and readings["hall"] == SHIPPED.zones["line"].number
    assert 100 < readings["way"] < 400


def test_its_second_figure_counts_the_measures_without_a_hall() -> None:
    without = [measure for measure in PLAN.measures if not measure.halls]
    assert PLACED.figures[1] == "grey"
    for part in ("task_1", "task_2", "plan"):
        exhibit, state = PLACED.touched(PLACED.start(), part)
        assert exhibit.readings(state)["grey"] == len(without) > 0


def test_the_open_bough_goes_up_when_touched_again() -> None:
    exhibit, state = PLACED.touched(PLACED.start(), "task_4")
    _, state = exhibit.touched(state, "task_4")
    _, state = after(exhibit, state, BEND_S + 0.1)
    assert state.leaf == NONE and max(state.bent) == 0


def test_arrows_go_from_bough_to_bough_and_from_leaf_to_leaf() -> None:
    exhibit, state = PLACED, PLACED.start()
    assert exhibit.part_by_arrow(state, "up") is None, "no bough is down yet"
    seen = []
    for way in ("right", "right", "left", "left", "up", "up", "down"):
        part = exhibit.part_by_arrow(state, way)  # type: ignore[arg-type]
        assert part is not None and part in exhibit.parts(state)
        seen.append(part)
        exhibit, state = exhibit.touched(state, part)
    boughs = len(PLAN.tasks)
    assert seen[:4] == ["task_1", "task_2", "task_1", f"task_{boughs}"]
    assert all(part.startswith("leaf_") for part in seen[4:])
    assert state.bough == boughs - 1 and state.leaf in exhibit.leaves(state.bough)


def test_a_leaf_leads_out_when_touched_again_and_so_does_go_there() -> None:
    exhibit, state = PLACED.touched(PLACED.start(), "task_2")
    assert exhibit.way_out(state, "leaf_5") is None
    _, state = exhibit.touched(state, "leaf_5")
    for name in ("leaf_5", "go"):
        way = exhibit.way_out(state, name)
        assert way is not None and way.zone == "factory" and way.corners_m == PLAN.ways["factory"]
    assert exhibit.way_out(state, "leaf_4") is None


def test_a_grey_leaf_leads_nowhere_and_says_so() -> None:
    grey = PLACED.grey()
    assert [PLAN.measures[leaf].id for leaf in grey] == ["public", "emergency", "innovation"]
    exhibit, state = PLACED.touched(PLACED.start(), "task_3")
    _, state = exhibit.touched(state, f"leaf_{grey[0] + 1}")
    assert exhibit.way_out(state, "go") is None and exhibit.readings(state)["way"] == 0
    assert tr(exhibit.parts(state)[f"leaf_{grey[0] + 1}"].reading, "en") == "no hall in this park"


def test_next_goes_through_all_leaves_and_round() -> None:
    state, seen = PLACED.start(), []
    for _ in range(len(PLAN.measures) + 1):
        state = PLACED.act(state, "next")
        seen.append(state.leaf)
    assert seen == [*range(14), 0]


# the years


def test_the_dial_follows_the_years_and_stops_them_when_it_is_turned() -> None:
    exhibit = PLACED.having(year=2022.0)
    state = exhibit.act(PLACED.start(), "play")
    exhibit, state = after(exhibit, state, 2.0)
    assert exhibit.year == pytest.approx(2023.0, abs=0.06) and state.playing
    assert DATES[int(exhibit.readings(state)["date"])].in_language("en") in ("December 2022", "January 2023")
    exhibit = exhibit.having(year=2024.5)
    exhibit, state = after(exhibit, state, 1.0)
    assert (state.playing, exhibit.year, state.year) == (False, 2024.5, 2024.5)


def test_without_anybody_who_follows_the_years_run_all_the_same() -> None:
    """`explorer exhibit` and tests step the exhibit alone."""
    state = PLACED.act(PLACED.start(), "play")
    for _ in range(90):
        state = PLACED.step(state)
    assert state.playing and state.year == pytest.approx(2023.5, abs=0.02)


def test_the_years_play_to_the_end_and_then_from_the_beginning() -> None:
    exhibit, state = after(PLACED.having(year=2025.0), PLACED.having(year=2025.0).start(), 0.2)
    exhibit, state = after(exhibit, exhibit.act(state, "play"), 5)
    assert not state.playing and exhibit.readings(state)["events"] == len(PLAN.events)
    assert exhibit.act(state, "play").year == FIRST_YEAR


def test_a_date_is_said_in_the_order_of_its_language() -> None:
    assert [tr(DATES[20], language) for language in ("en", "zh", "de")] == [
        "September 2023",
        "2023年9月",
        "September 2023",
    ]


def test_touching_the_rings_goes_on_by_one_event() -> None:
    exhibit = PLACED.having(year=2022.0)
    state = exhibit.step(exhibit.start())
    for number in range(1, 4):
        _, state = exhibit.touched(state, "events")
        assert exhibit.readings(state)["events"] == number
        exhibit = exhibit.followed(state)


def test_events_are_counted_by_who_acted() -> None:
    readings = PLACED.readings(PLACED.start())
    sides = Counter(event.side for event in PLAN.events)
    assert {side: readings[side] for side in sides} == sides


# what the screen says


def test_each_step_says_what_its_readings_say() -> None:
    said, exhibit, state = [], PLACED, PLACED.start()
    for number, guided_step in enumerate(PlanTree.walkthrough):
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action)
        exhibit, state = after(exhibit, state, guided_step.watch_s)
        caption = exhibit.caption(state, number)
        said.append(tr(caption, "en") if caption else "")
    assert said[0] == "One plan, 5 tasks, 14 measures."
    assert said[1] == "This measure leads to a hall: Twin Library."
    assert said[2] == "3 have no hall here: the park is not the whole plan."
    assert said[3].startswith("The last on record: ") and not state.playing


@pytest.mark.parametrize("leaf", range(len(PLAN.measures)))
def test_an_open_leaf_says_whether_it_has_a_hall(leaf: int) -> None:
    state = replace(PLACED.start(), bough=PLAN.measures[leaf].task, leaf=leaf)
    caption = PLACED.caption(state, 1)
    assert caption is not None
    assert tr(caption, "en").startswith(
        "This measure leads to a hall" if PLACED.halls(leaf) else "This measure has no hall"
    )


def test_before_anything_is_done_no_step_says_what_is_not_so() -> None:
    empty = PlanTree()
    assert [empty.caption(empty.start(), number) for number in range(4)] == [None] * 4
    assert PLACED.caption(PLACED.start(), 1) is None


@pytest.mark.parametrize("counts", [(4, 4, 4, 4), (2,) * 7, (1, 6, 2, 5, 3), (8, 8, 8), (1,)])
def test_another_plan_runs_by_itself(counts: tuple[int, ...]) -> None:
    name = Verbatim("x")
    tasks = tuple(Task(f"t{n}", name, name, "#336699") for n in range(len(counts)))
    measures = tuple(
        Measure(f"m{n}{k}", n, name, name, ("annex",)) for n, count in enumerate(counts) for k in range(count)
    )
    zones = (ZoneFacts("here", 1, name, (0.0, 0.0)), ZoneFacts("annex", 2, name, (30.0, 40.0)))
    exhibit = PlanTree().placed_in(Surroundings(zones, "here", Plan(tasks, measures)))
    state = exhibit.start()
    for _ in range(len(measures)):
        state = exhibit.act(state, "next")
        assert exhibit.readings(state)["way"] == pytest.approx(50)
        contract.check_reading(exhibit, exhibit.readings(state))
    _, state = after(exhibit, state, 1.0)
    assert state.bent[-1] == 1


def test_the_dial_says_the_month_that_the_date_says() -> None:
    names = PlanTree.model_fields["year"].json_schema_extra["names"]  # type: ignore[index,call-overload]
    for step, name in enumerate(names):  # type: ignore[arg-type,var-annotated]
        tree = PLACED.model_copy(update={"year": round(FIRST_YEAR + step / 10, 1)})
        assert name == DATES[round(tree.readings(tree.start())["date"])]
    assert round(FIRST_YEAR + (len(names) - 1) / 10, 1) == LATEST  # type: ignore[arg-type]
