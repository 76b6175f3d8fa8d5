"""Dynamic resolution: chooses the step of quality by frame time, without visible jumps up and down."""

from __future__ import annotations

from collections import deque
from math import floor, log
from statistics import median, quantiles

BUDGET_MS = 26.0
"""Time for a moving frame; leaves the window enough of 33 ms for everything else."""

ROOMY = 0.68
"""Share of the budget below which the next richer step, about a quarter dearer, is tried."""

DEARER = 1.25
"""Cost of a step relative to the one below it."""
OF_FINAL = 0.2
"""Time of a frame of the poorest step as a share of a final frame's, while nothing else is known."""

JUDGED = 6
WATCHED = 40
LONGEST_PATIENCE = 32


class DynamicResolution:
    """Goes down as soon as frames take too long, and up only between two movements.

    Parameters
    ----------
    count : number of steps; 0 is the richest.
    start : the step to begin with.
    budget_ms : time for a frame.

    Attributes
    ----------
    at : the present step.
    took_ms : median of the last frames; 0 before the first.
    """

    def __init__(self, count: int, start: int = 0, budget_ms: float = BUDGET_MS) -> None:
        self.at = start
        self.took_ms = 0.0
        self._count = count
        self._budget_ms = budget_ms
        self._times: deque[float] = deque(maxlen=WATCHED)
        # easy movements needed before a step is tried again: more each time it failed
        self._patience = [1] * count
        self._easy = 0
        self._may_rise = False

    @property
    def times_ms(self) -> tuple[float, ...]:
        """The times of the last frames that count."""
        return tuple(self._times)

    def expect(self, final_ms: float) -> None:
        """Start at the richest step expected to be fast enough, judged by the time of a final frame.

        Ignored once a movement was measured.
        """
        if not self._times and not self.took_ms:
            poorest_ms = max(final_ms * OF_FINAL, 1e-3)
            above = floor(log(self._budget_ms / poorest_ms, DEARER)) if poorest_ms < self._budget_ms else 0
            self.at = max(self._count - 1 - above, 0)

    def took(self, ms: float) -> None:
        """Record the time of a frame drawn while the camera moved."""
        self._times.append(ms)
        if len(self._times) < JUDGED:
            return
        lately = list(self._times)[-JUDGED:]
        self.took_ms = median(lately)
        if self.took_ms > self._budget_ms and self.at + 1 < self._count:
            self._patience[self.at] = min(self._patience[self.at] * 2, LONGEST_PATIENCE)
            self._move_to(self.at + 1)
        elif len(self._times) == WATCHED:
            self._may_rise = quantiles(self._times, n=10)[-1] < self._budget_ms * ROOMY

    def rested(self) -> None:
        """The camera rests: raise the quality for the next movement, where the change goes unnoticed."""
        if self.at and self._may_rise:
            self._easy += 1
            if self._easy >= self._patience[self.at - 1]:
                self._move_to(self.at - 1)
        self._may_rise = False

    def _move_to(self, step: int) -> None:
        self.at = step
        self._times.clear()
        self._easy = 0
        self._may_rise = False
