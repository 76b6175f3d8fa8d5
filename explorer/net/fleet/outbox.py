"""The outbox of a booth: pages of visits that the hub has not confirmed yet, stored in the visit database.

A page is written to the visits and to the outbox in one commit, so that both always agree. It leaves the outbox when the
hub confirms that it has committed it; delivery to the broker proves nothing.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import RootModel

from ...visit.log.database import connected
from ...visit.log.statistics import Page
from ..room.messages import FleetRow

BATCH = 50
MOST_KEPT = 200_000
"""Maximum number of waiting pages, some months of a booth without a network; beyond it the oldest are dropped."""
TABLES = (
    """CREATE TABLE IF NOT EXISTS outbox (
        n INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL, session TEXT NOT NULL, boot TEXT NOT NULL, steady_s REAL NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS outbox_epoch (epoch TEXT NOT NULL)",
)
PageMessage = RootModel[Page]


def boot_id() -> str:
    """Id of this boot of the machine, to which its monotonic clock belongs; on systems other than Linux, of this process."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:18]
    except OSError:
        return _PROCESS


_PROCESS = secrets.token_hex(8)


class Outbox:
    """The writing end: called by the visit database within each commit, on its thread.

    Parameters
    ----------
    session : of this process: its visits are counted from 1.
    """

    def __init__(self, session: str = "", boot: str = "") -> None:
        self.session, self._boot = session or secrets.token_hex(8), boot or boot_id()

    def put(self, db: sqlite3.Connection, pages: Sequence[Page]) -> None:
        """Queue pages for sending."""
        prepare(db)
        db.executemany(
            "INSERT INTO outbox (page, session, boot, steady_s) VALUES (?, ?, ?, ?)",
            [
                (PageMessage(page).model_dump_json(), self.session, self._boot, time.monotonic())
                for page in pages
            ],
        )
        db.execute("DELETE FROM outbox WHERE n <= (SELECT MAX(n) FROM outbox) - ?", (MOST_KEPT,))


class Waiting:
    """The sending end: another connection to the same file.

    Attributes
    ----------
    epoch : made with the file, so that a new disk does not repeat the old numbers.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = connected(path)
        prepare(self._db)
        self.epoch: str = self._db.execute("SELECT epoch FROM outbox_epoch").fetchone()[0]

    def oldest(self) -> list[FleetRow]:
        """The next pages to send."""
        found = self._db.execute(
            "SELECT n, page, session, boot, steady_s FROM outbox ORDER BY n LIMIT ?", (BATCH,)
        ).fetchall()
        return [
            FleetRow(n=n, page=page, session=session, boot=boot, steady_s=steady_s)
            for n, page, session, boot, steady_s in found
        ]

    def confirm(self, upto: int) -> None:
        """Delete all pages up to this number."""
        self._db.execute("DELETE FROM outbox WHERE n <= ?", (upto,))

    @property
    def count(self) -> int:
        """Number of waiting pages."""
        found: int = self._db.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
        return found

    @property
    def made(self) -> int:
        """Number of the last page written."""
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def prepare(db: sqlite3.Connection) -> None:
    """Create the tables of an outbox in a visit database that has none."""
    for table in TABLES:
        db.execute(table)
    if db.execute("SELECT 1 FROM outbox_epoch").fetchone() is None:
        db.execute("INSERT INTO outbox_epoch VALUES (?)", (secrets.token_hex(8),))
