"""A picture of a window has the colours of the window, whatever the frame in it has in its fourth bytes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.viewport.cover import still_of

SIDE_PX = 8
ORANGE = (40, 120, 240)  # blue first


class Framed(QWidget):
    """Paints a frame whose fourth bytes are low."""

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = np.full((SIDE_PX, SIDE_PX, 4), (*ORANGE, 90), np.uint8)
        image = QImage(frame.data, SIDE_PX, SIDE_PX, SIDE_PX * 4, QImage.Format.Format_RGB32)
        painter = QPainter(self)
        painter.drawImage(0, 0, image)
        painter.end()


def test_a_still_that_lies_over_something_has_no_false_colours(qtbot: QtBot) -> None:
    widget = Framed()
    qtbot.addWidget(widget)
    widget.setFixedSize(SIDE_PX, SIDE_PX)
    widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # as every window with rounded corners
    still = still_of(widget)
    assert not still.hasAlphaChannel()
    under = QPixmap(still.size())
    under.fill(QColor("white"))
    painter = QPainter(under)
    painter.drawPixmap(0, 0, still)
    painter.end()
    seen = under.toImage().pixelColor(SIDE_PX // 2, SIDE_PX // 2)
    assert (seen.blue(), seen.green(), seen.red()) == ORANGE
