"""Image of a window's content, to lie over others."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget


def still_of(widget: QWidget) -> QPixmap:
    """An opaque image of a widget.

    The fourth byte of a frame is undefined, and Qt copies it: as opacity it would show as false colours.
    """
    image = widget.grab().toImage()
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return QPixmap.fromImage(image)
