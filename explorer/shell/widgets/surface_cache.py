"""A cache of a surface's shadow, border and fill, painted once and then drawn as pixmaps.

The scene changes under a surface with every frame and shows through its shadow and rounded border; these are redrawn with each
frame although they do not change.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

Paint = Callable[[QPainter], None]
Key = tuple[object, ...]


class SurfaceCache:
    """The painted edges of a surface as pixmaps, valid for one appearance and size."""

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
        size : of the widget, shadow included.
        rim_px : width of the edges that may contain more than plain fill.
        key : everything that the appearance depends on, except the size.
        paint : paints it.
        ratio : physical pixels per logical pixel.
        """
        key = (*key, size.toTuple(), rim_px, ratio)
        if key != self._key or not ratio.is_integer():
            # a resized surface looks different each time, and at a fractional ratio the pixmaps would leave seams
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
        """Memory of its pixmaps."""
        return sum(strip.width() * strip.height() * 4 for _, strip in self._strips)

    def drop(self) -> None:
        """Drop the pixmaps until the surface is painted again."""
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
    """Paint a part into a pixmap; an empty part makes Qt complain."""
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
