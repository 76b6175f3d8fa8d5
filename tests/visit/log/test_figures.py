"""The figures of a ledger made by hand are those worked out on paper."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from explorer.visit.log.database import connected, count_answers, write
from explorer.visit.log.figures import Asked, AskedInClass, ExhibitUsed, Part, Surveyed, ZoneSeen, read
from explorer.visit.log.merged import Unreadable
from explorer.visit.log.raw import COLUMNS, rows
from explorer.visit.log.schema import MIGRATIONS
from explorer.visit.log.statistics import Page, SurveyAnswer

from .made import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "visits.sqlite3")


def test_all_visits(path: Path) -> None:
    found = read(path)
    assert (found.visits, found.median_s) == (6, 90)
    assert found.days == (Part("2026-11-23", 3, 90, 1, 2), Part("2026-11-24", 3, 90, 0, 1))
    assert {hour: n for hour, n in enumerate(found.hours) if n} == {9: 1, 10: 3, 14: 1, 15: 1}
    assert found.zones == (
        ZoneSeen("data", 2, 3, 30), ZoneSeen("net", 2, 2, 30), ZoneSeen("line", 1, 1, 60)
    )  # fmt: skip
    assert found.exhibits == (ExhibitUsed("line", 11, 2), ExhibitUsed("chain", 5, 1))
    assert found.languages == {"zh": 4, "en": 2}
    assert found.switched == 1
    assert found.endings == {"quit": 2, "silence": 2, "cut off": 1, "start over": 1}
    assert found.modes == {"kiosk": 4, "explore": 1, "teach": 1}
    assert found.quiz == (
        Asked("block-400", 3, 2, {2: 2, 3: 1}), Asked("five-fields", 1, 0, {1: 1})
    )  # fmt: skip


def test_what_two_classes_answered_is_added_up_and_how_many_they_were_is_reported(path: Path) -> None:
    assert read(path).classes == (
        AskedInClass("block-400", 42, 35, {1: 7, 2: 35}, 2), AskedInClass("two-shares", 3, 0, {4: 3}, 1)
    )  # fmt: skip
    assert read(path, date(2026, 11, 25)).classes == ()


def test_a_ledger_from_before_hands_were_counted_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        for statement in MIGRATIONS[0]:
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")
        db.execute(
            "INSERT INTO visits VALUES (1, '2026-11-24T10:00:00+08:00', '', 'kiosk', 'en', 'en', 60, 'quit')"
        )
        db.commit()
    assert (read(path).visits, read(path).classes) == (1, ())
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)  # who reads changes nothing


def kiosk(
    seconds: float, active_s: float | None, *acts: tuple[str, str, int], ending: str = "silence"
) -> Page:
    begun = "2026-11-25T10:00:00+08:00"
    return Page(1, begun, begun, "kiosk", "en", "en", seconds, ending, acts=acts, active_s=active_s)


def test_who_went_away_at_once_and_staff_are_told_apart_and_silence_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(connected(path)) as db:
        for page in (
            kiosk(110, 0),  # one touch
            kiosk(112, 2, ("Change", "", 1), ("Touch", "line", 1)),  # in Chinese, a part of what was shown
            kiosk(130, 35, ("Open", "", 1)),
            kiosk(180, 85, ("Press", "line", 2)),
            kiosk(140, 45, ("StartTour", "", 1)),
            kiosk(40, 20, ("Open", "", 1), ending="staff"),
        ):
            write(db, page, None)
    found = read(path)
    assert (found.visits, found.bounces, found.staff) == (5, 2, 1)
    assert (found.median_s, found.quartiles_s) == (45, (40, 65))
    assert found.days == (Part("2026-11-25", 5, 45, 2, 1),)
    assert sum(found.endings.values()) == 5 and "staff" not in found.endings


def test_several_booths_are_read_as_one_and_of_any_version(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite3"
    with closing(sqlite3.connect(older)) as db:
        for statements in MIGRATIONS[:2]:
            for statement in statements:
                db.execute(statement)
        db.execute("PRAGMA user_version = 2")
        db.execute(
            "INSERT INTO visits VALUES (1, '2026-11-24T10:00:00+08:00', '', 'kiosk', 'en', 'en', 60, 'quit')"
        )
        db.execute("INSERT INTO acts VALUES (1, 'Open', '', 4)")
        db.execute("INSERT INTO zones VALUES (1, 0, 'data', '', 7)")
        db.commit()
    found = read(path, others=[older, path])
    assert found.visits == 13
    assert found.zones[0] == ZoneSeen("data", 5, 7, 30)
    with pytest.raises(Unreadable) as caught:
        read(path, others=[tmp_path / "nowhere"])
    assert caught.value.path == tmp_path / "nowhere"


def test_until_a_day(path: Path) -> None:
    assert read(path, until=date(2026, 11, 23)).visits == 3
    assert read(path, date(2026, 11, 24), date(2026, 11, 24)).visits == 3
    assert read(path, date(2026, 11, 25), date(2026, 11, 26)).visits == 0


def test_a_ledger_on_a_disk_that_cannot_be_written_is_read_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite finds no place for the index that a file in WAL mode needs; the newest visits are in the WAL alone."""
    connect = sqlite3.connect

    def refused(file: str, **more: object) -> sqlite3.Connection:
        if path.parent.name in file:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(file, **more)

    with closing(connected(path)) as db:
        db.execute(
            "INSERT INTO visits SELECT 99, begun, ended, mode, 'en', 'en', 5, 'quit', 5 FROM visits LIMIT 1"
        )
        monkeypatch.setattr(sqlite3, "connect", refused)
        assert read(path).visits == 7


