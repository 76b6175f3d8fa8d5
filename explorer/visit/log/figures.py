"""Statistics of many visits, read from the visit database, as plain values."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from .merged import merged

CUT_OFF = "cut off"
"""Ending of a visit without one: the explorer was killed, or the visit still goes on."""


@dataclass(frozen=True, slots=True)
class Part:
    """The visits of a day or of a booth, to be compared with others.

    Attributes
    ----------
    name : the day as an ISO date, or the name of the booth.
    median_s : median active time of those who stayed.
    tried : visits that set a dial or did an action of an exhibit.
    """

    name: str
    visits: int
    median_s: float
    bounces: int
    tried: int


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
class Surveyed:
    """A question of the survey: answers per option (from 1), the lines that were written, and how often it was skipped."""

    question: str
    options: Mapping[int, int]
    lines: tuple[str, ...]
    skipped: int

    @property
    def answers(self) -> int:
        return sum(self.options.values()) + len(self.lines)


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
    days, booths : compared; a booth has a name if several files are read, or one of a fleet's hub.
    hours : visits that began in each hour of the day, 24 numbers; `calendar`: those of each day, in the order of `days`.
    funnel : visits of booths by how far they came, see `FUNNEL`; empty without a visit of a booth.
    zones, exhibits, quiz : most visited, most used, most answered first.
    languages : visits by the language they ended in; `switched`: visits that changed it.
    endings, modes : visits by ending, and by kind of show.
    classes : answers of classes, the question with most hands first.
    results : results of pairs of classes, the exhibit with most of them first.
    survey : answers to the survey of booths, which belong to no visit.
    """

    visits: int
    bounces: int
    median_s: float
    quartiles_s: tuple[float, float]
    staff: int
    days: tuple[Part, ...]
    booths: tuple[Part, ...]
    hours: tuple[int, ...]
    calendar: tuple[tuple[int, ...], ...]
    funnel: Mapping[str, int]
    zones: tuple[ZoneSeen, ...]
    exhibits: tuple[ExhibitUsed, ...]
    languages: Mapping[str, int]
    switched: int
    endings: Mapping[str, int]
    modes: Mapping[str, int]
    quiz: tuple[Asked, ...]
    classes: tuple[AskedInClass, ...]
    results: tuple[PairResults, ...]
    survey: tuple[Surveyed, ...]


OPENS = ("Open", "Operate", "StartTour", "StartQuiz")
"""Acts that open something; a visitor who does one of them has stayed."""
TRIES = ("Turn", "Press")
"""Acts that set a dial or do an action of an exhibit."""
FUNNEL: Mapping[str, str] = {
    "touched": "SELECT id FROM visits",
    "zone": "SELECT visit FROM zones",
    "exhibit": "SELECT visit FROM acts WHERE kind = 'Operate' OR exhibit != ''",
    "tried": f"SELECT visit FROM acts WHERE exhibit != '' AND kind IN {TRIES}",
    "quiz": "SELECT visit FROM answers",
}
"""Steps of a visit to a booth, and the visits that took them; a step may be taken without the one before.

The last step, "survey", is not told by visits: it counts the answers to the question that was answered most.
"""


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
    with merged((path, *others), since, until, booths) as (db, staff):
        return _figures(db, staff)


def _figures(db: sqlite3.Connection, staff: int) -> Figures:
    visits = db.execute(
        "SELECT id, begun, COALESCE(active_s, seconds), language_first, language_last, ending, mode FROM visits"
        " ORDER BY begun"
    ).fetchall()
    bounces = bounced(db)
    stayed = [row[2] for row in visits if row[0] not in bounces]
    tried = {id for (id,) in db.execute(FUNNEL["tried"])}
    named = dict(db.execute("SELECT visit, booth FROM booths"))
    days: dict[str, list[tuple[int, float]]] = defaultdict(list)
    booths: dict[str, list[tuple[int, float]]] = defaultdict(list)
    calendar: dict[str, list[int]] = defaultdict(lambda: [0] * 24)
    for id, begun, seconds, *_ in visits:
        days[begun[:10]].append((id, seconds))
        booths[named.get(id, "")].append((id, seconds))
        calendar[begun[:10]][int(begun[11:13])] += 1

    def compared(parts: Mapping[str, list[tuple[int, float]]]) -> tuple[Part, ...]:
        return tuple(
            Part(
                name,
                len(rows),
                _median(s for id, s in rows if id not in bounces),
                sum(id in bounces for id, _ in rows),
                sum(id in tried for id, _ in rows),
            )
            for name, rows in sorted(parts.items())
        )

    survey = _survey(db)
    lower_s, _, upper_s = quantiles(stayed, method="inclusive") if len(stayed) > 1 else [_median(stayed)] * 3
    return Figures(
        visits=len(visits),
        bounces=len(bounces),
        median_s=_median(stayed),
        quartiles_s=(lower_s, upper_s),
        staff=staff,
        days=compared(days),
        booths=compared(booths) if named else (),
        hours=tuple(map(sum, zip(*calendar.values(), strict=True))) or (0,) * 24,
        calendar=tuple(tuple(hours) for _, hours in sorted(calendar.items())),
        funnel=_funnel(db, survey),
        zones=_zones(db),
        exhibits=_exhibits(db),
        languages=_most_first(Counter(row[4] for row in visits)),
        switched=sum(row[3] != row[4] for row in visits),
        endings=_most_first(Counter(row[5] or CUT_OFF for row in visits)),
        modes=_most_first(Counter(row[6] for row in visits)),
        quiz=_quiz(db),
        classes=_classes(db),
        results=_results(db),
        survey=survey,
    )


def _funnel(db: sqlite3.Connection, survey: Sequence[Surveyed]) -> dict[str, int]:
    """Visits of booths at each step."""
    steps = {
        step: int(
            db.execute(f"SELECT COUNT(*) FROM visits WHERE mode = 'kiosk' AND id IN ({ids})").fetchone()[0]
        )
        for step, ids in FUNNEL.items()
    }
    if not steps["touched"]:
        return {}
    return steps | ({"survey": max(asked.answers for asked in survey)} if survey else {})


def _survey(db: sqlite3.Connection) -> tuple[Surveyed, ...]:
    rows = db.execute(
        "SELECT question, option, line, SUM(count) FROM surveys GROUP BY question, option, line ORDER BY option, line"
    )
    options: dict[str, dict[int, int]] = defaultdict(dict)
    lines: dict[str, list[str]] = defaultdict(list)
    skipped: Counter[str] = Counter()
    for question, option, line, count in rows:
        options[question]  # a question that everybody skipped was asked all the same
        if option:
            options[question][option] = count
        elif line:
            lines[question] += [line] * count
        else:
            skipped[question] += count
    return tuple(Surveyed(q, o, tuple(lines[q]), skipped[q]) for q, o in sorted(options.items()))


def bounced(db: sqlite3.Connection) -> set[int]:
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
