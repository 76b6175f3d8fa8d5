"""Every visit as one row, for those who count in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from .figures import CUT_OFF, FUNNEL, bounced
from .merged import merged

COLUMNS = (
    "booth", "begun", "mode", "language_first", "language_last", "ending", "seconds", "active_s", "bounce",
    "zones", "exhibits", "tried", "answers", "right",
)  # fmt: skip
"""Names of the columns: zones in the order they were opened and exhibits as ids, times to a tenth of a second,
`bounce` and `tried` as 0 or 1."""

Row = tuple[str | int | float | None, ...]

VISITS = """
SELECT id, booth, begun, mode, language_first, language_last, ending, ROUND(seconds, 1), ROUND(active_s, 1),
    (SELECT GROUP_CONCAT(zone, ' ') FROM (SELECT zone FROM zones WHERE visit = id ORDER BY number)),
    (SELECT GROUP_CONCAT(exhibit, ' ') FROM
        (SELECT DISTINCT exhibit FROM acts WHERE visit = id AND exhibit != '' ORDER BY exhibit)),
    (SELECT COUNT(*) FROM answers WHERE visit = id),
    (SELECT COALESCE(SUM(right), 0) FROM answers WHERE visit = id)
FROM visits LEFT JOIN booths ON booths.visit = id ORDER BY begun, id
"""


def rows(
    paths: Sequence[Path],
    since: date | None = None,
    until: date | None = None,
    booths: Sequence[str] = (),
) -> Iterator[Row]:
    """The visits of databases, without those of staff, as values of `COLUMNS`; parameters and errors as of `merged`."""
    with merged(paths, since, until, booths) as (db, _):
        bounces = bounced(db)
        tried = {id for (id,) in db.execute(FUNNEL["tried"])}
        for id, booth, begun, mode, first, last, ending, seconds, active_s, zones, exhibits, answers, right in (
            db.execute(VISITS)
        ):  # fmt: skip
            yield (
                booth or "", begun, mode, first, last, ending or CUT_OFF, seconds, active_s, int(id in bounces),
                zones or "", exhibits or "", int(id in tried), answers, right,
            )  # fmt: skip
