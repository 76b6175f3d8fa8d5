"""A switch: on or off, with a handle that shows the state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from ..style.theme import Theme
from . import paint
from .layouts import follow_width
from .themed import KeyFocus, Themed


class Switch(KeyFocus, Themed, QCheckBox):
    """On or off. The whole row is the target.

    Parameters
    ----------
    sub : a second line that explains it.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        on: bool = False,
        sub: str = "",
        on_turn: Callable[[bool], object],
    ) -> None:
        super().__init__()
        self.sub = ""
        self.theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text, sub)
        self.setChecked(on)
        self._on_turn = on_turn
        self.clicked.connect(self._turned)
        follow_width(self)
        self.apply_theme(theme)

    def set_text(self, text: str, sub: str = "") -> None:
        """Set the text."""
        self.setText(text)
        self.sub = sub
        self.setAccessibleName(text)
        self.setAccessibleDescription(sub)
        self.updateGeometry()

    def _turned(self, on: bool) -> None:
        self._on_turn(on)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    @property
    def _track(self) -> QSize:
        return QSize(self.theme.icon_px(54), self.theme.icon_px(30))

    def sizeHint(self) -> QSize:
        sub = self.theme.width_of(self.sub, "fine") if self.sub else 0.0
        words = max(self.theme.width_of(self.text(), "label"), sub)
        width = int(words) + self._track.width() + self.theme.px(20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(180)), self.theme.target_px)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = paint.lines_height(self.theme, self._lines, self._room(width))
        return max(self.theme.target_px, int(words) + self.theme.px(8))

    def _room(self, width: int) -> int:
        return width - self._track.width() - self.theme.px(16)

    @property
    def _lines(self) -> tuple[paint.Line, ...]:
        return paint.Line(self.text(), "label"), paint.Line(self.sub, "fine", "ink3")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        left = theme.px(6) if self.rings else 0
        room = QRectF(left, 0, self._room(self.width()), self.height())
        paint.draw_lines(painter, theme, room, self._lines, spare_px=0)
        self._paint_track(painter)
        if self.rings:
            paint.focus_ring(painter, theme, QRectF(self.rect()), theme.radius("sm"))

    def _paint_track(self, painter: QPainter) -> None:
        theme, on = self.theme, self.isChecked()
        size = self._track
        right = self.width() - theme.px(6)
        track = QRectF(right - size.width(), (self.height() - size.height()) / 2, size.width(), size.height())
        fill, edge = ("primary", "primary") if on else ("sunken", "control")
        paint.rounded(
            painter, track, track.height() / 2, theme.colour(fill), theme.colour(edge), edge_px=theme.px(2)
        )
        inset = theme.px(4)
        side = track.height() - 2 * inset
        x = track.right() - inset - side if on else track.x() + inset
        handle = QRectF(x, track.y() + inset, side, side)
        paint.rounded(painter, handle, side / 2, theme.colour("onPrimary" if on else "control"))
        if on:
            paint.icon(painter, theme.icon("check", "primary", round(side * 0.7)), handle.center())
