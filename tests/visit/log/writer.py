"""Writes visits into a ledger as fast as it can, and tells each page that was committed: a test kills it at random.

python scribbler.py FILE    -> lines `VISIT NUMBER` on standard output, each after its transaction
"""

from __future__ import annotations

import sys
from pathlib import Path

from explorer.visit.log.database import connected, write
from explorer.visit.log.statistics import Hands, Page, ZoneOpened

AT = "2026-11-24T10:00:00+08:00"


def main(path: Path) -> None:
    db = connected(path)
    while True:
        id: int | None = None
        for number in range(20):
            page = Page(
                1, AT, AT, "kiosk", "en", "en", float(number), None, (ZoneOpened(number, "data", AT, 1.0),),
                hands=(Hands(number, "block-400", 2, True, number),),
            )  # fmt: skip
            db.execute("BEGIN IMMEDIATE")
            id = write(db, page, id)
            db.execute("COMMIT")
            sys.stdout.write(f"{id} {number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
