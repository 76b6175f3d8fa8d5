"""Two runs of an exhibit side by side, what was read last time, and the past from which a run follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.asked import bounds
from explorer.exhibits.kinds import KINDS
from explorer.park import Park, load
from explorer.visit import EndFork, Fork, Open, Operate, Press, Reset, Settings, SwapRuns, Turn, Undo, Visit
from explorer.visit.exhibit_run import Running, replayed

SCENE = ROOT / "scenes" / "metaverse"
FRAME_S = 1 / 20
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def park() -> Park:
    return load(SCENE, Path("nowhere"))


@pytest.fixture
def at_line(park: Park) -> Visit:
    """A visitor at the production line's exhibit, three seconds in."""
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Open("line")).after(Operate())
    return visit.advance(3.0)


def run_of(visit: Visit) -> Running:
    assert visit.run is not None
    return visit.run


def read(run: Running) -> tuple[object, ...]:
    """All that a visitor can read off a run, to the last digit."""
    return run.steps, run.readings, run.record.times_s, run.record.rows


def changed(run: Running) -> Running:
    """The run with its first number turned to the other end, and its first action done."""
    for name, field in type(run.exhibit).model_fields.items():
        low, high = bounds(field)
        if name != "seed" and low is not None and high is not None:
            now = getattr(run.exhibit, name)
            run = run.turned(name, type(now)(low if now > (low + high) / 2 else high))
            break
    return run.done(run.exhibit.actions[0].name) if run.exhibit.actions else run


@every_kind
def test_the_second_run_equals_one_that_was_never_forked(kind: str) -> None:
    """Whatever is done to the run in the picture, the other goes on as if nobody had been there."""
    alone = Running.begin(kind).advance(0.5)
    both = changed(alone.forked())
    for _ in range(20):
        both, alone = both.advance(FRAME_S), alone.advance(FRAME_S)
    assert both.other is not None
    assert read(both.other) == read(alone)
    assert both.steps == alone.steps
    assert both.record.rows != alone.record.rows or both.exhibit != alone.exhibit or both.state != alone.state
    assert read(both.swapped()) == read(alone)
    assert read(both.swapped().swapped()) == read(both)


@every_kind
def test_a_run_follows_from_its_past(kind: str) -> None:
    """Start, acts and steps give the same state and the same record again, whatever was done in between."""
    random = np.random.default_rng(7)
    run = Running.begin(kind).turned("seed", 11)
    for _ in range(8):
        run = run.advance(float(random.uniform(0.05, 0.3)))
        parts = list(run.exhibit.parts(run.state))
        doing = random.integers(4)
        if doing == 0 and parts:
            run = run.touched(parts[int(random.integers(len(parts)))])
        elif doing == 1:
            run = run.aimed(*map(float, random.uniform(-1, 1, 2)))
        else:
            run = changed(run)
    again = replayed(Running.begin(kind), run.past, run.steps)
    assert read(again) == read(run)
    assert again.past == run.past
    assert again.exhibit == run.exhibit


def test_a_fork_in_a_visit(at_line: Visit) -> None:
    """At most two runs; a press on the other swaps them; the one in the picture is kept, and undo brings both back."""
    both = at_line.after(Fork()).after(Fork()).after(Press("break_sensor")).advance(5.0)
    run = run_of(both)
    assert run.other is not None
    assert run.readings["gap"] > run.other.readings["gap"] == 0
    assert run.other.other is None
    swapped = run_of(both.after(SwapRuns()))
    assert (swapped.branch, swapped.readings["gap"]) == ("b", 0)
    kept = run_of(both.after(EndFork()))
    assert kept.other is None
    assert read(kept) == read(run)
    again = run_of(both.after(EndFork()).after(Undo()))
    assert again.other is not None
    assert run_of(both.after(Undo()).after(Undo())).other is None


def test_both_runs_stand_still_and_start_again_ends_the_fork(at_line: Visit) -> None:
    run = run_of(at_line.after(Fork())).halted(True).at_pace(4)
    later = run.advance(1.0)
    assert later.other is not None
    assert later.steps == later.other.steps == run.steps
    assert later.other.pace == 4
    assert run_of(at_line.after(Fork()).after(Reset())).other is None


def test_undo_takes_back_the_change_of_the_run_in_the_picture(at_line: Visit) -> None:
    """One dial turned in both runs in turn is two changes."""
    both = at_line.after(Fork()).after(Turn("loss", 50.0)).after(SwapRuns()).after(Turn("loss", 20.0))
    back = run_of(both.after(Undo()))
    assert back.exhibit.model_dump()["loss"] == 100.0
    assert back.other is not None
    assert back.other.exhibit.model_dump()["loss"] == 50.0


# ---- what was read last time


def test_the_last_run_stays_until_it_is_started_again_twice(at_line: Visit) -> None:
    first = run_of(at_line.after(Press("break_sensor")).advance(4.0))
    again = first.reset().advance(1.0)
    assert again.ghost is not None
    assert (again.ghost.record.rows, again.ghost.on_s, again.ghost.from_s) == (first.record.rows, 0.0, 0.0)
    assert again.reset().ghost is None


def test_a_dial_that_is_dragged_keeps_what_was_read_before_the_drag(at_line: Visit) -> None:
    run = run_of(at_line.after(Press("break_sensor")).advance(4.0))
    dragged = run
    for loss in (90.0, 80.0, 70.0):
        dragged = dragged.advance(0.1).turned("loss", loss)
    ghost = dragged.ghost
    assert ghost is not None
    assert ghost.exhibit.model_dump()["loss"] == 100.0
    assert (ghost.from_s, ghost.on_s) == (0.0, pytest.approx(run.time_s + 0.1))
    later = dragged.advance(3.0).turned("loss", 20.0)
    assert later.ghost is not None
    assert later.ghost.exhibit.model_dump()["loss"] == 70.0
    assert later.ghost.from_s == ghost.on_s


def test_several_dials_at_once_are_one_change(at_line: Visit) -> None:
    """A guided step sets several; what was read before all of them is what stays."""
    run = run_of(at_line.advance(3.0))
    turned = run.turned("loss", 50.0).turned("backup", True)
    assert turned.ghost is not None
    assert turned.ghost.record.rows == run.record.rows


def test_a_past_that_makes_no_sense() -> None:
    run = Running.begin("line")
    past = run.done("break_sensor").past
    with pytest.raises(KeyError):
        replayed(run, replace(past, acts=(past.acts[0]._replace(name="nothing"),)), 3)
