"""How far a lesson has come: a value that knows no visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...park.checks.reading_times import QUESTION_S
from ...park.model import Park
from ...park.tour import Question, Tour

MOST_PUPILS = 99
MOST_HANDS = 999
"""So many votes an audience has at most for one option."""
MOST_POINTS = 1000
THINK_S = 40.0
"""The time to think about a question, from when its options are shown."""
LONGEST_S = 1800.0
SHORTEST_TASK_S = 60.0


@dataclass(frozen=True, slots=True)
class Timer:
    """Time that runs out."""

    # left_s, of_s: what is left of how much
    left_s: float
    of_s: float
    held: bool = False  # whether it stands still

    @classmethod
    def of(cls, seconds: float) -> Timer:
        """A fresh one, of a sensible length."""
        length_s = min(max(seconds, 1.0), LONGEST_S)
        return cls(length_s, length_s)

    @property
    def over(self) -> bool:
        return self.left_s <= 0.0

    @property
    def share(self) -> float:
        """How much is left, 0 to 1."""
        return self.left_s / self.of_s

    def pass_time(self, dt_s: float) -> Timer:
        """`dt_s` seconds later."""
        return self if self.held or self.over else replace(self, left_s=max(self.left_s - dt_s, 0.0))

    def more(self, seconds: float) -> Timer:
        """With some seconds more (or fewer)."""
        left_s = min(max(self.left_s + seconds, 0.0), LONGEST_S)
        return replace(self, left_s=left_s, of_s=max(self.of_s, left_s))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a class answered to a question: counts only, no names."""

    counts: tuple[int, ...]  # hands for each option
    right: int  # the number of the right option, from 1

    @classmethod
    def none(cls, question: Question) -> Marks:
        """No hand yet."""
        return cls((0,) * len(question.options), question.right)

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def right_share(self) -> float | None:
        """How many of those who answered were right, 0 to 1; None if nobody answered."""
        return self.counts[self.right - 1] / self.answered if self.answered else None

    def counted(self, option: int, hands: int) -> Marks:
        """With more hands (or fewer) for an option; an option that is not there changes nothing."""
        if not 1 <= option <= len(self.counts):
            return self
        counts = list(self.counts)
        counts[option - 1] = min(max(counts[option - 1] + hands, 0), MOST_HANDS)
        return replace(self, counts=tuple(counts))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands before the class."""

    question: str  # its id
    # the time to think; None before the options are shown, and after the answer is
    timer: Timer | None = None
    shown: bool = False  # whether the options are
    revealed: bool = False  # whether the answer is


@dataclass(frozen=True, slots=True)
class PairPoint:
    """What came of a pair's own run, as one point of the class chart."""

    kind: str
    pair: int  # its number; no name
    # dial, x: what it had set, and to what; "" where the exhibit has no dial
    dial: str
    x: float
    # output, y: what was read, and how much
    output: str
    y: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson, from its first stop to the page after its last."""

    tour: Tour | None = None  # what is taught; None if no lesson has begun
    pupils: int = 0  # how many there are; 0 if not known. Never fewer than answered one question.
    # seconds of the class at each stop, by the stop's id, including pauses and questions
    spent_s: Mapping[str, float] = field(default_factory=dict)
    index: int = 0  # the present stop
    task: Timer | None = None  # the time to work by oneself
    asked: Asked | None = None  # the question before the class
    # what was answered to each question that was asked
    marks: Mapping[str, Marks] = field(default_factory=dict)
    paused: bool = False  # whether all look to the front
    resumes: bool = False  # whether the tour goes on by itself after the question and the pause
    over: bool = False  # whether the tour has ended; what was answered can be read and kept
    # what came of the runs of pairs that have a screen of their own, one of each at each exhibit
    points: tuple[PairPoint, ...] = ()

    @property
    def going(self) -> bool:
        """Whether a class is being taught."""
        return self.tour is not None and not self.over

    @property
    def going_s(self) -> float:
        """Seconds since it began."""
        return sum(self.spent_s.values())

    @property
    def minute(self) -> int:
        """The minute it is in, from 1."""
        return int(self.going_s // 60) + 1

    @property
    def minutes(self) -> int:
        """How many minutes are planned."""
        return round(self.tour.duration_s / 60) if self.tour else 0

    @property
    def behind_s(self) -> float:
        """Seconds later than planned; negative if there is time left. Zero within a stop's own time."""
        if self.tour is None:
            return 0.0
        begins_s = self.tour.starts_s[self.index]
        ends_s = begins_s + self.tour.stops[self.index].hold_s
        return self.going_s - min(max(self.going_s, begins_s), ends_s)

    @property
    def task_s(self) -> float:
        """How long a task may be: what is left of the planned time of the stop without its questions, in half minutes."""
        if self.tour is None:
            return SHORTEST_TASK_S
        stop = self.tour.stops[self.index]
        questions = sum(id not in self.marks for id in stop.quiz)
        left_s = stop.hold_s - self.spent_s.get(stop.id, 0.0) - QUESTION_S * questions
        return max(round(left_s / 30.0) * 30.0, SHORTEST_TASK_S)

    @property
    def timer(self) -> Timer | None:
        """The time that runs: to think while a question stands there, else to work."""
        return self.asked.timer if self.asked else self.task

    def with_timer(self, timer: Timer | None) -> Lesson:
        """With another time to think, or to work."""
        if self.asked is None:
            return replace(self, task=timer)
        return replace(self, asked=replace(self.asked, timer=timer))

    def pass_time(self, dt_s: float) -> Lesson:
        """`dt_s` seconds later. The minutes of a class always go on; its timers wait for the end of the big pause."""
        if self.tour is None or self.over:
            return self
        stop = self.tour.stops[self.index].id
        lesson = replace(self, spent_s={**self.spent_s, stop: self.spent_s.get(stop, 0.0) + dt_s})
        if lesson.paused or lesson.timer is None:
            return lesson
        return lesson.with_timer(lesson.timer.pass_time(dt_s))

    def at_stop(self, index: int) -> Lesson:
        """At another stop: what belonged to the one before is put away."""
        return replace(self, index=index, task=None, asked=None, paused=False, resumes=False)

    def ended(self) -> Lesson:
        """After the tour."""
        return replace(self, task=None, asked=None, paused=False, resumes=False, over=True)

    def questions(self, park: Park) -> tuple[str, ...]:
        """The ids of all questions, numbered in this order: those of its stops, then what else may be asked."""
        own = self.tour.questions if self.tour is not None else ()
        return (*own, *(id for id in park.quiz if id not in own))

    def marks_of(self, question: Question) -> Marks:
        """What was answered to a question so far."""
        return self.marks.get(question.id) or Marks.none(question)

    def put(self, question: Question) -> Lesson:
        """With a question whose options the class has seen: it was asked, whether hands are counted or not."""
        return replace(self, marks={**self.marks, question.id: self.marks_of(question)})

    def counted(self, question: Question, option: int, hands: int) -> Lesson:
        """With more hands (or fewer) for an option of a question. A class is at least as large as the hands in it."""
        marks = self.marks_of(question).counted(option, hands)
        pupils = max(self.pupils, marks.answered) if self.pupils else 0
        return replace(self, marks={**self.marks, question.id: marks}, pupils=pupils)

    def with_point(self, point: PairPoint) -> Lesson:
        """With the result of a pair, instead of an earlier one of it at the same exhibit."""
        others = [one for one in self.points if (one.kind, one.pair) != (point.kind, point.pair)]
        return replace(self, points=(*others, point)[-MOST_POINTS:])

    def with_pupils(self, pupils: int) -> Lesson:
        """With so many in the class; not fewer than have answered."""
        most = max((marks.answered for marks in self.marks.values()), default=0)
        known = min(max(pupils, 0), MOST_PUPILS)
        return replace(self, pupils=max(known, most) if known else 0)
