"""A finger pushes what scrolls, and presses nothing by that; what is turned from side to side still turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.input.quick_touches import QuickTouches
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button, Column, ScrollArea, Slider

from ..picture import real_park

SIDE_PX = 400


class Hall:
    """A dial above many buttons, more than there is room for; what was pressed and turned."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self._qtbot = qtbot
        self.pressed: list[int] = []
        self.turned: list[int] = []
        accent = real_park().zones["data"].accent
        self.slider = Slider(theme, accent, 10, self.turned.append)
        self.buttons = [
            Button(theme, f"No. {n}", on_press=lambda n=n: self.pressed.append(n)) for n in range(20)
        ]  # type: ignore[misc]
        content = QWidget()
        content.setLayout(Column(theme, self.slider, *self.buttons))
        self.area = ScrollArea(theme, content)
        self.area.resize(SIDE_PX, SIDE_PX)
        self.area.show()
        QApplication.processEvents()
        self.finger = QTest.createTouchDevice()

    @property
    def bar(self) -> QScrollBar:
        return self.area.verticalScrollBar()

    def middle(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.area, widget.rect().center())

    def swipe(
        self, start: QPoint, x: int = 0, y: int = 0, steps: int = 12, until: Callable[[], bool] | None = None
    ) -> None:
        """Down, so far to the right and down, and off; before that, wait for what Qt moves by a clock of its own."""
        handle = self.area.windowHandle()
        QTest.touchEvent(handle, self.finger).press(0, start).commit()
        for n in range(1, steps + 1):
            at = start + QPoint(x * n // steps, y * n // steps)
            QTest.touchEvent(handle, self.finger).move(0, at).commit()
        if until is not None:
            self._qtbot.waitUntil(until, timeout=60_000)
        QTest.touchEvent(handle, self.finger).release(0, start + QPoint(x, y)).commit()
        QApplication.processEvents()


@pytest.fixture
def hall(qtbot: QtBot) -> Iterator[Hall]:
    made = Hall(qtbot, Theme())
    qtbot.addWidget(made.area)
    yield made


def test_a_finger_pushes_the_content_and_lets_go_of_what_it_came_down_on(hall: Hall) -> None:
    at = hall.buttons[4]
    hall.swipe(hall.middle(at), y=-180, until=lambda: hall.bar.value() > 60)
    assert hall.pressed == []
    assert not any(button.isDown() for button in hall.buttons)


def test_a_tap_presses(hall: Hall) -> None:
    hall.swipe(hall.middle(hall.buttons[2]))
    assert hall.pressed == [2]
    assert hall.bar.value() == 0


def test_a_dial_turns_from_side_to_side(hall: Hall) -> None:
    track = hall.slider.track
    start = track.mapTo(hall.area, QPoint(track.width() // 4, hall.slider.theme.target_px // 2))
    hall.swipe(start, x=track.width() // 2)
    assert len(set(hall.turned)) > 3
    assert hall.bar.value() == 0


def test_a_mouse_does_not_push(hall: Hall, qtbot: QtBot) -> None:
    at = hall.middle(hall.buttons[4])
    handle = hall.area.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at - QPoint(0, 180))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at - QPoint(0, 180))
    assert hall.bar.value() == 0


def test_touches_in_quick_succession_are_presses_each(hall: Hall) -> None:
    QuickTouches(hall.area)
    for number in (0, 1, 1, 0):
        hall.swipe(hall.middle(hall.buttons[number]), steps=0)
    assert hall.pressed == [0, 1, 1, 0]
