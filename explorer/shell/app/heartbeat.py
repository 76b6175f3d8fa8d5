"""The heartbeat: tells the supervisor that the window still ticks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ...supervisor.watchdog_pipe import WatchdogPipe
from ..window.main_window import MainWindow

EVERY_MS = 250


class Heartbeat(QObject):
    """Sends heartbeats for as long as the window's frame clock ticks; ends the program when the supervisor has ended.

    It runs on the timers of Qt, in the thread that paints. Where this thread hangs, or every tick of the window ends with
    an error, the supervisor hears nothing. A hidden window has no ticks; then the timer alone counts.

    Parameters
    ----------
    shown : what is on the screen; its child from now on.
    """

    def __init__(self, line: WatchdogPipe, shown: QWidget) -> None:
        super().__init__(shown)
        self._line, self._shown = line, shown
        self._beats = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Send no more heartbeats by itself."""
        self._timer.stop()

    def tick(self) -> None:
        """Send a heartbeat, unless the window's frame clock has stopped ticking."""
        if isinstance(self._shown, MainWindow) and self._shown.pulse.running:
            beats = self._shown.pulse.beats
            if beats == self._beats:
                return
            self._beats = beats
        if not self._line.beat():
            QApplication.exit(0)  # and not quit(), which a window that nobody may close refuses
