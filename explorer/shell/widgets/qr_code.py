"""QR codes, drawn as squares at any size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text

ON_THE_WEB = Text("The park on the web")
"""What a code that leads to the park's web edition is called."""
LEAST_MODULE_PX = 3
QUIET_ZONE = 4
"""Empty modules around a code (ISO/IEC 18004)."""
INK, PAPER = QColor("#10131C"), QColor("#FFFFFF")
"""Dark on light in every theme: many readers fail on an inverted code."""


@lru_cache(maxsize=32)
def modules(words: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for a text, row by row, with the quiet zone; true is dark."""
    import segno  # its package takes 2 MB, and few parks show a code

    code = segno.make(words, error="m", micro=False)
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix_iter(border=QUIET_ZONE))


def paint_code(painter: QPainter, rect: QRectF, words: str) -> None:
    """Paint a code as large as fits into a rectangle; modules are whole pixels where possible."""
    rows = modules(words)
    module = min(rect.width(), rect.height()) / len(rows)
    module = float(int(module)) if module >= 2 else module
    side = module * len(rows)
    left, top = rect.center().x() - side / 2, rect.center().y() - side / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(left, top, side, side), PAPER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(INK)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.drawRect(QRectF(left + x * module, top + y * module, module, module))
    painter.restore()


def code_image(words: str, side_px: int) -> QImage:
    """A code as a picture, for a page that is printed."""
    image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    paint_code(painter, QRectF(image.rect()), words)
    painter.end()
    return image


class QrCode(QWidget):
    """A QR code as a widget.

    Parameters
    ----------
    words : content of the code.
    side_px : width and height; larger if the modules of a long code would be too small for a camera.
    name : name for screen readers.
    """

    def __init__(self, words: str, side_px: int, name: str) -> None:
        super().__init__()
        self._words = words
        side_px = max(side_px, LEAST_MODULE_PX * len(modules(words)))
        self.setFixedSize(side_px, side_px)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code."""
        painter = QPainter(self)
        paint_code(painter, QRectF(self.rect()), self._words)
        painter.end()
