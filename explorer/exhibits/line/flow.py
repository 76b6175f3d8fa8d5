"""A tandem line of machines with small buffers between them, event by event, and the state of the line and of its twin."""

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


ALARM_HOLD_S = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """The line, the events its twin does not know, and since when the twin has been wrong."""

    ticks: int
    clock_s: float
    flow: Flow
    broken: frozenset[int] = frozenset()  # sensors that lose events
    slow: frozenset[int] = frozenset()  # machines working at half speed
    card: int = 0  # process card in use
    # passings at each station not reported to the twin
    unreported: tuple[int, ...] = (0,) * STATIONS
    # those of them recorded by the camera
    recorded: tuple[int, ...] = (0,) * STATIONS
    # times at which the last parts left the line, within the window of the output rate
    finished_s: tuple[float, ...] = ()
    broken_at_s: float | None = None  # time at which the twin became incomplete; None while complete
    unnoticed_s: float = 0.0  # line time from then to the first alarm, so far
    noticed: bool = False
    impossible_at_s: float = -math.inf  # time at which the twin last held an impossible state
    counted_at_s: float = -math.inf  # time of the last manual count

    @property
    def contents(self) -> tuple[int, ...]:
        """Actual number of parts at stations 2 to 6."""
        return self.flow.contents

    @property
    def errors(self) -> tuple[int, ...]:
        """Twin minus line at seven places: raw store, stations 2 to 6, finished store."""
        sides = (0, *self.unreported, 0)
        return tuple(after - before for before, after in pairwise(sides))

    @property
    def twin_contents(self) -> tuple[int, ...]:
        """Parts at stations 2 to 6 according to the twin; below zero or above `FULL` is impossible."""
        return tuple(real + wrong for real, wrong in zip(self.contents, self.errors[1:-1], strict=True))

    @property
    def impossible(self) -> bool:
        """Whether the twin holds an impossible state."""
        return any(not 0 <= parts <= FULL for parts in self.twin_contents)

    @property
    def alarm(self) -> bool:
        """Whether the twin reports that it is wrong."""
        return self.clock_s - self.impossible_at_s < ALARM_HOLD_S
