"""The forty minutes of the lesson, played in frames from its first stop to the page after its last, by a teacher with a class.

The teacher talks, has the class work, asks every question, counts hands (and miscounts), waits for whoever needs a moment
more, calls everybody to the front, looks something up elsewhere, and goes on when the time of a stop is over.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.park.tour import Question, Stop, Tour
from explorer.visit import (
    TEACH,
    Act,
    Change,
    NextStop,
    Open,
    Operate,
    Orbit,
    PauseTour,
    PreviousStop,
    ResumeTour,
    Settings,
    StartTour,
    Turn,
    Visit,
)
from explorer.visit.lesson.acts import (
    Ask,
    BigPause,
    Count,
    GatherClass,
    HoldTimer,
    MoreTime,
    NextQuestion,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
    StartTask,
)
from explorer.visit.lesson.state import THINK_S, Lesson

TICK_S = 0.1
PUPILS, ABSENT_MINDED = 28, 2
INTRODUCED_S, READ_S, TALKED_OVER_S = 20.0, 10.0, 12.0
QUESTION_S = READ_S + THINK_S + TALKED_OVER_S
LEAST_TASK_S = 60.0


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


class Classroom:
    """A class, its teacher, and the visit on the one screen; every frame is looked at."""

    def __init__(self, park: Park) -> None:
        self.visit = Visit.begin(park, TEACH, Settings(comfort="glide"))
        self.dice = random.Random(7)
        self.taught_s = 0.0
        self.worst_behind_s = 0.0
        self.tasks = 0

    @property
    def lesson(self) -> Lesson:
        return self.visit.lesson

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.visit = self.visit.after(act)

    def wait(self, seconds: float) -> None:
        """Let time go by, and hold what has to be true at every moment."""
        for _ in range(round(seconds / TICK_S)):
            minute, index = self.lesson.minute, self.lesson.index
            self.visit = self.visit.advance(TICK_S)
            lesson, playback = self.lesson, self.visit.playback
            assert lesson.going
            assert playback is not None
            assert lesson.index == playback.index == index  # nobody goes on but the teacher
            self.taught_s += TICK_S
            assert lesson.going_s == pytest.approx(self.taught_s)
            assert minute <= lesson.minute <= minute + 1
            assert lesson.timer is None or 0.0 <= lesson.timer.left_s <= lesson.timer.of_s
            self.worst_behind_s = max(self.worst_behind_s, abs(lesson.behind_s))

    def spent_s(self, stop: Stop) -> float:
        return self.lesson.spent_s.get(stop.id, 0.0)

    # ---- what a teacher does

    def work(self, stop: Stop) -> None:
        """The class works by itself, as long as the questions of the stop leave time."""
        left_s = stop.hold_s - self.spent_s(stop) - len(stop.quiz) * QUESTION_S
        if left_s < LEAST_TASK_S:
            return
        self.tasks += 1
        self.do(StartTask(left_s))
        assert self.lesson.task is not None
        assert not self.lesson.task.over
        self.wait(left_s + TICK_S)
        assert self.lesson.task is not None
        assert self.lesson.task.over

    def question(self, question: Question) -> None:
        """Read, think, count, say which one is right."""
        asked = self.lesson.asked
        assert asked is not None
        assert (asked.question, asked.shown) == (question.id, False)
        self.wait(READ_S)
        self.do(ShowOptions())
        self.wait(THINK_S - 10)
        self.count(question)
        self.wait(10 + TICK_S)
        assert self.lesson.timer is not None
        assert self.lesson.timer.over
        self.do(Reveal())
        self.wait(TALKED_OVER_S)
        assert self.lesson.timer is None

    def count(self, question: Question) -> None:
        """Hand by hand, and one too many that is taken back; most know the answer."""
        options = range(1, len(question.options) + 1)
        weights = [3 if option == question.right else 1 for option in options]
        hands = self.dice.choices(options, weights, k=PUPILS - ABSENT_MINDED)
        for option in hands:
            self.do(Count(option))
        self.do(Count(1), Count(1, -1))
        counts = self.lesson.marks[question.id].counts
        assert counts == tuple(hands.count(option) for option in options)

    def stop(self, stop: Stop) -> None:
        """All of a stop: introduced, worked on, asked about, and left when its time is over."""
        self.wait(INTRODUCED_S)
        if stop.id == "data":
            self.asks_for_attention()
        elif stop.id == "net":
            self.looks_elsewhere()
        elif stop.id == "line":
            self.slips_back(stop)
        self.work(stop)
        for number, id in enumerate(stop.quiz):
            self.do(NextQuestion() if number else Ask(id))
            self.question(self.visit.park.quiz[id])
        if stop.quiz:
            self.do(NextQuestion())  # after the last one it is put away
            assert self.lesson.asked is None
        self.wait(max(stop.hold_s - self.spent_s(stop), 0.0))
        playback = self.visit.playback
        assert playback is not None
        assert playback.playing
        assert playback.done == len(stop.acts)  # all that the tour shows there was seen

    def asks_for_attention(self) -> None:
        self.do(StartTask(90), HoldTimer(True))
        self.wait(5)
        self.do(HoldTimer(False), MoreTime())
        self.wait(2)
        self.do(BigPause(True))
        before = self.lesson.timer
        self.wait(10)
        assert self.lesson.timer == before
        self.do(BigPause(False), Change(Settings(language="zh", comfort="glide")))
        self.wait(2)

    def looks_elsewhere(self) -> None:
        here = self.visit.zone
        self.do(Open("street"), Operate(), Orbit(20, 3))
        self.wait(6)
        self.do(Turn("seed", 5))
        self.wait(3)
        self.do(GatherClass())
        self.wait(4)
        assert (self.visit.zone, self.visit.operating) == (here, True)

    def slips_back(self, stop: Stop) -> None:
        """A key too many: to the stop before, and on again at once; then a pause of one's own."""
        self.do(PreviousStop(), NextStop())
        self.do(PauseTour())
        self.wait(5)
        self.do(ResumeTour())
        assert self.spent_s(stop) == pytest.approx(INTRODUCED_S + 5)


