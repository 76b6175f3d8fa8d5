"""A click reaches the visit by a short way: how many files of the program it enters before the visit has changed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.shell.window.main_window import MainWindow
from explorer.visit import Close, Open, Operate, Touch

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames

PACKAGE = f"/{Path('explorer')}/"
MOST_FILES, MOST_FILES_AT_FIRST = 20, 34
"""At first the exhibit of the zone is made, too, and its kind imported. A stage that draws enters six files more."""


def files_entered(window: MainWindow, at: QPoint) -> set[str]:
    """The files of the program entered by a click in the view, until the visit is another one."""
    before, entered = window.visit, set[str]()

    def enter(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and window.visit is before:
            name = frame.f_code.co_filename
            if PACKAGE in name and "/tests/" not in name:
                entered.add(name.rpartition(PACKAGE)[2])

    sys.setprofile(enter)
    try:
        QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=at)
    finally:
        sys.setprofile(None)
    assert window.visit is not before, "the click has no effect"
    return entered


def test_a_click_enters_few_files_until_the_visit_has_changed(open_window: Windows) -> None:
    window = open_window()
    draw_frames(window, 5)
    label = window.overlay.labels.placed[0]
    at = QPoint(*map(round, label.box.middle))
    first = files_entered(window, at)
    assert window.visit.zone == label.zone
    window.do(Close())
    draw_frames(window, 5)
    again = files_entered(window, at)
    assert len(first) <= MOST_FILES_AT_FIRST, sorted(first)
    assert len(again) <= MOST_FILES, sorted(again)
    assert not {name for name in first if "/layer" in name}, "layers are asked once the act is done"


def test_every_press_on_a_part_lets_it_give_way(open_window: Windows) -> None:
    """Also the second press on the same part; and nothing happens without a part."""
    window = open_window()
    window.do(Open("line"))
    window.do(Operate())
    stage = window.stage
    assert isinstance(stage, FakeStage)
    for part in ("station_3", "station_3", None):
        window.do(Touch(part))
    assert stage.pressed == ["station_3", "station_3"]
