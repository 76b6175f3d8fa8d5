"""Cards come softly: at their place at once, seen there after a while, and nothing is laid out in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, qInstallMessageHandler
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Surface
from explorer.shell.widgets.surface import SurfaceCache
from explorer.shell.window.transitions import (
    COME_S,
    GO_S,
    IN_PLACE_S,
    REDUCED_S,
    PanelTransitions,
    Slide,
    eased,
    picture_of,
)

BEHIND = QColor("#FF0000")


def behind(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(QRect(0, 0, rect.width(), rect.height()), BEHIND)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    yield made


def surface_in(room: QWidget, at: QRect) -> Surface:
    surface = Surface(Theme(), parent=room)
    surface.place(at)
    surface.hide()
    return surface


def slides(room: QWidget) -> list[Slide]:
    return [slide for slide in room.findChildren(Slide) if slide.isVisible()]


def middle(room: QWidget) -> QColor:
    return room.grab().toImage().pixelColor(300, 200)


def test_a_surface_comes_in_its_time(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (1, 0)),), behind, room)
    surface.show()
    assert motion.advance(0.016, reduced=False)
    first = middle(room)
    assert first.red() - first.blue() > 200, "at first only what is behind is seen"
    assert motion.advance(0.016, reduced=False)
    motion.advance(COME_S / 3, reduced=False)
    assert 20 < middle(room).red() - middle(room).blue() < 150
    assert not motion.advance(COME_S, reduced=False)
    assert not slides(room)
    assert middle(room).red() - middle(room).blue() < 40


def test_a_surface_goes_and_leaves_nothing(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    surface.show()
    motion = PanelTransitions(((surface, (1, 0)),), behind, room)
    surface.hide()
    assert motion.advance(0.016, reduced=False) and slides(room)
    assert not motion.advance(GO_S + 0.01, reduced=False) and not slides(room)


def test_reduced_motion_fades_in_place(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (1, 0)),), behind, room)
    surface.show()
    motion.advance(0.0, reduced=True)
    (slide,) = slides(room)
    assert slide.path.isNull()
    motion.advance(0.016, reduced=True)
    assert not motion.advance(REDUCED_S + 0.001, reduced=True)


def test_a_surface_that_is_followed_by_another_at_its_place_goes_at_once(room: QWidget) -> None:
    one, other = (surface_in(room, QRect(200, 100, 200, 200)) for _ in range(2))
    one.show()
    motion = PanelTransitions(((one, (1, 0)), (other, (1, 0))), behind, room)
    one.hide()
    other.show()
    motion.advance(0.0, reduced=False)
    assert [slide.surface for slide in slides(room)] == [other]


def test_a_surface_that_changes_its_size_on_the_way_has_come(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (1, 0)),), behind, room)
    surface.show()
    motion.advance(0.0, reduced=False)
    surface.place(QRect(200, 100, 260, 200))
    assert not motion.advance(0.01, reduced=False)


def test_what_fades_in_place_has_no_way(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (0, 0)),), behind, room)
    surface.show()
    motion.advance(0.0, reduced=False)
    (slide,) = slides(room)
    assert slide.path.isNull()
    motion.advance(0.016, reduced=False)
    assert motion.advance(IN_PLACE_S - 0.01, reduced=False)
    assert not motion.advance(0.02, reduced=False)


def test_what_fades_in_place_comes_at_once_over_another(room: QWidget) -> None:
    one, other = (surface_in(room, QRect(200, 100, 200, 200)) for _ in range(2))
    one.show()
    motion = PanelTransitions(((one, (1, 0)), (other, (0, 0))), behind, room)
    other.show()
    assert not motion.advance(0.0, reduced=False)
    assert not slides(room)


def test_corners_show_what_is_behind(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (0, 0)),), behind, room)
    surface.show()
    motion.advance(0.0, reduced=False)
    motion.advance(0.016, reduced=False)
    motion.advance(IN_PLACE_S * 0.8, reduced=False)
    corner = room.grab().toImage().pixelColor(201, 101)
    assert corner.red() > 230 and corner.blue() < 12, "but for the shadow"


def test_the_pointer_reaches_the_surface_below(room: QWidget) -> None:
    surface = surface_in(room, QRect(200, 100, 200, 200))
    motion = PanelTransitions(((surface, (1, 0)),), behind, room)
    surface.show()
    motion.advance(0.0, reduced=False)
    assert room.childAt(300, 200) is surface


def test_the_way_begins_fast_and_ends_at_the_place() -> None:
    assert eased(0) == 0 and eased(1) == 1 and eased(2) == 1
    assert eased(0.3) > 0.5


def test_nothing_is_painted_on_nothing(room: QWidget) -> None:
    """Qt would say so on the terminal each time."""
    content, canvas, said = SurfaceCache(), QPixmap(10, 10), list[str]()
    before = qInstallMessageHandler(lambda kind, context, words: said.append(words))
    try:
        assert picture_of(room, QRect()).isNull()
        for _ in range(2):  # kept from the second time on
            painter = QPainter(canvas)
            content.paint(painter, QSize(0, 0), 4.0, QColor("white"), (), lambda painter: None, 1.0)
            painter.end()
    finally:
        qInstallMessageHandler(before)
    assert said == []
