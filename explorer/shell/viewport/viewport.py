"""The viewport: a widget that paints the frames of the stage and passes pointer events on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ...base.geometry import Rect, Vec3
from ...base.protocols import Frame
from ...i18n import Text, tr
from ...visit import Act, Aim
from ..accessible import Region, Role
from ..input.pointer import Grip, HitResult, Pointer, notches_of_pixels
from ..style.theme import Theme
from ..widgets import KeyFocus, Themed
from ..widgets.paint import focus_ring
from ..window.protocols import Stage

if TYPE_CHECKING:
    from .texture_presenter import Canvas

CROSS_FADE_S = 0.32
"""Cross-fade time after a camera cut."""
PRESSES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin,
})  # fmt: skip

LabelAt = Callable[[QPointF], HitResult | None]


class Viewport(KeyFocus, Themed, QWidget):
    """The scene.

    Attributes
    ----------
    items : items of the view for screen readers.
    keyed : whether the last press in it was that of a key.

    Parameters
    ----------
    do : takes the visitor's acts.
    label_at : the item of a label at a position; labels are tested before the stage.
    grip : the drag handle of a part of the open exhibit.
    walk : moves to the next (True) or previous zone on Tab; returns whether there was one.
    blits : whether to create a canvas for frames that are textures. Created once the window is on the
        screen, it makes Qt recreate the window.
    """

    def __init__(
        self,
        theme: Theme,
        stage: Stage,
        do: Callable[[Act], None],
        *,
        label_at: LabelAt,
        walk: Callable[[bool], bool],
        grip: Callable[[str], Grip | None] = lambda part: None,
        blits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._label_at, self._walk, self._grip = label_at, walk, grip
        self._picture: Frame | None = None
        self._image = QImage()  # the frame, if it is in memory
        self._canvas = self._made_canvas() if blits else None
        self._covered = QRegion()
        self._before: QImage | None = None  # the frame before a cut
        self._before_s = 0.0
        self._pointed_at: QPointF | None = None
        self._do = do
        self.keyed = False
        self.items: Callable[[], Sequence[QObject]] = tuple
        self.hailed: Callable[[], None] = lambda: None  # called after a boat was touched
        self.pointer = self._made_pointer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setAccessibleName(tr(Text("The park"), theme.language))
        hint = Text(
            "Tab moves through the zones, or the parts of an exhibit, Enter chooses one, "
            "arrow keys move the camera, F1 lists all keys"
        )
        self.setAccessibleDescription(tr(hint, theme.language))

    def accessible(self) -> Region:
        """Accessible description: a list of the items in the view."""
        return Region(self, Role.List, items=lambda: self.items())  # noqa: PLW0108 (they are set later)

    def _made_pointer(self) -> Pointer:
        return Pointer(self._do, self._look, lambda: float(self.height()), self._grip, self._greet)

    def _greet(self, boat: int, touched: bool) -> None:
        self._stage.greet(boat, restart=touched)
        if touched:
            self.hailed()

    def begin_visitor(self) -> None:
        """Reset for a new visitor: clear press and hover, and fade out the last frame."""
        self.pointer, self._pointed_at, self.keyed = self._made_pointer(), None, False
        self.cross_fade()

    # ---- frames

    def _made_canvas(self) -> Canvas:
        from .texture_presenter import Canvas  # imported late: Qt's OpenGL modules are only needed here

        return Canvas(self._paint_frame, self)

    @property
    def blits(self) -> bool:
        """Whether textures can be shown."""
        return self._canvas is not None and not self._canvas.isHidden()

    def blit(self, is_wanted: bool) -> None:
        """Show textures, if there is a canvas for them, or only frames in memory."""
        if self._canvas is not None:
            self._canvas.setVisible(is_wanted)

    def paint(self, picture: Frame) -> None:
        """Show a frame. It refers to the stage's own memory, and is kept while it is on the screen."""
        if picture is self._picture and not picture.changed:
            return
        self._picture = picture
        width, height = picture.width, picture.height
        if picture.texture:
            self._image = QImage()
        else:
            self._image = QImage(picture.pixels, width, height, width * 4, QImage.Format.Format_RGB32)
        if self._canvas is not None:
            self._canvas.show_frame(picture if picture.texture else None)
        self._refresh(self._changed(picture))

    def _changed(self, picture: Frame) -> QRegion | None:
        """Region in which a frame differs from the last one; None if unknown."""
        ratio = self.devicePixelRatioF()
        whole = (round(self.width() * ratio), round(self.height() * ratio))
        if picture.boxes is None or (picture.width, picture.height) != whole:
            return None
        region = QRegion()
        for x, y, width, height in picture.boxes:
            region += QRectF(x / ratio, y / ratio, width / ratio, height / ratio).toAlignedRect()
        return region

    def _refresh(self, changed: QRegion | None = None) -> None:
        """Schedule a repaint of the changed region; None: all of it."""
        if not self.blits:
            self.update((QRegion(self.rect()) if changed is None else changed) - self._covered)
        elif self._canvas is not None:
            self._canvas.update()

    def repaint_now(self) -> None:
        """Repaint the screen at once."""
        if not self.blits:
            self.repaint(QRegion(self.rect()) - self._covered)
        elif self._canvas is not None:
            self._canvas.repaint()

    @property
    def has_frame(self) -> bool:
        """Whether a frame has been shown yet."""
        return self._picture is not None

    def shown(self) -> QImage:
        """The frame on the screen; valid until the next one. From a canvas it is copied."""
        if self._image.isNull() and self.blits and self._canvas is not None:
            self._image = self._canvas.grabbed()
        return self._image

    def cross_fade(self) -> None:
        """Fade out the present frame: the camera jumps."""
        if not self.shown().isNull():
            self._before, self._before_s = self._image.copy(), 0.0
            # the stage leaves the fourth byte undefined, which matters in a translucent image
            np.frombuffer(self._before.bits(), np.uint8)[3::4] = 255

    @property
    def fades(self) -> bool:
        """Whether a cross-fade is running."""
        return self._before is not None

    def paint_under(self, painter: QPainter, rect: QRect) -> None:
        """Paint the part of the frame under a rectangle of this widget, at the painter's origin."""
        if self.shown().isNull() or not self.width() or not self.height():
            painter.fillRect(QRect(0, 0, rect.width(), rect.height()), self.theme.colour("sunken"))
            return
        _paint_piece(painter, self._image, rect, self.rect())
        if self._before is not None:
            painter.setOpacity(1 - self._before_s / CROSS_FADE_S)
            _paint_piece(painter, self._before, rect, self.rect())
            painter.setOpacity(1)

    def cover(self, surfaces: list[QRegion]) -> None:
        """Set the areas under opaque panels, which need not be painted."""
        region = QRegion()
        for surface in surfaces:
            region += surface
        self._covered = region

    def fit(self) -> None:
        """Make the stage's size match the widget's physical pixels."""
        ratio = self.devicePixelRatioF()
        self._stage.resize(max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.blits:
            self._paint_frame(QPainter(self))

    def _paint_frame(self, painter: QPainter) -> None:
        """Paint the frame if it is in memory, and what lies over it."""
        is_texture = self._picture is not None and self._picture.texture
        if not is_texture and self._image.isNull():
            painter.fillRect(self.rect(), self.theme.colour("sunken"))
        elif not is_texture:
            ratio = self.devicePixelRatioF()
            whole = (round(self.width() * ratio), round(self.height() * ratio))
            if (self._image.width(), self._image.height()) != whole:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        if self._before is not None:
            painter.setOpacity(1 - self._before_s / CROSS_FADE_S)
            painter.drawImage(QRectF(self.rect()), self._before)
            painter.setOpacity(1)
        if self.rings:
            focus_ring(painter, self.theme, QRectF(self.rect()), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._canvas is not None:
            self._canvas.setGeometry(self.rect())
        self.fit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab steps through the zones before it leaves the view."""
        return self._walk(forward) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._refresh()

    # ---- hit tests

    def _across(self, x: float, y: float) -> tuple[float, float]:
        """A position in the stage's coordinates: -1..1, right and up."""
        return 2 * x / max(self.width(), 1) - 1, 1 - 2 * y / max(self.height(), 1)

    def _look(self, x: float, y: float) -> HitResult:
        labelled = self._label_at(QPointF(x, y))
        at = self._across(x, y)
        if labelled is not None:
            return replace(labelled, point=self._stage.ground(*at))
        hit = self._stage.pick(*at)
        point: Vec3 | None = hit.point if hit else self._stage.ground(*at)
        if hit is None:
            return HitResult(point=point)
        return HitResult(hit.zone or None, hit.part, hit.boat, point=point)

    def zone_at(self, at: QPointF) -> str | None:
        """The zone whose label or building is at a position."""
        return self._look(at.x(), at.y()).zone

    def labelled(self, at: QPointF) -> bool:
        """Whether a label is at a position."""
        return self._label_at(at) is not None

    def aim(self, free: Rect, zoom: float = 1.0) -> Aim | None:
        """Position of the free pointer relative to the middle of the free area, if it moved since the last call; else None.

        `zoom` is the magnification of the shown picture, so that what follows the pointer is under it.
        """
        at, self._pointed_at = self._pointed_at, None
        if at is None:
            return None
        x, y = free.centre
        across, up = at.x() / max(self.width(), 1) - x, y - at.y() / max(self.height(), 1)
        return Aim(2 * across / zoom, 2 * up / zoom)

    def advance(self, dt_s: float) -> bool:
        """Advance the pointer; whether it still moves something."""
        busy = self.pointer.advance(dt_s)
        if self._before is not None:
            busy = True
            self._before_s += dt_s
            if self._before_s >= CROSS_FADE_S:
                self._before = None
            self._refresh()
        shape = Qt.CursorShape.ArrowCursor
        grip = self.pointer.grip
        if grip is not None and grip.act is None:
            held = self.pointer.dragging
            shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
        elif grip is not None:
            shape = Qt.CursorShape.SizeHorCursor if grip.is_level else Qt.CursorShape.SizeVerCursor
        elif self.pointer.dragging:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.pointer.over_target:
            shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        return busy

    # ---- Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()  # the window handles back and forward
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        turns = event.button() == Qt.MouseButton.LeftButton and not shifted
        self.pointer.press(event.position().x(), event.position().y(), turns=turns)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():
            self._pointed_at = event.position()
        self.pointer.move(event.position().x(), event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pointer.double(event.position().x(), event.position().y())

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta().y(), event.angleDelta().y()
        notches = notches_of_pixels(pixels) if pixels else angle / 120
        self.pointer.roll(notches, event.position().x(), event.position().y())
        event.accept()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in PRESSES:
            self.keyed = kind == QEvent.Type.KeyPress
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                at = event.position()
                self.pointer.pinch(1 + event.value(), at.x(), at.y())
            return True
        if kind == QEvent.Type.DevicePixelRatioChange:
            self.fit()
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        ended = event.type() == QEvent.Type.TouchEnd
        touches = {
            point.id(): (point.position().x(), point.position().y())
            for point in event.points()
            if not ended and point.state() != QEventPoint.State.Released
        }
        if event.type() == QEvent.Type.TouchBegin:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.type() == QEvent.Type.TouchCancel:
            self.pointer.cancel()
        else:
            self.pointer.touch(touches)
        event.accept()


def _paint_piece(painter: QPainter, image: QImage, rect: QRect, whole: QRect) -> None:
    """Paint the part of an image under a rectangle, where the image fills `whole`."""
    across, down = image.width() / whole.width(), image.height() / whole.height()
    piece = QRectF(rect.x() * across, rect.y() * down, rect.width() * across, rect.height() * down)
    painter.drawImage(QRectF(0, 0, rect.width(), rect.height()), image, piece)
