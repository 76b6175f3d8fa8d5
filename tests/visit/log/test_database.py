"""The visit journal on disk: what was committed stays, whatever happens; what is broken is put aside."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.visit.log.database import VisitDatabase, connected
from explorer.visit.log.schema import MIGRATIONS, NewerDatabase
from explorer.visit.log.statistics import Answer, Hands, Page, ZoneOpened

PATIENCE_S = 60.0
AT = "2026-11-24T10:00:00+08:00"
LATER = "2026-11-24T10:01:00+08:00"


def page(visit: int = 1, *, ended: str = AT, ending: str | None = None, **more: object) -> Page:
    return Page(visit, AT, ended, "kiosk", "en", "zh", 60.0, ending, **more)  # type: ignore[arg-type]


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT * FROM {table}").fetchall()


def written(path: Path, *pages: Page) -> VisitDatabase:
    with closing(VisitDatabase(path)) as ledger:
        for one in pages:
            ledger.write(one)
    return ledger


def wait_for(true: Callable[[], bool]) -> None:
    """The ledger writes in a thread of its own."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with suppress(sqlite3.OperationalError):  # its tables are being made
            if true():
                return
        time.sleep(0.01)
    raise AssertionError("never came true")


def test_pages_of_a_visit_become_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "visits.sqlite3"
    first = page(
        zones=(ZoneOpened(0, "data", AT, 3.0),),
        acts=(("Open", "", 1), ("Turn", "chain", 2)),
        hands=(Hands(0, "block-400", 2, True, 16), Hands(0, "block-400", 1, False, 3)),
    )
    last = page(
        ended=LATER,
        ending="silence",
        zones=(ZoneOpened(0, "data", AT, 9.0), ZoneOpened(1, "net", AT, 4.0)),
        acts=(("Turn", "chain", 5),),
        answers=(Answer(0, "block-400", 2, True, AT),),
        hands=(Hands(0, "block-400", 2, True, 15), Hands(1, "block-400", 2, True, 11)),
    )
    written(path, first, page(2), last, last)
    assert rows(path, "visits") == [
        (1, AT, LATER, "kiosk", "en", "zh", 60.0, "silence", None),
        (2, AT, AT, "kiosk", "en", "zh", 60.0, None, None),
    ]
    assert rows(path, "zones") == [(1, 0, "data", AT, 9.0), (1, 1, "net", AT, 4.0)]
    assert rows(path, "acts") == [(1, "Open", "", 1), (1, "Turn", "chain", 5)]
    assert rows(path, "answers") == [(1, 0, "block-400", 2, 1, AT)]
    assert rows(path, "hands") == [
        (1, 0, "block-400", 1, 0, 3), (1, 0, "block-400", 2, 1, 15), (1, 1, "block-400", 2, 1, 11),
    ]  # fmt: skip


def test_the_file_alone_holds_every_visit_that_is_over(tmp_path: Path) -> None:
    path, copy = tmp_path / "visits.sqlite3", tmp_path / "stick.sqlite3"
    with closing(VisitDatabase(path)) as ledger:
        for number in range(1, 4):
            ledger.write(page(number, ending="silence", zones=(ZoneOpened(0, "data", AT, 3.0),)))
        wait_for(lambda: path.exists() and len(rows(path, "visits")) == 3)
        wait_for(lambda: path.with_name(path.name + "-wal").stat().st_size == 0)
        shutil.copyfile(path, copy)
    assert len(rows(copy, "zones")) == 3


def test_on_a_full_disk_visits_wait_and_are_written_once_there_is_room(
    tmp_path: Path, full_at: Callable[[int | None], None]
) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(VisitDatabase(path)) as ledger:
        ledger.write(page())
        wait_for(lambda: path.exists() and len(rows(path, "visits")) == 1)
        full_at(1)
        for number in range(2, 600):
            ledger.write(page(number))
        wait_for(lambda: ledger.trouble != "")
        full_at(None)
        ledger.write(page(600))
        wait_for(lambda: len(rows(path, "visits")) == 600)


def test_another_process_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    written(path, page(), page(2))
    written(path, page())
    assert [row[0] for row in rows(path, "visits")] == [1, 2, 3]


