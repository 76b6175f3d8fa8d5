"""A cache of a surface's shadow, edge and fill, painted once and then drawn as pixmaps.

The park changes under a surface with every frame, and its shadow and its rounded edge let the park through: they are painted
again with each, though they themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

Paint = Callable[[QPainter], None]
Key = tuple[object, ...]


class SurfaceCache:
    """The painted edges of a surface as pixmaps, kept as long as its look and size stay the same."""

    def __init__(self) -> None:
        self._key: Key | None = None
        self._strips: list[tuple[QPoint, QPixmap]] = []
        self._middle = QRect()

    def paint(
        self,
        painter: QPainter,
        size: QSize,
        rim_px: float,
        fill: QColor,
        key: Key,
        paint: Paint,
        ratio: float,
    ) -> None:
        """Paint a surface, or draw the pixmaps that were painted before.

        Parameters
        ----------
        size : of everything, shadow included.
        rim_px : so far from the sides there may be anything but plain fill.
        key : all that the look depends on, but for the size.
        paint : paints it.
        ratio : physical pixels in a pixel.
        """
        key = (*key, size.toTuple(), rim_px, ratio)
        if key != self._key or not ratio.is_integer():
            # what grows or shrinks looks different each time, and between pixels pictures would not quite meet
            self._key, self._strips = key, []
            paint(painter)
            return
        if not self._strips:
            self._keep(size, ceil(rim_px), paint, ratio)
        for at, strip in self._strips:
            painter.drawPixmap(at, strip)
        painter.fillRect(self._middle, fill)

    @property
    def bytes(self) -> int:
        """The memory of its pixmaps."""
        return sum(strip.width() * strip.height() * 4 for _, strip in self._strips)

    def drop(self) -> None:
        """Keep nothing until the surface is painted again."""
        self._key, self._strips = None, []

    def _keep(self, size: QSize, rim: int, paint: Paint, ratio: float) -> None:
        whole = QRect(QPoint(0, 0), size)
        middle = whole.adjusted(rim, rim, -rim, -rim)
        self._middle = middle if middle.isValid() else QRect()
        parts = [whole]
        if middle.isValid():
            width, height = size.width(), size.height()
            parts = [
                QRect(0, 0, width, rim),
                QRect(0, height - rim, width, rim),
                QRect(0, rim, rim, middle.height()),
                QRect(width - rim, rim, rim, middle.height()),
            ]
        self._strips = [(part.topLeft(), _painted(part, paint, ratio)) for part in parts]


def _painted(part: QRect, paint: Paint, ratio: float) -> QPixmap:
    """A part of what is painted; Qt complains where it is to paint on nothing."""
    if part.isEmpty():
        return QPixmap()
    picture = QPixmap(part.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.translate(-part.topLeft())
    paint(painter)
    painter.end()
    return picture
