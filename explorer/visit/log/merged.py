"""Several visit databases as one, in memory: files of any version, read and left as they are."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from .schema import MIGRATIONS, STAFF, migrate

TABLES = ("zones", "acts", "answers", "hands", "results")


class Unreadable(Exception):
    """A file cannot be read as a visit database. `reason` is "missing", "closed", "newer", "broken", "booth" or "no booths"."""

    def __init__(self, reason: str, detail: str = "", path: Path | None = None) -> None:
        super().__init__(detail or reason)
        self.reason, self.path = reason, path


@contextmanager
def merged(
    paths: Sequence[Path],
    since: date | None = None,
    until: date | None = None,
    booths: Sequence[str] = (),
) -> Iterator[tuple[sqlite3.Connection, int]]:
    """The visits of databases, and the number of staff's visits, which are left out.

    Beside the tables of `schema` there are `booths` (visit, booth), where a file names booths or several files are
    read, and `surveys`, the survey by booth.

    Raises Unreadable if a file is missing, no visit database or one of a later version, or has no such booth.

    Parameters
    ----------
    since, until : first and last day, by the clock of the booth.
    booths : only these booths; empty: all.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        db.execute("CREATE TABLE booths (visit INTEGER, booth TEXT)")
        db.execute(
            "CREATE TABLE surveys (booth TEXT, day TEXT, question TEXT, option INTEGER, line TEXT, count INTEGER)"
        )
        names = [path.stem for path in paths]
        for path in paths:
            several = path.stem if names.count(path.stem) == 1 else str(path)
            _add(db, path, several if len(paths) > 1 else "")
        if booths:
            _keep(db, booths)
        if since is not None:
            db.execute("DELETE FROM visits WHERE begun < ?", (since.isoformat(),))
            db.execute("DELETE FROM surveys WHERE day < ?", (since.isoformat(),))
        if until is not None:
            db.execute("DELETE FROM visits WHERE substr(begun, 1, 10) > ?", (until.isoformat(),))
            db.execute("DELETE FROM surveys WHERE day > ?", (until.isoformat(),))
        yield db, db.execute("DELETE FROM visits WHERE ending = ?", (STAFF,)).rowcount


def _keep(all_visits: sqlite3.Connection, booths: Sequence[str]) -> None:
    """Keep only the visits of some booths."""
    known = [name for (name,) in all_visits.execute("SELECT DISTINCT booth FROM booths ORDER BY booth")]
    for booth in booths:
        if booth not in known:
            raise Unreadable("booth" if known else "no booths", ", ".join(known), Path(booth))
    marks = ", ".join("?" * len(booths))
    wanted = f"SELECT visit FROM booths WHERE booth IN ({marks})"
    all_visits.execute(f"DELETE FROM visits WHERE id NOT IN ({wanted})", booths)
    all_visits.execute(f"DELETE FROM surveys WHERE booth NOT IN ({marks})", booths)


def _add(all_visits: sqlite3.Connection, path: Path, booth: str) -> None:
    """Add the content of a file, migrated to this version; the file itself is left unchanged.

    Parameters
    ----------
    booth : name of the booth, if the file names none; "" for no name.
    """
    try:
        if not path.is_file():
            raise Unreadable("missing", path=path)
        try:
            _copy(all_visits, path, booth)
        except sqlite3.OperationalError:
            # on a read-only disk SQLite cannot open a database in WAL mode: read a copy
            with TemporaryDirectory() as folder:
                for suffix in ("", "-wal"):
                    if (file := path.with_name(path.name + suffix)).exists():
                        shutil.copyfile(file, Path(folder) / ("visits" + suffix))
                _copy(all_visits, Path(folder) / "visits", booth)
    except OSError as fault:
        raise Unreadable("closed", fault.strerror or type(fault).__name__, path) from fault
    except sqlite3.Error as fault:
        raise Unreadable("broken", str(fault), path) from fault


def _copy(all_visits: sqlite3.Connection, path: Path, booth: str) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise Unreadable("newer", path=path)
        all_visits.execute("BEGIN")
        try:
            _copy_tables(db, all_visits, booth)
        except BaseException:
            all_visits.execute("ROLLBACK")
            raise
        all_visits.execute("COMMIT")


def _copy_tables(db: sqlite3.Connection, all_visits: sqlite3.Connection, booth: str) -> None:
    (last,) = all_visits.execute("SELECT COALESCE(MAX(id), 0) FROM visits").fetchone()
    _copy_table(db, all_visits, "visits", "id", last)
    known = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for table in TABLES:
        if table in known:
            _copy_table(db, all_visits, table, "visit", last)
    if "booths" in known:
        rows = db.execute("SELECT visit, booth FROM booths")
        all_visits.executemany(f"INSERT INTO booths VALUES (? + {last}, ?)", rows)
    elif booth:
        all_visits.execute("INSERT INTO booths SELECT id, ? FROM visits WHERE id > ?", (booth, last))
    if "survey" in known:
        for row in db.execute("SELECT day, question, option, line, count FROM survey"):
            all_visits.execute("INSERT INTO surveys VALUES (?, ?, ?, ?, ?, ?)", (booth, *row))


def _copy_table(
    db: sqlite3.Connection, all_visits: sqlite3.Connection, table: str, id: str, last: int
) -> None:
    """Copy a table, with its visits renumbered after `last`."""
    rows = db.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in rows.description]
    values = ", ".join(f"? + {last}" if column == id else "?" for column in columns)
    all_visits.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", rows)
