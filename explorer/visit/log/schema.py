"""Tables of the visit database, and the migration of older files.

`PRAGMA user_version` holds the number of migrations a file has gone through. A shipped migration is never changed: a
change is added as the next one.

Times of day are local, with their offset (`2026-11-24T21:49:30+08:00`): the hour that the booth's clock showed.
"""

from __future__ import annotations

import sqlite3

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE visits (
            id INTEGER PRIMARY KEY,
            begun TEXT NOT NULL,
            ended TEXT NOT NULL,            -- the last moment known of, while `ending` is NULL
            mode TEXT NOT NULL,
            language_first TEXT NOT NULL,
            language_last TEXT NOT NULL,
            seconds REAL NOT NULL,
            ending TEXT                     -- NULL: still there, or cut off
        )
        """,
        "CREATE INDEX visits_begun ON visits (begun)",
        """
        CREATE TABLE zones (
            visit INTEGER NOT NULL REFERENCES visits (id),
            number INTEGER NOT NULL,        -- in the order they were opened, from 0
            zone TEXT NOT NULL,
            begun TEXT NOT NULL,
            seconds REAL NOT NULL,
            PRIMARY KEY (visit, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE acts (
            visit INTEGER NOT NULL REFERENCES visits (id),
            kind TEXT NOT NULL,
            exhibit TEXT NOT NULL,          -- '' where it was not done to an exhibit
            count INTEGER NOT NULL,
            PRIMARY KEY (visit, kind, exhibit)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE answers (
            visit INTEGER NOT NULL REFERENCES visits (id),
            number INTEGER NOT NULL,
            question TEXT NOT NULL,
            option INTEGER NOT NULL,        -- from 1, as in the scene
            right INTEGER NOT NULL,
            begun TEXT NOT NULL,
            PRIMARY KEY (visit, number)
        ) WITHOUT ROWID
        """,
    ),
    (
        """
        CREATE TABLE hands (
            visit INTEGER NOT NULL REFERENCES visits (id),
            lesson INTEGER NOT NULL,        -- a teacher may teach one class after the other: from 0
            question TEXT NOT NULL,
            option INTEGER NOT NULL,        -- from 1, as in the scene
            right INTEGER NOT NULL,
            count INTEGER NOT NULL,         -- as it stands by now; hands are taken back too
            PRIMARY KEY (visit, lesson, question, option)
        ) WITHOUT ROWID
        """,
    ),
    (
        # until the last sign of life in a booth, where visitors leave silently; NULL: recorded by an earlier
        # version
        "ALTER TABLE visits ADD COLUMN active_s REAL",
    ),
    (
        """
        CREATE TABLE results (
            visit INTEGER NOT NULL REFERENCES visits (id),
            lesson INTEGER NOT NULL,        -- as in `hands`
            exhibit TEXT NOT NULL,
            pair INTEGER NOT NULL,          -- the number of a screen in the class, from 1; no name
            dial TEXT NOT NULL,             -- what the pair had set, '' where there is nothing to set
            x REAL NOT NULL,
            output TEXT NOT NULL,           -- what was read
            y REAL NOT NULL,
            PRIMARY KEY (visit, lesson, exhibit, pair)
        ) WITHOUT ROWID
        """,
    ),
    (
        # answers of a survey, counted by day: no visit, no time of day, and no row id that would keep their order
        """
        CREATE TABLE survey (
            day TEXT NOT NULL,
            question TEXT NOT NULL,
            option INTEGER NOT NULL,        -- from 1, as in the scene; 0: asked, and skipped or a line of text
            line TEXT NOT NULL,             -- '' without one
            count INTEGER NOT NULL,
            PRIMARY KEY (day, question, option, line)
        ) WITHOUT ROWID
        """,
    ),
)
STAFF = "staff"
"""Ending of a visit by staff: the PIN of the staff exit was entered."""


class NewerDatabase(Exception):
    """The file was written by a later version of the explorer with unknown tables."""


def migrate(db: sqlite3.Connection) -> None:
    """Bring the tables of a file up to date.

    Raises NewerDatabase if the file is of a later version; sqlite3.DatabaseError if it is no database, or a broken
    one.
    """
    db.execute("BEGIN IMMEDIATE")  # two explorers that open a new file at the same time take turns here
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise NewerDatabase(f"version {version}, known are {len(MIGRATIONS)}")
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                db.execute(statement)
        if version < len(MIGRATIONS):
            db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
