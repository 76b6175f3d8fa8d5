"""The next park: read in a thread while the present one stays on show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ...park.model import Park

LOOK_MS = 15


def is_held() -> bool:
    """Whether a drag is under way or a list is open, which replacing the window would break."""
    return (
        QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        or QApplication.activePopupWidget() is not None
    )


class NextPark(QObject):
    """Waits until a park is read; a later park replaces it.

    Parameters
    ----------
    take_over : shows the park; not called during a drag in the present window.
    refuse : receives the error of a park that cannot be read.
    """

    def __init__(
        self, take_over: Callable[[Park], None], refuse: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._take_over, self._refuse = take_over, refuse
        self._coming: tuple[Park, Iterator[None]] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def park(self) -> Park | None:
        """The park being read."""
        return self._coming[0] if self._coming is not None else None

    def wait_for(self, park: Park, reading: Iterator[None]) -> None:
        """Wait for this park instead of any other."""
        self._coming = park, reading
        self._timer.start(LOOK_MS)
        self._look()

    def drop(self) -> None:
        """Stop waiting."""
        self._coming = None
        self._timer.stop()

    def _look(self) -> None:
        if self._coming is None or is_held():
            return
        park, reading = self._coming
        try:
            next(reading)
            return
        except StopIteration:
            self.drop()
        except Exception as fault:  # whatever the error, the park that can be drawn stays
            self.drop()
            self._refuse(fault)
            return
        self._take_over(park)
