"""Writes pages of visits into a SQLite file in a separate thread: the show never waits for a disk.

The file is in WAL mode with `synchronous=FULL`. A committed page survives a kill of the process at any moment (WAL
alone ensures that), and a power cut if the disk honours flushes, since each commit is flushed. A kill loses at most
the last second or so. At the end of a visit the `-wal` file is merged into the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

from .schema import NewerDatabase, migrate
from .statistics import Page, SurveyAnswer

MOST_WAITING = 10_000
"""Most pages that wait for a full disk, some hours of visits; beyond that the oldest are dropped."""
BROKEN = "broken"
"""Suffix for a file that is no visit database; it is renamed, and a new one is created."""

COLUMNS = "(begun, ended, mode, language_first, language_last, seconds, ending, active_s)"
VISIT = "UPDATE visits SET ended = ?, language_last = ?, seconds = ?, ending = ?, active_s = ? WHERE id = ?"


def connected(path: Path) -> sqlite3.Connection:
    """Open a file for writing, with its tables up to date.

    Raises sqlite3.Error, NewerDatabase if it cannot be opened, is no database, or of a later version.
    """
    with suppress(OSError):  # SQLite reports the error itself
        path.touch(mode=0o600)  # readable by its owner only; SQLite gives its companion files the same mode
    db = sqlite3.connect(path, isolation_level=None, timeout=5.0)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


class PageKeeper(Protocol):
    """Stores further data of a page in the same file and commit."""

    def put(self, db: sqlite3.Connection, pages: Sequence[Page]) -> None:
        """Store data of pages that are being written."""


class VisitDatabase:
    """The visit database of this process.

    Parameters
    ----------
    path : the file; its folder is created.
    keeper : takes part in each commit.

    Attributes
    ----------
    trouble : why nothing can be written at present, or that a broken file was put aside; "" if all is well.
    """

    def __init__(self, path: Path, keeper: PageKeeper | None = None) -> None:
        self.path, self._keeper = path, keeper
        self.trouble = ""
        self._wal = b""  # commits of a file that could not be opened or written
        self._db: sqlite3.Connection | None = None
        self._ids: dict[int, int] = {}
        self._queue: SimpleQueue[Page | SurveyAnswer | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def keep_with(self, keeper: PageKeeper | None) -> None:
        """Replace the keeper that takes part in each commit, or remove it (None)."""
        self._keeper = keeper

    def write(self, page: Page | SurveyAnswer) -> None:
        """Queue a page or an answer for writing; never blocks, never fails."""
        self._queue.put(page)

    def close(self, patience_s: float = 2.0) -> None:
        """Write the remaining pages and wait up to `patience_s` for that; closing twice is harmless."""
        self._queue.put(None)
        self._thread.join(patience_s)

    # ---- in the thread

    def _work(self) -> None:
        waiting: list[Page | SurveyAnswer] = []
        self._written(waiting)  # opens the file: an error is reported while the booth is being prepared
        going_on = True
        while going_on:
            pages, going_on = self._fetched()
            waiting = [*waiting, *pages][-MOST_WAITING:]
            if self._written(waiting):
                waiting = []
        if self._db is not None:
            self._db.close()

    def _written(self, pages: list[Page | SurveyAnswer]) -> bool:
        """Try to write pages; returns whether that succeeded."""
        for _ in range(2):
            try:
                self._db = self._db or self._opened()
                self._commit(self._db, pages)
                return True
            except (sqlite3.Error, OSError, NewerDatabase) as fault:
                self._give_up(fault)
                if type(fault) is not sqlite3.DatabaseError:
                    return False  # locked, read-only, disk full, of a later version: retried later
                self._put_aside()  # no database, or a broken one
        return False

    def _fetched(self) -> tuple[list[Page | SurveyAnswer], bool]:
        """All waiting pages, at least one; whether more may come."""
        found = [self._queue.get()]
        with suppress(Empty):
            while True:
                found.append(self._queue.get_nowait())
        return [page for page in found if page is not None], None not in found

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._wal = self._read_wal()
        db = connected(self.path)
        self._wal = b""  # several megabytes after a kill
        return db

    def _read_wal(self) -> bytes:
        """Commits not yet in the database file; SQLite deletes the WAL with the last connection to a broken file."""
        with suppress(OSError):
            return self.path.with_name(f"{self.path.name}-wal").read_bytes()
        return b""

    def _give_up(self, fault: Exception) -> None:
        self.trouble = f"{type(fault).__name__}: {fault}"
        if self._db is not None:
            self._wal = self._read_wal()
            self._db.close()
        self._db = None

    def _put_aside(self) -> None:
        """Rename a broken file, so that it can be repaired."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.{BROKEN}-{number}")).exists():
            number += 1
        with suppress(OSError):
            self.path.rename(aside)
            self.trouble += f"; kept as {aside.name}"
            for suffix in ("-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            if self._wal:
                aside.with_name(f"{aside.name}-wal").write_bytes(self._wal)
        self._ids.clear()

    def _commit(self, db: sqlite3.Connection, waiting: list[Page | SurveyAnswer]) -> None:
        fresh: dict[int, int] = {}
        pages = [it for it in waiting if isinstance(it, Page)]
        answers = [it for it in waiting if isinstance(it, SurveyAnswer)]
        db.execute("BEGIN IMMEDIATE")
        try:
            for page in pages:
                known = self._ids.get(page.visit) or fresh.get(page.visit)
                fresh[page.visit] = write(db, page, known)
            count_answers(db, answers)
            if self._keeper is not None and pages:
                self._keeper.put(db, pages)
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        self._ids |= fresh
        if any(page.ending for page in pages):
            # a copy of this one file during the show has all finished visits
            with suppress(sqlite3.Error):
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write(db: sqlite3.Connection, page: Page, id: int | None) -> int:
    """Write a page of the visit with this id, or of a new one if None; returns the id."""
    if id is None:
        row = (
            page.begun, page.ended, page.mode, page.language_first, page.language_last, page.seconds, page.ending,
            page.active_s,
        )  # fmt: skip
        made = db.execute(f"INSERT INTO visits {COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        id = int(made.lastrowid or 0)
    else:
        now = (page.ended, page.language_last, page.seconds, page.ending, page.active_s, id)
        if db.execute(VISIT, now).rowcount == 0:  # the file was emptied meanwhile
            return write(db, page, None)
    db.executemany(
        "INSERT OR REPLACE INTO zones VALUES (?, ?, ?, ?, ?)",
        [(id, z.number, z.zone, z.begun, z.seconds) for z in page.zones],
    )
    db.executemany("INSERT OR REPLACE INTO acts VALUES (?, ?, ?, ?)", [(id, *act) for act in page.acts])
    db.executemany(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
        [(id, a.number, a.question, a.option, int(a.right), a.begun) for a in page.answers],
    )
    db.executemany(
        "INSERT OR REPLACE INTO hands VALUES (?, ?, ?, ?, ?, ?)",
        [(id, h.lesson, h.question, h.option, int(h.right), h.count) for h in page.hands],
    )
    db.executemany(
        "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(id, r.lesson, r.exhibit, r.pair, r.dial, r.x, r.output, r.y) for r in page.results],
    )
    return id


def count_answers(db: sqlite3.Connection, answers: Sequence[SurveyAnswer]) -> None:
    """Add answers of a survey to its counts."""
    db.executemany(
        "INSERT INTO survey VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        [(a.day, a.question, a.option, a.line) for a in answers],
    )
