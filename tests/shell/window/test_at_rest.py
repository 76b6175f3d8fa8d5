"""At rest the picture is the hero: cards take a tenth of the window at most, and each zone has its number."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.park.model import LANGUAGES, Language
from explorer.shell.panels.toolbars import WORDS_FROM_PX
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Hover, Open, Settings
from explorer.visit.settings import DAY_PHASES

from ..picture import real_park
from ..windows import Windows


def frames(window: MainWindow, count: int = 10) -> None:
    for _ in range(count):
        window.tick(0.1)
        QApplication.processEvents()


def share_of_cards(window: MainWindow) -> float:
    """The share of the window that cards cover, by pixels painted black."""
    painted = QImage(window.size(), QImage.Format.Format_Grayscale8)
    painted.fill(Qt.GlobalColor.white)
    painter = QPainter(painted)
    for surface in window.surfaces:
        if surface.isVisible():
            painter.fillRect(surface.inner.translated(surface.pos()), Qt.GlobalColor.black)
    painter.end()
    rows = np.frombuffer(painted.constBits(), np.uint8).reshape(painted.height(), painted.bytesPerLine())
    return float((rows[:, : painted.width()] == 0).mean())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_cards_at_rest_take_a_tenth_at_most(
    open_window: Windows, language: Language, size: tuple[int, int]
) -> None:
    settings = Settings(comfort="cut", language=language, day_phase=DAY_PHASES["golden"])
    window = open_window(size=size, settings=settings)
    frames(window)
    assert share_of_cards(window) <= 0.10
    lying = [s.inner.translated(s.pos()) for s in window.surfaces if s.isVisible()]
    assert not any(QRegion(a).intersects(b) for n, a in enumerate(lying) for b in lying[n + 1 :])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_zone_leaves_seven_tenths_to_the_picture(open_window: Windows, language: Language) -> None:
    window = open_window(language=language)
    for zone in real_park().zones:
        window.do(Open(zone))
        frames(window, 3)
        assert share_of_cards(window) <= 0.345, zone


def test_at_rest_numbers_stand_on_roofs_and_nothing_has_a_name_but_districts(open_window: Windows) -> None:
    window = open_window()
    frames(window)
    labels = window.overlay.labels
    assert {label.tier for label in labels.placed} == {"number"}
    assert {name.district for name in labels.names} <= {d.id for d in real_park().districts} and labels.names
    assert not any(name.box.meets(label.box) for name in labels.names for label in labels.placed)


def test_a_number_grows_and_none_moves(open_window: Windows) -> None:
    window = open_window()
    frames(window)
    before = {label.zone: label.box for label in window.overlay.labels.placed}
    zone = window.overlay.labels.placed[0].zone
    window.do(Hover(zone))
    frames(window)
    after = window.overlay.labels.placed
    assert [label.zone for label in after if label.tier == "full"] == [zone]
    rest = {label.zone: label.box for label in after if label.tier == "number"}
    assert all(before[other] == box for other, box in rest.items()) and rest.keys() <= before.keys()
    assert zone in rest, "the number stays on its roof"
    window.do(Hover(None))
    frames(window)
    assert {label.zone: label.box for label in window.overlay.labels.placed} == before


def test_a_number_is_pressed_as_easily_as_a_button(open_window: Windows) -> None:
    window = open_window()
    frames(window)
    label = min(window.overlay.labels.placed, key=lambda p: p.box.y)
    x, y = label.box.middle
    beside = QPoint(round(x), round(y - window.theme.target_px / 2 + 2))
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=beside)
    frames(window)
    assert window.visit.zone == label.zone


def test_a_district_is_looked_at_from_near(open_window: Windows) -> None:
    window = open_window()
    frames(window)
    pose, name = window.visit.pose, window.overlay.labels.names[0]
    x, y = name.box.middle
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    frames(window)
    assert window.visit.pose.distance_m < pose.distance_m


@pytest.mark.parametrize(("width", "worded"), [(WORDS_FROM_PX + 180, True), (1024, False)])
def test_tools_have_words_where_there_is_room(open_window: Windows, width: int, worded: bool) -> None:
    window = open_window(size=(width, 720))
    frames(window)
    assert bool(window.parts.tools.button("light").text()) is worded
    assert bool(window.parts.action_bar.button("map").text()) is worded
    assert all(window.parts.tools.button(verb).toolTip() for verb in ("light", "flows", "comfort page"))


def test_next_and_back_carry_number_and_name_and_go_round(open_window: Windows) -> None:
    park = real_park()
    window = open_window()
    window.do(Open(park.walk[-1]))
    frames(window)
    ways = window.parts.neighbours
    assert ways.isVisible()
    assert ways.next.text() == "1\u2002Policy Plaza" and ways.previous.text().startswith("19\u2002")
    window.parts.toast.notify(
        "You have seen all of them, and each of them was worth it.", window.visit.time_s
    )
    frames(window)
    lying = [panel.inner.translated(panel.pos()) for panel in (window.parts.toast, ways)]
    assert window.parts.toast.isVisible() and not lying[0].intersects(lying[1]), "a message lies on no button"
    ways.next.click()
    frames(window)
    assert window.visit.zone == park.walk[0]
    ways.previous.click()
    assert window.visit.zone == park.walk[-1]
