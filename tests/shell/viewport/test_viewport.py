"""The viewport paints the stage's own memory, pixel for pixel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.base.geometry import WHOLE, Rect
from explorer.park import Park, load
from explorer.shell.input.pointer import HitResult
from explorer.shell.style.theme import Theme
from explorer.shell.viewport.viewport import CROSS_FADE_S, Viewport
from explorer.visit import Act, Aim, Close, Open

from ...scene import write_scene
from ..fake_stage import FakePicture, FakeStage


@pytest.fixture
def park(tmp_path: Path) -> Park:
    return load(write_scene(tmp_path / "toy"), Path("nowhere"))


class Bench:
    def __init__(self, qtbot: QtBot, park: Park) -> None:
        self.acts: list[Act] = []
        self.label: HitResult | None = None
        self.stage = FakeStage(park)
        self.viewport = Viewport(
            Theme(), self.stage, self.acts.append, label_at=self.label_at, walk=lambda forward: False
        )
        self.viewport.resize(320, 180)
        self.viewport.show()
        qtbot.addWidget(self.viewport)

    def label_at(self, position: QPointF) -> HitResult | None:
        return self.label


def test_the_top_row_comes_first_and_blue_is_blue(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    blue, red = bytes([255, 0, 0, 255]), bytes([0, 0, 255, 255])
    half = 320 * 90
    bench.viewport.paint(FakePicture(320, 180, memoryview(blue * half + red * half)))
    shown = bench.viewport.grab().toImage()
    assert QColor(shown.pixel(160, 10)).name() == "#0000ff"
    assert QColor(shown.pixel(160, 170)).name() == "#ff0000"


def test_the_stage_draws_as_many_pixels_as_the_widget_has(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    assert bench.stage.size == (320, 180)
    bench.viewport.resize(400, 300)
    QApplication.processEvents()
    assert bench.stage.size == (400, 300)


def test_a_picture_that_did_not_change_is_not_painted_again(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    picture = FakePicture(320, 180, memoryview(bytes(320 * 180 * 4)))
    bench.viewport.paint(picture)
    QApplication.processEvents()
    picture.changed = False
    regions: list[QRect] = []
    bench.viewport.update = lambda *region: regions.append(region)  # type: ignore[assignment,method-assign]
    bench.viewport.paint(picture)
    assert regions == []


def test_only_what_changed_is_painted_again(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    viewport, size = bench.viewport, (320, 180)
    grey, white = bytes([128, 128, 128, 255]), bytes([255, 255, 255, 255])
    viewport.paint(FakePicture(*size, memoryview(grey * (320 * 180))))
    QApplication.processEvents()
    regions: list[QRegion] = []
    viewport.update = regions.append  # type: ignore[assignment,method-assign]
    whole = memoryview(white * (320 * 180))
    viewport.cover([QRegion(0, 0, 20, 180)])
    viewport.paint(FakePicture(*size, whole, boxes=((0, 0, 64, 32), (288, 160, 32, 20))))
    assert regions.pop() == QRegion(20, 0, 44, 32) + QRegion(288, 160, 32, 20)
    viewport.paint(FakePicture(*size, whole, boxes=()))
    assert regions.pop().isEmpty()
    viewport.paint(FakePicture(160, 90, memoryview(white * (160 * 90)), boxes=((0, 0, 32, 32),)))
    assert regions.pop() == QRegion(20, 0, 300, 180), "a picture of another size is another picture"
    viewport.paint(FakePicture(*size, whole))
    assert regions.pop() == QRegion(20, 0, 300, 180)


def test_labels_are_asked_before_the_stage(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    bench.label = HitResult(zone="barn")
    QTest.mouseClick(bench.viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 170))
    assert bench.acts == [Open("barn")]


def test_a_click_on_water_and_a_second_of_patience_close(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    QTest.mouseClick(bench.viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 170))
    bench.viewport.advance(1.0)
    assert Close() in bench.acts


def test_a_cut_is_a_cross_fade_from_the_picture_before(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    viewport, count = bench.viewport, 320 * 180
    see_through = bytes([255, 0, 0, 7])  # the fourth byte means nothing
    viewport.paint(FakePicture(320, 180, memoryview(see_through * count)))
    viewport.cross_fade()
    viewport.paint(FakePicture(320, 180, memoryview(bytes([0, 0, 255, 255]) * count)))

    def shown() -> tuple[int, int]:
        colour = viewport.grab().toImage().pixelColor(160, 90)
        assert colour.green() == 0
        return colour.red(), colour.blue()

    assert shown() == (0, 255)
    assert viewport.advance(CROSS_FADE_S / 2)
    assert shown() == pytest.approx((128, 128), abs=4)
    viewport.advance(CROSS_FADE_S / 2)
    assert shown() == (255, 0)
    assert not viewport.advance(0.1)


def test_a_free_pointer_aims_from_the_middle_of_what_is_free_and_once(qtbot: QtBot, park: Park) -> None:
    bench = Bench(qtbot, park)
    qtbot.mouseMove(bench.viewport, QPoint(10, 10))
    QApplication.processEvents()
    bench.viewport.aim(WHOLE)
    qtbot.mouseMove(bench.viewport, QPoint(240, 45))
    QApplication.processEvents()
    assert bench.viewport.aim(Rect(right=0.5)) == Aim(1.0, 0.5)
    assert bench.viewport.aim(WHOLE) is None