def test_since_a_day(path: Path) -> None:
    found = read(path, date(2026, 11, 24))
    assert found.visits == 3
    assert [zone.zone for zone in found.zones] == ["net"]
    assert found.exhibits == (ExhibitUsed("line", 2, 1),)
    assert [asked.answers for asked in found.quiz] == [1]


def test_an_empty_ledger_has_figures_too(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    connected(path).close()
    found = read(path)
    assert (found.visits, found.median_s, found.zones, sum(found.hours)) == (0, 0, (), 0)


def test_a_ledger_can_be_read_while_it_is_written(path: Path) -> None:
    with closing(connected(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE visits SET seconds = 0")
        assert read(path).median_s == 90
        db.execute("ROLLBACK")


def test_what_is_no_ledger_says_why(tmp_path: Path) -> None:
    def reason(path: Path) -> str:
        with pytest.raises(Unreadable) as caught:
            read(path)
        return caught.value.reason

    assert reason(tmp_path / "nowhere.sqlite3") == "missing"
    (tmp_path / "text").write_text("not a database, but long enough to look at" * 50)
    assert reason(tmp_path / "text") == "broken"
    with closing(sqlite3.connect(tmp_path / "other")) as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    assert reason(tmp_path / "other") == "broken"
    with closing(sqlite3.connect(tmp_path / "later")) as db:
        db.execute("PRAGMA user_version = 99")
    assert reason(tmp_path / "later") == "newer"


def test_how_far_visitors_came_counts_a_visit_once_at_each_step(path: Path) -> None:
    assert read(path).funnel == {"touched": 4, "zone": 3, "exhibit": 3, "tried": 3, "quiz": 3}
    assert read(path, date(2026, 11, 25)).funnel == {}


def test_answers_to_a_survey_are_added_up_over_booths_and_days_and_end_the_funnel(
    path: Path, tmp_path: Path
) -> None:
    other = made(tmp_path / "hall-2.sqlite3")
    for file, day in ((path, "2026-11-23"), (other, "2026-11-24")):
        with closing(connected(file)) as db:
            given = [SurveyAnswer(day, "liked", 1)] * 2 + [
                SurveyAnswer(day, "liked", 5),
                SurveyAnswer(day, "liked"),
            ]
            count_answers(db, [*given, SurveyAnswer(day, "wish", 0, "seats")])
    found = read(path, others=[other])
    assert found.survey == (
        Surveyed("liked", {1: 4, 5: 2}, (), 2), Surveyed("wish", {}, ("seats", "seats"), 0)
    )  # fmt: skip
    assert (found.survey[0].answers, found.funnel["survey"]) == (6, 6)
    assert read(path, date(2026, 11, 24), others=[other]).survey[0].answers == 3
    assert read(path, others=[other], booths=["hall-2"]).survey[0].answers == 3


def test_booths_and_hours_are_compared(path: Path, tmp_path: Path) -> None:
    found = read(path, others=[made(tmp_path / "hall-2.sqlite3")])
    assert found.booths == (Part("hall-2", 6, 90, 1, 3), Part("visits", 6, 90, 1, 3))
    assert [sum(hours) for hours in found.calendar] == [day.visits for day in found.days]
    assert [found.calendar[0][hour] for hour in (10, 15)] == [4, 2]
    assert read(path).booths == ()


def test_every_visit_is_a_row_without_those_of_staff(path: Path, tmp_path: Path) -> None:
    with closing(connected(path)) as db:
        write(db, kiosk(40, 20, ("Open", "", 1), ending="staff"), None)
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows([path])]
    assert len(found) == read(path).visits == 6
    assert sum(bool(row["bounce"]) for row in found) == 1
    assert (found[0]["zones"], found[0]["exhibits"], found[0]["answers"], found[0]["right"]) == (
        "data data net", "chain", 2, 1,
    )  # fmt: skip
