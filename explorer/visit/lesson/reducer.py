"""A visit with questions: how a lesson halts the tour, and how acts change lesson and quiz."""

from __future__ import annotations

from dataclasses import replace

from ..acts import Act, CatchUp
from ..checkpoint import Restore
from ..state import AnyVisit, VisitState
from ..talk.acts import Backward, EndTalk, JumpTo, Onward
from ..tour import reducer as touring
from ..tour.acts import PauseTour, ResumeTour, StartTour, TourAct
from .acts import (
    Ask,
    AskingAct,
    BigPause,
    Choose,
    Count,
    GatherClass,
    HoldTimer,
    KeepPoint,
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
from .quiz import Quiz
from .state import THINK_S, Asked, Lesson, PairPoint, Timer


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """Advance the lesson's clock and timers by `dt_s`, and move the lesson to the stop of its tour."""
    if not visit.lesson.going and visit.playback is None:
        return visit
    return _follow_tour(replace(visit, lesson=visit.lesson.pass_time(dt_s)))


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after an act of a teacher or of a visitor taking the quiz. Invalid acts change nothing.

    Raises KeyError if the park has no such question.
    """
    if isinstance(act, CatchUp):
        return advance(visit, act.seconds)
    if isinstance(act, Restore) and act.checkpoint.lesson is not None:
        begun = _restored(visit, act.checkpoint.lesson, act.checkpoint.number or 0)
        return replace(begun, shown=act.checkpoint.shown)
    if isinstance(act, TourAct):
        return _follow_tour(visit, is_new=isinstance(act, StartTour))
    if isinstance(act, Onward | Backward | JumpTo | EndTalk) and visit.lesson.asked is not None:
        return replace(visit, lesson=replace(visit.lesson, asked=None))
    if not isinstance(act, AskingAct):
        return visit
    match act:
        case SetClass(pupils):
            return replace(visit, lesson=visit.lesson.with_pupils(pupils))
        case Ask(question):
            return _ask(visit, visit.park.quiz[question].id)
        case PutAway():
            return _put_away(visit)
        case NextQuestion():
            return _go_on(visit)
        case BigPause(on):
            return _set_pause(visit, on)
        case GatherClass():
            return _gather(visit)
        case KeepPoint(kind, pair, dial, x, output, y):
            if visit.lesson.tour is None:
                return visit
            point = PairPoint(kind, pair, dial, x, output, y)
            return replace(visit, lesson=visit.lesson.with_point(point))
        case StartQuiz():
            return _halt_tour(replace(visit, quiz=visit.quiz.opened(tuple(visit.park.quiz))))
        case TryAgain():
            return replace(visit, quiz=visit.quiz.again()) if visit.quiz.over else visit
        case Choose(option):
            id = visit.quiz.question if visit.quiz.open else None
            return replace(visit, quiz=visit.quiz.chosen(visit.park.quiz[id], option)) if id else visit
        case Count(option, hands) if visit.quiz.open:
            id = visit.quiz.question
            return (
                replace(visit, quiz=visit.quiz.counted(visit.park.quiz[id], option, hands)) if id else visit
            )
        case ShowOptions() | Reveal() | Count() | StartTask() | HoldTimer() | MoreTime():
            lesson = _after_lesson_act(visit, visit.lesson, act) if _may_ask(visit) else visit.lesson
            return visit if lesson is visit.lesson else replace(visit, lesson=lesson)


def _restored(visit: AnyVisit, lesson: Lesson, stop: int) -> AnyVisit:
    """The visit with the lesson of a checkpoint, at the beginning of a stop."""
    if lesson.tour is None:
        return visit
    begun = touring.after(visit, StartTour(lesson.tour.id, stop))
    return replace(begun, lesson=lesson.at_stop(stop))


def _follow_tour(visit: AnyVisit, *, is_new: bool = False) -> AnyVisit:
    """Move the lesson to the present stop of its tour.

    Parameters
    ----------
    is_new : whether the tour has just begun.
    """
    now, lesson = visit.playback, visit.lesson
    if now is None or now.tour.kind != "lesson":
        return replace(visit, lesson=lesson.ended()) if lesson.going else visit
    if is_new or lesson.tour is not now.tour or lesson.over:
        return replace(visit, lesson=Lesson(now.tour, lesson.pupils, index=now.index))
    if lesson.index != now.index:
        return replace(visit, lesson=lesson.at_stop(now.index))
    return visit


def _after_lesson_act(
    visit: AnyVisit, lesson: Lesson, act: ShowOptions | Reveal | Count | StartTask | HoldTimer | MoreTime
) -> Lesson:
    """The lesson after an act that changes nothing else."""
    asked, timer = lesson.asked, lesson.timer
    match act:
        case ShowOptions() if asked and not asked.shown:
            put = lesson.put(visit.park.quiz[asked.question])
            timer = Timer.of(THINK_S) if lesson.going else None  # a talk has its own clock
            return replace(put, asked=replace(asked, shown=True, timer=timer))
        case Reveal() if asked:
            put = lesson.put(visit.park.quiz[asked.question])
            return replace(put, asked=replace(asked, shown=True, revealed=True, timer=None))
        case Count(option, hands) if asked and asked.shown:
            return lesson.counted(visit.park.quiz[asked.question], option, hands)
        case StartTask(seconds) if asked is None:
            return replace(lesson, task=Timer.of(seconds))
        case HoldTimer(held) if timer:
            return lesson.with_timer(replace(timer, held=held))
        case MoreTime(seconds) if timer:
            return lesson.with_timer(timer.more(seconds))
    return lesson


def _may_ask(visit: AnyVisit) -> bool:
    """Whether a class or an audience can be asked."""
    return visit.lesson.going or (visit.talk is not None and not visit.talk.over)


def _ask(visit: AnyVisit, question: str) -> AnyVisit:
    """Put a question to the class, or to the audience of a talk; the tour waits meanwhile."""
    if not _may_ask(visit):
        return visit
    held = _halt_tour(visit) if visit.lesson.going else visit
    return replace(held, lesson=replace(held.lesson, asked=Asked(question), paused=False))


def _halt_tour(visit: AnyVisit) -> AnyVisit:
    """Pause the tour; the lesson notes whether to resume it afterwards."""
    if visit.playback is None or not visit.playback.playing:
        return visit
    halted = touring.after(visit, PauseTour())
    return replace(halted, lesson=replace(visit.lesson, resumes=visit.lesson.going))


def _release_tour(visit: AnyVisit) -> AnyVisit:
    """Resume the tour, if it was halted for a question or a pause and the visitor has not wandered off."""
    lesson = visit.lesson
    if not lesson.resumes or lesson.asked is not None or lesson.paused:
        return visit
    free = replace(visit, lesson=replace(lesson, resumes=False))
    waits = free.playback is not None and free.playback.paused_by == "hand"
    return touring.after(free, ResumeTour()) if waits else free


def _put_away(visit: AnyVisit) -> AnyVisit:
    lesson = visit.lesson
    if visit.quiz.open:
        # a finished quiz does not reopen
        quiz = Quiz() if visit.quiz.over else replace(visit.quiz, open=False)
        return replace(visit, quiz=quiz)
    if lesson.over:
        return replace(visit, lesson=Lesson(pupils=lesson.pupils))
    if lesson.asked is None:
        return visit
    return _release_tour(replace(visit, lesson=replace(lesson, asked=None)))


def _go_on(visit: AnyVisit) -> AnyVisit:
    if visit.quiz.open:
        return replace(visit, quiz=visit.quiz.next())
    asked = visit.lesson.asked
    if asked is None:
        return visit
    of_stop = visit.playback.stop.quiz if visit.playback is not None else ()
    later = of_stop[of_stop.index(asked.question) + 1 :] if asked.question in of_stop else ()
    return _ask(visit, later[0]) if later else _put_away(visit)


def _set_pause(visit: AnyVisit, on: bool) -> AnyVisit:
    lesson = visit.lesson
    if not lesson.going or lesson.paused == on:
        return visit
    if on:
        halted = _halt_tour(visit)
        return replace(halted, lesson=replace(halted.lesson, paused=True))
    return _release_tour(replace(visit, lesson=replace(lesson, paused=False)))


def _gather(visit: AnyVisit) -> AnyVisit:
    if not visit.lesson.going:
        return visit
    free = replace(visit, lesson=replace(visit.lesson, asked=None, paused=False, resumes=False))
    return touring.after(free, ResumeTour())


def next_question(visit: VisitState) -> str | None:
    """The id of the next question at the present stop, an unasked one first; None if the stop has no questions.

    A stop names its questions; otherwise those of its zone are used.
    """
    playback = visit.playback
    if playback is None:
        return None
    stop = playback.stop
    of_zone = (id for id, question in visit.park.quiz.items() if stop.zone in question.zones[:1])
    fitting = stop.quiz or tuple(of_zone)
    fresh = (id for id in fitting if id not in visit.lesson.marks)
    return next(fresh, fitting[0] if fitting else None)
