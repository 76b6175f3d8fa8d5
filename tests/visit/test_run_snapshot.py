"""A whole run as text: its chart, its ghost and its second run included; what is damaged is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.refused import Refused
from explorer.base.state_file import read_state, write_state
from explorer.exhibits.kinds import KINDS
from explorer.visit.exhibit_run import Running
from explorer.visit.run_snapshot import run_of, run_snapshot
from explorer.visit.state_code import code_as_fits, code_for_file, code_of, opened


def changed(kind: str) -> Running:
    """A run with a ghost and a second run."""
    run = Running.begin(kind).walked(60)
    name = next(
        n for n, f in KINDS[kind].model_fields.items() if n != "seed" and f.annotation in (float, bool)
    )
    low = KINDS[kind].model_fields[name].default
    return run.turned(name, not low if isinstance(low, bool) else 1e9).forked().advance(1.0)


@pytest.mark.parametrize("kind", ["line", "rules", "plaza"])
def test_a_run_comes_back_with_all_that_is_seen_of_it(kind: str) -> None:
    run = changed(kind)
    text = run_snapshot(run)
    again = run_of(text, KINDS[kind]())
    assert run.other is not None
    assert again.other is not None
    assert again.readings == run.readings
    assert again.other.readings == run.other.readings
    assert (again.record, again.branch, again.steps) == (run.record, run.branch, run.steps)
    assert (again.ghost is None) == (run.ghost is None)
    if again.ghost and run.ghost:
        assert again.ghost.record == run.ghost.record
    later, as_much_later = run.advance(2.0), again.advance(2.0 - again.remainder_s + run.remainder_s)
    assert later.record == as_much_later.record
    assert run_snapshot(later) == run_snapshot(as_much_later)


@pytest.mark.parametrize("where", [0, 10, 200, -1])
def test_a_damaged_one_is_refused(where: int) -> None:
    text = run_snapshot(Running.begin("line").walked(30))
    with pytest.raises(Refused):
        run_of(text[:where] + ("A" if text[where] != "A" else "B") + text[where:], KINDS["line"]())
    with pytest.raises(Refused):
        run_of(text, KINDS["data"]())


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(Refused):
        run_of(text, KINDS["line"]())
    with pytest.raises(Refused):
        opened(f"P1~line~^{text}~@3")


def test_a_long_run_is_saved_in_a_file_and_opened_without_being_computed_again(tmp_path: Path) -> None:
    run = Running.begin("line").walked(30).done("break_sensor").walked(1900)
    assert "!break_sensor" in code_of(run)
    code = code_for_file(run)
    assert "!break_sensor" not in code
    write_state(tmp_path / "long.parkstate", code, "line")
    again = opened(read_state(tmp_path / "long.parkstate"))
    assert again.is_same
    assert again.run.record == run.record
    assert again.run.past.acts == ()
    # what is saved of it once more is a snapshot again: its past is not known
    later = again.run.done("recount").walked(1950)
    with pytest.raises(Refused, match="as a file"):
        code_of(later)
    assert opened(code_for_file(later)).run.readings == later.readings
    assert code_as_fits(later) == code_for_file(later)


def test_a_short_run_stays_readable_in_a_file() -> None:
    run = Running.begin("line").walked(30).done("break_sensor").walked(90)
    assert code_for_file(run) == code_as_fits(run) == code_of(run)


def test_a_code_that_is_judged_and_then_opened_is_computed_once() -> None:
    code = code_of(Running.begin("line").walked(45))
    assert opened(code).run is opened(code).run
