"""A visit that hears of a real line: its exhibit follows, nobody is taken to be there, and the run can still be saved."""

from __future__ import annotations

from functools import cache

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.tags import Live, Row, link_row
from explorer.park import Park, load
from explorer.visit import KIOSK, Open, Operate, Press, Reset, Touch, Undo, Visit
from explorer.visit.acts import FollowLine, HearLine, act_of, details_of
from explorer.visit.exhibit_run import Running
from explorer.visit.reducer import due_of_line
from explorer.visit.state_code import code_of, opened


@cache
def real_park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def live(**conditions: float) -> Live:
    found = Live().after(link_row(0.0, "live"))
    for name, value in conditions.items():
        found = found.after(Row(0.0, f"line.{name}", value, "good"))
    return found


def fed(visit: Visit, heard: Live) -> Visit:
    visit = visit.after(HearLine(heard))
    for act in due_of_line(visit):
        visit = visit.after(act)
    return visit


@pytest.fixture
def at_line() -> Visit:
    return Visit.begin(real_park()).after(Open("line")).after(Operate())


def broken(visit: Visit) -> frozenset[int]:
    assert visit.run is not None
    found: frozenset[int] = visit.run.state.broken
    return found


def test_an_exhibit_follows_once_and_its_visitor_may_differ(at_line: Visit) -> None:
    visit = fed(at_line, live(sensor_3=0.0))
    assert broken(visit) == {2} and due_of_line(visit) == ()
    mended = visit.after(Press("mend_sensors"))
    assert broken(fed(mended, live(sensor_3=0.0))) == frozenset()
    again = fed(fed(mended, live(sensor_3=1.0)), live(sensor_3=0.0))
    assert broken(again) == {2}


def test_touching_a_part_of_a_fed_exhibit_chooses_it_and_changes_nothing(at_line: Visit) -> None:
    visit = fed(at_line, live(station=1.0)).advance(1.0)
    touched = visit.after(Touch("station_3"))
    assert touched.picked == "station_3" and touched.run is visit.run
    alone = at_line.advance(1.0).after(Touch("station_3"))
    assert alone.run is not None and alone.run.exhibit.station == 3


def test_a_run_that_starts_again_follows_again(at_line: Visit) -> None:
    visit = fed(at_line, live(sensor_3=0.0)).after(Reset())
    assert broken(visit) == frozenset()
    assert broken(fed(visit, live(sensor_3=0.0))) == {2}


def test_what_the_line_does_is_not_undone(at_line: Visit) -> None:
    visit = fed(at_line, live(sensor_3=0.0, loss=50.0))
    assert visit.run is not None and visit.run.undo == () and visit.run.record.events == ()
    assert visit.run.exhibit.loss == 50.0
    pressed = visit.after(Press("swap_card")).after(Undo())
    assert broken(pressed) == {2}


def test_values_beyond_a_dial_are_brought_into_its_range(at_line: Visit) -> None:
    visit = fed(at_line, live(loss=1e9, station=3.7, backup=1.0))
    assert visit.run is not None
    assert (visit.run.exhibit.loss, visit.run.exhibit.station, visit.run.exhibit.backup) == (100.0, 4, True)


def test_other_exhibits_do_not_follow() -> None:
    visit = Visit.begin(real_park()).after(Open("net")).after(Operate())
    assert due_of_line(visit.after(HearLine(live(sensor_3=0.0)))) == ()
    assert visit.after(FollowLine("line", "sensor_3", 0.0)) == visit


def test_a_line_wakes_no_kiosk() -> None:
    visit = Visit.begin(real_park(), KIOSK).advance(1.0)
    after = fed(visit, live(sensor_3=0.0)).after(FollowLine("line", "sensor_3", 0.0))
    assert after.kiosk == visit.kiosk and after.playback == visit.playback


def test_the_run_comes_out_the_same_from_its_code() -> None:
    run = Running.begin("line").advance(1.0).following("sensor_3", 0.0).advance(2.0)
    run = run.following("loss", 60.0).following("card", 1.0).advance(3.0)
    code = code_of(run)
    assert "$sensor_3:0" in code
    found = opened(code)
    assert found.is_same and found.run.readings == run.readings


def test_an_event_log_keeps_what_was_followed() -> None:
    act = FollowLine("line", "sensor_3", 0.0)
    assert act_of("FollowLine", details_of(act)) == act
