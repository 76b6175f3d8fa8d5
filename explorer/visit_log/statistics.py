"""Counts what happens in one visit after the other, and says from time to time what is new. No clock, no file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .schema import STAFF

EVERY_S = 1.0
"""What is new is reported at most so often."""
TIME_ALONE_S = 10.0
"""That time went by is reported so often, if nothing else is new."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: seconds on a clock that never jumps, and the time of day (ISO 8601, local, with offset)."""

    time_s: float
    at: str


@dataclass(frozen=True, slots=True)
class ZoneOpened:
    """A zone that was open in a visit, and for how long so far."""

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
    """How many hands a class raised for an option of a question, as it stands by now. No names."""

    lesson: int  # counts the lessons of a visit from 0
    question: str
    option: int
    right: bool
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the run of a pair in a class: it had set `dial` to `x` and read `y` of `output`. No names."""

    lesson: int
    exhibit: str
    pair: int
    dial: str
    x: float
    output: str
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is new of a visit. Writing a page twice changes nothing."""

    visit: int  # counts the visits of this process from 1
    begun: str
    ended: str
    mode: str
    language_first: str
    language_last: str
    seconds: float
    ending: str | None = None  # how it ended; None: it goes on
    zones: tuple[ZoneOpened, ...] = ()
    acts: tuple[tuple[str, str, int], ...] = ()  # (kind, exhibit) -> how often so far
    answers: tuple[Answer, ...] = ()
    hands: tuple[Hands, ...] = ()
    active_s: float | None = None  # seconds until the last sign of life; None: not counted
    results: tuple[Result, ...] = ()


@dataclass(slots=True)
class _Present:
    """The visit that is going on."""

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
    reported_zones: int = 0  # so many are reported for good
    reported_answers: int = 0
    reported_s: float = -1e9
    news: bool = True

    def last_sign(self, now: Moment) -> Moment:
        """When it was last seen that somebody is there; where that is not looked for, it is now."""
        return now if self.alive is None else self.alive

    def zone_seconds(self, index: int, now: Moment) -> float:
        _, opened, seconds = self.zones[index]
        return max(self.last_sign(now).time_s - opened.time_s, 0.0) if seconds is None else seconds


class VisitStatistics:
    """One visit after the other in a process.

    Parameters
    ----------
    mode : what kind of show this is.
    """

    def __init__(self, mode: str) -> None:
        self._mode, self._count = mode, 0
        self._present: _Present | None = None

    @property
    def going_on(self) -> bool:
        """Whether somebody is there."""
        return self._present is not None

    def begin(self, now: Moment, language: str) -> None:
        """Somebody has come. One who is there already goes on."""
        if self._present is None:
            self._count += 1
            self._present = _Present(self._count, now, [language])

    def end(self, now: Moment, how: str) -> Page | None:
        """The visitor has gone; the last page, None if there was no visitor."""
        if (present := self._present) is None:
            return None
        self.zone(present.last_sign(now), None)
        page = self._page(present, now, STAFF if present.staff else how)
        self._present = None
        return page

    def alive(self, now: Moment) -> None:
        """Somebody gives a sign of life. In a show where none is ever reported, they are not looked for."""
        if self._present is not None:
            self._present.alive = now

    def staff(self) -> None:
        """Who is there is no visitor."""
        if self._present is not None:
            self._present.staff = True

    def zone(self, now: Moment, zone: str | None) -> None:
        """A zone was opened, or the open one closed."""
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
        """Something was done, to an exhibit or not."""
        if self._present is not None:
            self._present.acts[kind, exhibit] += 1
            self._present.fresh_acts.add((kind, exhibit))
            self._present.news = True

    def speaks(self, language: str) -> None:
        """The language was changed."""
        if self._present is not None and self._present.languages[-1] != language:
            self._present.languages.append(language)
            self._present.news = True

    def answer(self, now: Moment, question: str, option: int, right: bool) -> None:
        """A question was answered."""
        if (present := self._present) is not None:
            present.answers.append(Answer(len(present.answers), question, option, right, now.at))
            present.news = True

    def hands(self, question: str, option: int, right: bool, count: int) -> None:
        """A class has raised so many hands for an option by now."""
        if (present := self._present) is not None:
            reported = Hands(present.lesson, question, option, right, count)
            present.fresh_hands[reported.lesson, question, option] = reported
            present.news = True

    def result(self, exhibit: str, pair: int, dial: str, x: float, output: str, y: float) -> None:
        """A pair of a class has come to a result, instead of an earlier one at the same exhibit."""
        if (present := self._present) is not None:
            present.fresh_results[present.lesson, exhibit, pair] = Result(
                present.lesson, exhibit, pair, dial, x, output, y
            )
            present.news = True

    def next_lesson(self) -> None:
        """What is counted from now on was answered by another class."""
        if self._present is not None:
            self._present.lesson += 1

    def page(self, now: Moment) -> Page | None:
        """What is new, if anything is and the last page is old enough."""
        if (present := self._present) is None:
            return None
        if now.time_s - present.reported_s < (EVERY_S if present.news else TIME_ALONE_S):
            return None
        return self._page(present, now, None)

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
