"""Gauges of a share: a progress ring with text in it, and a progress bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..style.theme import Theme
from . import paint
from .themed import Themed

RING_PX, BAR_PX = 72, 9  # design pixels
RING_STROKE_PX = 5
TOP_DEG16 = 90 * 16  # Qt counts sixteenths of a degree counterclockwise from three o'clock


class ProgressRing(Themed, QWidget):
    """A ring that fills from the top; the text in it says the same.

    Parameters
    ----------
    role : type role of the text.
    side_px : width and height, in design pixels.
    """

    def __init__(self, theme: Theme, role: str = "title", side_px: float = RING_PX) -> None:
        super().__init__()
        self._side_px = side_px
        self._share, self._words, self._colour, self._role = 0.0, "", "warn", role
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        side = theme.icon_px(self._side_px)
        self.setFixedSize(side, side)

    def set_value(self, share: float, words: str, colour: str, name: str) -> None:
        """Show a share (0 to 1) and text; `name` is for screen readers."""
        if (share, words, colour) != (self._share, self._words, self._colour):
            self._share, self._words, self._colour = share, words, colour
            self.setAccessibleName(name)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = theme.px(RING_STROKE_PX * self._side_px / RING_PX)
        inset = stroke / 2 + 1
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(theme.colour("line"), stroke))
        painter.drawEllipse(rect)
        pen = QPen(theme.colour(self._colour), stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._share > 0:
            painter.drawArc(rect, TOP_DEG16, -round(self._share * 360 * 16))
        font = theme.font(self._role, 700)
        paint.text(painter, QRectF(self.rect()), self._words, font, theme.colour("ink"), align=paint.CENTRE)


class ProgressBar(Themed, QWidget):
    """A bar that fills; the text beside it says the same."""

    def __init__(self, theme: Theme, colour: str = "primary") -> None:
        super().__init__()
        self._share, self._colour = 0.0, colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(BAR_PX))

    def set_value(self, share: float) -> None:
        """Show a share, 0 to 1."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius = rect.height() / 2
        edge = theme.colour("control")
        paint.rounded(painter, rect, radius, theme.colour("sunken"), edge, edge_px=theme.border_px)
        if self._share > 0:
            filled = QRectF(0, 0, max(rect.width() * self._share, rect.height()), rect.height())
            paint.rounded(painter, filled, radius, theme.colour(self._colour))
