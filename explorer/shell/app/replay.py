"""Replay in the window: the acts of a logged visit, each at its original time within the present visit."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from ...visit import Act
from ..window.main_window import MainWindow

LOOKS_MS = 20


class Replay(QObject):
    """Performs acts in a window as its visit reaches their times. People at the window may act too.

    Parameters
    ----------
    acts : in order, with the seconds since the visit began.
    """

    def __init__(self, window: MainWindow, acts: Iterable[tuple[float, Act]]) -> None:
        super().__init__(window)
        self._window, self._acts = window, deque(acts)
        self._began_s = window.visit.time_s
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.go_on)
        self._timer.start(LOOKS_MS)

    @property
    def left(self) -> int:
        """Number of acts still to come."""
        return len(self._acts)

    def go_on(self) -> None:
        """Perform the acts that are due."""
        window = self._window
        while self._acts and self._acts[0][0] <= window.visit.time_s - self._began_s:
            act = self._acts.popleft()[1]
            try:
                window.do(act)
            except (KeyError, ValueError):
                continue  # its zone or exhibit is missing in this park; `replay --check` reports it
        if not self._acts:
            self._timer.stop()
