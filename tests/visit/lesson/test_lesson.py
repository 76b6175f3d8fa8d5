"""What is asked in a lesson and in a quiz: counts, timers, minutes, and that everything comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.park.checks.reading_times import QUESTION_S
from explorer.visit import (
    KIOSK,
    Act,
    CatchUp,
    EndTour,
    NextStop,
    Open,
    Operate,
    Orbit,
    PauseTour,
    PreviousStop,
    ResumeTour,
    Settings,
    StartTour,
    ToStop,
    Visit,
)
from explorer.visit.lesson.acts import (
    Ask,
    BigPause,
    Choose,
    Count,
    GatherClass,
    HoldTimer,
    MoreTime,
    NextQuestion,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
    StartQuiz,
    StartTask,
    TryAgain,
)
from explorer.visit.lesson.quiz import Quiz
from explorer.visit.lesson.state import MOST_PUPILS, THINK_S, Lesson, Timer
from explorer.visit.viewpoint import Viewpoint

from ...lessons import DATA, asking_twice


@pytest.fixture(scope="module")
def park() -> Park:
    return asking_twice(load(ROOT / "scenes" / "metaverse", Path("nowhere")))


@pytest.fixture
def taught(park: Park) -> Visit:
    """A class of 28 at the stop of data."""
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    return visit.after(SetClass(28)).after(StartTour("lesson", DATA))


def after(visit: Visit, *acts: Act) -> Visit:
    for act in acts:
        visit = visit.after(act)
    return visit


# ---- the clock


def test_a_class_is_caught_up_by_what_no_frame_reported(taught: Visit) -> None:
    visit = after(taught, StartTask(150.0), CatchUp(70.0))
    assert visit.lesson.going_s == pytest.approx(70.0)
    assert visit.lesson.minute == 2
    assert visit.lesson.task is not None
    assert visit.lesson.task.left_s == pytest.approx(80.0)
    asked = after(visit, Ask("block-400"), ShowOptions(), CatchUp(15.0))
    assert asked.lesson.timer is not None
    assert asked.lesson.timer.left_s == pytest.approx(THINK_S - 15.0)
    assert asked.lesson.spent_s == {taught.lesson.tour.stops[DATA].id: pytest.approx(85.0)}  # type: ignore[union-attr]
    paused = after(asked, BigPause(True), CatchUp(20.0))
    assert paused.lesson.going_s == pytest.approx(105.0), "the bell does not wait for the big pause"


def test_what_moves_in_the_park_is_not_caught_up(taught: Visit) -> None:
    late = taught.after(CatchUp(70.0))
    assert (late.pose, late.time_s, late.run, late.playback) == (
        taught.pose, taught.time_s, taught.run, taught.playback,
    )  # fmt: skip


def test_to_catch_up_is_no_sign_of_a_visitor(park: Park) -> None:
    booth = Visit.begin(park, KIOSK)
    assert booth.kiosk is not None
    assert booth.kiosk.phase == "attract"
    late = booth.after(CatchUp(5.0))
    assert late.kiosk is not None
    assert late.kiosk.phase == "attract"


# ---- a question before the class


def test_a_question_is_asked_counted_revealed_and_followed_by_the_next(taught: Visit) -> None:
    visit = after(
        taught, Ask("block-400"), ShowOptions(), Count(2, 15), Count(1, 7), Count(4), Count(4), Count(4, -1)
    )
    marks = visit.lesson.marks["block-400"]
    assert (marks.counts, marks.answered, marks.right) == ((7, 15, 0, 1), 23, 2)
    assert marks.right_share == pytest.approx(15 / 23)
    revealed = visit.after(Reveal())
    assert revealed.lesson.asked is not None
    assert revealed.lesson.asked.revealed
    assert revealed.lesson.asked.timer is None
    following = revealed.after(NextQuestion())
    assert following.lesson.asked is not None
    assert (following.lesson.asked.question, following.lesson.asked.shown) == ("two-shares", False)
    done = following.after(NextQuestion())
    assert done.lesson.asked is None
    assert done.lesson.marks["block-400"] == marks


def test_hands_are_counted_only_where_options_are_shown(taught: Visit) -> None:
    assert after(taught, Count(1)).lesson.marks == {}
    assert after(taught, Ask("block-400"), Count(1)).lesson.marks == {}
    shown = after(taught, Ask("block-400"), ShowOptions())
    assert shown.after(Count(5)).lesson.marks["block-400"].answered == 0


def test_a_question_whose_options_were_shown_was_asked_though_nobody_counted(taught: Visit) -> None:
    assert after(taught, Ask("block-400")).lesson.marks == {}, "it may still be put away unseen"
    for act in (ShowOptions(), Reveal()):
        marks = after(taught, Ask("block-400"), act).lesson.marks["block-400"]
        assert (marks.answered, marks.right_share) == (0, None)
    again = after(taught, Ask("block-400"), ShowOptions(), Count(1), Reveal(), PutAway(), Ask("block-400"))
    assert after(again, ShowOptions()).lesson.marks["block-400"].counts[0] == 1, "its hands are kept"


def test_a_class_is_at_least_as_large_as_its_hands(taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), ShowOptions(), Count(1, 20), Count(2, 10))
    assert visit.lesson.pupils == 30
    assert visit.after(SetClass(12)).lesson.pupils == 30
    assert visit.after(SetClass(0)).lesson.pupils == 0
    assert after(taught, SetClass(0), Ask("block-400"), ShowOptions(), Count(1)).lesson.pupils == 0


def test_a_question_that_the_park_does_not_have(taught: Visit) -> None:
    with pytest.raises(KeyError):
        taught.after(Ask("nothing"))


def test_nothing_is_asked_where_nobody_is_taught(park: Park) -> None:
    visit = Visit.begin(park)
    for act in (
        Ask("block-400"),
        ShowOptions(),
        Reveal(),
        BigPause(True),
        StartTask(60),
        GatherClass(),
        PutAway(),
    ):
        assert visit.after(act) == visit
    shown = visit.after(StartTour("show"))
    assert shown.after(Ask("block-400")) == shown


# ---- timers


def test_the_time_to_think_runs_from_when_options_are_shown(taught: Visit) -> None:
    asked = taught.after(Ask("block-400"))
    assert asked.advance(10).lesson.timer is None
    shown = asked.after(ShowOptions()).advance(10)
    assert shown.lesson.timer == Timer(THINK_S - 10, THINK_S)
    assert shown.after(MoreTime()).lesson.timer == Timer(THINK_S + 20, THINK_S + 20)
    held = shown.after(HoldTimer(True))
    assert held.advance(100).lesson.timer == held.lesson.timer
    timer = held.after(HoldTimer(False)).advance(100).lesson.timer
    assert timer is not None
    assert (timer.left_s, timer.over) == (0.0, True)


def test_the_time_to_work_waits_for_a_question_and_for_the_big_pause(taught: Visit) -> None:
    visit = taught.after(StartTask(120)).advance(20)
    asked = visit.after(Ask("block-400")).advance(50)
    assert asked.lesson.task == visit.lesson.task == Timer(100, 120)
    paused = visit.after(BigPause(True)).advance(50)
    assert paused.lesson.task == visit.lesson.task
    assert paused.after(BigPause(False)).advance(50).lesson.task == Timer(50, 120)
    assert visit.after(NextStop()).lesson.task is None


def test_a_task_may_be_as_long_as_is_left_of_its_stop(taught: Visit) -> None:
    hold_s = taught.lesson.tour.stops[DATA].hold_s if taught.lesson.tour else 0
    left_s = hold_s - 2 * QUESTION_S
    assert taught.lesson.task_s == left_s
    assert taught.advance(100).lesson.task_s == round((left_s - 100) / 30) * 30
    asked = after(taught, Ask("block-400"), Reveal(), PutAway())
    assert asked.lesson.task_s == left_s + QUESTION_S, "that question is over"
    assert taught.advance(hold_s + 500).lesson.task_s == 60


# ---- minutes


def test_the_lesson_takes_forty_minutes_as_planned(park: Park) -> None:
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(StartTour("lesson"))
    assert (visit.lesson.minute, visit.lesson.minutes) == (1, 40)
    first_s, second_s = (stop.hold_s for stop in park.tours["lesson"].stops[:2])
    visit = visit.advance(first_s - 1)
    assert (visit.lesson.minute, visit.lesson.behind_s) == (first_s // 60, 0.0)
    visit = visit.advance(91.0)
    assert visit.lesson.behind_s == pytest.approx(90)  # a minute and a half over the time of the first stop
    visit = visit.after(NextStop())
    assert visit.lesson.behind_s == 0.0
    ahead = visit.after(NextStop())
    assert ahead.lesson.going_s == pytest.approx(first_s + 90)
    assert ahead.lesson.behind_s == pytest.approx(90 - second_s)


def test_minutes_go_on_whatever_is_held(taught: Visit) -> None:
    for act in (PauseTour(), BigPause(True), Ask("block-400"), Open("line")):
        assert taught.after(act).advance(30).lesson.going_s == pytest.approx(30)


@given(st.lists(st.floats(0.01, 9.0), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_minutes_do_not_depend_on_the_beat(park: Park, steps_s: list[float]) -> None:
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(StartTour("lesson"))
    for step_s in steps_s:
        visit = visit.advance(step_s)
    assert visit.lesson.going_s == pytest.approx(sum(steps_s))


# ---- the tour waits


def test_the_tour_waits_for_a_question_and_goes_on_where_it_was(taught: Visit) -> None:
    visit = taught.advance(10)
    asked = visit.after(Ask("block-400")).advance(300)
    assert asked.playback is not None
    assert visit.playback is not None
    assert (asked.playback.paused_by, asked.playback.time_s) == ("hand", visit.playback.time_s)
    back = asked.after(PutAway())
    assert back.playback == replace(visit.playback, held=None)


def test_a_tour_that_was_paused_before_stays_paused(taught: Visit) -> None:
    visit = after(taught, PauseTour(), Ask("block-400"), PutAway())
    assert visit.playback is not None
    assert visit.playback.paused_by == "hand"


def test_a_big_pause_over_a_question_lets_the_question_stand(taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), ShowOptions(), BigPause(True)).advance(100)
    assert visit.lesson.timer == Timer.of(THINK_S)
    back = visit.after(BigPause(False))
    assert back.lesson.asked is not None
    assert back.playback is not None
    assert back.playback.paused_by == "hand"
    assert (gone := back.after(PutAway()).playback) is not None
    assert gone.playing


def test_whoever_wanders_off_is_gathered_at_the_stop(park: Park, taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), Reveal(), PutAway(), Open("line"), Operate(), Orbit(40, 5))
    assert visit.playback is not None
    assert visit.playback.paused_by == "wander"
    back = visit.after(GatherClass()).advance(5)
    viewpoint = Viewpoint.of_stop(park, taught.lesson.tour.stops[DATA]) if taught.lesson.tour else None
    assert viewpoint is not None
    assert (back.pose, back.zone, back.operating) == (viewpoint.pose, "data", True)
    assert back.guided
    assert back.lesson.marks == visit.lesson.marks


def test_after_the_last_stop_the_answers_can_be_read(taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), ShowOptions(), Count(2, 3), PutAway(), EndTour()).advance(60)
    assert (visit.lesson.over, visit.lesson.going, visit.lesson.going_s) == (True, False, 0.0)
    assert visit.lesson.marks["block-400"].answered == 3
    gone = visit.after(PutAway())
    assert gone.lesson == Lesson(pupils=28)
    assert visit.after(StartTour("lesson")).lesson.marks == {}


def test_a_lesson_that_is_begun_anew_has_no_answers(taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), ShowOptions(), Count(2, 3)).advance(30).after(StartTour("lesson"))
    assert (visit.lesson.marks, visit.lesson.asked, visit.lesson.going_s) == ({}, None, 0.0)
    assert visit.lesson.pupils == 28


def acts_of_a_class() -> st.SearchStrategy[Act]:
    option = st.integers(-1, 6)
    return st.one_of(
        st.sampled_from(
            [
                Ask("block-400"), Ask("two-shares"), Ask("who-and-when"), ShowOptions(), Reveal(), NextQuestion(),
                PutAway(), HoldTimer(True), HoldTimer(False), BigPause(True), BigPause(False), GatherClass(),
                StartQuiz(), TryAgain(), NextStop(), PreviousStop(), ToStop(5), PauseTour(), ResumeTour(), EndTour(),
                StartTour("lesson"), StartTour("show"), Open("line"), Operate(), Orbit(10, 3),
            ]
        ),
        st.builds(Count, option, st.integers(-3, 3)),
        st.builds(Choose, option),
        st.builds(SetClass, st.integers(-5, 150)),
        st.builds(StartTask, st.floats(-10, 4000)),
        st.builds(MoreTime, st.floats(-100, 4000)),
    )  # fmt: skip


@given(st.lists(st.one_of(acts_of_a_class(), st.floats(0, 3)), max_size=25))
@settings(max_examples=50, deadline=None)
def test_whatever_is_done_the_lesson_makes_sense(park: Park, steps: list[Act | float]) -> None:
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(StartTour("lesson"))
    for step in steps:
        visit = visit.advance(step) if isinstance(step, float) else visit.after(step)
        lesson, quiz = visit.lesson, visit.quiz
        assert lesson.going == (visit.playback is not None and visit.playback.tour.kind == "lesson")
        assert visit.playback is None or not lesson.going or lesson.index == visit.playback.index
        assert lesson.going or (lesson.asked is None and not lesson.paused and lesson.task is None)
        assert 0 <= lesson.pupils <= MOST_PUPILS * 5
        for marks in lesson.marks.values():
            assert min(marks.counts) >= 0
            assert not lesson.pupils or marks.answered <= lesson.pupils
        if lesson.asked is not None:
            assert lesson.asked.shown or not lesson.asked.revealed
            assert (lesson.asked.timer is None) == (lesson.asked.revealed or not lesson.asked.shown)
        for timer in (lesson.task, lesson.asked.timer if lesson.asked else None):
            assert timer is None or 0 <= timer.left_s <= timer.of_s
        assert 0 <= quiz.at <= len(quiz.questions)
        assert set(quiz.answers) <= set(park.quiz)
    if visit.lesson.going:
        gathered = visit.after(GatherClass())
        assert gathered.guided
        assert (gathered.lesson.asked, gathered.lesson.paused) == (None, False)


# ---- a quiz for one


def test_a_visitor_answers_all_ten_and_tries_the_missed_ones_again(park: Park) -> None:
    visit = Visit.begin(park).after(StartQuiz())
    questions = tuple(park.quiz)
    assert visit.quiz.questions == questions
    for number, id in enumerate(questions):
        assert visit.quiz.question == id
        assert visit.after(NextQuestion()) == visit  # not before it is answered
        right = park.quiz[id].right
        chosen = right if number % 3 else right % 4 + 1
        visit = visit.after(Choose(chosen))
        assert visit.quiz.answer is not None
        assert (visit.quiz.answer.chosen, visit.quiz.answer.right) == (chosen, chosen == right)
        assert visit.after(Choose(right)) == visit  # once a round
        visit = visit.after(NextQuestion())
    assert visit.quiz.over
    assert visit.quiz.missed == questions[::3]
    again = visit.after(TryAgain())
    assert (again.quiz.questions, again.quiz.question) == (questions[::3], questions[0])
    for id in questions[::3]:
        again = after(again, Choose(park.quiz[id].right), NextQuestion())
    assert (again.quiz.over, again.quiz.missed) == (True, ())
    assert {a.tries for a in again.quiz.answers.values()} == {1, 2}
    assert after(again, PutAway()).quiz == Quiz()


def test_a_quiz_waits_for_whom_went_to_see_an_exhibit(park: Park) -> None:
    visit = after(
        Visit.begin(park), StartQuiz(), Choose(1), NextQuestion(), Choose(2), PutAway(), Open("data")
    )
    assert not visit.quiz.open
    assert visit.after(Choose(3)) == visit
    back = visit.after(StartQuiz())
    assert (back.quiz.at, back.quiz.given, back.quiz.open) == (1, True, True)


def test_a_quiz_lets_a_tour_wait(park: Park) -> None:
    visit = after(Visit.begin(park), StartTour("show"), StartQuiz())
    assert visit.playback is not None
    assert visit.playback.paused_by == "hand"


def test_a_fresh_visit_knows_of_no_lesson_and_no_quiz(park: Park, taught: Visit) -> None:
    visit = after(taught, Ask("block-400"), ShowOptions(), Count(1), StartQuiz(), Choose(1))
    fresh = Visit.begin(park, visit.mode, visit.settings)
    assert (fresh.lesson, fresh.quiz) == (Lesson(), Quiz())
