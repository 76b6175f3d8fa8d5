"""The image of a screen in the park: the picture on a dark background with its caption below."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from ...base.pictures import SCREEN_PX
from ..style import fonts

GROUND, BAND, INK = QColor("#1B1F26"), QColor("#11141A"), QColor("#FFFFFF")
BAND_PX, TYPE_PX, SMALLER_PX, EDGE_PX = 92, 33, 26, 26


def screen_image(picture: QImage, caption: str, language: str) -> npt.NDArray[np.uint8]:
    """Pixels of a screen: shape (rows, columns, 3), blue first, row 0 at the top."""
    wide, high = SCREEN_PX
    image = QImage(wide, high, QImage.Format.Format_BGR888)
    image.fill(GROUND)
    band_px = BAND_PX if caption else 0
    room = QSize(wide, high - band_px)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    at = QRect((wide - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height())
    painter.drawImage(at, picture)
    if caption:
        _paint_caption(painter, QRect(0, high - band_px, wide, band_px), caption, language)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(high, image.bytesPerLine())
    return (
        rows[:, : wide * 3].reshape(high, wide, 3).copy()
    )  # a copy, since the memory is freed with the image


def _paint_caption(painter: QPainter, rect: QRect, caption: str, language: str) -> None:
    painter.fillRect(rect, BAND)
    painter.setPen(INK)
    room = rect.adjusted(EDGE_PX, 4, -EDGE_PX, -4)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    for px in (TYPE_PX, SMALLER_PX):
        painter.setFont(fonts.font(language, px, 600))
        metrics = QFontMetrics(painter.font())
        if metrics.boundingRect(room, flags, caption).height() <= room.height():
            break
    else:
        caption = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, room.width() * 2 - 2 * EDGE_PX)
    painter.drawText(room, flags, caption)
