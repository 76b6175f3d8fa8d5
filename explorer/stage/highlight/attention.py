"""Highlights of the zones that a visitor points at and opens: contours, flows between zones, a beacon. All of them fade."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from ...visit import Visit
from ...visit.flows import Arc, strengths
from .beacon import Rise
from .celebration import Celebration
from .highlight import Mark
from .outline import Kind

FADE_S, WAY_S = 0.12, 0.5
"""Duration of a full fade, and time until obstacles have made way."""

Key = TypeVar("Key", bound=Hashable)


class Fade(Generic[Key]):
    """Levels 0..1 by name, which fade towards their targets. A name without a target fades to 0 and is dropped."""

    def __init__(self, fade_s: float = FADE_S) -> None:
        self._fade_s = fade_s
        self._levels: dict[Key, float] = {}
        self._wanted: dict[Key, float] = {}
        self._time_s = 0.0

    def toward(self, wanted: Mapping[Key, float], time_s: float, *, at_once: bool = False) -> None:
        """Fade towards these targets until `time_s` of the visit.

        If no time has passed, as in a still or in a new visit, all levels reach their targets at once.
        """
        step = (time_s - self._time_s) / self._fade_s
        self._time_s = time_s
        self._wanted = dict(wanted)
        if at_once or step <= 0:
            self.settle()
            return
        for key in {**wanted, **self._levels}:
            goal, now = wanted.get(key, 0.0), self._levels.get(key, 0.0)
            level = min(now + step, goal) if now < goal else max(now - step, goal)
            if level > 0:
                self._levels[key] = level
            else:
                self._levels.pop(key, None)

    def settle(self) -> None:
        """Set all levels to their targets."""
        self._levels = {key: level for key, level in self._wanted.items() if level > 0}

    @property
    def levels(self) -> dict[Key, float]:
        """The levels above 0, those with a target first."""
        first = [key for key in self._wanted if key in self._levels]
        return {key: self._levels[key] for key in (*first, *self._levels)}

    @property
    def settled(self) -> bool:
        """Whether all levels have reached their targets."""
        return self._levels == {key: level for key, level in self._wanted.items() if level > 0}


class Attention:
    """The levels of all highlights.

    Parameters
    ----------
    arcs : the flows between zones.
    lively : whether the beacon rises slowly.
    """

    def __init__(self, arcs: Sequence[Arc], lively: bool) -> None:
        self._arcs, self._lively = arcs, lively
        self._contours: Fade[tuple[str, Kind]] = Fade()
        self._flows: Fade[int] = Fade()
        self._way: Fade[str] = Fade(WAY_S)
        self._rise = Rise()
        self._celebration = Celebration()

    def toward(self, visit: Visit) -> None:
        """Fade towards the highlights of a visit: contours and flows of the hovered zone and the open one."""
        at_once = visit.settings.comfort == "cut"
        marks: dict[tuple[str, Kind], float] = {}
        self._celebration.toward(visit)
        if visit.zone and not visit.operating and visit.hovered != visit.zone:
            marks[visit.zone, "open"] = 1.0
        for id in (visit.pointed, visit.hovered, *self._celebration.zones):
            # at an exhibit visitors point at its parts: the contour of the whole building would run round the
            # window
            if id is not None and not (visit.operating and id == visit.zone):
                marks[id, "touched"] = 1.0
        self._contours.toward(marks, visit.time_s, at_once=at_once)
        self._flows.toward(dict(enumerate(strengths(self._arcs, visit))), visit.time_s, at_once=at_once)
        self._way.toward({visit.zone: 1.0} if visit.zone else {}, visit.time_s, at_once=at_once)
        self._rise.toward(visit.pointed, visit.time_s, at_once=at_once or not self._lively)

    def settle(self, *, is_outlined: bool = True) -> None:
        """Finish all fades; without `is_outlined`, show no contour until the next visit is shown."""
        if is_outlined:
            self._contours.settle()
        else:
            self._contours = Fade()
        self._flows.settle()
        self._way.settle()
        self._rise.settle()

    @property
    def settled(self) -> bool:
        """Whether all fades are finished."""
        return self._contours.settled and self._flows.settled and self._way.settled and self._rise.settled

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The contours."""
        return tuple(Mark(zone, kind, level) for (zone, kind), level in self._contours.levels.items())

    @property
    def ribbons(self) -> tuple[float, ...]:
        """The strength of each flow."""
        levels = self._flows.levels
        return tuple(levels.get(index, 0.0) for index in range(len(self._arcs)))

    @property
    def clear_view(self) -> tuple[str | None, float]:
        """The zone to which the view is kept clear, and to what degree."""
        return next(iter(self._way.levels.items()), (None, 0.0))

    @property
    def beacon_s(self) -> float:
        """The age of the beacon, as far as it is visible."""
        return self._rise.age_s
