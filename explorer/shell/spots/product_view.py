"""A product on the whole window, turned by hand: drag, wheel, two fingers or keys."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ...base.geometry import Pose, clamp
from ...i18n import Text, tr
from ...park.model import Language, Spot
from ...park.spots.spot import PRODUCT_M, product_place_m
from ..style.theme import Theme
from ..widgets import Button, Prose, Themed, paint
from ..window.protocols import Stage

MOVING_PX, SHARP_PX = 640, 1600
"""Widest picture while the product is turned, and once it rests."""
RESTS_S = 0.25
TURN_DEG = 200.0
"""Angle of a drag over the height of the window."""
KEY_DEG, KEY_ZOOM, NOTCH = 10.0, 1.15, 0.12
USUAL_M, NEAREST_M, FARTHEST_M = 2.1 * PRODUCT_M, 1.1 * PRODUCT_M, 2.8 * PRODUCT_M
FOV_DEG = 36.0
HINT = Text("Drag to turn it, roll or pinch to come nearer. Arrow keys turn it too, Esc closes.")


class ProductView(Themed, QWidget):
    """Drawn by the stage, coarsely while it moves and sharply at rest.

    Parameters
    ----------
    number : of the product in its park.
    on_touch : called when it is turned, as a sign of presence.
    """

    def __init__(
        self,
        theme: Theme,
        stage: Stage,
        spot: Spot,
        number: int,
        on_close: Callable[[], object],
        on_touch: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._stage, self._on_close, self._on_touch = stage, on_close, on_touch
        self._spot, self._target = spot, product_place_m(number)
        self.azimuth_deg, self.elevation_deg, self.distance_m = 215.0, 18.0, USUAL_M
        self._image: QImage | None = None
        self._from: QPointF | None = None
        self._touches: list[QPointF] = []
        self._still_s = 0.0
        self._is_sharp = self._is_new = False
        self.close_button = Button(theme, icon="x", name=" ", on_press=on_close, parent=self)
        self._title = Prose(theme, " ", "title", level=1)
        self._hint = Prose(theme, " ", "fine", "ink2")
        for words in (self._title, self._hint):
            words.setParent(self)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.apply_theme(theme)
        self.fill(parent.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        language: Language = theme.language
        self.setAccessibleName(self._spot.title[language])
        self.setAccessibleDescription(tr(HINT, language))
        self.close_button.apply_theme(theme)
        self.close_button.set_text(name=tr(Text("Close (Esc)"), language))
        for prose, words in ((self._title, self._spot.title[language]), (self._hint, tr(HINT, language))):
            prose.apply_theme(theme)
            prose.set_text(words)
        self.fill(self.rect())

    def fill(self, room: QRect) -> None:
        """Fill the window."""
        theme = self.theme
        if room != self.geometry():
            self.setGeometry(room)
            self._changed()
        margin, side = theme.margin_px, theme.target_px
        self.close_button.setGeometry(self.width() - margin - side, margin, side, side)
        wide = self.width() - 3 * margin - side
        self._title.setGeometry(margin, margin, wide, max(self._title.heightForWidth(wide), side))
        tall = self._hint.heightForWidth(wide)
        self._hint.setGeometry(margin, self.height() - margin - tall, wide, tall)

    def advance(self, dt_s: float) -> bool:
        """Draw what has changed; whether it has yet to become sharp."""
        self._still_s += dt_s
        if self._is_new:
            self._is_new, self._is_sharp = False, False
            self._draw(MOVING_PX)
        elif not self._is_sharp and self._still_s >= RESTS_S:
            self._is_sharp = True
            self._draw(SHARP_PX)
        return self._is_new or not self._is_sharp

    def turn(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Turn it about the vertical, and tilt it."""
        self.azimuth_deg = (self.azimuth_deg + azimuth_deg) % 360
        self.elevation_deg = clamp(self.elevation_deg + elevation_deg, -60.0, 85.0)
        self._changed()

    def zoom(self, factor: float) -> None:
        """Change the distance."""
        self.distance_m = clamp(self.distance_m * factor, NEAREST_M, FARTHEST_M)
        self._changed()

    def _changed(self) -> None:
        self._is_new, self._still_s = True, 0.0
        self._on_touch()

    def _draw(self, most_px: int) -> None:
        share = min(most_px / max(self.width(), 1), self.devicePixelRatioF())
        size = max(round(self.width() * share), 1), max(round(self.height() * share), 1)
        pose = Pose(self._target, self.azimuth_deg, self.elevation_deg, self.distance_m, FOV_DEG)
        drawn = self._stage.thumbnail(pose, *size)
        if drawn is not None:
            row = drawn.width * 4
            self._image = QImage(
                drawn.pixels, drawn.width, drawn.height, row, QImage.Format.Format_RGB32
            ).copy()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.fillRect(self.rect(), self.theme.colour("surface"))
        else:
            painter.drawImage(self.rect(), self._image)
        for prose, role in ((self._title, "title"), (self._hint, "fine")):  # a product may have any colour
            at = QRectF(prose.geometry())
            at.setWidth(min(at.width(), self.theme.width_of(prose.text(), role) + self.theme.px(12)))
            paint.rounded(painter, at.adjusted(-8, -2, 8, 2), self.theme.px(10), self.theme.colour("surface"))

    # ---- by hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._drag(event.position() - self._from)
            self._from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(exp(-NOTCH * event.angleDelta().y() / 120))

    def event(self, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            return super().event(event)
        before, points = self._touches, event.points()  # type: ignore[attr-defined]
        self._touches = [point.position() for point in points] if event.type() != QEvent.Type.TouchEnd else []
        if len(before) == len(self._touches) == 1:
            self._drag(self._touches[0] - before[0])
        elif len(before) == len(self._touches) == 2:
            apart = [_length(pair[1] - pair[0]) for pair in (before, self._touches)]
            if min(apart) > 1:
                self.zoom(apart[0] / apart[1])
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (KEY_DEG, 0.0), Qt.Key.Key_Right: (-KEY_DEG, 0.0),
            Qt.Key.Key_Up: (0.0, KEY_DEG), Qt.Key.Key_Down: (0.0, -KEY_DEG),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._on_close()
        elif key in ways:
            self.turn(*ways[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(KEY_ZOOM if key == Qt.Key.Key_Minus else 1 / KEY_ZOOM)
        else:
            super().keyPressEvent(event)

    def _drag(self, way: QPointF) -> None:
        height = max(self.height(), 1)
        self.turn(way.x() / height * TURN_DEG, way.y() / height * TURN_DEG)


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
