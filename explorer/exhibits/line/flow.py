"""A tandem line of machines with small buffers between them, event by event."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

STATIONS = 6
BUFFER = 6
"""Capacity of the buffer before each machine after the first."""

FULL = BUFFER + 1
"""Most parts at a station: its buffer and its machine."""

FIRST, LAST = 0, STATIONS - 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Positions of all parts on the line."""

    # parts in the buffer before each machine; the first machine's raw store is never empty
    waiting: tuple[int, ...] = (0,) * STATIONS
    # began_s, ends_s: start and end of each machine's work; infinity if idle
    began_s: tuple[float, ...] = (math.inf,) * STATIONS
    ends_s: tuple[float, ...] = (math.inf,) * STATIONS
    # machines with a finished part that cannot move on, because the next buffer is full
    blocked: tuple[bool, ...] = (False,) * STATIONS
    passed: tuple[int, ...] = (0,) * STATIONS  # parts that have left each machine since the beginning
    # time at which the last of them left; minus infinity before the first
    left_s: tuple[float, ...] = (-math.inf,) * STATIONS

    @property
    def working(self) -> tuple[bool, ...]:
        """Which machines are working."""
        return tuple(math.isfinite(end) for end in self.ends_s)

    @property
    def contents(self) -> tuple[int, ...]:
        """Parts at the stations after the first: in buffer and machine."""
        return tuple(before - after for before, after in pairwise(self.passed))


@dataclass(frozen=True, slots=True)
class Passing:
    """A part leaving a station."""

    time_s: float
    station: int


def advance(flow: Flow, until_s: float, work_s: Callable[[int], float]) -> tuple[Flow, list[Passing]]:
    """The line at a later time, and the passings of stations on the way.

    A machine that finds the next buffer full keeps its part and stops (blocking after service, as in Buzacott and
    Shanthikumar, "Stochastic Models of Manufacturing Systems", 1993, ch. 5).

    Parameters
    ----------
    until_s : line time, in seconds, including events at that very time.
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
        """Move everything that can move, from the end of the line, so that one gap travels all the way up."""
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
