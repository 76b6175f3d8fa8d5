"""Editing in the picture: zones are dragged, turned and sized, views and stops are set, acts are recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shapely.geometry import Polygon

from explorer.__main__ import main
from explorer.base.bootstrap import ROOT
from explorer.base.geometry import Vec2
from explorer.editor.change import Applied, Change
from explorer.editor.document import SceneDocument
from explorer.editor.placing import Handle
from explorer.i18n import Text
from explorer.shell.edit.layer import SceneEditLayer
from explorer.shell.edit.overlay import GroundOverlay, GroundView
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, EndTour, Open, Operate, Press, StartTour, Turn
from explorer.visit.mode import Part
from tests.editor.map_files import village
from tests.park.test_tours import EXHIBIT
from tests.scene import swap, write_scene

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames

GROUND = replace(EXPLORE, layers=(Part.TOUR, Part.GROUND))
NONE = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Edited:
    """A scene whose changes are in its document alone."""

    document: SceneDocument

    def apply(self, changes: Sequence[Change], label: Text) -> Applied:
        return self.document.apply(changes, label)


@dataclass(slots=True)
class Desk:
    """A window that edits, and a pointer on its picture."""

    window: MainWindow
    document: SceneDocument
    layer: SceneEditLayer

    @property
    def overlay(self) -> GroundOverlay:
        (overlay,) = self.window.viewport.findChildren(GroundOverlay)
        return overlay

    def centre(self, zone: str) -> Vec2:
        """Where a zone stands in the document."""
        assert self.document.scene is not None
        return self.document.scene.zones[zone].place.centre_m

    def pixel(self, place: Vec2, z_m: float = 0.12) -> QPointF:
        """Where a place of the ground is in the picture."""
        x, y = self.window.stage.project([(*place, z_m)])[0]
        return QPointF(x * self.window.viewport.width(), y * self.window.viewport.height())

    def label(self, zone: str) -> QPointF:
        """Where a building is hit."""
        x, y, z = self.window.visit.park.zones[zone].place.label_m
        return self.pixel((x, y), z)

    def send(self, kind: QEvent.Type, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One event of the mouse with its left button."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        buttons = none if kind == QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(kind, at, at, at, button, buttons, modifiers)
        QApplication.sendEvent(self.window.viewport, event)

    def click(self, at: QPointF) -> None:
        self.send(QEvent.Type.MouseButtonPress, at)
        self.send(QEvent.Type.MouseButtonRelease, at)
        draw_frames(self.window, 2)

    def drag(
        self, start: QPointF, way: QPointF, modifiers: Qt.KeyboardModifier = NONE, *, drop: bool = True
    ) -> None:
        """Drag in a few moves."""
        self.send(QEvent.Type.MouseButtonPress, start)
        for step in range(1, 6):
            self.send(QEvent.Type.MouseMove, start + way * step / 5, modifiers)
            draw_frames(self.window, 1)
        if drop:
            self.send(QEvent.Type.MouseButtonRelease, start + way)
            draw_frames(self.window, 2)

    def handle(self, handle: Handle) -> QPointF:
        """Where a handle is in the picture."""
        return self.overlay.handle_places()[handle]

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.viewport, key, modifiers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plain blocks, the mill with an exhibit in it."""
    folder = write_scene(tmp_path / "toy")
    for zone in ("mill", "barn"):
        swap(folder / "zones" / f"{zone}.yaml", f"model: {zone}\n", "")
    mill = folder / "zones" / "mill.yaml"
    mill.write_text(mill.read_text("utf-8") + EXHIBIT, "utf-8")
    return folder


def opened(open_window: Windows, folder: Path) -> Desk:
    document = SceneDocument.open(folder, ROOT / "assets")
    assert document.scene is not None
    window = open_window(GROUND, park=document.scene, edited=Edited(document))
    draw_frames(window, 4)
    (layer,) = (layer for layer in window.layers if isinstance(layer, SceneEditLayer))
    return Desk(window, document, layer)


def stage_of(desk: Desk) -> FakeStage:
    """What the window draws with."""
    assert isinstance(desk.window.stage, FakeStage)
    return desk.window.stage


@pytest.fixture
def desk(open_window: Windows, folder: Path) -> Iterator[Desk]:
    """The scene in a window."""
    yield opened(open_window, folder)


