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

    Attributes
    ----------
    beats : how many went well; one that raised an error does not count.
    """

    def __init__(
        self,
        beat: Callable[[float], bool],
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._beat = beat
        self._clock = clock
        self._last_s = clock()
        self.beats = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        return self._timer.interval()

    def start(self) -> None:
        """Beat from now on; time that went by while stopped does not count."""
        if not self.running:
            self._last_s = self._clock()
            self._timer.start(FAST_MS)

    def stop(self) -> None:
        """Beat no more until started."""
        self._timer.stop()

    def hurry(self) -> None:
        """Something was done: the next beat comes soon."""
        if self.running and self._timer.interval() != FAST_MS:
            self._timer.start(FAST_MS)

    def _tick(self) -> None:
        now_s = self._clock()
        dt_s, self._last_s = now_s - self._last_s, now_s
        # a slow beat is long by design: only what exceeds its own interval is cut
        longest_s = max(LONGEST_S, 2 * self._timer.interval() / 1000)
        wanted = FAST_MS if self._beat(min(max(dt_s, 0.0), longest_s)) else SLOW_MS
        self.beats += 1
        if self.running and self._timer.interval() != wanted:
            self._timer.start(wanted)
