"""The state of the line and of its twin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from .flow import FULL, STATIONS, Flow

ALARM_HOLD_S = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """The line, what its twin does not know yet, and since when the twin has been wrong."""

    ticks: int
    clock_s: float
    flow: Flow
    broken: frozenset[int] = frozenset()  # sensors that lose events
    slow: frozenset[int] = frozenset()  # machines that take twice their time
    card: int = 0  # which process card the stations work by
    # passings at each station that have not been reported to the twin
    unreported: tuple[int, ...] = (0,) * STATIONS
    # those of them that the camera saw and that are not reported yet
    recorded: tuple[int, ...] = (0,) * STATIONS
    # when the last parts left the line, within the window of the output rate
    finished_s: tuple[float, ...] = ()
    broken_at_s: float | None = None  # when the twin last stopped being whole; None while it is whole
    unnoticed_s: float = 0.0  # line time from then to the first alarm, so far
    noticed: bool = False
    impossible_at_s: float = -math.inf  # when the twin's picture was last one that cannot be
    counted_at_s: float = -math.inf  # when people counted last

    @property
    def contents(self) -> tuple[int, ...]:
        """Parts really at stations 2 to 6."""
        return self.flow.contents

    @property
    def errors(self) -> tuple[int, ...]:
        """Twin minus line at seven places: raw store, stations 2 to 6, finished store."""
        sides = (0, *self.unreported, 0)
        return tuple(after - before for before, after in pairwise(sides))

    @property
    def twin_contents(self) -> tuple[int, ...]:
        """Parts at stations 2 to 6 as the twin believes; below zero or above `FULL` cannot be."""
        return tuple(real + wrong for real, wrong in zip(self.contents, self.errors[1:-1], strict=True))

    @property
    def impossible(self) -> bool:
        """Whether the twin believes what no line can do."""
        return any(not 0 <= parts <= FULL for parts in self.twin_contents)

    @property
    def alarm(self) -> bool:
        """Whether the twin says that it is wrong."""
        return self.clock_s - self.impossible_at_s < ALARM_HOLD_S
