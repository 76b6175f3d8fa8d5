"""What many visits say: read from the file of the visit journal, as plain values."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from .schema import HANDS_SINCE, MIGRATIONS

CUT_OFF = "cut off"
"""How a visit ended that nobody ended: the explorer was killed, or it still goes on."""


class Unreadable(Exception):
    """The file cannot be read as a visit journal. `reason` is "missing", "newer" or "broken"."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Day:
    """The visits that began on a day."""

    day: date
    visits: int
    median_s: float


@dataclass(frozen=True, slots=True)
class ZoneSeen:
    """A zone: in how many visits it was opened, how often in all, and for how long each time."""

    zone: str
    visits: int
    openings: int
    median_s: float


@dataclass(frozen=True, slots=True)
class ExhibitUsed:
    """An exhibit: how much was done to it, and in how many visits."""

    exhibit: str
    acts: int
    visits: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quiz: how often each option was chosen (they count from 1), and how many answers were right."""

    question: str
    answers: int
    right: int
    options: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class AskedInClass(Asked):
    """A question before classes: in how many lessons hands were counted for it; answers are hands."""

    lessons: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The visits of a time.

    Attributes
    ----------
    visits : how many there were.
    median_s : how long half of them lasted at least.
    hours : visits that began in each hour of the day, 24 numbers.
    zones, exhibits, quiz : the most visited, most used, most answered first.
    languages : visits by the language they ended in; `switched`: in how many it was changed.
    endings, modes : visits by how they ended, by the kind of show.
    classes : what classes answered, the question with most hands first.
    """

    visits: int
    median_s: float
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


def read(path: Path, since: date | None = None) -> Figures:
    """The figures of a visit journal.

    Parameters
    ----------
    since : the first day that counts, by the clock of the booth.

    Raises
    ------
    Unreadable
        If there is no such file, or it is no visit journal, or one of a later version.
    """
    if not path.is_file():
        raise Unreadable("missing")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > len(MIGRATIONS):
                raise Unreadable("newer")
            return _figures(db, since.isoformat() if since else "", version)
    except sqlite3.Error as fault:
        raise Unreadable("broken", str(fault)) from fault


def _figures(db: sqlite3.Connection, since: str, version: int) -> Figures:
    visits = db.execute(
        "SELECT begun, seconds, language_first, language_last, ending, mode FROM visits WHERE begun >= ?"
        " ORDER BY begun",
        (since,),
    ).fetchall()
    days: dict[str, list[float]] = defaultdict(list)
    hours = [0] * 24
    for begun, seconds, *_ in visits:
        days[begun[:10]].append(seconds)
        hours[int(begun[11:13])] += 1
    return Figures(
        visits=len(visits),
        median_s=_median(row[1] for row in visits),
        days=tuple(Day(date.fromisoformat(day), len(s), median(s)) for day, s in sorted(days.items())),
        hours=tuple(hours),
        zones=_zones(db, since),
        exhibits=_exhibits(db, since),
        languages=_most_first(Counter(row[3] for row in visits)),
        switched=sum(row[2] != row[3] for row in visits),
        endings=_most_first(Counter(row[4] or CUT_OFF for row in visits)),
        modes=_most_first(Counter(row[5] for row in visits)),
        quiz=_quiz(db, since),
        classes=_classes(db, since) if version >= HANDS_SINCE else (),
    )


def _zones(db: sqlite3.Connection, since: str) -> tuple[ZoneSeen, ...]:
    rows = db.execute(
        "SELECT zone, visit, zones.seconds FROM zones JOIN visits ON visits.id = visit WHERE visits.begun >= ?",
        (since,),
    )
    seconds: dict[str, list[float]] = defaultdict(list)
    visits: dict[str, set[int]] = defaultdict(set)
    for zone, visit, lasted_s in rows:
        seconds[zone].append(lasted_s)
        visits[zone].add(visit)
    found = [ZoneSeen(zone, len(visits[zone]), len(s), median(s)) for zone, s in seconds.items()]
    return tuple(sorted(found, key=lambda z: (-z.visits, -z.median_s, z.zone)))


def _exhibits(db: sqlite3.Connection, since: str) -> tuple[ExhibitUsed, ...]:
    rows = db.execute(
        "SELECT exhibit, SUM(count), COUNT(DISTINCT visit) FROM acts JOIN visits ON visits.id = visit"
        " WHERE exhibit != '' AND visits.begun >= ? GROUP BY exhibit",
        (since,),
    )
    found = [ExhibitUsed(*row) for row in rows]
    return tuple(sorted(found, key=lambda e: (-e.acts, -e.visits, e.exhibit)))


def _quiz(db: sqlite3.Connection, since: str) -> tuple[Asked, ...]:
    rows = db.execute(
        "SELECT question, option, COUNT(*), SUM(right) FROM answers JOIN visits ON visits.id = visit"
        " WHERE visits.begun >= ? GROUP BY question, option ORDER BY option",
        (since,),
    )
    options: dict[str, dict[int, int]] = defaultdict(dict)
    right: Counter[str] = Counter()
    for question, option, count, good in rows:
        options[question][option] = count
        right[question] += good
    found = [Asked(q, sum(o.values()), right[q], o) for q, o in options.items()]
    return tuple(sorted(found, key=lambda a: (-a.answers, a.question)))


def _classes(db: sqlite3.Connection, since: str) -> tuple[AskedInClass, ...]:
    rows = db.execute(
        "SELECT question, option, right, count, visit, lesson FROM hands JOIN visits ON visits.id = visit"
        " WHERE count > 0 AND visits.begun >= ? ORDER BY option",
        (since,),
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


def _median(values: Iterable[float]) -> float:
    found = list(values)
    return median(found) if found else 0.0


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
