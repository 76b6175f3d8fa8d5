"""Counts the events of successive visits, and reports news from time to time. No clock, no file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .schema import STAFF

EVERY_S = 1.0
"""Shortest interval between reports."""
TIME_ALONE_S = 10.0
"""Interval of reports while only time passes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: seconds on a clock that never jumps, and the time of day (ISO 8601, local, with offset)."""

    time_s: float
    at: str


@dataclass(frozen=True, slots=True)
class ZoneOpened:
    """A zone opened in a visit, and its time so far."""

    number: int
    zone: str
    begun: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question of the quiz; options count from 1."""

    number: int
    question: str
    option: int
    right: bool
    begun: str


@dataclass(frozen=True, slots=True)
class Hands:
    """Number of hands a class has raised for an option of a question. No names."""

    lesson: int  # number of the lesson, from 0
    question: str
    option: int
    right: bool
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a pair's run in a class: it had set `dial` to `x` and read `y` of `output`. No names."""

    lesson: int
    exhibit: str
    pair: int
    dial: str
    x: float
    output: str
    y: float


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """An answer of a survey, of a day: no part of a visit."""

    day: str
    question: str
    option: int = 0  # from 1; 0: skipped, or a line of text
    line: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """News of a visit. Writing a page twice changes nothing."""

    visit: int  # number of the visit in this process, from 1
    begun: str
    ended: str
    mode: str
    language_first: str
    language_last: str
    seconds: float
    ending: str | None = None  # how it ended; None while it goes on
    zones: tuple[ZoneOpened, ...] = ()
    acts: tuple[tuple[str, str, int], ...] = ()  # (kind, exhibit) -> number so far
    answers: tuple[Answer, ...] = ()
    hands: tuple[Hands, ...] = ()
    active_s: float | None = None  # seconds until the last sign of life; None: not counted
    results: tuple[Result, ...] = ()


@dataclass(slots=True)
class _Present:
    """The visit in progress."""

    number: int
    begun: Moment
    languages: list[str]
    alive: Moment | None = None
    staff: bool = False
    zones: list[tuple[str, Moment, float | None]] = field(default_factory=list)  # None: still open
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: list[Answer] = field(default_factory=list)
    lesson: int = 0
    fresh_hands: dict[tuple[int, str, int], Hands] = field(default_factory=dict)
    fresh_results: dict[tuple[int, str, int], Result] = field(default_factory=dict)
    fresh_acts: set[tuple[str, str]] = field(default_factory=set)
    reported_zones: int = 0  # number of zones reported for good
    reported_answers: int = 0
    reported_s: float = -1e9
    news: bool = True

    def last_sign(self, now: Moment) -> Moment:
        """Time of the last sign of life; now, in shows that do not report any."""
        return now if self.alive is None else self.alive

    def zone_seconds(self, index: int, now: Moment) -> float:
        _, opened, seconds = self.zones[index]
        return max(self.last_sign(now).time_s - opened.time_s, 0.0) if seconds is None else seconds


class VisitStatistics:
    """Statistics of successive visits in a process.

    Parameters
    ----------
    mode : the kind of show.
    """

    def __init__(self, mode: str) -> None:
        self._mode, self._count = mode, 0
        self._present: _Present | None = None

    @property
    def going_on(self) -> bool:
        """Whether a visit is in progress."""
        return self._present is not None

    def begin(self, now: Moment, language: str) -> None:
        """Begin a visit, unless one is in progress."""
        if self._present is None:
            self._count += 1
            self._present = _Present(self._count, now, [language])

    def end(self, now: Moment, how: str) -> Page | None:
        """End the visit; returns its last page, None without a visit."""
        if (present := self._present) is None:
            return None
        self.zone(present.last_sign(now), None)
        page = self._page(present, now, STAFF if present.staff else how)
        self._present = None
        return page

    def alive(self, now: Moment) -> None:
        """Record that the visitor is still there; without such reports no visit ends by silence."""
        if self._present is not None:
            self._present.alive = now

    def staff(self) -> None:
        """Mark the present visit as staff, with the next page: the numbers that staff read must not count them."""
        present = self._present
        if present is not None and not present.staff:
            present.staff = present.news = True
            present.reported_s = -1e9

    def zone(self, now: Moment, zone: str | None) -> None:
        """Record that a zone was opened, or the open one closed."""
        if (present := self._present) is None:
            return
        if present.zones and present.zones[-1][2] is None:
            name, opened, _ = present.zones[-1]
            present.zones[-1] = name, opened, max(now.time_s - opened.time_s, 0.0)
            present.news = True
        if zone is not None:
            present.zones.append((zone, now, None))
            present.news = True

    def act(self, kind: str, exhibit: str = "") -> None:
        """Record an act, on an exhibit or not."""
        if self._present is not None:
            self._present.acts[kind, exhibit] += 1
            self._present.fresh_acts.add((kind, exhibit))
            self._present.news = True

    def speaks(self, language: str) -> None:
        """Record a change of language."""
        if self._present is not None and self._present.languages[-1] != language:
            self._present.languages.append(language)
            self._present.news = True

    def answer(self, now: Moment, question: str, option: int, right: bool) -> None:
        """Record an answer to a question."""
        if (present := self._present) is not None:
            present.answers.append(Answer(len(present.answers), question, option, right, now.at))
            present.news = True

    def hands(self, question: str, option: int, right: bool, count: int) -> None:
        """Record the number of hands of a class for an option so far."""
        if (present := self._present) is not None:
            reported = Hands(present.lesson, question, option, right, count)
            present.fresh_hands[reported.lesson, question, option] = reported
            present.news = True

    def result(self, exhibit: str, pair: int, dial: str, x: float, output: str, y: float) -> None:
        """Record the result of a pair of a class, replacing its earlier one at the same exhibit."""
        if (present := self._present) is not None:
            present.fresh_results[present.lesson, exhibit, pair] = Result(
                present.lesson, exhibit, pair, dial, x, output, y
            )
            present.news = True

    def next_lesson(self) -> None:
        """Begin the answers of another class."""
        if self._present is not None:
            self._present.lesson += 1

    def page(self, now: Moment) -> Page | None:
        """The news, if there is any and the last page is old enough."""
        if (present := self._present) is None:
            return None
        if now.time_s - present.reported_s < (EVERY_S if present.news else TIME_ALONE_S):
            return None
        return self._page(present, now, STAFF if present.staff else None)

    def _page(self, present: _Present, now: Moment, ending: str | None) -> Page:
        first = present.reported_zones
        zones = tuple(
            ZoneOpened(i, present.zones[i][0], present.zones[i][1].at, present.zone_seconds(i, now))
            for i in range(first, len(present.zones))
        )
        still_open = bool(present.zones) and present.zones[-1][2] is None
        page = Page(
            visit=present.number,
            begun=present.begun.at,
            ended=now.at,
            mode=self._mode,
            language_first=present.languages[0],
            language_last=present.languages[-1],
            seconds=now.time_s - present.begun.time_s,
            ending=ending,
            zones=zones,
            acts=tuple((kind, to, present.acts[kind, to]) for kind, to in sorted(present.fresh_acts)),
            answers=tuple(present.answers[present.reported_answers :]),
            hands=tuple(present.fresh_hands.values()),
            active_s=present.last_sign(now).time_s - present.begun.time_s,
            results=tuple(present.fresh_results.values()),
        )
        present.reported_zones = len(present.zones) - still_open
        present.reported_answers = len(present.answers)
        present.fresh_acts.clear()
        present.fresh_hands.clear()
        present.fresh_results.clear()
        present.reported_s, present.news = now.time_s, False
        return page
