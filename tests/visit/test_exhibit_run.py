"""A live exhibit in a visit: it goes on by whole steps, is changed by acts, and can be left and taken up again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.line.exhibit import ProductionLine
from explorer.exhibits.line.flow import State
from explorer.park import Park, load
from explorer.visit import (
    Act,
    Aim,
    Back,
    Close,
    Open,
    Operate,
    Pause,
    Press,
    Reset,
    Running,
    SetPace,
    Settings,
    StepBack,
    Touch,
    Turn,
    Undo,
    Visit,
)
from explorer.visit.exhibit_run import MOST_READ, MOST_UNDONE
from explorer.visit.reducer import by_pointer

SCENE = ROOT / "scenes" / "metaverse"
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def park() -> Park:
    return load(SCENE, Path("nowhere"))


@pytest.fixture
def at_line(park: Park) -> Visit:
    """A visitor at the production line's exhibit."""
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    return visit.after(Open("line")).after(Operate())


def run_of(visit: Visit) -> Running:
    assert visit.run is not None
    return visit.run


def advanced(visit: Visit, seconds: float, fps: float) -> Visit:
    for _ in range(round(seconds * fps)):
        visit = visit.advance(1 / fps)
    return visit


def first_dial(run: Running) -> tuple[str, Any, Any]:
    """A number that can be set, with two values it may have."""
    for name, field in type(run.exhibit).model_fields.items():
        limits = {m.__class__.__name__: m for m in field.metadata}
        if field.annotation in (int, float) and name != "seed" and "Ge" in limits:
            return name, field.annotation(limits["Ge"].ge), field.annotation(limits["Le"].le)
    raise AssertionError("no dial")


@every_kind
@given(fps=st.sampled_from([7.0, 24.0, 30.0, 60.0, 90.0]))
@settings(max_examples=3, deadline=None)
def test_the_run_does_not_depend_on_how_fast_pictures_are_drawn(kind: str, fps: float) -> None:
    run, other = Running.begin(kind), Running.begin(kind)
    for _ in range(round(2 * fps)):
        run = run.advance(1 / fps)
    for _ in range(60):
        other = other.advance(STEP_S)
    # the last step may still be in the remainder
    while run.steps < other.steps:
        run = run.advance(1e-6)
    assert run.steps == other.steps == 60
    assert run.readings == other.readings
    assert run.record.rows == other.record.rows


def test_pace_and_pause(at_line: Visit) -> None:
    before = run_of(at_line).steps
    fast = advanced(at_line.after(SetPace(16)), 1.0, 30)
    assert run_of(fast).steps - before == pytest.approx(16 * 30, abs=1)
    still = fast.after(Pause(True))
    assert advanced(still, 1.0, 30).run is still.run
    assert fast.alive
    assert not still.alive


def test_only_the_open_zone_goes_on_and_is_found_as_it_was_left(at_line: Visit) -> None:
    worked = advanced(at_line.after(Press("break_sensor")), 3, 30)
    away = advanced(worked.after(Open("net")), 3, 30)
    assert away.runs["line"] is worked.run
    assert run_of(away).exhibit.kind == "net"
    back = away.after(Open("line"))
    assert back.run is worked.run
    assert not back.operating


def test_there_and_back(at_line: Visit) -> None:
    assert at_line.operating
    assert at_line.pose == at_line.park.zones["line"].views.exhibit.pose
    stepped = at_line.after(StepBack())
    assert (stepped.operating, stepped.zone) == (False, "line")
    assert stepped.after(Back()).operating
    closed = at_line.after(Close())
    assert (closed.operating, closed.zone) == (False, None)
    assert at_line.after(Open("line")).operating is False


class Follower(ProductionLine):
    """A line whose clock is where the pointer is."""

    def pointed(self, state: State, x: float, y: float) -> State:
        return replace(state, clock_s=x + 10 * y)


def test_the_pointer_is_reported_within_the_picture_and_is_no_change_to_undo() -> None:
    run = Running.of(Follower())
    assert run.aimed(0.5, -0.25).state.clock_s == -2.0
    assert run.aimed(7.0, -7.0).state.clock_s == -9.0
    assert run.aimed(0.5, 0.5).undo == () and run.aimed(0.5, 0.5).record.events == ()


def test_the_pointer_is_told_to_whom_operates_and_an_exhibit_may_not_care(at_line: Visit) -> None:
    assert at_line.after(Aim(0.1, 0.2)) is at_line
    followed = replace(at_line, runs={**at_line.runs, "line": Running.of(Follower())})
    assert run_of(followed.after(Aim(0.5, 0.5))).state.clock_s == 5.5
    read = followed.after(StepBack())
    assert read.after(Aim(0.5, 0.5)) is read


