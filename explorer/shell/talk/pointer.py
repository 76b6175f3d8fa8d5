"""The laser dot and the spotlight, drawn alike on the audience's picture and on the console's."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRadialGradient

from ...visit.talk.state import Talk

DOT, GLOW = 0.011, 0.036
SPOT, RING = 0.21, 0.0045
"""Radii and width of the ring, in heights of the picture."""
LASER = QColor("#FF2D3F")
CORE = QColor("#FFFFFF")
DIM = QColor(8, 7, 20, 140)
"""What lies outside of the spotlight is dimmed by so much."""


def place_of(rect: QRectF, at: tuple[float, float]) -> QPointF:
    """Where a place of the picture (-1..1, right and up) lies in a rectangle."""
    x, y = at
    return QPointF(rect.x() + (x + 1) / 2 * rect.width(), rect.y() + (1 - y) / 2 * rect.height())


def reach_of(rect: QRectF, talk: Talk) -> QRectF:
    """What has to be painted anew when the pointer moves: all of it under a spotlight, which dims the rest."""
    if talk.pointer is None:
        return QRectF()
    if talk.spotlight:
        return rect
    reach = GLOW * rect.height() + 2
    at = place_of(rect, talk.pointer)
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def paint_pointer(painter: QPainter, rect: QRectF, talk: Talk, spared: QPainterPath | None = None) -> None:
    """Draw what the presenter points with on a picture that fills `rect`.

    Parameters
    ----------
    spared : what the spotlight does not dim.
    """
    if talk.pointer is None:
        return
    at, height = place_of(rect, talk.pointer), rect.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if talk.spotlight:
        radius = SPOT * height
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
        painter.setPen(QPen(CORE, max(DOT * height * 0.22, 1.0)))  # seen on red, too
        painter.setBrush(LASER)
        painter.drawEllipse(at, DOT * height, DOT * height)
    painter.restore()
