"""The only clock of the shell: calls the beat, fast while something moves, slowly when all is still."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

FAST_MS = 16
SLOW_MS = 200
LONGEST_S = 0.1
"""A beat never tells of more time than this, so that a hiccup does not make a flight jump."""


class Pulse(QObject):
    """A timer that asks after every beat how soon the next one is wanted.

    Parameters
    ----------
    beat : called with the seconds since the last beat; says whether something still moves.
    clock : seconds, from any start.
    late : called before a beat with the seconds that no beat is told of: what a long beat is cut by, and what went by
        while the pulse was stopped.

    Attributes
    ----------
    beats : how many went well; one that raised an error does not count.
    """

    def __init__(
        self,
        beat: Callable[[float], bool],
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
        late: Callable[[float], None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._beat, self._late = beat, late
        self._clock = clock
        self._last_s: float | None = None
        self.beats = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        return self._timer.interval()

    def start(self) -> None:
        """Beat from now on; the time that went by while stopped is told as late."""
        if not self.running:
            now_s, last_s = self._clock(), self._last_s
            self._last_s = now_s
            self._timer.start(FAST_MS)
            if last_s is not None and now_s > last_s:
                self._late(now_s - last_s)

    def stop(self) -> None:
        """Beat no more until started."""
        self._timer.stop()

    def hurry(self) -> None:
        """Something was done: the next beat comes soon."""
        if self.running and self._timer.interval() != FAST_MS:
            self._timer.start(FAST_MS)

    def tick(self) -> None:
        now_s = self._clock()
        last_s, self._last_s = self._last_s, now_s
        dt_s = max(now_s - last_s, 0.0) if last_s is not None else 0.0
        # a slow beat is long by design: only what exceeds its own interval is cut
        longest_s = max(LONGEST_S, 2 * self._timer.interval() / 1000)
        if dt_s > longest_s:
            self._late(dt_s - longest_s)
        wanted = FAST_MS if self._beat(min(dt_s, longest_s)) else SLOW_MS
        self.beats += 1
        if self.running and self._timer.interval() != wanted:
            self._timer.start(wanted)
