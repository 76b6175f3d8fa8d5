"""The figures of a ledger made by hand are those worked out on paper."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from explorer.ledger.figures import Asked, Day, ExhibitUsed, Unreadable, ZoneSeen, read
from explorer.ledger.ledger import connected

from .made import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "visits.sqlite3")


def test_all_visits(path: Path) -> None:
    found = read(path)
    assert (found.visits, found.median_s) == (5, 90)
    assert found.days == (Day(date(2026, 11, 23), 3, 60), Day(date(2026, 11, 24), 2, 145))
    assert {hour: n for hour, n in enumerate(found.hours) if n} == {9: 1, 10: 3, 15: 1}
    assert found.zones == (
        ZoneSeen("data", 2, 3, 30), ZoneSeen("net", 2, 2, 30), ZoneSeen("line", 1, 1, 60)
    )  # fmt: skip
    assert found.exhibits == (ExhibitUsed("line", 11, 2), ExhibitUsed("chain", 5, 1))
    assert found.languages == {"zh": 3, "en": 2}
    assert found.switched == 1
    assert found.endings == {"silence": 2, "cut off": 1, "quit": 1, "start over": 1}
    assert found.modes == {"kiosk": 4, "explore": 1}
    assert found.quiz == (
        Asked("block-400", 3, 2, {2: 2, 3: 1}), Asked("five-fields", 1, 0, {1: 1})
    )  # fmt: skip


def test_since_a_day(path: Path) -> None:
    found = read(path, date(2026, 11, 24))
    assert found.visits == 2
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
