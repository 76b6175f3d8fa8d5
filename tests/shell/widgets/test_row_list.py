"""A list of painted rows: what is large enough to be touched, what a press chooses, and what is measured."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.shell.panels.legend import FlowRow, flows_of
from explorer.shell.panels.zone_list import ZoneRow
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Heading, ListRow, RowList

from ..picture import real_park
from ..rows import middle_of


def rows() -> list[ListRow]:
    park = real_park()
    flows = flows_of(park, "data")
    return [Heading("Zones", "label", "ink", 8, 2), *map(ZoneRow, park.zones.values()), *map(FlowRow, flows)]


def shown(qtbot: QtBot, theme: Theme, chosen: list[int]) -> RowList:
    made = RowList(theme, chosen.append)
    qtbot.addWidget(made)
    made.resize(300, 240)
    made.show_rows(rows())
    made.show()
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_every_row_is_large_enough_for_a_finger_and_a_heading_is_none(qtbot: QtBot, text: float) -> None:
    theme = Theme(profile="stand", text=text)
    made = shown(qtbot, theme, [])
    assert made.pressable == list(range(1, made.count()))
    assert all(made.visualItemRect(made.item(n)).height() >= theme.target_px for n in made.pressable)
    assert made.content_px == made.height_for(300)


def test_a_row_that_was_pushed_along_is_not_chosen(qtbot: QtBot) -> None:
    chosen: list[int] = []
    made = shown(qtbot, Theme(), chosen)
    at, left = middle_of(made, 3), Qt.MouseButton.LeftButton
    QTest.mousePress(made.viewport(), left, pos=at)
    bar = made.verticalScrollBar()
    bar.setValue(bar.value() + 20)  # a finger pushes the list; the row stays below it
    QTest.mouseRelease(made.viewport(), left, pos=middle_of(made, 3))
    assert chosen == []
    QTest.mouseClick(made.viewport(), left, pos=middle_of(made, 3))
    assert chosen == [3]


def test_rows_are_measured_again_with_a_larger_type(qtbot: QtBot) -> None:
    made = shown(qtbot, Theme(), [])
    small = made.content_px
    made.apply_theme(Theme(text=2.0))
    assert made.content_px > 1.3 * small
    assert made.content_px == made.height_for(300)
