"""The live view in the console: a small copy of the audience's view, with the presenter's pointer on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...visit import Shine, Visit
from ..input.pointer import notches_of_pixels
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import KeyFocus, Themed, paint
from ..window.layer import LayerContext
from .audience import paint_pointer
from .pen import Nib, paint_strokes

EVERY_S = 0.1
"""Least interval between repaints of the small view, which cost a fraction of the large one's."""
FRAME_PX = 3


def copy_view(image: QImage, viewport: Viewport, over: Sequence[QWidget]) -> None:
    """Paint the view into an image that it fills, with the widgets on it."""
    painter, whole = QPainter(image), viewport.rect()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(image.width() / max(whole.width(), 1), image.height() / max(whole.height(), 1))
    viewport.paint_under(painter, whole)
    for widget in over:
        if widget.isVisible():
            widget.render(painter, widget.pos(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()


def paint_marks(painter: QPainter, rect: QRectF, visit: Visit) -> None:
    """Paint the presenter's marks on a copy of the view."""
    talk, playback = visit.talk, visit.playback
    if talk is not None and playback is not None and talk.slide is None:
        paint_strokes(painter, rect, talk.strokes_at(playback.stop.id), visit.pose)


class Live(KeyFocus, Themed, QWidget):
    """The present view with everything that lies on it.

    Drags, clicks and the wheel act as on the large one; with laser, spotlight or pen on, the pointer points or draws.

    Parameters
    ----------
    over : returns the widgets on the audience's view, the topmost last.
    """

    def __init__(self, theme: Theme, ground: LayerContext, over: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__()
        self._context, self._viewport, self._over = ground, ground.viewport, over
        self._image = QImage()
        self._since_s = EVERY_S
        self._visit: Visit | None = None
        self._nib = Nib(ground.do)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setAccessibleName(
            tr(Text("Park view. Drag, click and scroll to move in the park"), theme.language)
        )

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(480), self.theme.px(270))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(135))

    # ---- the view

    @property
    def picture(self) -> QRectF:
        """Rectangle of the view: as large as fits, in the aspect ratio of the audience's."""
        whole = QSize(max(self._viewport.width(), 1), max(self._viewport.height(), 1))
        inset = self.theme.px(FRAME_PX)
        room = self.rect().adjusted(inset, inset, -inset, -inset)
        size = whole.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRectF(0, 0, size.width(), size.height())
        rect.moveCenter(QRectF(room).center())
        return rect

    def update_from(self, visit: Visit) -> None:
        """Update the pointer; the view itself is updated by `advance`."""
        before, self._visit = self._visit, visit
        if before is None or before.talk != visit.talk:
            self.update()

    def advance(self, dt_s: float) -> None:
        """Copy the view just painted, if the last copy is old enough."""
        self._since_s += dt_s
        if self._since_s < EVERY_S or not self.isVisible():
            return
        self._since_s = 0.0
        self._take()
        self.update()

    def _take(self) -> None:
        rect, ratio = self.picture, self.devicePixelRatioF()
        size = QSize(max(round(rect.width() * ratio), 1), max(round(rect.height() * ratio), 1))
        if self._image.size() != size:
            self._image = QImage(size, QImage.Format.Format_RGB32)
        copy_view(self._image, self._viewport, self._over())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.picture
        radius = float(self.theme.radius("md"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(rect, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(rect, self.theme.colour("sunken"))
        if not self._image.isNull():
            painter.drawImage(rect, self._image)
        if self._visit is not None and self._visit.talk is not None:
            paint_marks(painter, rect, self._visit)
            paint_pointer(painter, rect, self._visit.talk)
        painter.restore()
        edge = self.theme.colour("focus" if self.rings else "primary")
        frame, px = self.theme.px(FRAME_PX), self.theme.px(FRAME_PX)
        paint.rounded(
            painter, rect.adjusted(-frame, -frame, frame, frame), radius + frame, None, edge, edge_px=px
        )

    # ---- the pointer

    @property
    def _points(self) -> bool:
        return self._visit is not None and self._visit.talk is not None and self._visit.talk.points

    @property
    def _draws(self) -> bool:
        return self._visit is not None and self._visit.talk is not None and self._visit.talk.pen

    @property
    def _aspect(self) -> float:
        return self.picture.width() / max(self.picture.height(), 1.0)

    def _across(self, at: QPointF) -> tuple[float, float]:
        """A position in the stage's coordinates: -1..1, right and up."""
        rect = self.picture
        return 2 * (at.x() - rect.x()) / rect.width() - 1, 1 - 2 * (at.y() - rect.y()) / rect.height()

    def _there(self, at: QPointF) -> tuple[float, float]:
        """The same position on the large view, in its pixels."""
        x, y = self._across(at)
        return (x + 1) / 2 * self._viewport.width(), (1 - y) / 2 * self._viewport.height()

    def _shine(self, at: QPointF) -> None:
        inside = self.picture.contains(at)
        self._context.do(Shine(self._across(at) if inside else None))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._visit is not None and self._draws and event.button() == Qt.MouseButton.LeftButton:
            self._nib.press(self._across(event.position()), self._visit, self._aspect)
        if self._points or event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        turns = event.button() == Qt.MouseButton.LeftButton and not shifted
        self._viewport.pointer.press(*self._there(event.position()), turns=turns)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            self._shine(event.position())
            if self._visit is not None:
                self._nib.move(self._across(event.position()), self._visit, self._aspect)
        else:
            self._viewport.pointer.move(*self._there(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._nib.release()
        if not self._points:
            self._viewport.pointer.release(*self._there(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._points:
            self._viewport.pointer.double(*self._there(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        if self._points:
            self._context.do(Shine(None))
        else:
            self._viewport.pointer.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta().y(), event.angleDelta().y()
        notches = notches_of_pixels(pixels) if pixels else angle / 120
        self._viewport.pointer.roll(notches, *self._there(event.position()))
        event.accept()
