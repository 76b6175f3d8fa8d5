"""The hub's visit database: the same tables as a booth's, and the booth of each visit.

`report` reads it as it is. A page that arrives twice changes nothing: for each booth and epoch the database holds the number
up to which all pages are stored.
Times of day are those of the booth's clock, corrected if that is wrong. The offset of its monotonic clock is the smallest
difference between arrival and sending of all messages of one boot, as NTP uses the sample with the least delay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from ...visit.log.database import connected, write
from ...visit.log.statistics import Page
from ..room.messages import FleetRow, FleetRows
from .outbox import PageMessage

WRONG_S = 60.0
"""Clocks with a smaller error than this are not corrected."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS booths"
    " (visit INTEGER PRIMARY KEY, booth TEXT NOT NULL, session TEXT NOT NULL, number INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS booths_visit ON booths (booth, session, number)",
    "CREATE TABLE IF NOT EXISTS received (booth TEXT, epoch TEXT, upto INTEGER, count INTEGER, again INTEGER, unread INTEGER,"
    " PRIMARY KEY (booth, epoch)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS clocks (booth TEXT, boot TEXT, offset_s REAL, PRIMARY KEY (booth, boot)) WITHOUT ROWID",
)


class Collected:
    """The hub's database file.

    Attributes
    ----------
    path : where it is.

    Raises sqlite3.Error, NewerDatabase if it cannot be opened, is not a database, or has a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._db = connected(path)
        for table in TABLES:
            self._db.execute(table)

    def take(self, messages: Sequence[tuple[str, FleetRows, float]]) -> list[int]:
        """Write the rows of messages in one commit; for each the number up to which its epoch is complete.

        Raises sqlite3.Error if they cannot be written: the booths keep their rows and send them again.

        Parameters
        ----------
        messages : booth, message, and time of arrival on the hub's clock.
        """
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            found = [self._take(booth, message, came_s) for booth, message, came_s in messages]
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        return found

    def _take(self, booth: str, message: FleetRows, came_s: float) -> int:
        db = self._db
        offset = (booth, message.boot, came_s - message.steady_s)
        db.execute(
            "INSERT INTO clocks VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET offset_s = MIN(offset_s, excluded.offset_s)",
            offset,
        )
        upto = self._upto(booth, message.epoch)
        fresh = [row for row in message.rows if row.n > upto]
        unread = sum(not self._write(booth, row) for row in fresh)
        upto = max([upto, *(row.n for row in fresh)])
        db.execute(
            "INSERT INTO received VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET upto = excluded.upto,"
            " count = count + excluded.count, again = again + excluded.again, unread = unread + excluded.unread",
            (booth, message.epoch, upto, len(fresh), len(message.rows) - len(fresh), unread),
        )
        return upto

    def counts(self) -> dict[tuple[str, str], tuple[int, int]]:
        """For each booth and epoch: the number of rows stored, and of duplicates."""
        rows = self._db.execute("SELECT booth, epoch, count, again FROM received").fetchall()
        return {(booth, epoch): (count, again) for booth, epoch, count, again in rows}

    def visits(self) -> dict[str, int]:
        """Number of visits of each booth."""
        return dict(self._db.execute("SELECT booth, COUNT(*) FROM booths GROUP BY booth").fetchall())

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _upto(self, booth: str, epoch: str) -> int:
        found = self._db.execute(
            "SELECT upto FROM received WHERE booth = ? AND epoch = ?", (booth, epoch)
        ).fetchone()
        return int(found[0]) if found else 0

    def _write(self, booth: str, row: FleetRow) -> bool:
        """Write a page; whether it could be read. A page of another version of the park is counted and left out."""
        try:
            page: Page = PageMessage.model_validate_json(row.page).root
        except (ValidationError, RecursionError):
            return False
        page = self._timed(booth, row, page)
        key = (booth, row.session, page.visit)
        known = self._db.execute(
            "SELECT visit FROM booths WHERE booth = ? AND session = ? AND number = ?", key
        ).fetchone()
        visit = write(self._db, page, int(known[0]) if known else None)
        self._db.execute("INSERT OR REPLACE INTO booths VALUES (?, ?, ?, ?)", (visit, *key))
        return True

    def _timed(self, booth: str, row: FleetRow, page: Page) -> Page:
        """The page with its times of day corrected if the booth's clock is wrong."""
        found = self._db.execute(
            "SELECT offset_s FROM clocks WHERE booth = ? AND boot = ?", (booth, row.boot)
        ).fetchone()
        ended = _moment(page.ended)
        if found is None or ended is None:
            return page
        wrong_s = row.steady_s + float(found[0]) - ended.timestamp()
        return page if abs(wrong_s) < WRONG_S else shifted(page, wrong_s)


def shifted(page: Page, seconds: float) -> Page:
    """A page with all its times of day moved by `seconds`."""

    def later(text: str) -> str:
        moment = _moment(text)
        with suppress(OverflowError):
            return (
                text
                if moment is None
                else (moment + timedelta(seconds=seconds)).isoformat(timespec="seconds")
            )
        return text

    return replace(
        page,
        begun=later(page.begun),
        ended=later(page.ended),
        zones=tuple(replace(zone, begun=later(zone.begun)) for zone in page.zones),
        answers=tuple(replace(answer, begun=later(answer.begun)) for answer in page.answers),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
