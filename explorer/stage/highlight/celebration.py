"""Halls that are lit as an answer: those of a question answered right, and all in turn once all were seen or all was right."""

from __future__ import annotations

from ...visit import Visit

ROUND_S = 4.0
"""Duration of the round of lights over all halls."""


class Celebration:
    """The halls that are lit.

    A round begins when a visitor who has opened every zone is back in the open, once in a visit, and whenever a quiz was won.
    """

    def __init__(self) -> None:
        self._time_s = 0.0
        self._since_s: float | None = None
        self._saw_all = self._won = False
        self.zones: tuple[str, ...] = ()

    def toward(self, visit: Visit) -> None:
        """Advance to the time of a visit; a new visit starts without a round."""
        if visit.time_s < self._time_s:
            self._since_s, self._saw_all, self._won = None, False, False
        self._time_s = visit.time_s
        sees_all = visit.all_seen and visit.zone is None and not visit.moving
        if (sees_all and not self._saw_all) or (visit.quiz_won and not self._won):
            self._since_s = visit.time_s
        self._saw_all, self._won = self._saw_all or sees_all, visit.quiz_won
        self.zones = self._lit(visit)

    @property
    def over(self) -> bool:
        """Whether no round is under way."""
        return self._since_s is None or self._time_s - self._since_s >= ROUND_S

    def _lit(self, visit: Visit) -> tuple[str, ...]:
        quiz = visit.quiz
        if quiz.open and quiz.question is not None and quiz.answer is not None and quiz.answer.right:
            return visit.park.quiz[quiz.question].zones
        if self._since_s is None or self.over or visit.settings.comfort == "cut":
            return ()
        way = visit.park.around
        return (way[int((visit.time_s - self._since_s) / ROUND_S * len(way))],)
