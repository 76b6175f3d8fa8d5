"""The state of the line and of its twin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from .flow import FULL, STATIONS, Flow

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
