"""Statistics of many visits, read from the visit database, as plain values."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from .schema import MIGRATIONS, STAFF, migrate

CUT_OFF = "cut off"
"""Ending of a visit without one: the explorer was killed, or the visit still goes on."""


class Unreadable(Exception):
    """A file cannot be read as a visit database. `reason` is "missing", "closed", "newer", "broken", "booth" or "no booths"."""

    def __init__(self, reason: str, detail: str = "", path: Path | None = None) -> None:
        super().__init__(detail or reason)
        self.reason, self.path = reason, path


@dataclass(frozen=True, slots=True)
class Day:
    """The visits that began on a day, and the median active time of those who stayed."""

    day: date
    visits: int
    median_s: float


@dataclass(frozen=True, slots=True)
class ZoneSeen:
    """A zone: number of visits that opened it, total openings, and time per opening."""

    zone: str
    visits: int
    openings: int
    median_s: float


@dataclass(frozen=True, slots=True)
class ExhibitUsed:
    """An exhibit: number of acts on it, and of visits with any."""

    exhibit: str
    acts: int
    visits: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quiz: number of answers per option (from 1), and of right answers."""

    question: str
    answers: int
    right: int
    options: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class AskedInClass(Asked):
    """A question put to classes: number of lessons with counted hands; answers are hands."""

    lessons: int


@dataclass(frozen=True, slots=True)
class PairResults:
    """Results of pairs of classes at an exhibit: number of lessons, of pairs, and their readings."""

    exhibit: str
    output: str
    lessons: int
    pairs: int
    lowest: float
    median: float
    highest: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The visits of a period.

    Attributes
    ----------
    visits : their number, without those of staff.
    bounces : visits with a single touch that opened nothing.
    median_s : median active time of those who stayed; `quartiles_s`: first and third quartile. Visits recorded by
        an earlier version count whole, with the silence at their end.
    staff : openings of the staff exit with its PIN, which are no visits.
    hours : visits that began in each hour of the day, 24 numbers.
    zones, exhibits, quiz : most visited, most used, most answered first.
    languages : visits by the language they ended in; `switched`: visits that changed it.
    endings, modes : visits by ending, and by kind of show.
    classes : answers of classes, the question with most hands first.
    results : results of pairs of classes, the exhibit with most of them first.
    """

    visits: int
    bounces: int
    median_s: float
    quartiles_s: tuple[float, float]
    staff: int
    days: tuple[Day, ...]
    hours: tuple[int, ...]
    zones: tuple[ZoneSeen, ...]
    exhibits: tuple[ExhibitUsed, ...]
    languages: Mapping[str, int]
    switched: int
    endings: Mapping[str, int]
    modes: Mapping[str, int]
    quiz: tuple[Asked, ...]
    classes: tuple[AskedInClass, ...]
    results: tuple[PairResults, ...]


TABLES = ("zones", "acts", "answers", "hands", "results")
OPENS = ("Open", "Operate", "StartTour", "StartQuiz")
"""Acts that open something; a visitor who does one of them has stayed."""


def read(
    path: Path,
    since: date | None = None,
    until: date | None = None,
    *,
    others: Sequence[Path] = (),
    booths: Sequence[str] = (),
) -> Figures:
    """Statistics of a visit database, or of several together.

    Raises Unreadable if there is no such file, it is no visit database or one of a later version, or has no such
    booth.

    Parameters
    ----------
    since, until : first and last day to count, by the clock of the booth.
    others : more databases, of other booths.
    booths : count only the visits of these booths, as collected by the hub of a fleet; empty: all.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as all_visits:
        migrate(all_visits)
        all_visits.execute("CREATE TABLE booths (visit INTEGER, booth TEXT)")
        for one in (path, *others):
            _add(all_visits, one)
        if booths:
            _keep(all_visits, booths)
        if since is not None:
            all_visits.execute("DELETE FROM visits WHERE begun < ?", (since.isoformat(),))
        if until is not None:
            all_visits.execute("DELETE FROM visits WHERE substr(begun, 1, 10) > ?", (until.isoformat(),))
        staff = all_visits.execute("DELETE FROM visits WHERE ending = ?", (STAFF,)).rowcount
        return _figures(all_visits, staff)