def test_forty_minutes_are_taught_from_the_first_stop_to_the_page_after_the_last(park: Park) -> None:
    tour = lesson_of(park)
    room = Classroom(park)
    room.do(SetClass(PUPILS), StartTour(tour.id))
    for stop in tour.stops:
        room.stop(stop)
        room.do(NextStop())
    # its page: over, with nothing left running
    lesson, visit = room.lesson, room.visit
    assert (lesson.over, lesson.going, lesson.asked, lesson.task, lesson.paused) == (
        True,
        False,
        None,
        None,
        False,
    )
    assert visit.playback is None
    assert visit.toured is not None
    assert visit.toured.whole
    # planned against spent
    assert lesson.minutes == 40
    assert lesson.going_s == pytest.approx(tour.duration_s, abs=30)
    assert room.worst_behind_s < 30
    assert set(lesson.spent_s) == {stop.id for stop in tour.stops}
    for stop in tour.stops:
        assert stop.hold_s - TICK_S <= lesson.spent_s[stop.id] <= stop.hold_s + 30, stop.id
    assert room.tasks == len(tour.stops)
    # every question was asked and counted, of everybody who raised a hand
    asked = tour.questions
    assert set(lesson.marks) == set(asked)
    assert {marks.answered for marks in lesson.marks.values()} == {PUPILS - ABSENT_MINDED}
    assert all(marks.right_share for marks in lesson.marks.values())
    assert lesson.pupils == PUPILS
    # the page is read for as long as one likes, and put away
    later = visit.advance(300.0)
    assert later.lesson == lesson
    assert later.after(PutAway()).lesson == Lesson(pupils=PUPILS)


def lesson_of(park: Park) -> Tour:
    return next(tour for tour in park.tours.values() if tour.kind == "lesson")
