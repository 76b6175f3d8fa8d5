"""One visitor's visit: a value. Acts and time make the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..park.model import Park
from . import following, reducer, restoring
from .acts import Act
from .kiosk import reducer as kiosk
from .lesson import reducer as lesson
from .mode import EXPLORE, Mode
from .settings import Settings
from .state import VisitState
from .talk import reducer as talk
from .talk.acts import TalkThrough
from .tour import reducer as tour


@dataclass(frozen=True, slots=True)
class Visit(VisitState):
    """The value of a visit, and how acts and time lead to the next one."""

    @classmethod
    def begin(
        cls, park: Park, mode: Mode = EXPLORE, settings: Settings | None = None, tour: str | None = None
    ) -> Visit:
        """A fresh visit: the whole park in view, nothing open; in a mode that talks, at the first stop of its tour.

        Raises KeyError if the park has no such tour.

        Parameters
        ----------
        tour : the name of the tour that is talked through; None: the first one that was made for it.
        """
        fresh = cls.fresh(park, mode, settings or Settings())
        if mode.attracts:
            return kiosk.welcome(fresh)
        through = talk.tour_for(park, mode, tour) if mode.talks else None
        return fresh.after(TalkThrough(through.id)) if through else fresh

    def advance(self, dt_s: float) -> Visit:
        """The visit `dt_s` seconds later."""
        visit = self
        if self.following is not None:
            from .follow import reducer as follow

            visit = follow.listen(self, dt_s)
            if self.following.leads:
                return follow.advance(visit, dt_s)
        for pass_time in CLOCKS:
            visit = pass_time(visit, dt_s)
        return visit

    def after(self, act: Act) -> Visit:
        """The visit after an act. An act that makes no sense here changes nothing.

        Raises KeyError if the act names a zone, a view, a tour or a question the park does not have, or something the
        exhibit does not have; ValueError if it sets a parameter to a value that makes no sense.
        """
        visit = self
        for reduce in REDUCERS:
            visit = reduce(visit, act)
        return visit


def after_leader(visit: Visit, act: Act) -> Visit:
    """The visit after what its leader says, or before it leaves the leader. Most visits follow nobody, and read none of this."""
    if visit.following is None:
        return visit
    from .follow import reducer as follow

    return follow.after(visit, act)


REDUCERS: tuple[Callable[[Visit, Act], Visit], ...] = (
    # first: whoever does anything leaves the leader, and then acts on what the visitor saw
    after_leader,
    # then: an act that shows that somebody is there ends the attract tour, and then acts on what the visitor saw
    kiosk.notice,
    # each of these answers its own acts; the order among them does not matter
    restoring.after,
    following.after,
    reducer.after,
    talk.after,
    kiosk.after,
    # the lesson comes after the tour: after an act on the tour it goes to the stop where the tour is then
    tour.after,
    lesson.after,
)
"""The reducers that see every act, in this order. Each answers the acts it knows and leaves the visit alone otherwise."""

CLOCKS: tuple[Callable[[Visit, float], Visit], ...] = (
    # first: it stops at the moment when silence leads to a new visit, and plays the tour up to that moment
    kiosk.advance,
    # the time is put down to the stop that the tour has reached
    talk.advance,
    # last: the lesson follows the tour to its present stop, and its timers do not run for a tour that is over
    lesson.advance,
)
"""What passes time, in this order."""
