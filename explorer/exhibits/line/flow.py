"""A tandem line of machines with small buffers between them, event by event."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

STATIONS = 6
BUFFER = 6
"""Parts that can wait before a machine, after the first one."""

FULL = BUFFER + 1
"""The most parts that can be at a station: its buffer and its machine."""

FIRST, LAST = 0, STATIONS - 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Where every part on the line is at a moment."""

    # parts in the buffer before each machine; the first machine has a raw store that is never empty
    waiting: tuple[int, ...] = (0,) * STATIONS
    # began_s, ends_s: when each machine began its part and will finish it; infinity when it is idle
    began_s: tuple[float, ...] = (math.inf,) * STATIONS
    ends_s: tuple[float, ...] = (math.inf,) * STATIONS
    # machines that have finished a part and cannot pass it on, because the next buffer is full
    blocked: tuple[bool, ...] = (False,) * STATIONS
    passed: tuple[int, ...] = (0,) * STATIONS  # parts that have left each machine since the beginning
    # when the last of them left; minus infinity if none has
    left_s: tuple[float, ...] = (-math.inf,) * STATIONS

    @property
    def working(self) -> tuple[bool, ...]:
        """Which machines are at work."""
        return tuple(math.isfinite(end) for end in self.ends_s)

    @property
    def contents(self) -> tuple[int, ...]:
        """Parts at the stations after the first: in the buffer, or in the machine."""
        return tuple(before - after for before, after in pairwise(self.passed))


@dataclass(frozen=True, slots=True)
class Passing:
    """A part that leaves a station."""

    time_s: float
    station: int


def advance(flow: Flow, until_s: float, work_s: Callable[[int], float]) -> tuple[Flow, list[Passing]]:
    """The line at a later time, and what passed which station on the way.

    A machine that finds the next buffer full keeps its part and stands still (blocking after service, as in
    Buzacott and Shanthikumar, "Stochastic Models of Manufacturing Systems", 1993, ch. 5).

    Parameters
    ----------
    until_s : line time, in seconds, events at that very moment included.
    work_s : draws the next working time of a station, in seconds.
    """
    waiting, blocked, passed = list(flow.waiting), list(flow.blocked), list(flow.passed)
    began_s, ends_s, left_s = list(flow.began_s), list(flow.ends_s), list(flow.left_s)
    passings: list[Passing] = []

    def has_room_after(station: int) -> bool:
        return station == LAST or waiting[station + 1] < BUFFER

    def pass_on(station: int, now_s: float) -> None:
        if station != LAST:
            waiting[station + 1] += 1
        passed[station] += 1
        left_s[station] = now_s
        passings.append(Passing(now_s, station))

    def settle(now_s: float) -> None:
        """Whatever can move at once moves; from the end, so that one gap travels the whole way up."""
        for station in reversed(range(STATIONS)):
            if blocked[station] and has_room_after(station):
                blocked[station] = False
                pass_on(station, now_s)
            idle = not blocked[station] and math.isinf(ends_s[station])
            if idle and (station == FIRST or waiting[station] > 0):
                if station != FIRST:
                    waiting[station] -= 1
                began_s[station], ends_s[station] = now_s, now_s + work_s(station)

    if not any(flow.working):
        settle(0.0)
    while (now_s := min(ends_s)) <= until_s:
        station = ends_s.index(now_s)
        began_s[station] = ends_s[station] = math.inf
        if has_room_after(station):
            pass_on(station, now_s)
        else:
            blocked[station] = True
        settle(now_s)
    later = Flow(tuple(waiting), tuple(began_s), tuple(ends_s), tuple(blocked), tuple(passed), tuple(left_s))
    return later, passings
