"""The visit journal follows the visit: what is done in the window is what is written down."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.park import Park, load
from explorer.shell.event_log.visit_recorder import VisitRecorder
from explorer.visit import (
    EXPLORE,
    TEACH,
    Act,
    Change,
    Close,
    EndTour,
    Mode,
    Open,
    Operate,
    Orbit,
    Settings,
    StartTour,
    Visit,
)
from explorer.visit.acts import Press
from explorer.visit.kiosk.acts import EnterStaff, HoldPress, Presence, StartOver
from explorer.visit.lesson.acts import (
    Ask,
    Choose,
    Count,
    KeepPoint,
    NextQuestion,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
    StartQuiz,
)
from explorer.visit.log.database import VisitDatabase
from explorer.visit.log.statistics import Moment
from explorer.visit.mode import KIOSK
from tests.cost import calls

from ...lessons import asking_twice
from ...scene import write_scene
from ..windows import Windows


class Clock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.time_s = 0.0

    def __call__(self) -> Moment:
        return Moment(self.time_s, f"2026-11-24T10:{self.time_s // 60:02.0f}:{self.time_s % 60:02.0f}+08:00")


def rows(path: Path, columns: str, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT {columns} FROM {table}").fetchall()


class Walker:
    """A visitor, with a diary and no window."""

    def __init__(self, park: Park, path: Path, mode: Mode = EXPLORE) -> None:
        self.visit = Visit.begin(park, mode, Settings(comfort="cut"))
        self.clock = Clock()
        self.database = VisitDatabase(path)
        self.visit_recorder = VisitRecorder(self.database, mode.name, self.clock)

    def does(self, act: Act) -> None:
        before, self.visit = self.visit, self.visit.after(act)
        self.visit_recorder.acted(act, before, self.visit)

    def waits(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.5)):
            self.clock.time_s += 0.5
            before, self.visit = self.visit, self.visit.advance(0.5)
            self.visit_recorder.advanced(before, self.visit)


SHIPPED = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Park:
    return asking_twice(load(SHIPPED / "scenes" / "metaverse", SHIPPED / "assets"))


def test_a_visit_is_written_down(tmp_path: Path, shipped: Park) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path)
    walker.waits(2)
    walker.does(Open("line"))
    walker.waits(3)
    walker.does(Operate())
    walker.does(Orbit(5, 0))
    assert walker.visit.run is not None
    kind = walker.visit.run.exhibit.kind
    action = walker.visit.run.exhibit.actions[0].name
    walker.does(Press(action))
    walker.does(Press(action))
    walker.waits(4)
    walker.does(Close())
    walker.does(Change(replace(walker.visit.settings, language="zh")))
    walker.waits(1)
    walker.does(StartQuiz())
    walker.does(Choose(shipped.quiz["who-and-when"].right))
    walker.visit_recorder.end()
    assert rows(path, "mode, language_first, language_last, ending, seconds", "visits") == [
        ("explore", "en", "zh", "quit", 9.5)  # it begins with the first frame
    ]
    assert rows(path, "zone, seconds", "zones") == [("line", 7.0)]
    assert set(rows(path, "kind, exhibit, count", "acts")) == {
        ("Open", "", 1), ("Operate", kind, 1), ("Press", kind, 2), ("Close", "", 1), ("Change", "", 1),
        ("StartQuiz", "", 1), ("Choose", "", 1),
    }  # fmt: skip
    assert rows(path, "question, option, right", "answers") == [
        ("who-and-when", shipped.quiz["who-and-when"].right, 1)
    ]


def test_a_tour_opens_zones_too_and_its_own_hand_is_not_the_visitors(tmp_path: Path, shipped: Park) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path)
    walker.does(StartTour("show"))
    walker.waits(60)
    walker.visit_recorder.end()
    assert [zone for (zone,) in rows(path, "zone", "zones")] == ["line", "data"]
    assert rows(path, "kind, exhibit, count", "acts") == [("StartTour", "", 1)]


def test_in_a_booth_a_visit_lasts_from_the_first_touch_to_silence_or_a_new_start(
    tmp_path: Path, shipped: Park
) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path, KIOSK)
    walker.waits(30)  # the tour that attracts opens zones, and nobody sees them
    walker.does(Presence())
    walker.does(Open("net"))
    walker.waits(10)
    walker.waits(KIOSK.quiet_s + KIOSK.countdown_s)
    walker.waits(30)
    walker.does(Open("data"))
    walker.waits(5)
    walker.does(StartOver())
    walker.waits(30)
    walker.visit_recorder.end()
    assert rows(path, "mode, ending", "visits") == [("kiosk", "silence"), ("kiosk", "start over")]
    seconds = [float(str(s)) for (s,) in rows(path, "seconds", "visits")]
    assert 95 <= seconds[0] <= 106
    assert [float(str(s)) for (s,) in rows(path, "active_s", "visits")] == [0.0, 5.0]
    assert rows(path, "zone, seconds", "zones") == [("line", 0.0), ("net", 0.0), ("data", 5.0)]
    assert 5 <= seconds[1] <= 6
    assert {zone for (zone,) in rows(path, "zone", "zones")} >= {"net", "data"}
    assert ("Presence", "", 1) not in rows(path, "kind, exhibit, count", "acts")


def test_a_booth_counts_until_the_last_sign_of_life(tmp_path: Path, shipped: Park) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path, KIOSK)
    walker.waits(1)
    walker.does(Presence())
    walker.does(Open("net"))
    walker.waits(10)
    walker.does(Presence())  # the pointer moves over the article
    walker.waits(5)
    walker.does(HoldPress())
    walker.does(Orbit(5, 0))
    walker.waits(KIOSK.quiet_s + KIOSK.countdown_s)
    walker.visit_recorder.end()
    assert rows(path, "ending, active_s", "visits") == [("silence", 10.0)]
    assert rows(path, "zone, seconds", "zones") == [("net", 10.0)]


def test_staff_who_leave_by_the_number_are_written_down_as_staff(tmp_path: Path, shipped: Park) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path, KIOSK)
    walker.does(Presence())
    walker.waits(6)
    walker.does(EnterStaff())
    walker.waits(2)
    walker.visit_recorder.end()
    assert rows(path, "ending", "visits") == [("staff",)]


def test_what_a_class_answers_is_written_down_as_it_is_counted(tmp_path: Path, shipped: Park) -> None:
    """Hands that are taken back too; nobody ends the visit, as after a kill."""
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path, TEACH)
    walker.waits(1)
    for act in (SetClass(28), StartTour("lesson", 2), Ask("block-400"), ShowOptions()):
        walker.does(act)
    for option, hands in ((1, 7), (2, 15), (3, 1), (3, -1)):
        walker.does(Count(option, hands))
    walker.waits(2)
    for x, y in ((20.0, 4.0), (30.0, 5.0)):  # collected twice: the later one stands
        walker.does(KeepPoint("line", 1, "loss", x, "wip", y))
    for act in (Reveal(), NextQuestion(), ShowOptions(), Count(4, 3), PutAway(), EndTour()):
        walker.does(act)
    walker.waits(2)
    walker.does(PutAway())  # the page at the end: the next class comes
    for act in (StartTour("lesson", 2), Ask("block-400"), ShowOptions(), Count(2, 9)):
        walker.does(act)
    walker.waits(2)
    for act in (StartTour("lesson", 2), Ask("block-400"), ShowOptions(), Count(2, 4)):
        walker.does(act)  # begun anew, for another class
    walker.waits(2)
    walker.database.close()  # no last page
    counted = [
        (0, "block-400", 1, 0, 7), (0, "block-400", 2, 1, 15), (0, "block-400", 3, 0, 0), (0, "two-shares", 4, 1, 3),
        (1, "block-400", 2, 1, 9), (2, "block-400", 2, 1, 4),
    ]  # fmt: skip
    assert (shipped.quiz["block-400"].right, shipped.quiz["two-shares"].right) == (2, 4)
    assert rows(path, "lesson, question, option, right, count", "hands") == counted
    assert rows(path, "lesson, exhibit, pair, dial, x, output, y", "results") == [
        (0, "line", 1, "loss", 30.0, "wip", 5.0)
    ]
    assert rows(path, "mode, ending", "visits") == [("teach", None)]


def test_a_killed_explorer_has_told_nearly_everything(tmp_path: Path, shipped: Park) -> None:
    path = tmp_path / "visits.sqlite3"
    walker = Walker(shipped, path)
    walker.does(Open("data"))
    walker.waits(25)
    walker.database.close()  # as far as the thread had come; no last page
    (seconds,) = rows(path, "seconds", "zones")[0]
    assert float(str(seconds)) >= 20
    assert rows(path, "ending", "visits") == [(None,)]


def test_the_window_keeps_it_and_closes_it(open_window: Windows, tmp_path: Path) -> None:
    park = load(write_scene(tmp_path / "toy"), Path("nowhere"))
    path = tmp_path / "visits.sqlite3"
    window = open_window(park=park, visit_recorder=VisitRecorder(VisitDatabase(path), "explore"))
    window.do(Open("barn"))
    window.tick(0.1)
    window.end()
    assert rows(path, "ending", "visits") == [("quit",)]
    assert rows(path, "zone", "zones") == [("barn",)]


def test_keeping_it_costs_a_beat_next_to_nothing(tmp_path: Path, shipped: Park) -> None:
    walker = Walker(shipped, tmp_path / "visits.sqlite3")
    walker.does(Open("data"))

    def tick() -> None:
        walker.visit_recorder.acted(Open("data"), walker.visit, walker.visit)
        walker.visit_recorder.advanced(walker.visit, walker.visit)

    made = []
    for _ in range(400):
        walker.clock.time_s += 0.5  # a page every second or third frame
        made.append(calls(tick))
    walker.visit_recorder.end()
    assert max(made) < 150, "a page is handed on; its thread writes it"
