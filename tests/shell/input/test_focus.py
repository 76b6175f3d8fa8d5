"""The keyboard is given back to what had it, if that is still there."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from explorer.shell.input.focus import can_hold, give_back


def test_the_keyboard_goes_back_to_what_is_there_and_in_sight(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    field, gone = QLineEdit(room), QLineEdit(room)
    room.show()
    assert can_hold(field)
    give_back(field)
    assert room.focusWidget() is field
    field.hide()
    assert not can_hold(field) and not can_hold(None)
    delete(gone)
    assert not can_hold(gone)
    give_back(gone)  # does nothing, and says nothing