def test_a_zone_follows_the_pointer_and_is_written_when_it_is_let_go(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    assert desk.layer.tool.zone == "mill"
    assert desk.window.visit.zone is None, "a click chooses; it does not fly there"
    before, pose = desk.centre("mill"), desk.window.visit.pose
    desk.drag(desk.label("mill"), QPointF(-60, 25), drop=False)
    shown = desk.overlay.shown
    assert shown is not None
    (drawn,) = stage_of(desk).displaced
    assert (drawn.zone, drawn.to_m) == ("mill", shown.plot.centre_m), "the building goes with the pointer"
    assert desk.centre("mill") == before, "nothing is written before it is let go"
    desk.send(QEvent.Type.MouseButtonRelease, desk.label("mill") + QPointF(-60, 25))
    draw_frames(desk.window, 2)
    assert desk.centre("mill") == shown.plot.centre_m != before
    assert desk.window.visit.pose == pose, "the camera stays"
    assert stage_of(desk).displaced, "it is drawn there until it is made there"
    desk.document.undo()
    draw_frames(desk.window, 2)
    assert not stage_of(desk).displaced
    assert desk.centre("mill") == before
    assert not desk.document.is_changed


def test_escape_puts_it_back(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    desk.drag(desk.label("mill"), QPointF(80, 10), drop=False)
    desk.key(Qt.Key.Key_Escape)
    desk.send(QEvent.Type.MouseButtonRelease, desk.label("mill") + QPointF(80, 10))
    draw_frames(desk.window, 2)
    assert not desk.document.can_undo
    assert desk.layer.tool.zone == "mill"
    desk.key(Qt.Key.Key_Escape)
    draw_frames(desk.window, 1)
    assert desk.layer.tool.zone is None


def test_alt_goes_where_the_pointer_goes(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    start, way = desk.label("mill"), QPointF(-37, 11)
    viewport = desk.window.viewport
    view = GroundView.of(desk.window.stage, desk.window.visit.pose, viewport.width(), viewport.height())
    a, b = view.place(start.x(), start.y()), view.place(start.x() + way.x(), start.y() + way.y())
    assert a is not None
    assert b is not None
    before = desk.centre("mill")
    desk.drag(start, way, Qt.KeyboardModifier.AltModifier)
    now = desk.centre("mill")
    assert hypot(now[0] - before[0] - b[0] + a[0], now[1] - before[1] - b[1] + a[1]) < 0.02


def test_handles_turn_and_size_it(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    desk.drag(desk.handle("turn"), QPointF(120, -40))
    assert desk.document.scene is not None
    assert desk.document.scene.zones["mill"].place.heading_deg not in (180, 0)
    assert desk.document.undo_label is not None
    assert "Turn" in str(desk.document.undo_label)
    desk.document.undo()
    draw_frames(desk.window, 2)
    desk.layer.tool.choose("mill")
    draw_frames(desk.window, 2)
    desk.drag(desk.handle("corner 2"), QPointF(-40, 0))
    assert desk.document.value("zones/mill.yaml", ("place", "footprint_m"))[0] > 10


def test_an_overlap_is_said_while_it_lasts(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    way = desk.pixel(desk.centre("barn")) - desk.pixel(desk.centre("mill"))
    desk.drag(desk.label("mill"), way, drop=False)
    shown = desk.overlay.shown
    assert shown is not None
    assert [str(fault) for fault in shown.faults] == ["overlaps Barn"]
    desk.key(Qt.Key.Key_Escape)
    draw_frames(desk.window, 1)
    shown = desk.overlay.shown
    assert shown is not None
    assert shown.faults == ()


def test_keys_move_by_metres_as_one_change(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    x, y = desk.centre("mill")
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    draw_frames(desk.window, 12)
    assert desk.centre("mill") == (x + 2, y + 5)
    desk.document.undo()
    assert not desk.document.is_changed
    desk.key(Qt.Key.Key_BracketRight)
    desk.click(QPointF(8, desk.window.height() / 2))  # choosing something else writes it at once
    assert desk.document.scene is not None
    assert desk.document.scene.zones["mill"].place.heading_deg == 185


def test_what_is_baked_says_so(open_window: Windows, tmp_path: Path) -> None:
    desk = opened(open_window, write_scene(tmp_path / "toy"))
    desk.click(desk.label("mill"))
    shown = desk.overlay.shown
    assert shown is not None
    assert shown.is_fixed
    assert desk.overlay.handle_places() == {}
    desk.key(Qt.Key.Key_Right)
    draw_frames(desk.window, 12)
    assert not desk.document.can_undo
    assert "baked" in desk.window.parts.toast.words.lower()


def test_a_double_click_opens_and_a_link_is_two_clicks(desk: Desk) -> None:
    desk.click(desk.label("mill"))
    assert desk.document.scene is not None
    links = len(desk.document.scene.zones["mill"].related)
    desk.layer.bar.link.click()
    desk.click(desk.label("barn"))
    assert len(desk.document.scene.zones["mill"].related) == links, (
        "there is one, and a click does not end it"
    )
    assert "already" in desk.window.parts.toast.words and desk.layer.bar.link.isChecked()
    desk.click(desk.label("barn"))
    assert len(desk.document.scene.zones["mill"].related) == links - 1, "a second one does"
    assert "removed" in desk.window.parts.toast.words
    desk.layer.bar.link.click()
    desk.click(desk.label("barn"))
    assert len(desk.document.scene.zones["mill"].related) == links
    desk.send(QEvent.Type.MouseButtonDblClick, desk.label("barn"))
    draw_frames(desk.window, 2)
    assert desk.window.visit.zone == "barn"


def test_views_and_stops_are_set_from_where_one_stands(desk: Desk) -> None:
    layer, document = desk.layer, desk.document
    layer.bar.set_view.click()
    assert document.scene is not None
    assert document.scene.home.distance_m == pytest.approx(desk.window.visit.pose.distance_m, abs=0.06)
    layer.bar.stops.click()
    draw_frames(desk.window, 2)
    layer.strip.add.click()
    draw_frames(desk.window, 2)
    desk.window.do(Open("barn"))
    draw_frames(desk.window, 2)
    layer.strip.add.click()
    draw_frames(desk.window, 2)
    assert [stop.zone for stop in document.scene.tours["tour"].stops] == [None, "barn"]
    layer.strip.earlier.click()
    draw_frames(desk.window, 2)
    assert [stop.zone for stop in document.scene.tours["tour"].stops] == ["barn", None]
    layer.strip.remove.click()
    draw_frames(desk.window, 2)
    assert [stop.zone for stop in document.scene.tours["tour"].stops] == [None]


def test_the_strip_of_stops_takes_the_place_of_what_asks_after_a_tour(desk: Desk) -> None:
    desk.layer.bar.stops.click()
    desk.window.do(StartTour(next(iter(desk.window.visit.park.tours))))
    draw_frames(desk.window, 2)
    desk.window.do(EndTour())
    draw_frames(desk.window, 3)
    assert desk.window.visit.toured is None and desk.layer.strip.isVisible()


def test_no_picture_of_a_stop_is_cut_off(open_window: Windows, tmp_path: Path) -> None:
    words = "{en: Here, zh: 这里}"
    stop = f"hold_s: 10, caption: {words}, spoken: {words}"
    tours = write_scene(tmp_path / "toy") / "tours"
    tours.mkdir(exist_ok=True)
    (tours / "round.yaml").write_text(
        f"kind: show\ntitle: {words}\nlead: {words}\n"
        f"stops: [{{id: a, zone: mill, {stop}}}, {{id: b, zone: barn, {stop}}}]\n", "utf-8",
    )  # fmt: skip
    desk = opened(open_window, tours.parent)
    desk.layer.bar.stops.click()
    draw_frames(desk.window, 4)
    row = desk.layer.strip.row
    assert row is not None and len(row.thumbs) > 1
    assert row.thumbs[0].pictured
    for thumb in row.thumbs:
        assert row.rect().contains(thumb.geometry())


def test_acts_are_recorded_played_back_and_kept(desk: Desk) -> None:
    window, recorder = desk.window, desk.layer.recorder
    window.do(Open("mill"))
    window.do(Operate())
    draw_frames(window, 6)
    assert recorder.isVisible()
    recorder.record.click()
    draw_frames(window, 10)
    window.do(Press("break_sensor"))
    draw_frames(window, 10)
    window.do(Turn("loss", 60.0))
    draw_frames(window, 5)
    recorder.stop.click()
    draw_frames(window, 5)
    assert window.visit.run is not None
    done = window.visit.run.past.acts
    recorder.play.click()
    draw_frames(window, 30)
    assert recorder.phase == "recorded"
    assert window.visit.run is not None
    assert [act[1:] for act in window.visit.run.past.acts] == [act[1:] for act in done]
    recorder.keep.click()
    assert desk.document.scene is not None
    (stop,) = desk.document.scene.tours["tour"].stops
    assert (stop.zone, stop.at) == ("mill", "exhibit")
    assert [cue.actions for cue in stop.acts] == [("press",), ("turn",)]
    draw_frames(window, 1)
    assert not recorder.keep.isVisible(), "it is ready for another one"


def test_a_neighbour_that_is_clicked_while_a_building_is_added_becomes_a_zone(
    open_window: Windows, tmp_path: Path
) -> None:
    path = village().write(tmp_path / "village.geojson")
    assert main(["new", str(tmp_path / "village"), "--map", str(path)]) == 0
    desk = opened(open_window, tmp_path / "village")
    scene = desk.document.scene
    assert scene is not None and scene.site is not None
    count, zones = len(scene.site.neighbours), set(scene.zones)
    around = [Polygon(neighbour.outline_m).centroid for neighbour in scene.site.neighbours]
    pixels = [desk.pixel((place.x, place.y)) for place in sorted(around, key=lambda at: hypot(at.x, at.y))]
    at = next(pixel for pixel in pixels if desk.window.viewport.zone_at(pixel) is None)
    desk.click(at)
    assert set(desk.document.scene.zones) == zones, "a plain click changes nothing"  # type: ignore[union-attr]
    desk.layer.bar.add.click()
    draw_frames(desk.window, 2)
    desk.click(at)
    after = desk.document.scene
    assert after is not None and after.site is not None
    assert len(after.zones) == len(zones) + 1 and len(after.site.neighbours) == count - 1
