"""The visit recorder: passes a visitor's acts to the visit statistics, and lets the database store what is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from ...visit import Act, Aim, CatchUp, Draw, Hover, Operate, Orbit, Pan, Restore, Shine, Visit, Zoom
from ...visit.acts import (
    EndFork,
    Fork,
    HearLine,
    LineAct,
    Pause,
    Press,
    Reset,
    SetPace,
    SwapRuns,
    Touch,
    Turn,
    Undo,
)
from ...visit.follow.acts import Lead, LeadFrom
from ...visit.kiosk.acts import BringSlides, HoldPress, Presence, SetPlan, WallClock
from ...visit.kiosk.reducer import is_sign_of_life
from ...visit.lesson.state import Lesson, Marks, PairPoint

if TYPE_CHECKING:
    from ...visit.log.database import PageKeeper, VisitDatabase
    from ...visit.log.statistics import Moment

SMALL = (
    Orbit | Pan | Zoom | Hover | Aim | Presence | Shine | CatchUp | HoldPress | HearLine | Lead | LeadFrom
    | Draw | SetPlan | WallClock | BringSlides
)  # fmt: skip
"""Small movements of the pointer, messages of other machines ten times a second, the booth's own clock: too many to count."""
TO_EXHIBIT = Operate | Turn | Press | Touch | Pause | SetPace | Reset | Undo | Fork | SwapRuns | EndFork


def moment() -> Moment:
    """The present time."""
    from ...visit.log.statistics import Moment  # most shows record no visits, and a start must be short

    return Moment(monotonic(), datetime.now().astimezone().isoformat(timespec="seconds"))


def somebody(visit: Visit) -> bool:
    """Whether a visitor is present.

    A booth that attracts or is closed has no visitor; in every other show the visit is one.
    """
    return visit.kiosk is None or visit.kiosk.phase in ("explore", "asking")


class VisitRecorder:
    """Compares a visit with the next one, and counts.

    Parameters
    ----------
    database : stores new records; closed with the recorder.
    now : the clock.
    """

    def __init__(self, database: VisitDatabase, mode: str, now: Callable[[], Moment] = moment) -> None:
        from ...visit.log.statistics import VisitStatistics

        self._database, self._now = database, now
        self._statistics = VisitStatistics(mode)
        self._trouble = ""
        self._restored: Mapping[str, Marks] = {}  # raised hands reported by the visit before a crash
        self._known_points: frozenset[PairPoint] = frozenset()  # results reported by it

    @classmethod
    def into(cls, file: Path, mode: str) -> VisitRecorder:
        """A recorder that writes into a database file."""
        from ...visit.log.database import VisitDatabase  # most shows record no visits

        return cls(VisitDatabase(file), mode)

    def acted(self, act: Act, before: Visit, after: Visit) -> None:
        """Record an act."""
        if isinstance(act, Restore):
            self._restored, self._known_points = after.lesson.marks, frozenset(after.lesson.points)
        if before.kiosk is not None and is_sign_of_life(before, act):
            self._statistics.alive(self._now())
        self._compare(before, after, "start over")
        if isinstance(act, SMALL | LineAct):
            return
        run = after.run or before.run
        exhibit = run.exhibit.kind if run is not None and isinstance(act, TO_EXHIBIT) else ""
        self._statistics.act(type(act).__name__, exhibit)

    def advanced(self, before: Visit, after: Visit) -> str:
        """Record the effects of time; return a new error of the database, once, or ""."""
        self._compare(before, after, "silence")
        page = self._statistics.page(self._now())
        if page is not None:
            self._database.write(page)
        trouble, known = self._database.trouble, self._trouble
        self._trouble = trouble
        return trouble if trouble != known else ""

    def keep_pages_with(self, keeper: PageKeeper | None) -> None:
        """Start or stop passing what is written to a page keeper."""
        self._database.keep_with(keeper)

    def survey(self, question: str, option: int = 0, line: str = "") -> None:
        """Record an answer of a survey, by its day alone.

        Parameters
        ----------
        option : from 1; 0 if the question was skipped, or answered by a line of text.
        """
        from ...visit.log.statistics import SurveyAnswer

        self._database.write(SurveyAnswer(self._now().at[:10], question, option, line))

    def end(self, how: str = "quit") -> None:
        """Record the end of the show, and of the present visit."""
        page = self._statistics.end(self._now(), how)
        if page is not None:
            self._database.write(page)
        self._database.close()

    def _compare(self, before: Visit, after: Visit, how: str) -> None:
        statistics = self._statistics
        if not somebody(after):
            page = statistics.end(self._now(), how)
            if page is not None:
                self._database.write(page)
            return
        if not statistics.going_on:
            statistics.begin(self._now(), after.settings.language)
            if after.kiosk is not None:
                statistics.alive(self._now())
            if after.zone is not None:
                statistics.zone(self._now(), after.zone)
        elif before.zone != after.zone:
            statistics.zone(self._now(), after.zone)
        if after.kiosk is not None and after.kiosk.staff:
            statistics.staff()
        statistics.speaks(after.settings.language)
        for question, answer in after.quiz.answers.items():
            if answer != before.quiz.answers.get(question):
                statistics.answer(self._now(), question, answer.chosen, answer.right)
        if after.lesson is not before.lesson:
            self._in_class(before.lesson, after.lesson)

    def _in_class(self, before: Lesson, after: Lesson) -> None:
        """Record new answers and results of a class.

        A lesson never loses counts: if some are missing, it is another lesson.
        """
        if before.marks.keys() - after.marks.keys() or (before.points and not after.points):
            self._statistics.next_lesson()
            self._restored, self._known_points = {}, frozenset()
            before = Lesson()
        if after.marks is not before.marks and after.marks is not self._restored:
            self._count_hands(before.marks, after.marks)
        if after.points is not before.points:
            for point in after.points:
                if point not in before.points and point not in self._known_points:
                    self._statistics.result(
                        point.kind, point.pair, point.dial, point.x, point.output, point.y
                    )

    def _count_hands(self, before: Mapping[str, Marks], after: Mapping[str, Marks]) -> None:
        for question, marks in after.items():
            none = (0,) * len(marks.counts)
            known = before[question].counts if question in before else none
            earlier = self._restored[question].counts if question in self._restored else none
            for option, (was, count) in enumerate(zip(known, marks.counts, strict=True), 1):
                if count != was:
                    self._statistics.hands(
                        question, option, option == marks.right, max(count - earlier[option - 1], 0)
                    )
