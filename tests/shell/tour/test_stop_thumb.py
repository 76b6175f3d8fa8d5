"""A stop's picture takes a while to be drawn: until then its icon stands there."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Theme
from explorer.shell.tour.stop_row import StopThumb
from explorer.visit import Settings


def test_a_stop_without_its_picture_shows_its_icon(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    thumb = StopThumb(Theme.of(Settings()), 1, "factory", lambda: None, parent)
    thumb.resize(thumb.sizeHint())

    def inks() -> int:
        """The colours around the middle of its face."""
        image, middle = thumb.grab().toImage(), thumb.rect().center()
        return len(
            {image.pixel(middle.x() + x, middle.y() + y) for x in range(-16, 17) for y in range(-16, 17)}
        )

    assert inks() > 4  # strokes with soft edges, on one ground
    picture = QPixmap(thumb.size())
    picture.fill(QColor("teal"))
    thumb.show_picture(picture)
    assert inks() <= 3
