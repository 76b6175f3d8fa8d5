"""One visitor's visit as a value; acts and time produce the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..park.model import Park
from . import reducer
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
    """State of a visit, with the transitions by acts and time."""

    @classmethod
    def begin(
        cls, park: Park, mode: Mode = EXPLORE, settings: Settings | None = None, tour: str | None = None
    ) -> Visit:
        """A fresh visit: the whole park in view, nothing open; in a mode for talks, at the first stop of its tour.

        Raises KeyError if the park has no such tour.

        Parameters
        ----------
        tour : name of the tour for a talk; None: the first one made for talks.
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
        """The visit after an act. An act that does not apply changes nothing.

        Raises KeyError if the act names an unknown zone, view, tour, question or element of the exhibit; ValueError
        if it sets a parameter to an invalid value.
        """
        visit = self
        for reduce in REDUCERS:
            visit = reduce(visit, act)
        return visit


def after_leader(visit: Visit, act: Act) -> Visit:
    """The visit after a message of the leader, or before it leaves the leader. Imported only by visits that follow."""
    if visit.following is None:
        return visit
    from .follow import reducer as follow

    return follow.after(visit, act)


REDUCERS: tuple[Callable[[Visit, Act], Visit], ...] = (
    # first: any act leaves the leader, then applies to what the visitor saw
    after_leader,
    # second: an act that shows presence ends the attract tour, then applies to what the visitor saw
    kiosk.notice,
    # each handles its own acts; the order among them does not matter
    reducer.after,
    talk.after,
    kiosk.after,
    # the lesson comes after the tour, whose stop it follows
    tour.after,
    lesson.after,
)
"""The reducers that see every act, in this order. Each handles the acts it knows and otherwise returns the visit unchanged."""

CLOCKS: tuple[Callable[[Visit, float], Visit], ...] = (
    # first: it stops at the moment when silence leads to a new visit, and plays the tour up to then
    kiosk.advance,
    # adds the time to the stop that the tour has reached
    talk.advance,
    # last: the lesson follows the tour to its present stop, and its timers stop for a tour that is over
    lesson.advance,
)
"""Functions that advance time, in this order."""
