"""The state code: an exhibit as it stands, as text, and back to the same run; what is damaged is refused in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.base.refused import Refused
from explorer.exhibits.kinds import KINDS
from explorer.park import Park, load
from explorer.visit import Open, OpenState, Operate, Press, Settings, Undo, Visit
from explorer.visit.exhibit_run import Running
from explorer.visit.state_code import MOST_LETTERS, code_of, is_code, opened

IN_A_FRAGMENT = re.compile(r"[A-Za-z0-9~=!*@:.,_%-]+")
"""Letters that need no quoting behind the # of an address."""
MOST = 160


def after_experiment(kind: str) -> Running:
    """The run of a kind after its walkthrough, a third of a second for each step."""
    run = Running.begin(kind)
    for step in KINDS[kind].walkthrough:
        for name, value in step.values:
            run = run.turned(name, value)
        run = run.done(step.action) if step.action else run
        run = run.advance(0.34)
    return run


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_opens_to_the_same_run(kind: str) -> None:
    run = after_experiment(kind)
    code = code_of(run)
    assert is_code(code)
    assert len(code) <= MOST
    assert IN_A_FRAGMENT.fullmatch(code)
    again = opened(code)
    assert again.is_same
    assert again.run.readings == run.readings
    assert again.run.exhibit == run.exhibit
    assert again.run.record.rows == run.record.rows
    assert code_of(again.run) == code


def test_what_is_touched_and_aimed_is_in_it() -> None:
    run = Running.begin("drivers").advance(0.2).aimed(0.25, -0.5).advance(0.2).aimed(1 / 3, 0.1).advance(0.2)
    assert opened(code_of(run)).run.readings == run.readings
    touched = Running.begin("line").touched("station_5").done("break_sensor").advance(1.0)
    again = opened(code_of(touched)).run
    assert again.readings == touched.readings
    assert again.exhibit.model_dump()["station"] == 5


def test_a_code_may_be_written_by_hand() -> None:
    found = opened(" P1~line~loss=60~30!break_sensor~@120 ")
    assert found.is_same is None
    assert found.run.time_s == pytest.approx(4.0)
    assert found.run.readings["broken"] == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("hello", "no state code"),
        ("P2~line~@30", "another version"),
        ("P1~lime~@30", "line"),
        ("P1~line~losss=60~@30", "loss"),
        ("P1~line~loss=600~@30", "5 to 100"),
        ("P1~line~30!brake_sensor~@60", "break_sensor"),
        ("P1~line~30!break_sensor", "its end"),
        ("P1~line~30?~@60", "damaged"),
        ("P1~line~90!break_sensor~@60", "too long a run"),
        ("P1~line~@9999999", "too long a run"),
        ("P1~drivers~3@nan,1~@60", "damaged"),
        ("P1~line~" + "1!recount~" * 501 + "@600", "too long"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(code)
    assert said in str(refused.value)


def test_a_letter_that_was_changed_is_found() -> None:
    code = code_of(after_experiment("line"))
    at = code.index("@") - 2
    with pytest.raises(Refused, match="damaged"):
        opened(code[:at] + ("0" if code[at] != "0" else "1") + code[at + 1 :])


def test_readings_that_came_out_otherwise_are_said() -> None:
    code = code_of(after_experiment("line"))
    body, mark = code.rsplit(".", 1)
    other = f"{(int(mark[:4], 16) + 1) % 65536:04x}"
    found = opened(f"{body}.{other}{mark[4:]}")
    assert found.is_same is False
    assert found.run.steps > 0


def test_a_run_too_long_for_a_code_says_so() -> None:
    run = Running.begin("line")
    for _ in range(501):
        run = run.done("recount").advance(0.04)
    with pytest.raises(Refused, match="too long for a code"):
        code_of(run)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    for code in (text, f"P1~line~{text}~@3", f"P1~line~{text}"):
        try:
            opened(code[:MOST_LETTERS])
        except Refused:
            continue


# ---- in a visit


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.mark.parametrize("kind", ["line", "plaza", "drivers"])
def test_a_visit_goes_to_the_exhibit_of_a_code(park: Park, kind: str) -> None:
    """Also one that shows something of the park it stands in; what stood there before can be brought back."""
    visit = (
        Visit.begin(park, settings=Settings(comfort="cut")).after(Open(kind)).after(Operate()).advance(1.0)
    )
    saved = visit.after(Press(KINDS[kind].actions[0].name)).advance(2.0)
    assert saved.run is not None
    code = code_of(saved.run)
    there = Visit.begin(park, settings=Settings(comfort="cut")).after(OpenState(code))
    assert there.operating
    assert there.run is not None
    assert there.run.readings == saved.run.readings
    over = visit.after(OpenState(code))
    assert over.run is not None
    assert over.run.steps == saved.run.steps
    back = over.after(Undo()).run
    assert back is not None
    assert visit.run is not None
    assert back.steps == visit.run.steps


def test_a_code_that_makes_no_sense_changes_nothing(park: Park) -> None:
    visit = Visit.begin(park)
    for code in ("", "P1~line", "P2~line~@3", "P1~line~3!nothing~@9"):
        assert visit.after(OpenState(code)) is visit
