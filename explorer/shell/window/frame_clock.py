"""The only clock of the window: requests frames, often while something moves, rarely when all is still."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

FAST_MS = 16
SLOW_MS = 200
LONGEST_S = 0.1
"""Largest time step of a frame, so that a delay does not make a flight jump."""


class FrameClock(QObject):
    """A timer that asks after every frame how soon the next one is needed.

    Attributes
    ----------
    ticks : number of successful frames; one that raised an error does not count.

    Parameters
    ----------
    tick : draws a frame; called with the seconds since the last one, returns whether something still moves.
    clock : seconds, from any start.
    window : frames are requested while it is shown, and not minimised.
    late : called before a frame with the seconds that frames skip: the excess of a long frame, and the time for which
        the clock was stopped.
    """

    def __init__(
        self,
        tick: Callable[[float], bool],
        clock: Callable[[], float] = perf_counter,
        window: QWidget | None = None,
        late: Callable[[float], None] = lambda _: None,
    ) -> None:
        super().__init__(window)
        self._on_tick, self._late = tick, late
        self._clock = clock
        self._last_s: float | None = None
        self.ticks = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        if window is not None:
            window.installEventFilter(self)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        return self._timer.interval()

    def start(self) -> None:
        """Start requesting frames; the time for which the clock was stopped counts as late."""
        if not self.running:
            now_s, last_s = self._clock(), self._last_s
            self._last_s = now_s
            self._timer.start(FAST_MS)
            if last_s is not None and now_s > last_s:
                self._late(now_s - last_s)

    def stop(self) -> None:
        """Request no frames until started again."""
        self._timer.stop()

    def hurry(self) -> None:
        """Draw the next frame soon."""
        if self.running and self._timer.interval() != FAST_MS:
            self._timer.start(FAST_MS)

    def tick(self) -> None:
        now_s = self._clock()
        last_s, self._last_s = self._last_s, now_s
        dt_s = max(now_s - last_s, 0.0) if last_s is not None else 0.0
        # a slow frame rate is by design: only what exceeds its own interval is cut
        longest_s = max(LONGEST_S, 2 * self._timer.interval() / 1000)
        if dt_s > longest_s:
            self._late(dt_s - longest_s)
        wanted = FAST_MS if self._on_tick(min(dt_s, longest_s)) else SLOW_MS
        self.ticks += 1
        if self.running and self._timer.interval() != wanted:
            self._timer.start(wanted)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Start when the window is shown, stop when it is hidden or minimised."""
        kind = event.type()
        if kind in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange):
            assert isinstance(window, QWidget), "the clock of a window"
            if kind == QEvent.Type.Hide or window.isMinimized():
                self.stop()
            elif kind == QEvent.Type.Show or window.isVisible():
                self.start()
        return False
