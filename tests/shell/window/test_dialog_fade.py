"""Dialogs are there at once and are seen there softly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Surface
from explorer.shell.window.transitions import FADE_S, REDUCED_S, DialogFade, Slide

GROUND = "#FF0000"


class Room(QWidget):
    """A window with a dialog that covers most of it."""

    still = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setStyleSheet(f"Room {{ background: {GROUND} }}")
        self.resize(600, 400)
        self.dialog = Surface(theme, parent=self)
        self.dialog.setGeometry(50, 50, 500, 300)
        self.dialog.hide()
        self.fade = DialogFade(self, self.dialog, lambda: self.still)

    @property
    def beside(self) -> QColor:
        """What is seen between the dialog's edge and the window it covers."""
        return self.grab().toImage().pixelColor(51, 51)

    @property
    def there(self) -> float:
        """How far the dialog is seen, 0..1."""
        seen, theme = self.grab().toImage().pixelColor(300, 200), self.dialog.theme
        return (seen.greenF() - QColor(GROUND).greenF()) / theme.colour("surface").greenF()

    @property
    def fading(self) -> list[Slide]:
        return [slide for slide in self.findChildren(Slide) if slide.isVisible()]


@pytest.fixture(params=[False, True], ids=["usual", "less motion"])
def room(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Room]:
    made = Room(Theme(less_motion=request.param))
    qtbot.addWidget(made)
    made.show()
    yield made


def lasts_s(room: Room) -> float:
    return REDUCED_S if room.dialog.theme.less_motion else FADE_S


def test_a_dialog_comes_in_its_time(room: Room) -> None:
    room.fade.open(room.dialog.show)
    assert room.dialog.isVisible()
    assert room.there == pytest.approx(0, abs=0.02)
    assert room.fade.advance(0.016)
    assert room.fade.advance(lasts_s(room) / 3)
    assert 0.2 < room.there < 0.95
    assert room.beside == QColor(GROUND), "what the dialog leaves free stays as it was"
    assert not room.fade.advance(lasts_s(room))
    assert not room.fading
    assert room.there == pytest.approx(1, abs=0.02)


def test_a_dialog_that_hides_by_itself_goes_softly(room: Room) -> None:
    room.dialog.show()
    room.dialog.hide()
    assert room.there == pytest.approx(1, abs=0.02)
    room.fade.advance(lasts_s(room) / 3)
    assert 0.05 < room.there < 0.8
    assert not room.fade.advance(lasts_s(room))
    assert not room.fading
    assert room.there == pytest.approx(0, abs=0.02)


def test_over_a_picture_that_moves_nothing_fades(room: Room) -> None:
    room.still = False
    room.fade.open(room.dialog.show)
    assert not room.fading
    room.dialog.hide()
    assert not room.fading


def test_a_picture_that_begins_to_move_ends_it(room: Room) -> None:
    room.dialog.show()
    room.dialog.hide()
    room.still = False
    assert not room.fade.advance(0.0)
    assert not room.fading


def test_a_window_that_closes_fades_nothing(room: Room) -> None:
    room.dialog.show()
    room.hide()
    assert not room.findChildren(Slide)


def test_the_pointer_and_the_keyboard_reach_the_dialog_below(room: Room) -> None:
    room.fade.open(room.dialog.show)
    assert room.childAt(300, 200) is room.dialog


def test_a_dialog_that_changes_its_size_on_the_way_has_come(room: Room) -> None:
    room.fade.open(room.dialog.show)
    room.dialog.resize(400, 300)
    assert not room.fade.advance(0.01)
