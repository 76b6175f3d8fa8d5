"""The heartbeat: tells the supervisor that frames are drawn."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ...base.supervisor.watchdog_pipe import WatchdogPipe
from ..window.main_window import MainWindow

EVERY_MS = 250


class Heartbeat(QObject):
    """Sends heartbeats to the supervisor as long as the window draws frames; ends the program when the supervisor is gone.

    It runs on a Qt timer in the thread that paints. If this thread hangs, or every frame ends with an error, the
    supervisor hears nothing. A hidden window draws no frames; then the timer alone sends the heartbeat.

    Parameters
    ----------
    shown : the top-level widget; becomes its parent.
    """

    def __init__(self, line: WatchdogPipe, shown: QWidget) -> None:
        super().__init__(shown)
        self._line, self._shown = line, shown
        self._ticks = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Stop sending heartbeats."""
        self._timer.stop()

    def tick(self) -> None:
        """Send a heartbeat, unless the window's frame clock has stopped ticking."""
        if isinstance(self._shown, MainWindow) and self._shown.frame_clock.running:
            ticks = self._shown.frame_clock.ticks
            if ticks == self._ticks:
                return
            self._ticks = ticks
        if not self._line.beat():
            QApplication.exit(0)  # not quit(), which windows that visitors cannot close refuse
