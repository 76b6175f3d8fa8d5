"""Fills follow the hand softly, and at once for one who wants less motion."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button
from explorer.shell.widgets.hover_animation import HOVER_MS, between

PATIENCE_MS = 60_000


def button_in(qtbot: QtBot, theme: Theme) -> Button:
    made = Button(theme, "Fly there", kind="primary")
    qtbot.addWidget(made)
    made.resize(200, 60)
    made.show()
    made.grab()
    return made


def enter(button: Button) -> None:
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    at = QPointF(10, 30)
    QApplication.sendEvent(button, QEnterEvent(at, at, at))


def fill(button: Button) -> QColor:
    return button.grab().toImage().pixelColor(QPoint(12, 30))


def test_a_fill_comes_softly(qtbot: QtBot) -> None:
    theme = Theme()
    button = button_in(qtbot, theme)
    assert fill(button) == theme.colour("primary")
    enter(button)
    assert fill(button) != theme.colour("primaryHover"), "not at once"
    qtbot.waitUntil(lambda: fill(button) == theme.colour("primaryHover"), timeout=PATIENCE_MS)


def test_a_press_answers_sooner_than_the_pointer_that_comes(qtbot: QtBot) -> None:
    theme = Theme()
    button = button_in(qtbot, theme)
    enter(button)
    qtbot.waitUntil(lambda: fill(button) == theme.colour("primaryHover"), timeout=PATIENCE_MS)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.animation is not None
    assert button.animation.duration() < HOVER_MS
    qtbot.waitUntil(lambda: fill(button) == theme.colour("primaryPress"), timeout=PATIENCE_MS)


def test_who_wants_less_motion_sees_it_at_once(qtbot: QtBot) -> None:
    theme = Theme(less_motion=True)
    button = button_in(qtbot, theme)
    enter(button)
    assert fill(button) == theme.colour("primaryHover")


@pytest.mark.parametrize("u", [0.0, 0.25, 1.0])
def test_none_is_clear(u: float) -> None:
    tint = QColor("#DCEBEA")
    comes, goes = between(None, tint, u), between(tint, None, u)
    assert comes is not None and goes is not None
    assert comes.alphaF() == pytest.approx(u, abs=1e-4)
    assert goes.alphaF() == pytest.approx(1 - u, abs=1e-4)
    assert between(None, None, u) is None


def test_half_way_is_half_of_each() -> None:
    grey = between(QColor("#FFFFFF"), QColor("#000000"), 0.5)
    assert grey is not None
    assert grey.red() == grey.blue() == pytest.approx(128, abs=1)