def test_it_is_in_wal_mode_and_flushes_each_commit(tmp_path: Path) -> None:
    with closing(connected(tmp_path / "visits.sqlite3")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_file_from_before_hands_were_counted_keeps_its_rows_and_takes_hands(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        for statement in MIGRATIONS[0]:
            db.execute(statement)
        db.execute("INSERT INTO visits VALUES (1, ?, ?, 'kiosk', 'en', 'en', 60.0, 'silence')", (AT, AT))
        db.execute("PRAGMA user_version = 1")
        db.commit()
    written(path, page(hands=(Hands(0, "block-400", 2, True, 15),)))
    assert [row[0] for row in rows(path, "visits")] == [1, 2]
    assert rows(path, "hands") == [(2, 0, "block-400", 2, 1, 15)]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "visits.sqlite3"
    written(path, page())
    more = (*MIGRATIONS, ("ALTER TABLE visits ADD COLUMN weather TEXT", "UPDATE visits SET weather = 'fine'"))
    monkeypatch.setattr("explorer.visit.log.schema.MIGRATIONS", more)
    with closing(connected(path)) as db:
        assert db.execute("SELECT id, weather FROM visits").fetchall() == [(1, "fine")]
        assert db.execute("PRAGMA user_version").fetchone() == (len(more),)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "visits.sqlite3"
    written(path, page())
    more = (*MIGRATIONS, ("ALTER TABLE visits ADD COLUMN weather TEXT", "ALTER TABLE nowhere ADD COLUMN x"))
    monkeypatch.setattr("explorer.visit.log.schema.MIGRATIONS", more)
    with pytest.raises(sqlite3.OperationalError):
        connected(path)
    assert rows(path, "visits") == [(1, AT, AT, "kiosk", "en", "zh", 60.0, None, None)]


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerDatabase):
        connected(path)
    ledger = written(path, page())
    assert "NewerDatabase" in ledger.trouble
    assert [file.name for file in tmp_path.glob("*.broken*")] == []


def test_a_broken_file_is_put_aside_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    path.write_bytes(b"no database at all" * 1000)
    path.with_name("visits.sqlite3-wal").write_bytes(b"visits that were committed")
    ledger = written(path, page())
    assert ledger.trouble.endswith("kept as visits.sqlite3.broken-1")
    assert (tmp_path / "visits.sqlite3.broken-1").read_bytes().startswith(b"no database")
    assert (tmp_path / "visits.sqlite3.broken-1-wal").read_bytes() == b"visits that were committed"
    assert len(rows(path, "visits")) == 1


def test_a_file_whose_inside_is_broken_is_put_aside_at_the_first_page(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    written(path, page())
    with path.open("r+b") as file:  # its first page still says what tables there are
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    ledger = written(path, page(), page(2))
    assert "kept as" in ledger.trouble
    assert len(rows(path, "visits")) == 2


def test_a_place_that_cannot_be_written_is_reported_and_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()
    with closing(VisitDatabase(path)) as ledger:
        ledger.write(page())
        wait_for(lambda: bool(ledger.trouble))
        path.rmdir()
        ledger.write(page(2))
    assert len(rows(path, "visits")) == 2  # the first page was not given up


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has these permissions")
def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(VisitDatabase(path)) as ledger:
        ledger.write(page())
        wait_for(lambda: len(list(tmp_path.iterdir())) == 3)  # with -wal and -shm
        assert [file.stat().st_mode & 0o077 for file in sorted(tmp_path.iterdir())] == [0, 0, 0]


def test_writing_never_waits_for_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    with closing(VisitDatabase(path)) as ledger, closing(connected(path)) as other:
        other.execute("BEGIN IMMEDIATE")  # nobody else can write now
        for number in range(100):
            ledger.write(page(number + 1))
        assert len(rows(path, "visits")) == 0, "it has come back, and nothing could be written"
        other.execute("COMMIT")
    assert len(rows(path, "visits")) == 100


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_killed_at_random_twenty_times_it_keeps_every_row_that_was_committed(tmp_path: Path) -> None:
    path, dice = tmp_path / "visits.sqlite3", random.Random(5)
    reported: set[tuple[int, int]] = set()
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", "import sys; from tests.visit.log.writer import main; "
             "from pathlib import Path; main(Path(sys.argv[1]))", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        for _ in range(dice.randint(1, 60)):  # it is at work
            reported.add(read(process.stdout.readline()))
        process.kill()
        # a last line may be cut: what was not told in full need not be there
        reported |= {
            read(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")
        }
        process.stdout.close()
        process.wait()
        zones = {(visit, number) for visit, number, *_ in rows(path, "zones")}
        hands = {(visit, lesson) for visit, lesson, *_ in rows(path, "hands")}
        assert reported <= zones & hands
    assert len(reported) > 100
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def read(line: str) -> tuple[int, int]:
    visit, number = line.split()
    return int(visit), int(number)
