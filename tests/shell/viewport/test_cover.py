"""Until the first picture nothing is seen of the furniture, which has no place yet."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.viewport.cover import Cover
from explorer.visit.mode import KIOSK

from ..windows import Windows, draw_frames


def test_the_furniture_is_covered_until_the_first_picture(qtbot: QtBot, open_window: Windows) -> None:
    window = open_window(KIOSK)
    cover = Cover(window, lambda: window.viewport.has_frame)
    cover.show_colour(window.theme.colour("sunken"))
    for at in (QPoint(5, 5), window.rect().center(), window.rect().bottomRight()):
        assert window.childAt(at) is cover
    draw_frames(window)
    qtbot.waitUntil(cover.isHidden, timeout=60_000)


def test_a_click_on_the_image_reaches_what_the_new_window_has_there(qtbot: QtBot) -> None:
    room, drawn, pressed = QWidget(), [], []
    qtbot.addWidget(room)
    room.resize(200, 100)
    before, after = QPushButton("Add", room), QPushButton("Add", room)
    for button, window in ((before, "before"), (after, "after")):
        button.setGeometry(0, 0, 200, 100)
        button.clicked.connect(lambda _, window=window: pressed.append(window))
    after.hide()
    room.show()
    cover = Cover(room, lambda: bool(drawn))
    cover.show_still(before)
    before.hide()
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    after.show()
    cover.show_still(after)  # the next park comes before this one was drawn
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert pressed == []
    drawn.append(True)
    qtbot.waitUntil(cover.isHidden, timeout=60_000)
    assert pressed == ["after", "after"]
