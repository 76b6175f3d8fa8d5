"""The tree shows the plan: leaves that never touch, boughs that bend, a path along the way, rings and lanterns of the years."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.mixins import Surroundings, ZoneFacts
from explorer.exhibits.plan import Measure, Plan, Task
from explorer.exhibits.plaza.words import DATES, MONTHS
from explorer.i18n import Verbatim
from explorer.stage.props.plaza.layout import (
    GAP_M,
    HEIGHTS_DEG,
    MOST_DASHES,
    TURNS_DEG,
    crown,
    date_on_board,
    path_dashes,
    seen,
)
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch

PLAN = watch.surroundings_of("plaza").plan


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("plaza")


@pytest.fixture(scope="module")
def run() -> Running:
    return watch.run_of("plaza").advance(0.1)


def middles(prop: Prop) -> np.ndarray:
    corners = watch.vertices(prop, "discs").reshape(len(PLAN.measures), -1, 3)
    return np.asarray((corners.min(axis=1) + corners.max(axis=1)) / 2)


@pytest.mark.parametrize("counts", [(3, 3, 3, 3, 2), (4, 4, 4, 4), (2,) * 7, (1, 6, 2, 5, 3), (8, 8, 8)])
def test_no_two_leaves_touch_whatever_the_plan(counts: tuple[int, ...]) -> None:
    shape = crown(counts)
    assert len(shape.leaves) == sum(counts) and shape.radius_m > 0.5
    for turn in TURNS_DEG:
        for height in HEIGHTS_DEG:
            flat = seen(shape.leaves, turn, height)
            apart = np.linalg.norm(flat[:, None] - flat, axis=2)[np.triu_indices(len(flat), 1)]
            assert apart.min() >= 2 * shape.radius_m + GAP_M - 1e-3


def test_parts(prop: Prop, run: Running) -> None:
    watch.check_parts(prop, run)
    for part in ("task_1", "task_3", "task_5"):
        watch.check_parts(prop, run.touched(part).advance(1.0))


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.touched("task_2"))


def test_a_bough_comes_down_to_the_front(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    before = middles(prop)
    watch.shown(prop, run.touched("task_2").advance(1.0))
    moved = np.linalg.norm(middles(prop) - before, axis=1)
    assert (moved[3:6] > 7).all() and (np.delete(moved, [3, 4, 5]) < 0.5).all()


@pytest.mark.parametrize("leaf", [0, 4, 9, 13])
def test_the_lit_path_follows_the_way_to_the_hall(prop: Prop, run: Running, leaf: int) -> None:
    task = PLAN.measures[leaf].task + 1
    opened = run.touched(f"task_{task}")
    opened = opened.touched(f"leaf_{leaf + 1}") if opened.state.leaf != leaf else opened
    watch.shown(prop, opened.advance(2.0))
    dashes = watch.solids(prop, "path").mean(axis=1)[:, :2]
    way = np.array(opened.exhibit.way(leaf)) - np.array(prop.place.centre_m[:2])
    assert len(dashes) > 20
    for dash in dashes:
        legs = way[1:] - way[:-1]
        share = np.clip(((dash - way[:-1]) * legs).sum(axis=1) / (legs**2).sum(axis=1), 0, 1)
        assert np.linalg.norm(way[:-1] + share[:, None] * legs - dash, axis=1).min() < 0.1
    assert watch.vertices(prop, "beacon").mean(axis=0)[:2] == pytest.approx(way[-1], abs=0.6)


def test_the_path_grows_and_the_beam_comes_last(prop: Prop, run: Running) -> None:
    lengths = []
    for seconds in (0.2, 0.6, 2.0):
        watch.shown(prop, run.touched("task_2").advance(seconds))
        lengths.append(len(watch.solids(prop, "path")))
        assert bool(watch.vertices(prop, "beacon").any()) == (seconds == 2.0)
    assert lengths == sorted(lengths) and lengths[0] < lengths[2]


def test_no_way_has_more_dashes_than_there_are() -> None:
    assert all(len(path_dashes(np.array(way, np.float32))[0]) < MOST_DASHES for way in PLAN.ways.values())


def test_a_press_on_any_leaf_is_a_press_on_its_bough(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    for leaf, place in enumerate(middles(prop)):
        x, y, z = prop.root.get_mat().xform_point(tuple(map(float, place)))
        touched = prop.parts().hit_test((x, y - 30, z), (0, 30, 0))
        assert touched is not None and touched[0] == f"task_{PLAN.measures[leaf].task + 1}"


def test_lanterns_rise_once_it_happened(prop: Prop, run: Running) -> None:
    for year in (2022.0, 2023.7, 2026.9):
        one = watch.shown(prop, run.turned("year", year).advance(0.1))
        corners = watch.solids(prop, "lanterns", watch_corners(prop))
        tall = (np.ptp(corners[:, :, 2], axis=1) > 1.5).sum()
        assert tall == one.readings["events"]


def watch_corners(prop: Prop) -> int:
    return len(watch.vertices(prop, "lanterns")) // 80


def test_the_tree_of_another_plan_takes_its_place(run: Running) -> None:
    prop = watch.prop_of("plaza")
    watch.shown(prop, run)
    name = Verbatim("x")
    tasks = tuple(Task(f"t{n}", name, name, "#336699") for n in range(3))
    measures = tuple(Measure(f"m{n}", n // 2, name, name, ()) for n in range(6))
    other = Surroundings((ZoneFacts("plaza", 1, name, (0.0, 0.0)),), "plaza", Plan(tasks, measures))
    watch.shown(prop, watch.run_of("plaza", other).done("next").advance(1.0))
    assert watch.vertices(prop, "discs").reshape(6, -1, 3).any(axis=(1, 2)).all()
    watch.check_parts(prop, watch.shown(prop, run))


@pytest.mark.parametrize("action", ["play", "next", "all", "missing"])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


def test_what_the_pointer_is_on_swells(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    before = watch.picture(prop)
    prop.mark("task_2", None)
    assert watch.picture(prop) != before
    prop.mark(None, None)
    assert watch.picture(prop) == before


def test_the_dial_is_seen(prop: Prop, run: Running) -> None:
    watch.check_change(prop, run, run.turned("year", 2023.0))


def test_the_tree_turns_and_its_leaves_go_on_facing_the_visitor(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    before, box = middles(prop), prop.boxes()["task_1"]
    watch.shown(prop, run.turned("turn_deg", 20.0))
    after = middles(prop)
    far = np.hypot(*before[:, :2].T), np.hypot(*after[:, :2].T)
    assert far[0] == pytest.approx(far[1], abs=0.2)
    turned = np.degrees(np.arctan2(after[:, 1], after[:, 0]) - np.arctan2(before[:, 1], before[:, 0]))
    assert np.median((turned + 180) % 360 - 180) == pytest.approx(20, abs=1)
    discs = watch.vertices(prop, "discs").reshape(len(PLAN.measures), -1, 3)
    assert np.ptp(discs[:, :, 1], axis=1).max() < 0.6
    assert prop.boxes()["task_1"] != box
    watch.shown(prop, run)


def test_the_board_and_the_strip_name_the_same_month() -> None:
    for month, said in enumerate(DATES):
        year, number = date_on_board(month).split("-")
        assert said.in_language("en") == f"{MONTHS[int(number) - 1].in_language('en')} {year}"
