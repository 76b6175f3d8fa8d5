"""Choice of the next question, for a class or an audience."""

from __future__ import annotations

from ..state import VisitState


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
