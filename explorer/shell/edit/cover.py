"""The last frame of a window that goes, in view until the next one has drawn its first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ..viewport.still import still_of

LOOK_MS = 40
MOST_LOOKS = 250
"""After so many looks the old frame goes, whether or not there is a new one."""


class Cover(QLabel):
    """Lies over the windows of a park.

    Parameters
    ----------
    is_drawn : whether the next window has drawn.
    """

    def __init__(self, parent: QWidget, is_drawn: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._is_drawn, self._looks = is_drawn, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self.hide()

    def put(self, before: QWidget | None) -> None:
        """Keep what a window shows in view."""
        self.take_off()
        if before is None or not before.isVisible():
            return
        self.setPixmap(still_of(before))
        self.setGeometry(before.geometry())
        self.show()
        self.raise_()
        self._looks = 0
        self._timer.start(LOOK_MS)

    def take_off(self) -> None:
        """Show what is there."""
        self._timer.stop()
        self.hide()
        self.setPixmap(QPixmap())

    def _look(self) -> None:
        self._looks += 1
        if self._is_drawn() or self._looks > MOST_LOOKS:
            self.take_off()
