"""State of a lesson; imports no visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...park.checks.reading_times import QUESTION_S
from ...park.model import Park
from ...park.tour import Question
from ..codec import Count, Finite, Name, Seconds, TourOfPark

MOST_PUPILS = 99
MOST_HANDS = 999
"""Most votes for one option."""
MOST_POINTS = 1000
THINK_S = 40.0
"""Time to think about a question, from the moment its options appear."""
LONGEST_S = 1800.0
SHORTEST_TASK_S = 60.0


@dataclass(frozen=True, slots=True)
class Timer:
    """A countdown."""

    # left_s, of_s: remaining and total time
    left_s: Seconds
    of_s: Seconds
    held: bool = False  # whether it is stopped

    @classmethod
    def of(cls, seconds: float) -> Timer:
        """A fresh timer, clamped to a sensible duration."""
        length_s = min(max(seconds, 1.0), LONGEST_S)
        return cls(length_s, length_s)

    @property
    def over(self) -> bool:
        return self.left_s <= 0.0

    @property
    def share(self) -> float:
        """The remaining share, 0 to 1."""
        return self.left_s / self.of_s

    def pass_time(self, dt_s: float) -> Timer:
        """The timer `dt_s` seconds later."""
        return self if self.held or self.over else replace(self, left_s=max(self.left_s - dt_s, 0.0))

    def more(self, seconds: float) -> Timer:
        """The timer with seconds added (or removed)."""
        left_s = min(max(self.left_s + seconds, 0.0), LONGEST_S)
        return replace(self, left_s=left_s, of_s=max(self.of_s, left_s))


@dataclass(frozen=True, slots=True)
class Marks:
    """Votes of a class on a question: counts only, no names."""

    counts: tuple[Count, ...]  # votes for each option
    right: int  # number of the right option, from 1

    @classmethod
    def none(cls, question: Question) -> Marks:
        """No votes yet."""
        return cls((0,) * len(question.options), question.right)

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def right_share(self) -> float | None:
        """Share of the votes that are right, 0 to 1; None without votes."""
        return self.counts[self.right - 1] / self.answered if self.answered else None

    def counted(self, option: int, hands: int) -> Marks:
        """The counts with votes added (or removed) for an option; an unknown option changes nothing."""
        if not 1 <= option <= len(self.counts):
            return self
        counts = list(self.counts)
        counts[option - 1] = min(max(counts[option - 1] + hands, 0), MOST_HANDS)
        return replace(self, counts=tuple(counts))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the class."""

    question: Name  # its id
    # time to think; None before the options are shown and after the answer is
    timer: Timer | None = None
    shown: bool = False  # whether the options are shown
    revealed: bool = False  # whether the answer is shown


