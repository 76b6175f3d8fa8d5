"""The next park takes over when nothing is held: a list that is open would close under the pointer."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.park.model import Park
from explorer.shell.edit.next_park import NextPark

from ..picture import real_park


def test_an_open_list_is_not_closed_by_the_next_park(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    box = QComboBox(room)
    box.addItems(["hall", "tower"])
    room.show()
    taken: list[Park] = []
    following = NextPark(taken.append, print, room)
    box.showPopup()
    assert QApplication.activePopupWidget() is not None
    following.wait_for(real_park(), iter(()))
    qtbot.wait(60)
    assert taken == []
    box.hidePopup()
    qtbot.waitUntil(lambda: taken == [real_park()], timeout=60_000)
    assert following.park is None