def _keep(all_visits: sqlite3.Connection, booths: Sequence[str]) -> None:
    """Keep only the visits of some booths."""
    known = [name for (name,) in all_visits.execute("SELECT DISTINCT booth FROM booths ORDER BY booth")]
    for booth in booths:
        if booth not in known:
            raise Unreadable("booth" if known else "no booths", ", ".join(known), Path(booth))
    marks = ", ".join("?" * len(booths))
    wanted = f"SELECT visit FROM booths WHERE booth IN ({marks})"
    all_visits.execute(f"DELETE FROM visits WHERE id NOT IN ({wanted})", booths)


def _add(all_visits: sqlite3.Connection, path: Path) -> None:
    """Add the content of a file, migrated to this version; the file itself is left unchanged."""
    try:
        if not path.is_file():
            raise Unreadable("missing", path=path)
        try:
            _copy(all_visits, path)
        except sqlite3.OperationalError:
            # on a read-only disk SQLite cannot open a database in WAL mode: read a copy
            with TemporaryDirectory() as folder:
                for suffix in ("", "-wal"):
                    if (file := path.with_name(path.name + suffix)).exists():
                        shutil.copyfile(file, Path(folder) / ("visits" + suffix))
                _copy(all_visits, Path(folder) / "visits")
    except OSError as fault:
        raise Unreadable("closed", fault.strerror or type(fault).__name__, path) from fault
    except sqlite3.Error as fault:
        raise Unreadable("broken", str(fault), path) from fault


def _copy(all_visits: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise Unreadable("newer", path=path)
        all_visits.execute("BEGIN")
        try:
            _copy_tables(db, all_visits)
        except BaseException:
            all_visits.execute("ROLLBACK")
            raise
        all_visits.execute("COMMIT")


def _copy_tables(db: sqlite3.Connection, all_visits: sqlite3.Connection) -> None:
    (last,) = all_visits.execute("SELECT COALESCE(MAX(id), 0) FROM visits").fetchone()
    _copy_table(db, all_visits, "visits", "id", last)
    known = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for table in TABLES:
        if table in known:
            _copy_table(db, all_visits, table, "visit", last)
    if "booths" in known:
        rows = db.execute("SELECT visit, booth FROM booths")
        all_visits.executemany(f"INSERT INTO booths VALUES (? + {last}, ?)", rows)


def _copy_table(
    db: sqlite3.Connection, all_visits: sqlite3.Connection, table: str, id: str, last: int
) -> None:
    """Copy a table, with its visits renumbered after `last`."""
    rows = db.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in rows.description]
    values = ", ".join(f"? + {last}" if column == id else "?" for column in columns)
    all_visits.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", rows)


def _figures(db: sqlite3.Connection, staff: int) -> Figures:
    visits = db.execute(
        "SELECT id, begun, COALESCE(active_s, seconds), language_first, language_last, ending, mode FROM visits"
        " ORDER BY begun"
    ).fetchall()
    bounces = _bounces(db)
    stayed = [row[2] for row in visits if row[0] not in bounces]
    days: dict[str, list[tuple[int, float]]] = defaultdict(list)
    hours = [0] * 24
    for id, begun, seconds, *_ in visits:
        days[begun[:10]].append((id, seconds))
        hours[int(begun[11:13])] += 1
    lower_s, _, upper_s = quantiles(stayed, method="inclusive") if len(stayed) > 1 else [_median(stayed)] * 3
    return Figures(
        visits=len(visits),
        bounces=len(bounces),
        median_s=_median(stayed),
        quartiles_s=(lower_s, upper_s),
        staff=staff,
        days=tuple(
            Day(date.fromisoformat(day), len(rows), _median(s for id, s in rows if id not in bounces))
            for day, rows in sorted(days.items())
        ),
        hours=tuple(hours),
        zones=_zones(db),
        exhibits=_exhibits(db),
        languages=_most_first(Counter(row[4] for row in visits)),
        switched=sum(row[3] != row[4] for row in visits),
        endings=_most_first(Counter(row[5] or CUT_OFF for row in visits)),
        modes=_most_first(Counter(row[6] for row in visits)),
        quiz=_quiz(db),
        classes=_classes(db),
        results=_results(db),
    )


