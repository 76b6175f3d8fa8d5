"""A state is copied under *More*, and pasted into the search."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from explorer.shell.exhibit.state_tools import StateTools
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Close, Open, Operate, Press

from ..windows import Windows, draw_frames


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window()
    draw_frames(made, 2, 0.05)
    made.do(Open("line"))
    made.do(Operate())
    made.do(Press("break_sensor"))
    draw_frames(made, 20, 0.05)
    return made


def test_what_is_copied_can_be_pasted(window: MainWindow) -> None:
    window.ask("more")
    draw_frames(window, 2, 0.05)
    tools = window.exhibit.findChild(StateTools)
    assert window.visit.run is not None
    tools.copy.click()
    code, before = QGuiApplication.clipboard().text(), window.visit.run
    assert code.startswith("P1~line~")
    assert tools.notice.isVisible() and tools.notice.text() == "Copied"
    window.do(Close())
    draw_frames(window, 2, 0.05)
    window.search.open()
    window.search.field.setText(code)
    draw_frames(window, 2, 0.05)
    assert window.search.isHidden()
    assert window.visit.operating
    assert window.visit.run is not None
    assert window.visit.run.exhibit.kind == "line"
    assert window.visit.run.past == before.past


def test_a_damaged_code_says_so_and_one_being_typed_is_searched(window: MainWindow) -> None:
    window.search.open()
    window.search.field.setText("P1~line~0!break_sensor~@30.000000")
    assert "damaged" in window.search.hint.text()
    assert not window.search.isHidden()
    window.search.field.setText("P1~line~@3")
    assert "damaged" not in window.search.hint.text()
