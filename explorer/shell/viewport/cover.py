"""Cover over a new window until it has drawn its first frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget


def still_of(widget: QWidget) -> QPixmap:
    """An opaque image of a widget.

    The fourth byte of a frame is undefined, and Qt copies it: as opacity it would show as false colours.
    """
    image = widget.grab().toImage()
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return QPixmap.fromImage(image)


CHECK_MS = 15
MOST_WAIT_MS = 10_000
"""Time after which the cover goes even without a first frame."""
LARGEST_PX = 20_000


class Cover(QLabel):
    """Hides a window that has not drawn yet behind an image of the previous one, or behind a plain colour.

    Clicks on the image are meant for what it shows: the window gets them once it is uncovered.

    Parameters
    ----------
    is_drawn : whether the window has drawn.
    """

    def __init__(self, parent: QWidget, is_drawn: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._window, self._is_drawn, self._checks_left = parent, is_drawn, 0.0
        self._clicks: list[QMouseEvent] = []  # presses and releases on the image, not passed on yet
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._check)
        self.hide()

    def show_still(self, before: QWidget | None) -> None:
        """Keep another window's image in view, for ten seconds at most."""
        self.take_off()
        if before is None or not before.isVisible():
            return
        self.setPixmap(still_of(before))
        self.setGeometry(before.geometry())
        self._begin(MOST_WAIT_MS / CHECK_MS)

    def show_colour(self, colour: QColor) -> None:
        """Hide the whole window behind a colour, whatever its size."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, colour)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.setGeometry(0, 0, LARGEST_PX, LARGEST_PX)
        self._begin(float("inf"))

    def take_off(self) -> None:
        """Uncover the window."""
        self._timer.stop()
        self.hide()
        self.setPixmap(QPixmap())

    def _begin(self, most_checks: float) -> None:
        self._checks_left = most_checks
        self.show()
        self.raise_()
        self._timer.start(CHECK_MS)

    def _check(self) -> None:
        self._checks_left -= 1
        if self._is_drawn() or self._checks_left < 0:
            self.take_off()
            self._pass_on()

    def _keep(self, event: QMouseEvent) -> None:
        if not self.pixmap().isNull():
            self._clicks.append(event.clone())

    mousePressEvent = mouseReleaseEvent = mouseDoubleClickEvent = _keep

    def _pass_on(self) -> None:
        """Send the clicks to whatever is at their place in the window now."""
        clicks, self._clicks = self._clicks, []
        target: QWidget | None = None
        for click in clicks:
            place = click.globalPosition()
            if click.type() != QMouseEvent.Type.MouseButtonRelease:
                target = self._window.childAt(self._window.mapFromGlobal(place.toPoint()))
            if target is not None:
                held = click.button(), click.buttons(), click.modifiers()
                QApplication.sendEvent(
                    target, QMouseEvent(click.type(), target.mapFromGlobal(place), place, *held)
                )
