"""One stop in the tour bar: its thumbnail, its number or a tick, and a progress line."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..style.theme import Theme
from ..widgets import HoverAnimation, KeyFocus, Themed, paint

PICTURE_PX = (104, 64)  # in the design
LEAST_PX = 52
LINE_PX, LINE_GAP_PX = 6, 5
NUMBER_PX, ICON_PX = (28, 24), 26
YET_TO_COME = 0.5
"""Opacity of the picture of a stop not shown yet."""


class StopState(NamedTuple):
    """State of a stop."""

    now: bool = False
    shown: bool = False
    share: float = 0.0  # elapsed share of its time, 0 to 1
    waits: bool = False  # whether the tour is paused at it


class StopThumb(HoverAnimation, KeyFocus, Themed, QPushButton):
    """A stop that can be pressed.

    Parameters
    ----------
    icon : placeholder until its picture is drawn, which takes a while on a busy machine.

    Attributes
    ----------
    pictured : whether there is room for its picture; otherwise only its number is shown.
    """

    def __init__(
        self, theme: Theme, number: int, icon: str, on_press: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._number, self._icon, self._on_press = number, icon, on_press
        self.picture: QPixmap | None = None
        self.state = StopState()
        self.pictured = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)  # Enter presses it
        self.clicked.connect(self._press)
        self.apply_theme(theme)

    def _press(self) -> None:
        self._on_press()

    def show_state(self, state: StopState) -> None:
        """Show the state of the stop."""
        if state != self.state:
            self.state = state
            self.update()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture of it."""
        if picture is not self.picture:
            self.picture = picture
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press it; all other keys go to the row."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        else:
            event.ignore()

    # ---- size

    @property
    def least_px(self) -> int:
        """Least width with a picture."""
        return max(self.theme.px(LEAST_PX), self.theme.target_px)

    @property
    def number_px(self) -> int:
        """Width without a picture."""
        theme = self.theme
        return max(theme.target_px, round(theme.width_of("00", "label", 700)) + theme.px(18))

    @property
    def height_px(self) -> int:
        """Its height."""
        theme = self.theme
        line = theme.px(LINE_PX) + theme.px(LINE_GAP_PX)
        if self.pictured:
            return theme.px(PICTURE_PX[1]) + line
        return max(theme.target_px, theme.line_px("label") + theme.px(10) + line)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(PICTURE_PX[0]) if self.pictured else self.number_px, self.height_px)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(LINE_PX) + theme.px(LINE_GAP_PX)
        face = QRectF(self.rect()).adjusted(0, 0, 0, -line)
        radius = float(theme.radius("sm"))
        self._paint_face(painter, face, radius)
        self._paint_number(painter, face)
        if self.state.now:
            edge = theme.colour("primary")
            paint.rounded(painter, face, radius, None, edge, edge_px=theme.px(3))
        elif self.underMouse():
            paint.rounded(painter, face, radius, None, theme.colour("control"), edge_px=theme.px(2))
        self._paint_line(
            painter, QRectF(0, self.height() - theme.px(LINE_PX), self.width(), theme.px(LINE_PX))
        )
        if self.rings:
            paint.focus_ring(painter, theme, face, radius)

    def _paint_face(self, painter: QPainter, face: QRectF, radius: float) -> None:
        theme, state = self.theme, self.state
        fill = self.animated_fill(theme.colour("tint" if self.underMouse() else "sunken"))
        paint.rounded(painter, face, radius, fill, theme.colour("line"))
        if not self.pictured:
            return
        if self.picture is None:
            paint.icon(painter, theme.icon(self._icon, "ink2", theme.icon_px(ICON_PX)), face.center())
            return
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(face, radius, radius)
        painter.setClipPath(path)
        size = self.picture.deviceIndependentSize()
        across = min(face.width() / max(size.width(), 1), 1.0)
        ratio = self.picture.devicePixelRatio()
        middle = QRectF(
            size.width() * (1 - across) / 2 * ratio, 0, size.width() * across * ratio, size.height() * ratio
        )
        seen = 1.0 if state.now or state.shown or self.underMouse() else YET_TO_COME
        painter.setOpacity(seen)
        painter.drawPixmap(face, self.picture, middle)
        painter.restore()

    def _paint_number(self, painter: QPainter, face: QRectF) -> None:
        """The number, or a tick, on a chip; centred if there is no picture."""
        theme, state = self.theme, self.state
        wide, tall = (theme.icon_px(n) for n in NUMBER_PX)
        if self.pictured:
            inset = theme.px(6)
            chip = QRectF(face.x() + inset, face.y() + inset, wide, tall)
        else:
            chip = QRectF(0, 0, max(wide, face.width() - theme.px(8)), face.height() - theme.px(8))
            chip.moveCenter(face.center())
        fill, ink = ("primary", "onPrimary") if state.now else ("surface", "ink")
        paint.rounded(painter, chip, theme.px(6), theme.colour(fill))
        if state.shown and not state.now:
            tick = theme.icon("check", "ok", theme.icon_px(17))
            paint.icon(painter, tick, QPointF(chip.center()))
            return
        font = theme.font("label", 700)
        paint.text(painter, chip, str(self._number), font, theme.colour(ink), align=paint.CENTRE)

    def _paint_line(self, painter: QPainter, line: QRectF) -> None:
        theme, state = self.theme, self.state
        radius = line.height() / 2
        paint.rounded(painter, line, radius, theme.colour("sunken"), theme.colour("control"), edge_px=1)
        share = state.share if state.now else float(state.shown)
        if share > 0:
            done = QRectF(line.x(), line.y(), max(line.width() * share, line.height()), line.height())
            paint.rounded(
                painter, done, radius, theme.colour("warn" if state.now and state.waits else "primary")
            )
