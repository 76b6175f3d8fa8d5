"""The map: dots are where zones are, and it can be used by pointer and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.park import Park, load
from explorer.shell.overlay.park_map import ParkMap
from explorer.shell.style.theme import Theme
from explorer.visit import Act, Hover, Open, Point, Visit

from ...scene import write_scene


@pytest.fixture
def park(tmp_path: Path) -> Park:
    return load(write_scene(tmp_path / "toy"), Path("nowhere"))


class Bench:
    """A map whose acts make the visit it shows."""

    def __init__(self, qtbot: QtBot, park: Park) -> None:
        self.visit = Visit.begin(park)
        self.acts: list[Act] = []
        self.map = ParkMap(Theme(), park, self.do)
        self.map.update_from(self.visit)
        self.map.show()
        qtbot.addWidget(self.map)

    def do(self, act: Act) -> None:
        self.acts.append(act)
        self.visit = self.visit.after(act)
        self.map.update_from(self.visit)

    def click(self, zone: str) -> None:
        at = self.map.position_of(zone).toPoint()
        QTest.mouseClick(self.map, Qt.MouseButton.LeftButton, pos=at)


def test_west_is_left_and_every_dot_is_on_the_map(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    mill, barn = (bench.map.position_of(zone) for zone in ("mill", "barn"))
    assert mill.x() < barn.x()
    for zone in park.zones:
        assert bench.map.rect().contains(bench.map.position_of(zone).toPoint())
        assert bench.map.zone_at(bench.map.position_of(zone)) == zone


def test_a_first_press_points_and_a_second_goes(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    bench.click("barn")
    assert bench.acts == [Point("barn")]
    bench.click("barn")
    assert bench.acts[-1] == Open("barn")


def test_arrow_keys_walk_over_the_map(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    QTest.keyClick(bench.map, Qt.Key.Key_Right)
    assert bench.acts[-1] == Point("mill"), "the first key begins the walk"
    QTest.keyClick(bench.map, Qt.Key.Key_Right)
    assert bench.acts[-1] == Point("barn")
    QTest.keyClick(bench.map, Qt.Key.Key_Right)
    assert bench.acts[-1] == Point("barn"), "at the edge one stays"
    QTest.keyClick(bench.map, Qt.Key.Key_Left)
    assert bench.acts[-1] == Point("mill")


def test_the_pointer_hovers_and_leaves(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    QTest.mouseMove(bench.map, bench.map.position_of("mill").toPoint())
    QTest.mouseMove(bench.map, QPoint(3, 3))
    assert [a for a in bench.acts if isinstance(a, Hover)] == [Hover("mill"), Hover(None)]


def test_it_is_drawn_in_every_look(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    pictures = set()
    for look in ("light", "dark", "contrast"):
        bench.map.apply_theme(Theme(look=look))
        image = bench.map.grab().toImage()  # its bits are gone with it
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 3
