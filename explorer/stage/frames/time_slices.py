"""How a final frame is divided over ticks: into how many bands, where they are cut, and how long they took."""

from __future__ import annotations

from math import ceil

import numpy as np

from .bands import Band, bands

TICK_MS = 40.0
"""What drawing a slice of the final frame may take, so that the window answers in between."""
FIRST_GUESS_MS = 100.0
MOST_BANDS = 3
"""What stands across a cut is sorted for both bands: eight of them cost two and a half times the whole."""
SLICES = 24
"""Cuts lie at such parts of the height."""
LEAST_SLICES = 3
"""No band is lower than that: what takes long in one frame may be elsewhere in the next."""


class TimeSlices:
    """The bands of one frame after the other, each cut so that its bands take about the same time.

    Attributes
    ----------
    spent_ms : what the bands of the present frame took so far.
    whole_ms : what the last complete frame took.
    """

    def __init__(self) -> None:
        self.spent_ms = 0.0
        self.whole_ms = FIRST_GUESS_MS
        self._shares = np.full(SLICES, 1 / SLICES)  # the share of the time that each slice of the height took
        self._left: list[Band] = []
        self._took: list[tuple[Band, float]] = []

    def begin(self, height: int, from_below: bool = False) -> None:
        """Cut a frame so many rows high; the bands come from its top, or from its lower edge."""
        count = min(max(ceil(self.whole_ms / TICK_MS), 1), MOST_BANDS)
        self._left = list(bands(height, self._cuts(count)))
        if from_below:
            self._left.reverse()
        self._took.clear()
        self.spent_ms = 0.0

    def next(self) -> Band | None:
        """The next band to draw; None once all are."""
        return self._left[0] if self._left else None

    @property
    def count_left(self) -> int:
        """How many bands are still to be drawn."""
        return len(self._left)

    def took(self, ms: float) -> None:
        """The band that was next is drawn, and took so long."""
        self._took.append((self._left.pop(0), ms))
        self.spent_ms += ms
        if not self._left:
            self._learn()

    def has_room(self, spent_ms: float) -> bool:
        """Whether another band fits into a tick of which so much is spent."""
        return bool(self._left) and spent_ms + self._took[-1][1] < TICK_MS

    def _cuts(self, count: int) -> tuple[float, ...]:
        """Where to cut for so many bands, as shares of the height, so that each takes the same time."""
        reached, made = np.cumsum(self._shares), [0]
        for number in range(1, count):
            wanted = int(np.searchsorted(reached, number / count)) + 1
            most = SLICES - LEAST_SLICES * (count - number)
            made.append(min(max(wanted, made[-1] + LEAST_SLICES), most))
        return tuple(cut / SLICES for cut in made[1:])

    def _learn(self) -> None:
        """See where in the height the time went; it counts half, for the next frame is another one."""
        self.whole_ms = self.spent_ms
        if len(self._took) == 1:
            return
        middles = (np.arange(SLICES) + 0.5) / SLICES
        seen = np.zeros(SLICES)
        for band, ms in self._took:
            inside = (middles > band.low) & (middles < band.high)
            seen[inside] = ms / max(int(np.count_nonzero(inside)), 1)
        if seen.sum() > 0:
            self._shares = (self._shares + seen / seen.sum()) / 2
