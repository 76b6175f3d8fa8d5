"""Zones, stops and the walk are put in order by dragging, or by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.edit.address import Address
from explorer.shell.edit.home import HomePage
from explorer.shell.edit.live_window import LiveWindow
from explorer.shell.edit.page import Page
from explorer.shell.edit.reorder import Grip, Reorder

from ...small_scene import write_small_scene
from .live import live_window, on_show


@pytest.fixture
def live(qtbot: QtBot, tmp_path: Path) -> Iterator[LiveWindow]:
    folder = write_small_scene(tmp_path / "small", ("en",), 4)
    live, _ = live_window(folder)
    live.resize(1280, 720)
    with on_show(live) as shown:
        yield shown


def order(live: LiveWindow) -> Reorder:
    page = live.sheet.page
    assert isinstance(page, HomePage | Page)
    return page.order


def send(grip: Grip, kind: QEvent.Type, y: float) -> None:
    at = QPointF(grip.width() / 2, y)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    QApplication.sendEvent(
        grip,
        QMouseEvent(
            kind, at, grip.mapToGlobal(at), none if kind == QEvent.Type.MouseMove else left,
            none if kind == QEvent.Type.MouseButtonRelease else left, Qt.KeyboardModifier.NoModifier,
        ),
    )  # fmt: skip


def height_between(grip: Grip, other: Grip) -> float:
    page = grip.parentWidget()
    return float(other.mapTo(page, other.rect().center()).y() - grip.mapTo(page, grip.rect().topLeft()).y())


def drag(list_: Reorder, number: int, to: int, *, drop: bool = True) -> None:
    grip, other = list_.grips[number], list_.grips[to]
    y = height_between(grip, other) + (6 if to > number else -6)
    send(grip, QEvent.Type.MouseButtonPress, grip.height() / 2)
    send(grip, QEvent.Type.MouseMove, y)
    if drop:
        send(grip, QEvent.Type.MouseButtonRelease, y)


def numbers(live: LiveWindow) -> dict[str, int]:
    document = live.session.document
    return {name: document.value(name, ("number",)) for name in document.files if name.startswith("zones/")}


def test_a_zone_that_is_dragged_gets_its_number_and_undo_gives_it_back(live: LiveWindow) -> None:
    before = numbers(live)
    by_number = sorted(before, key=before.__getitem__)
    drag(order(live), 0, 2)
    after = numbers(live)
    assert sorted(after, key=after.__getitem__) == [by_number[1], by_number[2], by_number[0], by_number[3]]
    assert sorted(after.values()) == sorted(before.values())
    live.session.undo()
    assert numbers(live) == before


def test_a_walk_that_follows_the_numbers_goes_on_following_them(live: LiveWindow) -> None:
    document = live.session.document
    walk = document.value("park.yaml", ("walk",))
    drag(order(live), 3, 0)
    ids = [
        name.removeprefix("zones/").removesuffix(".yaml")
        for name in sorted(numbers(live), key=numbers(live).__getitem__)
    ]
    if walk is not None:
        assert document.value("park.yaml", ("walk",)) == ids
    assert document.scene is not None and list(document.scene.walk) == ids


def test_a_line_shows_where_a_row_goes_and_escape_leaves_it(live: LiveWindow) -> None:
    before, list_ = numbers(live), order(live)
    drag(list_, 0, 2, drop=False)
    page = list_.grips[0].parentWidget()
    assert isinstance(page, QWidget)
    lines = [
        line
        for line in page.findChildren(QFrame)
        if type(line) is QFrame and line.isVisibleTo(page) and line.height() <= 3
    ]
    assert lines, "a line between two rows"
    QTest.keyClick(list_.grips[0], Qt.Key.Key_Escape)
    send(list_.grips[0], QEvent.Type.MouseButtonRelease, 500)
    assert numbers(live) == before


def test_arrow_keys_on_a_grip_move_its_row_and_stop_at_the_ends(live: LiveWindow) -> None:
    before = numbers(live)
    QTest.keyClick(order(live).grips[0], Qt.Key.Key_Up)
    assert numbers(live) == before
    QTest.keyClick(order(live).grips[0], Qt.Key.Key_Down)
    by_number = sorted(before, key=before.__getitem__)
    after = sorted(numbers(live), key=numbers(live).__getitem__)
    assert after[:2] == by_number[1::-1]


def test_stops_of_a_tour_are_dragged_too(live: LiveWindow) -> None:
    home = live.sheet.page
    assert isinstance(home, HomePage)
    document = live.session.document
    file = next((name for name in document.files if name.startswith("tours/")), "")
    if not file:
        home._add_tour()
        file = next(name for name in document.files if name.startswith("tours/"))
    for _ in range(2):
        live.sheet.open(Address(file, ("stops",)))
        page = live.sheet.page
        assert isinstance(page, Page)
        add = [button for button in page.findChildren(QWidget) if getattr(button, "icon_name", "") == "plus"]
        add[-1].click()  # type: ignore[attr-defined]
    live.sheet.open(Address(file, ("stops",)))
    stops = document.value(file, ("stops",))
    assert len(stops) == 3
    drag(order(live), 2, 0)
    assert document.value(file, ("stops",)) == [stops[2], stops[0], stops[1]]
