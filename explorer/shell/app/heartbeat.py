"""Tells the supervisor that the beat goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ...supervisor.watchdog_pipe import Line
from ..window.main_window import MainWindow

EVERY_MS = 250


class Vitals(QObject):
    """Sends a beat down the line for as long as the window's own beat goes on; leaves when nobody is there to hear it.

    It runs on the timers of Qt, in the thread that paints. Where this thread hangs, or every beat of the window ends with an
    error, the supervisor hears nothing. A window that is hidden has no beat; then the timer speaks for it.

    Parameters
    ----------
    shown : what is on the screen; its child from now on.
    """

    def __init__(self, line: Line, shown: QWidget) -> None:
        super().__init__(shown)
        self._line, self._shown = line, shown
        self._beats = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(EVERY_MS)

    def tick(self) -> None:
        if isinstance(self._shown, MainWindow) and self._shown.pulse.running:
            beats = self._shown.pulse.beats
            if beats == self._beats:
                return
            self._beats = beats
        if not self._line.beat():
            QApplication.exit(0)  # and not quit(), which a window that nobody may close refuses