@dataclass(frozen=True, slots=True)
class PairPoint:
    """Result of a pair's run, as one point of the class chart."""

    kind: Name
    pair: Count  # number of the pair; no name
    # dial, x: the parameter that was set, and its value; "" if the exhibit has none
    dial: Name
    x: Finite
    # output, y: the reading, and its value
    output: Name
    y: Finite


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson, from its first stop to the page after its last."""

    tour: TourOfPark | None = None  # the tour that is taught; None before a lesson begins
    pupils: Count = 0  # number of pupils; 0 if unknown. At least the number of answers to any question.
    # seconds the class spent at each stop, by the stop's id, including pauses and questions
    spent_s: Mapping[Name, Seconds] = field(default_factory=dict)
    index: Count = 0  # index of the present stop
    task: Timer | None = None  # time for the present task
    asked: Asked | None = None  # the question put to the class
    # answers to each question that was asked
    marks: Mapping[Name, Marks] = field(default_factory=dict)
    paused: bool = False  # whether the big pause is on
    resumes: bool = False  # whether the tour resumes after the question and the pause
    over: bool = False  # whether the tour has ended; answers can still be read and saved
    # results of pairs with their own screen, one per pair and exhibit
    points: tuple[PairPoint, ...] = ()

    @property
    def going(self) -> bool:
        """Whether a lesson is in progress."""
        return self.tour is not None and not self.over

    @property
    def going_s(self) -> float:
        """Seconds since the lesson began."""
        return sum(self.spent_s.values())

    @property
    def minute(self) -> int:
        """The current minute, from 1."""
        return int(self.going_s // 60) + 1

    @property
    def minutes(self) -> int:
        """Planned duration in minutes."""
        return round(self.tour.duration_s / 60) if self.tour else 0

    @property
    def behind_s(self) -> float:
        """Seconds behind the plan; negative if ahead. Zero within a stop's planned time."""
        if self.tour is None:
            return 0.0
        begins_s = self.tour.starts_s[self.index]
        ends_s = begins_s + self.tour.stops[self.index].hold_s
        return self.going_s - min(max(self.going_s, begins_s), ends_s)

    @property
    def task_s(self) -> float:
        """Time for a task: what remains of the stop's planned time without its questions, in half minutes."""
        if self.tour is None:
            return SHORTEST_TASK_S
        stop = self.tour.stops[self.index]
        questions = sum(id not in self.marks for id in stop.quiz)
        left_s = stop.hold_s - self.spent_s.get(stop.id, 0.0) - QUESTION_S * questions
        return max(round(left_s / 30.0) * 30.0, SHORTEST_TASK_S)

    @property
    def timer(self) -> Timer | None:
        """The active timer: of the question if there is one, else of the task."""
        return self.asked.timer if self.asked else self.task

    def with_timer(self, timer: Timer | None) -> Lesson:
        """The lesson with its active timer replaced."""
        if self.asked is None:
            return replace(self, task=timer)
        return replace(self, asked=replace(self.asked, timer=timer))

    def pass_time(self, dt_s: float) -> Lesson:
        """The lesson `dt_s` seconds later. Class time always counts; timers wait for the end of the big pause."""
        if self.tour is None or self.over:
            return self
        stop = self.tour.stops[self.index].id
        lesson = replace(self, spent_s={**self.spent_s, stop: self.spent_s.get(stop, 0.0) + dt_s})
        if lesson.paused or lesson.timer is None:
            return lesson
        return lesson.with_timer(lesson.timer.pass_time(dt_s))

    def at_stop(self, index: int) -> Lesson:
        """The lesson at another stop; question and task of the previous one are closed."""
        return replace(self, index=index, task=None, asked=None, paused=False, resumes=False)

    def ended(self) -> Lesson:
        """The lesson after its tour."""
        return replace(self, task=None, asked=None, paused=False, resumes=False, over=True)

    def questions(self, park: Park) -> tuple[str, ...]:
        """The ids of all questions, in the order of their numbers: those of the stops, then the remaining ones."""
        own = self.tour.questions if self.tour is not None else ()
        return (*own, *(id for id in park.quiz if id not in own))

    def marks_of(self, question: Question) -> Marks:
        """Answers to a question so far."""
        return self.marks.get(question.id) or Marks.none(question)

    def put(self, question: Question) -> Lesson:
        """The lesson with a question marked as asked: the class has seen its options, counted or not."""
        return replace(self, marks={**self.marks, question.id: self.marks_of(question)})

    def counted(self, question: Question, option: int, hands: int) -> Lesson:
        """The lesson with votes added (or removed) for an option. The class has at least as many pupils as votes."""
        marks = self.marks_of(question).counted(option, hands)
        pupils = max(self.pupils, marks.answered) if self.pupils else 0
        return replace(self, marks={**self.marks, question.id: marks}, pupils=pupils)

    def with_point(self, point: PairPoint) -> Lesson:
        """The lesson with the result of a pair, replacing its earlier one at the same exhibit."""
        others = [one for one in self.points if (one.kind, one.pair) != (point.kind, point.pair)]
        return replace(self, points=(*others, point)[-MOST_POINTS:])

    def with_pupils(self, pupils: int) -> Lesson:
        """The lesson with this number of pupils, but at least the number of answers."""
        most = max((marks.answered for marks in self.marks.values()), default=0)
        known = min(max(pupils, 0), MOST_PUPILS)
        return replace(self, pupils=max(known, most) if known else 0)

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        if self.tour is None:
            return None
        if self.tour.kind != "lesson":
            return f"lesson {self.tour.id}"
        stops = {stop.id for stop in self.tour.stops}
        gone = [f"stop {self.index}"] if self.index >= len(self.tour.stops) else []
        gone += [f"stop {stop}" for stop in self.spent_s if stop not in stops]
        counted = {id: len(marks.counts) for id, marks in self.marks.items()}
        if self.asked is not None and self.asked.question not in park.quiz:
            gone.append(f"question {self.asked.question}")
        gone += [
            f"question {id}"
            for id, options in counted.items()
            if id not in park.quiz or options != len(park.quiz[id].options)
        ]
        return gone[0] if gone else None
