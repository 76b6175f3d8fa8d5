"""Presses rows of a list as a visitor does: with the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.shell.panels.zone_list import ZoneList
from explorer.shell.widgets import RowList


def number_of(zones: ZoneList, zone: str) -> int:
    """The number of a zone's row in the list."""
    return next(number for number, row in zones.zone_rows.items() if row.zone.id == zone)


def middle_of(rows: RowList, number: int) -> QPoint:
    """The middle of a row, once it is in sight."""
    rows.scrollToItem(rows.item(number))
    return rows.visualItemRect(rows.item(number)).center()


def press_row(rows: RowList, number: int) -> None:
    """Press a row."""
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(rows, number))


def press_zone(zones: ZoneList, zone: str) -> None:
    """Press the row of a zone."""
    press_row(zones.list, number_of(zones, zone))
