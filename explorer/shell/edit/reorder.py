"""Lists put in order by dragging: a grip at the left of each row, and a line where the row would go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button

GRIP = Text("Drag to move: {what}")
LINE_PX, EDGE_PX = 3, 60
"""Thickness of the line, and how near to the edge of the page it begins to scroll."""


class Reorder:
    """The grips of one list.

    Parameters
    ----------
    page : holds the rows, from top to bottom.
    move : called with the number of a row and the number that it gets.
    """

    def __init__(self, theme: Theme, page: QWidget, move: Callable[[int, int], object]) -> None:
        self._theme, self._page, self._move = theme, page, move
        self.grips: list[Grip] = []
        self._line = QFrame(page)
        self._line.setStyleSheet(f"background: {theme.colour('primary').name()};")
        self._line.hide()

    def grip(self, what: str) -> Grip:
        """The grip of the next row."""
        made = Grip(self, self._theme, len(self.grips), tr(GRIP, self._theme.language, what=what))
        self.grips.append(made)
        return made

    def place_at(self, number: int, y: int) -> int:
        """The number that a row gets if it is dropped at a height of the page."""
        return sum(self._middle(grip) < y for grip in self.grips if grip.number != number)

    def drag(self, number: int, y: int) -> None:
        """Show where a row would go."""
        to = self.place_at(number, y)
        others = [grip for grip in self.grips if grip.number != number]
        below = others[min(to, len(others) - 1)]
        at = self._top(below) + (below.height() if to == len(others) else 0)
        self._line.setGeometry(
            self._theme.px(12), at - LINE_PX, self._page.width() - self._theme.px(24), LINE_PX
        )
        self._line.setVisible(to != number)
        self._line.raise_()
        area = self._page.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureVisible(0, y, 0, EDGE_PX)

    def drop(self, number: int, y: int) -> None:
        """Move a row to a height of the page."""
        self.stop()
        self.put(number, self.place_at(number, y))

    def put(self, number: int, to: int) -> None:
        """Move a row, if there is such a place."""
        if to != number and 0 <= to < len(self.grips):
            self._move(number, to)

    def stop(self) -> None:
        """Leave all rows where they are."""
        self._line.hide()

    def _top(self, grip: Grip) -> int:
        return grip.mapTo(self._page, QPoint(0, 0)).y()

    def _middle(self, grip: Grip) -> float:
        return self._top(grip) + grip.height() / 2


class Grip(Button):
    """A handle that moves its row: dragged, or by the arrow keys."""

    def __init__(self, list_: Reorder, theme: Theme, number: int, name: str) -> None:
        super().__init__(theme, icon="grip-vertical", name=name, kind="quiet")
        self._list, self.number = list_, number
        self._is_held = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._is_held = event.button() == Qt.MouseButton.LeftButton
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._is_held:
            self._list.drag(self.number, self._y(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._is_held:
            self._is_held = False
            self._list.drop(self.number, self._y(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape and self._is_held:
            self._is_held = False
            self._list.stop()
        elif step:
            self._list.put(self.number, self.number + step)
        else:
            super().keyPressEvent(event)

    def _y(self, event: QMouseEvent) -> int:
        page = self.parentWidget()
        return self.mapTo(page, event.position().toPoint()).y() if page is not None else 0
