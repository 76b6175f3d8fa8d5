"""Dynamic resolution: the step of quality is chosen by the time that frames take, without visible ups and downs."""

from __future__ import annotations

from collections import deque
from math import floor, log
from statistics import median, quantiles

BUDGET_MS = 26.0
"""What a moving frame may take, so that 33 ms are enough with all that the window does besides."""

ROOMY = 0.68
"""The next richer step costs about a quarter more: it is tried where so much of the budget is enough."""

DEARER = 1.25
"""So much more a step costs than the one below it."""
OF_FINAL = 0.2
"""The share of the time of a final frame that one of the poorest step takes, where nothing else is known."""

JUDGED = 6
WATCHED = 40
LONGEST_PATIENCE = 32


class DynamicResolution:
    """Goes down as soon as frames take too long, and up only between two movements.

    Parameters
    ----------
    count : how many steps there are; 0 is the richest.
    start : the step to begin with.
    budget_ms : what a frame may take.

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
        # how many easy movements are asked for before a step is tried again: more each time it failed
        self._patience = [1] * count
        self._easy = 0
        self._may_rise = False

    @property
    def times_ms(self) -> tuple[float, ...]:
        """The times of the last frames that count."""
        return tuple(self._times)

    def expect(self, final_ms: float) -> None:
        """Begin with the richest step that ought to be quick enough, by the time that a final frame took.

        Once a movement was judged, that tells more.
        """
        if not self._times and not self.took_ms:
            poorest_ms = max(final_ms * OF_FINAL, 1e-3)
            above = floor(log(self._budget_ms / poorest_ms, DEARER)) if poorest_ms < self._budget_ms else 0
            self.at = max(self._count - 1 - above, 0)

    def took(self, ms: float) -> None:
        """Learn how long a frame took that was drawn while the camera moved."""
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
        """The camera stands: nobody sees it if the next movement is drawn more richly."""
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
