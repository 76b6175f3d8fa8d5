"""Time slices of a final frame: number of bands per frame, position of the cuts, time of each band."""

from __future__ import annotations

from math import ceil

import numpy as np

from .bands import Band, bands

TICK_MS = 40.0
"""Time for drawing slices in one tick, so that the window stays responsive."""
FIRST_GUESS_MS = 100.0
MOST_BANDS = 3
"""Most bands: triangles across a cut are sorted for both bands, and eight bands cost two and a half times the whole."""
SLICES = 24
"""Number of possible cuts over the height."""
LEAST_SLICES = 3
"""Least height of a band, in slices: the next frame may be expensive elsewhere."""


class TimeSlices:
    """The bands of one frame after another, cut so that each takes about the same time.

    Attributes
    ----------
    spent_ms : time of the present frame's bands so far.
    whole_ms : time of the last complete frame.
    """

    def __init__(self) -> None:
        self.spent_ms = 0.0
        self.whole_ms = FIRST_GUESS_MS
        self._shares = np.full(SLICES, 1 / SLICES)  # share of the time that each slice of the height took
        self._left: list[Band] = []
        self._took: list[tuple[Band, float]] = []

    def begin(self, height: int, from_below: bool = False) -> None:
        """Cut a frame of this height in pixels; the bands run from its top, or from its bottom."""
        count = min(max(ceil(self.whole_ms / TICK_MS), 1), MOST_BANDS)
        self._left = list(bands(height, self._cuts(count)))
        if from_below:
            self._left.reverse()
        self._took.clear()
        self.spent_ms = 0.0

    def next(self) -> Band | None:
        """The next band to draw; None once all are drawn."""
        return self._left[0] if self._left else None

    @property
    def count_left(self) -> int:
        """Number of bands still to draw."""
        return len(self._left)

    def took(self, ms: float) -> None:
        """Record that the next band is drawn, and its time."""
        self._took.append((self._left.pop(0), ms))
        self.spent_ms += ms
        if not self._left:
            self._learn()

    def has_room(self, spent_ms: float) -> bool:
        """Whether another band fits into a tick of which `spent_ms` is used."""
        return bool(self._left) and spent_ms + self._took[-1][1] < TICK_MS

    def _cuts(self, count: int) -> tuple[float, ...]:
        """Cuts for this number of bands of equal time, as shares of the height."""
        reached, made = np.cumsum(self._shares), [0]
        for number in range(1, count):
            wanted = int(np.searchsorted(reached, number / count)) + 1
            most = SLICES - LEAST_SLICES * (count - number)
            made.append(min(max(wanted, made[-1] + LEAST_SLICES), most))
        return tuple(cut / SLICES for cut in made[1:])

    def _learn(self) -> None:
        """Learn the distribution of time over the height; weighted by half, since the next frame differs."""
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