def _bounces(db: sqlite3.Connection) -> set[int]:
    """Visits of a booth with at most one act, which opened nothing; choosing a language does not count."""
    marks = ", ".join("?" * len(OPENS))
    rows = db.execute(
        f"SELECT visits.id FROM visits LEFT JOIN acts ON visit = visits.id AND kind != 'Change' WHERE mode = 'kiosk'"
        f" GROUP BY visits.id HAVING COALESCE(SUM(count), 0) <= 1 AND COALESCE(SUM(kind IN ({marks})), 0) = 0",
        OPENS,
    )
    return {id for (id,) in rows}


def _zones(db: sqlite3.Connection) -> tuple[ZoneSeen, ...]:
    rows = db.execute("SELECT zone, visit, zones.seconds FROM zones JOIN visits ON visits.id = visit")
    seconds: dict[str, list[float]] = defaultdict(list)
    visits: dict[str, set[int]] = defaultdict(set)
    for zone, visit, lasted_s in rows:
        seconds[zone].append(lasted_s)
        visits[zone].add(visit)
    found = [ZoneSeen(zone, len(visits[zone]), len(s), median(s)) for zone, s in seconds.items()]
    return tuple(sorted(found, key=lambda z: (-z.visits, -z.median_s, z.zone)))


def _exhibits(db: sqlite3.Connection) -> tuple[ExhibitUsed, ...]:
    rows = db.execute(
        "SELECT exhibit, SUM(count), COUNT(DISTINCT visit) FROM acts JOIN visits ON visits.id = visit"
        " WHERE exhibit != '' GROUP BY exhibit"
    )
    found = [ExhibitUsed(*row) for row in rows]
    return tuple(sorted(found, key=lambda e: (-e.acts, -e.visits, e.exhibit)))


def _quiz(db: sqlite3.Connection) -> tuple[Asked, ...]:
    rows = db.execute(
        "SELECT question, option, COUNT(*), SUM(right) FROM answers JOIN visits ON visits.id = visit"
        " GROUP BY question, option ORDER BY option"
    )
    options: dict[str, dict[int, int]] = defaultdict(dict)
    right: Counter[str] = Counter()
    for question, option, count, good in rows:
        options[question][option] = count
        right[question] += good
    found = [Asked(q, sum(o.values()), right[q], o) for q, o in options.items()]
    return tuple(sorted(found, key=lambda a: (-a.answers, a.question)))


def _classes(db: sqlite3.Connection) -> tuple[AskedInClass, ...]:
    rows = db.execute(
        "SELECT question, option, right, count, visit, lesson FROM hands JOIN visits ON visits.id = visit"
        " WHERE count > 0 ORDER BY option"
    )
    options: dict[str, Counter[int]] = defaultdict(Counter)
    lessons: dict[str, set[tuple[int, int]]] = defaultdict(set)
    right: Counter[str] = Counter()
    for question, option, good, count, visit, lesson in rows:
        options[question][option] += count
        lessons[question].add((visit, lesson))
        right[question] += count if good else 0
    found = [AskedInClass(q, o.total(), right[q], dict(o), len(lessons[q])) for q, o in options.items()]
    return tuple(sorted(found, key=lambda a: (-a.answers, a.question)))


def _results(db: sqlite3.Connection) -> tuple[PairResults, ...]:
    rows = db.execute(
        "SELECT exhibit, output, y, visit, lesson FROM results JOIN visits ON visits.id = visit"
    )
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    lessons: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for exhibit, output, y, visit, lesson in rows:
        values[exhibit, output].append(y)
        lessons[exhibit, output].add((visit, lesson))
    found = [
        PairResults(*key, len(lessons[key]), len(all_), min(all_), median(all_), max(all_))
        for key, all_ in values.items()
    ]
    return tuple(sorted(found, key=lambda r: (-r.pairs, r.exhibit, r.output)))


def _median(values: Iterable[float]) -> float:
    found = list(values)
    return median(found) if found else 0.0


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
