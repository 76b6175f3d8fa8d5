"""Which question comes next, for a class or an audience."""

from __future__ import annotations

from ..state import VisitState


def next_question(visit: VisitState) -> str | None:
    """The id of the next question at the present stop, one that was not asked yet if there is one; None: none belongs here.

    A stop names its questions, or the questions of its zone are taken.
    """
    playback = visit.playback
    if playback is None:
        return None
    stop = playback.stop
    of_zone = (id for id, question in visit.park.quiz.items() if stop.zone in question.zones[:1])
    fitting = stop.quiz or tuple(of_zone)
    fresh = (id for id in fitting if id not in visit.lesson.marks)
    return next(fresh, fitting[0] if fitting else None)