def test_a_click_beside_the_parts_of_an_exhibit_leaves_it_open(park: Park) -> None:
    """A visitor who misses a moving part stays there; elsewhere a click means what it says."""
    there = Visit.begin(park).after(Open("line")).after(Operate())
    assert by_pointer(there, Open("net")) == by_pointer(there, Close()) == Touch(None)
    assert by_pointer(there, Touch("station_3")) == Touch("station_3")
    assert by_pointer(Visit.begin(park), Open("net")) == Open("net")


def test_an_exhibit_where_none_is(park: Park) -> None:
    visit = Visit.begin(park)
    for act in (Operate(), StepBack(), Press("x"), Turn("y", 1), Touch(None), Reset(), Undo(), Pause(True)):
        assert visit.after(act) == visit


@every_kind
def test_a_dial_is_turned_kept_in_range_and_taken_back(kind: str) -> None:
    run = Running.begin(kind)
    name, low, high = first_dial(run)
    turned = run.turned(name, high).turned(name, low)
    assert getattr(turned.exhibit, name) == low
    beyond = run.turned(name, high * 10 + 10)
    assert getattr(beyond.exhibit, name) == high
    # one drag is one change
    assert len(turned.undo) == 1
    back = turned.undone()
    assert getattr(back.exhibit, name) == getattr(run.exhibit, name)
    assert back.undo == ()
    assert run.turned(name, getattr(run.exhibit, name)) is run


@every_kind
def test_what_cannot_be_is_refused(kind: str) -> None:
    run = Running.begin(kind)
    name, _, _ = first_dial(run)
    with pytest.raises(KeyError):
        run.turned("no such dial", 1)
    with pytest.raises(KeyError):
        run.done("no such action")
    with pytest.raises(ValueError, match=name):
        run.turned(name, "a word")


@every_kind
def test_reset_is_a_fresh_run_and_can_be_undone(kind: str) -> None:
    run = Running.begin(kind)
    worked = run.done(run.exhibit.actions[0].name).advance(1.0)
    fresh = worked.reset()
    assert fresh.steps == 0
    assert fresh.readings == run.readings
    assert fresh.exhibit == run.exhibit
    assert fresh.undone().readings == worked.readings


def test_a_run_is_reported_in_one_screenful(at_line: Visit) -> None:
    run = run_of(at_line)
    for value in range(MOST_UNDONE):
        run = run.done("break_sensor").advance(value)
    assert run.undo
    assert "undo" not in repr(run)


def test_another_seed_begins_anew(at_line: Visit) -> None:
    worked = advanced(at_line, 1, 30).after(Turn("seed", 7))
    assert run_of(worked).steps == 0
    assert run_of(worked).exhibit.seed == 7


def test_undo_does_not_grow_for_ever(at_line: Visit) -> None:
    visit = at_line
    for number in range(3 * MOST_UNDONE):
        visit = visit.after(Press("break_sensor" if number % 2 else "mend_sensors")).advance(STEP_S)
    kept = run_of(visit).undo
    assert len(kept) == MOST_UNDONE
    assert all(run.undo == () for _, run in kept)


def test_the_record_keeps_all_of_a_long_run(at_line: Visit) -> None:
    visit = advanced(at_line.after(SetPace(16)), 60, 10)
    record = run_of(visit).record
    assert MOST_READ / 2 <= len(record.rows) < MOST_READ
    assert record.times_s[0] == 0
    assert run_of(visit).time_s - record.times_s[-1] < 2 * record.stride * STEP_S
    gaps = {round(b - a, 6) for a, b in zip(record.times_s, record.times_s[1:], strict=False)}
    assert len(gaps) == 1


def test_what_was_done_is_noted_once(at_line: Visit) -> None:
    visit = advanced(at_line, 1, 30).after(Press("break_sensor"))
    for value in (90.0, 80.0, 70.0):
        visit = visit.after(Turn("loss", value)).advance(STEP_S)
    assert [event.name for event in run_of(visit).record.events] == ["break_sensor", "loss"]


@pytest.mark.parametrize("act", [Press("technology", "plaza"), Turn("seed", 9, "plaza"), Touch("x", "plaza")])
def test_an_act_that_is_meant_for_another_exhibit_is_ignored(at_line: Visit, act: Act) -> None:
    assert at_line.after(act) == at_line


def test_an_act_that_names_the_exhibit_that_stands_there_is_done(at_line: Visit) -> None:
    events = run_of(at_line.after(Press("break_sensor", "line"))).record.events
    assert [event.name for event in events] == ["break_sensor"]


def test_a_part_of_an_exhibit_that_was_left_is_not_touched(at_line: Visit) -> None:
    for zone in at_line.park.zones:
        assert at_line.after(Open(zone)).after(Touch("no such part")).picked is None
