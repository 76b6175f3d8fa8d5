"""Overlays on the audience's window: laser pointer and spotlight, frozen view, blackout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QRadialGradient
from PySide6.QtWidgets import QWidget

from ...visit.talk.state import Talk
from ..viewport.cover import still_of
from ..widgets import Surface


class Pointer(QWidget):
    """Laser and spotlight over the view, transparent to the pointer. Panels keep their brightness."""

    def __init__(self, parent: QWidget, surfaces: Sequence[Surface]) -> None:
        super().__init__(parent)
        self._surfaces = surfaces
        self._talk: Talk | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def show_talk(self, talk: Talk) -> None:
        """Show where the presenter points."""
        before, self._talk = self._talk, talk
        if before is not None and (before.pointer, before.laser, before.spotlight) == (
            talk.pointer, talk.laser, talk.spotlight,
        ):  # fmt: skip
            return
        rect = QRectF(self.rect())
        for one in (before, talk):
            if one is not None:
                self.update(reach_of(rect, one).toAlignedRect())
        if (talk.pointer is not None) == self.isHidden():
            self.setVisible(talk.pointer is not None)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._talk is None:
            return
        spared = QPainterPath()
        if self._talk.spotlight:
            for panel in self._surfaces:
                if panel.isVisible():
                    radius = panel.theme.radius(panel.radius)
                    spared.addRoundedRect(QRectF(panel.inner.translated(panel.pos())), radius, radius)
        paint_pointer(QPainter(self), QRectF(self.rect()), self._talk, spared)


class Blackout(QWidget):
    """Covers the audience's window with black, or with the frozen view."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._black = False
        self._frozen: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def show_talk(self, talk: Talk) -> None:
        """Show the state of the talk; the view is grabbed once, when it is frozen."""
        if talk.frozen and self._frozen is None:
            self._frozen = self._taken()
        elif not talk.frozen:
            self._frozen = None
        self._black = talk.black
        drawn = self._black or self._frozen is not None
        if drawn:
            self.setGeometry(self._window.rect())
            self.raise_()
        self.setVisible(drawn)
        self.update()

    def _taken(self) -> QPixmap:
        """An image of the window without the overlay."""
        self.hide()
        return still_of(self._window)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._black or self._frozen is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(self.rect()), self._frozen)


DOT, GLOW = 0.011, 0.036
SPOTLIGHT, RING = 0.21, 0.0045
"""Radius of the spotlight and width of its ring, in heights of the view."""
LASER = QColor("#FF2D3F")
CORE = QColor("#FFFFFF")
DIM = QColor(8, 7, 20, 140)
"""Dimming outside the spotlight."""


def place_of(rect: QRectF, at: tuple[float, float]) -> QPointF:
    """Position of a point of the view (-1..1, right and up) in a rectangle."""
    x, y = at
    return QPointF(rect.x() + (x + 1) / 2 * rect.width(), rect.y() + (1 - y) / 2 * rect.height())


def reach_of(rect: QRectF, talk: Talk) -> QRectF:
    """Area to repaint when the pointer moves: all of it for a spotlight, which dims the rest."""
    if talk.pointer is None:
        return QRectF()
    if talk.spotlight:
        return rect
    reach = GLOW * rect.height() + 2
    at = place_of(rect, talk.pointer)
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def paint_pointer(painter: QPainter, rect: QRectF, talk: Talk, spared: QPainterPath | None = None) -> None:
    """Draw laser or spotlight on a view that fills `rect`.

    Parameters
    ----------
    spared : area that the spotlight does not dim.
    """
    if talk.pointer is None:
        return
    at, height = place_of(rect, talk.pointer), rect.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if talk.spotlight:
        radius = SPOTLIGHT * height
        shade = QPainterPath()
        shade.addRect(rect)
        shade.addEllipse(at, radius, radius)
        painter.fillPath(shade if spared is None else shade.subtracted(spared), DIM)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(CORE, max(RING * height, 1.5)))
        painter.drawEllipse(at, radius, radius)
    if talk.laser:
        glow = QRadialGradient(at, GLOW * height)
        glow.setColorAt(0.0, LASER)
        glow.setColorAt(0.3, QColor(LASER.red(), LASER.green(), LASER.blue(), 190))
        glow.setColorAt(1.0, QColor(LASER.red(), LASER.green(), LASER.blue(), 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(at, GLOW * height, GLOW * height)
        painter.setPen(QPen(CORE, max(DOT * height * 0.22, 1.0)))  # visible on red, too
        painter.setBrush(LASER)
        painter.drawEllipse(at, DOT * height, DOT * height)
    painter.restore()
