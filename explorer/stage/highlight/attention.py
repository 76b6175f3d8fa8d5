"""What a frame shows of what a visitor points at and opens: contours, flows between zones, a beacon. All fade in and out."""

from __future__ import annotations

from collections.abc import Sequence

from ...visit import Visit
from .beacon import Rise
from .fade import Fade
from .flow_ribbons import Arc, strengths
from .highlight import Mark
from .outline import Kind


class Attention:
    """How far each of them has come.

    Parameters
    ----------
    arcs : the flows between zones.
    lively : whether a beacon takes its time to rise.
    """

    def __init__(self, arcs: Sequence[Arc], lively: bool) -> None:
        self._arcs, self._lively = arcs, lively
        self._contours: Fade[tuple[str, Kind]] = Fade()
        self._flows: Fade[int] = Fade()
        self._rise = Rise()

    def toward(self, visit: Visit) -> None:
        """Go on to the time of a visit: contours and flows of the zone in question, and of what is open."""
        at_once = visit.settings.comfort == "cut"
        marks: dict[tuple[str, Kind], float] = {}
        if visit.zone and not visit.operating and visit.hovered != visit.zone:
            marks[visit.zone, "open"] = 1.0
        for id in (visit.pointed, visit.hovered):
            # who stands at an exhibit points at its parts: a line round the whole building would run round the window
            if id is not None and not (visit.operating and id == visit.zone):
                marks[id, "touched"] = 1.0
        self._contours.toward(marks, visit.time_s, at_once=at_once)
        self._flows.toward(dict(enumerate(strengths(self._arcs, visit))), visit.time_s, at_once=at_once)
        self._rise.toward(visit.pointed, visit.time_s, at_once=at_once or not self._lively)

    def settle(self) -> None:
        """Have all of them as they are wanted."""
        self._contours.settle()
        self._flows.settle()
        self._rise.settle()

    @property
    def settled(self) -> bool:
        """Whether all of them are as they are wanted."""
        return self._contours.settled and self._flows.settled and self._rise.settled

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The contours."""
        return tuple(Mark(zone, kind, level) for (zone, kind), level in self._contours.levels.items())

    @property
    def ribbons(self) -> tuple[float, ...]:
        """How strong each flow is."""
        levels = self._flows.levels
        return tuple(levels.get(index, 0.0) for index in range(len(self._arcs)))

    @property
    def beacon_s(self) -> float:
        """How long the beacon over the zone that is pointed at has been there, as far as that shows."""
        return self._rise.age_s
