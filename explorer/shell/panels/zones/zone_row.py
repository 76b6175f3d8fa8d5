"""One row of the list of zones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ....i18n.messages import say
from ....park.model import Zone
from ...style.theme import Theme
from ...widgets import KeyFocus, Piece, Soft, paint, paint_seal


class ZoneRow(Soft, KeyFocus, Piece, QPushButton):
    """One zone: its number, its name, and a tick once it was visited."""

    def __init__(
        self,
        theme: Theme,
        zone: Zone,
        on_press: Callable[[ZoneRow], object],
        on_touch: Callable[[ZoneRow, bool], object],
        on_step: Callable[[ZoneRow, int], object],
    ) -> None:
        super().__init__()
        self.zone = zone
        self._on_touch, self._on_step = on_touch, on_step
        self._is_visited = self._is_here = self._is_pointed = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: on_press(self))
        self.apply_theme(theme)
        self.say()

    def say(self) -> None:
        """Say the name in the theme's language."""
        language = self.theme.language
        title = self.zone.title[language]
        self.setText(title)
        key = "zones.row-visited" if self._is_visited else "zones.row"
        self.setAccessibleName(say(key, language, number=self.zone.number, title=title))
        self.setAccessibleDescription(say("zones.go", language) if self._is_pointed else "")

    def mark(self, *, visited: bool, here: bool, pointed: bool) -> None:
        """Show whether the zone was visited, is open, is pointed at."""
        now = (visited, here, pointed)
        if now != (self._is_visited, self._is_here, self._is_pointed):
            self._is_visited, self._is_here, self._is_pointed = now
            self.say()
            self.update()

    # ---- size

    def _room(self, width: float) -> float:
        """Room for the name between seal and mark."""
        theme = self.theme
        return width - theme.icon_px(32) - theme.icon_px(20) - theme.px(8 + 10 + 8 + 8)

    def sizeHint(self) -> QSize:
        theme = self.theme
        spare = theme.icon_px(32) + theme.icon_px(20) + theme.px(34)
        width = int(theme.width_of(self.text(), "label")) + spare + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.theme.target_px)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        font = self.theme.font_for(self.text(), "label", 600)
        words = paint.wrapped_height(self.text(), font, self._room(width))
        return int(max(self.theme.target_px, words + self.theme.px(12), self.theme.icon_px(32) + 8))

    # ---- pointer and keys

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._on_touch(self, False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_touch(self, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rings:
            self._on_touch(self, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 5,
            Qt.Key.Key_PageUp: -5,
            Qt.Key.Key_Home: -999,
            Qt.Key.Key_End: 999,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._on_step(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius = theme.radius("md")
        if self._is_here or self._is_pointed:
            edge, fill = theme.colour("primary"), self.softened(theme.colour("tint"))
            paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(2))
        elif (fill := self.softened(theme.colour("tint") if self.underMouse() else None)) is not None:
            paint.rounded(painter, rect, radius, fill)
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        side = theme.icon_px(32)
        seal = QRectF(theme.px(8), rect.center().y() - side / 2, side, side)
        paint_seal(painter, theme, seal, self.zone.accent, number=str(self.zone.number))
        x = seal.right() + theme.px(10)
        font = theme.font_for(self.text(), "label", 600)
        room = QRectF(x, 0, self._room(rect.width()) + 2, rect.height())
        paint.text(painter, room, self.text(), font, theme.colour("ink"), wrap=True)
        icon = "arrow-right" if self._is_pointed else "check" if self._is_visited else ""
        if icon:
            px = theme.icon_px(20)
            middle = QPointF(rect.right() - theme.px(8) - px / 2, rect.center().y())
            colour = "ink" if self._is_pointed else "ok"
            paint.icon(painter, theme.icon(icon, colour, px), middle)
