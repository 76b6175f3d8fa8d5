"""What answers to the pointer: the dome opens and closes, the wheel turns faster and slower, and a still park stays still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from explorer.base.geometry import Pose
from explorer.base.protocols import PartPlace
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.highlight.reactions import (
    AT_REST,
    FULL_SPEED_S,
    OPENING_S,
    SQUASH,
    SQUASH_S,
    Answers,
    Reaction,
)
from explorer.visit import Change, Open, Operate, Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, resting, seen

FRAME_S = 1 / 30
AT_THE_DOME = Pose((134, -56, 8), 163, 20, 110, 28)


def after(answers: Answers, visit: Visit, seconds: float, hovered: str | None) -> Visit:
    """The visit when the pointer has rested so long on a zone."""
    for _ in range(round(seconds / FRAME_S)):
        visit = replace(visit, hovered=hovered, time_s=visit.time_s + FRAME_S)
        answers.toward(visit)
    return visit


@pytest.fixture
def answers() -> Answers:
    return Answers("arcade", "goals25", lively=True)


def test_the_dome_opens_under_the_pointer_and_closes_after_it(answers: Answers, park: Park) -> None:
    visit = after(answers, resting(park), OPENING_S / 2, "goals25")
    assert 0.3 < answers.reaction.opened < 0.7 and not answers.settled
    visit = after(answers, visit, OPENING_S, "goals25")
    assert answers.reaction.opened == 1.0 and answers.settled
    after(answers, visit, 2 * OPENING_S, None)
    assert answers.reaction.opened == 0.0 and answers.settled


def test_the_wheel_gathers_speed_and_runs_out(answers: Answers, park: Park) -> None:
    def turned(visit: Visit, hovered: str | None) -> tuple[Visit, float]:
        before = answers.reaction.ahead_deg
        visit = after(answers, visit, 0.2, hovered)
        return visit, (answers.reaction.ahead_deg - before) % 360

    visit, slow = turned(resting(park), "arcade")
    visit = after(answers, visit, FULL_SPEED_S, "arcade")
    visit, fast = turned(visit, "arcade")
    assert fast > 4 * slow > 0
    visit = after(answers, visit, 2 * FULL_SPEED_S, None)
    assert turned(visit, None)[1] == 0 and answers.settled


def test_nothing_answers_where_less_motion_is_asked_for_or_nothing_moves(park: Park) -> None:
    cut, still = Answers("arcade", "goals25", lively=True), Answers("arcade", "goals25", lively=False)
    visit = resting(park)
    after(cut, replace(visit, settings=replace(visit.settings, comfort="cut")), 2.0, "goals25")
    after(still, visit, 2.0, "goals25")
    assert cut.reaction == still.reaction == AT_REST
    for each in (cut, still):
        each.greeting.begin(0)
        each.toward(
            visit if each is still else replace(visit, settings=replace(visit.settings, comfort="cut"))
        )
        assert each.reaction == AT_REST


def test_another_visitor_finds_the_dome_closed(answers: Answers, park: Park) -> None:
    after(answers, resting(park), 2 * OPENING_S, "goals25")
    answers.toward(resting(park))
    assert answers.reaction == Reaction() and answers.settled


@pytest.fixture(scope="module")
def lively(park: Park) -> Iterator[Stage]:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, frames="progressive")
    yield stage
    stage.close()


def test_an_open_dome_is_seen(lively: Stage, park: Park) -> None:
    visit = replace(resting(park), pose=AT_THE_DOME)
    for _ in range(round(2 * OPENING_S / FRAME_S)):
        visit = replace(visit, hovered="goals25", time_s=visit.time_s + FRAME_S)
        opened = seen(lively, visit)
    closed = seen(lively, replace(visit, time_s=0.0, hovered=None))
    dome = difference(opened, closed)[40:100, 100:220]
    assert dome.mean() > 0.25


def test_the_wheel_turns_by_itself(lively: Stage, park: Park) -> None:
    pose = Pose((61, -94, 18), 163, 12, 80, 30)
    one, later = (
        seen(lively, replace(resting(park), pose=pose, hovered=None, life_s=life_s)) for life_s in (0.0, 4.0)
    )
    assert difference(one, later)[20:120, 80:240].mean() > 0.02


def test_a_boat_is_found_under_the_pointer_and_greets(lively: Stage, park: Park) -> None:
    """Rings spread on the water round it, and nothing else changes."""
    seen(lively, resting(park))
    across = np.linspace(-1, 1, 81)
    hits = [hit for y in across for x in across if (hit := lively.pick(x, y)) and hit.boat is not None]
    assert len({hit.boat for hit in hits}) >= 2
    boat = hits[len(hits) // 2].boat
    east, north, _ = np.mean([hit.point for hit in hits if hit.boat == boat], axis=0)
    near = replace(resting(park), pose=Pose((east, north, 0.0), 180, 30, 70, 30), time_s=5.0)
    before = seen(lively, near)
    centre = lively.pick(0.0, 0.0)
    assert centre is not None and centre.boat == boat
    lively.greet(boat)
    greeted = replace(near, time_s=6.2)
    rings = difference(before, seen(lively, greeted))
    assert 0.01 < rings.mean() < 0.5
    assert not rings[:20].any(), "far from the boat the water is as it was"
    assert not difference(before, seen(lively, replace(greeted, time_s=30.0))).any(), "it ends"


def test_a_boat_that_is_not_there_greets_nobody(lively: Stage, park: Park) -> None:
    quiet = seen(lively, resting(park))
    for number in (-1, 10_000):
        lively.greet(number)
        assert np.array_equal(seen(lively, resting(park)), quiet)


@pytest.mark.parametrize("frame_s", [1 / 60, 1 / 30, 0.1])
def test_a_pressed_part_gives_way_at_once_and_is_itself_again(park: Park, frame_s: float) -> None:
    answers, visit = Answers("arcade", "goals25", lively=True), at_exhibit(park, "line")
    answers.press("bin")
    amounts = []
    for _ in range(round(2 * SQUASH_S / frame_s) + 2):
        visit = replace(visit, time_s=visit.time_s + frame_s)
        answers.toward(visit)
        amounts.append(answers.reaction.pressed[1] if answers.reaction.pressed else 0.0)
    assert amounts[0] == SQUASH, "in the first frame, however slow the machine"
    assert amounts == sorted(amounts, reverse=True) and amounts[-1] == 0.0 and answers.settled
    assert sum(amount > 0 for amount in amounts) * frame_s <= SQUASH_S + frame_s


def test_no_part_gives_way_with_reduced_motion(park: Park) -> None:
    answers = Answers("arcade", "goals25", lively=True)
    visit = at_exhibit(park, "line")
    visit = visit.after(Change(replace(visit.settings, comfort="cut")))
    answers.press("bin")
    answers.toward(visit)
    assert answers.reaction.pressed is None and answers.settled


@pytest.mark.parametrize("zone", ["line", "twinlib", "content", "trends"])
def test_only_the_pressed_part_is_drawn_lower(lively: Stage, park: Park, zone: str) -> None:
    visit = at_exhibit(park, zone)
    before = seen(lively, visit)
    props, camera = lively.scene.props, Camera(visit.pose, WIDTH / HEIGHT)
    part = max(props.anchors(), key=lambda name: span_px(camera, props.anchors()[name]))
    lively.press(part)
    visit = replace(visit, time_s=visit.time_s + FRAME_S)
    pressed = seen(lively, visit)
    corners = camera.project(np.array(props.anchors()[part].corners)) * (WIDTH, HEIGHT)
    rows, columns = np.nonzero(np.abs(pressed.astype(int) - before).max(axis=2) > 12)
    assert len(rows) > 20, "it is seen to give way"
    (left, top), (right, foot) = corners.min(axis=0) - 4, corners.max(axis=0) + 4
    inside = (columns >= left) & (columns <= right) & (rows >= top) & (rows <= foot)
    assert inside.mean() > 0.95, (part, inside.mean())
    after_s = replace(visit, time_s=visit.time_s + 2 * SQUASH_S)
    assert not difference(seen(lively, after_s), before).any(), "it has its height again"


def at_exhibit(park: Park, zone: str) -> Visit:
    """A visit that rests at an exhibit, whose run stands still."""
    visit = Visit.begin(park).after(Open(zone)).after(Operate())
    return replace(visit, pose=park.zones[zone].views.exhibit.pose, flight=None, rest_s=9.0)


def span_px(camera: Camera, place: PartPlace) -> float:
    """Height of a part in the picture."""
    return float(np.ptp(camera.project(np.array(place.corners))[:, 1]))
