"""What a window shows, as a picture that may lie over others."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget


def still_of(widget: QWidget) -> QPixmap:
    """The widget as it is, opaque.

    The fourth byte of a frame says nothing, and Qt copies it: taken for opacity it would show as false colours.
    """
    image = widget.grab().toImage()
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return QPixmap.fromImage(image)
