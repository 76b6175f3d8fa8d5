"""The outbox of a booth: pages of visits that the hub has not confirmed yet, in the file of the visit database itself.

A page goes into the visits and into the outbox with one commit, so that neither has what the other lacks. It leaves the outbox
when the hub says that it has committed it; that a broker has taken it proves nothing.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import RootModel

from ..lan.messages import FleetRow
from ..visit_log.database import connected
from ..visit_log.statistics import Page

BATCH = 50
MOST_KEPT = 200_000
"""So many pages wait at most, some months of a booth without a network; then the oldest are given up."""
TABLES = (
    """CREATE TABLE IF NOT EXISTS outbox (
        n INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT NOT NULL, session TEXT NOT NULL, boot TEXT NOT NULL, steady_s REAL NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS outbox_epoch (epoch TEXT NOT NULL)",
)
PageMessage = RootModel[Page]


def boot_id() -> str:
    """Of this start of the machine, whose steady clock it names; elsewhere than on Linux, of this process."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:18]
    except OSError:
        return _PROCESS


_PROCESS = secrets.token_hex(8)


class Outbox:
    """What the visit database calls within each of its commits; it belongs to its thread.

    Parameters
    ----------
    session : of this process: its visits are counted from 1.
    """

    def __init__(self, session: str = "", boot: str = "") -> None:
        self.session, self._boot = session or secrets.token_hex(8), boot or boot_id()

    def put(self, db: sqlite3.Connection, pages: Sequence[Page]) -> None:
        """Have pages wait to be sent."""
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
    """The outbox as whoever sends it sees it: another connection to the same file.

    Attributes
    ----------
    epoch : made with the file: a disk that was changed does not begin at 1 again.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = connected(path)
        prepare(self._db)
        self.epoch: str = self._db.execute("SELECT epoch FROM outbox_epoch").fetchone()[0]

    def oldest(self) -> list[FleetRow]:
        """The pages to be sent next."""
        found = self._db.execute(
            "SELECT n, page, session, boot, steady_s FROM outbox ORDER BY n LIMIT ?", (BATCH,)
        ).fetchall()
        return [
            FleetRow(n=n, page=page, session=session, boot=boot, steady_s=steady_s)
            for n, page, session, boot, steady_s in found
        ]

    def confirm(self, upto: int) -> None:
        """Let go of all pages up to this number."""
        self._db.execute("DELETE FROM outbox WHERE n <= ?", (upto,))

    @property
    def count(self) -> int:
        """How many pages wait."""
        found: int = self._db.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
        return found

    @property
    def made(self) -> int:
        """The number of the last page that was made."""
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables of an outbox in a visit database that has none."""
    for table in TABLES:
        db.execute(table)
    if db.execute("SELECT 1 FROM outbox_epoch").fetchone() is None:
        db.execute("INSERT INTO outbox_epoch VALUES (?)", (secrets.token_hex(8),))
