"""The pointer over the picture leads the hand of the exhibit that follows it, and no other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from explorer.exhibits.drivers.exhibit import POINTER_M
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Open, Operate, Running

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    return open_window()


def tick(window: MainWindow, frames: int = 3) -> None:
    draw_frames(window, frames, 0.05)


def run_of(window: MainWindow) -> Running:
    assert window.visit.run is not None
    return window.visit.run


def test_the_hand_is_led_at_the_exhibit_and_not_from_the_article(qtbot: QtBot, window: MainWindow) -> None:
    assert isinstance(window.stage, FakeStage)
    window.do(Open("drivers"))
    tick(window)
    qtbot.mouseMove(window.viewport, QPoint(300, 300))
    tick(window)
    assert run_of(window).readings["own"] == 0
    window.do(Operate())
    tick(window, 8)
    qtbot.mouseMove(window.viewport, QPoint(440, 310))
    tick(window)
    left = run_of(window).state.aim_m[0]
    qtbot.mouseMove(window.viewport, QPoint(520, 310))
    tick(window)
    assert run_of(window).readings["own"] == 1 and run_of(window).undo == ()
    # 80 of 1280 pixels are an eighth of half the picture, and less of the world where the picture is magnified
    shown, own = (pose.span_m / pose.distance_m for pose in (window.stage.visit.pose, window.visit.pose))
    aside = run_of(window).state.aim_m[0] - left
    assert shown != own and aside == pytest.approx(POINTER_M[0] / 8 * shown / own, abs=0.01)
