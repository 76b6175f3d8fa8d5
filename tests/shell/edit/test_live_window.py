"""A scene is edited beside the park: what is set appears, the view stays, faults stand at their fields, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.editor import zones
from explorer.editor.autosave import Autosave
from explorer.editor.change import Change
from explorer.editor.exhibits import exhibit_of
from explorer.editor.forms import form_at
from explorer.editor.saving import Torn
from explorer.i18n import Text
from explorer.shell.edit.address import Address, summary
from explorer.shell.edit.inputs import Line
from explorer.shell.edit.live_window import LiveWindow
from explorer.shell.edit.page import Page
from explorer.shell.opening.layer import OpeningCard
from explorer.visit import Open, Visit

from ...small_scene import write_small_scene
from .live import FakeOpening, live_window, on_show

ZONE = Address("zones/zone-1.yaml")
TITLE = ("title", "en")
Opened = Callable[..., tuple[LiveWindow, FakeOpening]]
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_scene(tmp_path / "small", ("en", "de"), 3)


@pytest.fixture
def opened(qtbot: QtBot, folder: Path) -> Iterator[Opened]:
    with ExitStack() as stack:

        def opened(
            opening: FakeOpening | None = None,
            edits: bool = True,
            size: tuple[int, int] = (1280, 720),
            autosave: Autosave | None = None,
        ) -> tuple[LiveWindow, FakeOpening]:
            live, made = live_window(folder, opening, edits, size, autosave)
            return stack.enter_context(on_show(live)), made

        yield opened


def the_input(live: LiveWindow, kind: type[W], name: str) -> W:
    """The input of the present page with this at the beginning of its name."""
    assert live.sheet is not None and live.sheet.page is not None
    return next(w for w in live.sheet.page.findChildren(kind) if w.accessibleName().startswith(name))


def press(live: LiveWindow, name: str) -> None:
    """Click the button of this name in the sheet."""
    QApplication.processEvents()
    assert live.sheet is not None
    found = [b for b in live.sheet.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
    assert found, [b.accessibleName() for b in live.sheet.findChildren(QPushButton)]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def type_into(line: Line, words: str) -> None:
    """Replace what is in a line, and leave it."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def titled(live: LiveWindow) -> str:
    """The title of the first zone in the park on show."""
    assert live.park is not None
    return live.park.zones["zone-1"].title["en"]


def look_twice(live: LiveWindow) -> None:
    live.session.look()
    live.session.look()


def test_a_text_appears_in_the_park_and_the_view_stays(opened: Opened, folder: Path) -> None:
    live, opening = opened()
    assert live.window_now is not None and live.sheet is not None
    live.window_now.do(Open("zone-1"))
    live.window_now.tick(0.1)
    live.follow()
    assert live.sheet.at == ZONE
    before = live.window_now
    title = the_input(live, Line, "Title, English")
    type_into(title, "The gate")
    after = live.window_now
    assert after is not before and after.stage is opening.stages[0], "a text needs no other stage"
    assert titled(live) == "The gate"
    assert (after.visit.pose, after.visit.zone) == (before.visit.pose, "zone-1")
    assert after.visit.settings == before.visit.settings
    assert live.focusWidget() is title, "a new window takes the keyboard; it is left with the form"
    assert the_input(live, Line, "Title, English") is title, "the line that is typed in stays"
    assert "The gate" not in (folder / ZONE.file).read_text("utf-8")
    press(live, "Save")
    assert "The gate" in (folder / ZONE.file).read_text("utf-8")
    assert live.sheet.undo.accessibleName() == "Undo: Change: Title"
    QTest.mouseClick(live.sheet.undo, Qt.MouseButton.LeftButton)
    assert titled(live) == the_input(live, Line, "Title, English").text() == "Zone 1"


def test_a_saving_that_was_torn_is_told_in_the_strip_until_it_is_read(opened: Opened, folder: Path) -> None:
    live, _ = opened()
    live.session.document.torn = Torn(("zones/zone-1.yaml",), folder / ".saved" / "000001-x" / "after")
    live.session.changed.emit()
    assert "zones/zone-1.yaml may not fit the others" in live.strip.words and ".saved" in live.strip.words
    (button,) = (b for b in live.strip.findChildren(QPushButton) if b.isVisibleTo(live.strip))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not live.strip.words


def test_the_opening_of_the_next_park_leaves_the_keyboard_with_the_form(opened: Opened) -> None:
    live, _ = opened()
    assert live.sheet is not None and live.window_now is not None
    live.activateWindow()
    assert QTest.qWaitForWindowActive(live)
    before = live.window_now
    before.tick(0.1)
    assert before.findChild(OpeningCard).isVisible()
    live.follow()
    live.sheet.open(Address("park.yaml"))
    first = the_input(live, Line, "Title, English")
    first.setFocus()
    QTest.keyClicks(first, "Alpha")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert live.focusWidget() is the_input(live, Line, "Title, Deutsch")
    QApplication.processEvents()
    after = live.window_now
    assert after is not None and after is not before, "the next park is there"
    live.follow()
    assert live.focusWidget() is the_input(live, Line, "Title, Deutsch"), "also in one made anew"
    after.tick(0.1)
    assert after.findChild(OpeningCard).isVisible(), "its card is open"
    assert live.focusWidget() is the_input(live, Line, "Title, Deutsch")


def test_forms_made_anew_keep_the_keyboard_in_their_field(opened: Opened) -> None:
    live, _ = opened()
    sheet = live.sheet
    assert sheet is not None
    live.activateWindow()
    assert QTest.qWaitForWindowActive(live)
    sheet.open(Address("park.yaml"))
    before = the_input(live, Line, "Title, Deutsch")
    before.setFocus()
    sheet.apply_theme(replace(sheet.theme, text=2.0))
    held = live.focusWidget()
    assert isinstance(held, Line) and held is not before
    assert held.accessibleName() == before.accessibleName()
    sheet.open(sheet.at)
    again = live.focusWidget()
    assert isinstance(again, Line) and again.accessibleName() == before.accessibleName()


def test_what_is_added_opens_with_what_only_its_author_knows(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.shell.edit.session.CHECK_MS", 0)
    live, _ = opened()
    sheet = live.sheet
    assert sheet is not None

    def add(name: str) -> None:
        chooser = the_input(live, QComboBox, "Add a field")
        chooser.activated.emit(chooser.findText(name))
        QApplication.processEvents()

    sheet.open(Address("park.yaml"))
    add("Company")
    assert sheet.at == Address("park.yaml", ("brand",))
    assert the_input(live, Line, "Logo").text() == "" and the_input(live, Line, "Colour").text()
    add("Icon")
    assert sheet.at == Address("park.yaml", ("brand",)), "one value is filled in where it stands"
    exhibit = exhibit_of(("en", "de"), "formula", {"centre_m": [-40, 0, 0.2], "size_m": [16, 4, 9]})
    assert live.session.apply([Change(ZONE.file, ("exhibit",), exhibit)], Text("Add")).is_applied

    def listed() -> list[QPushButton]:
        return [b for b in sheet.findChildren(QPushButton) if "not written yet" in b.text() and b.isVisible()]

    qtbot.waitUntil(lambda: bool(listed()), timeout=60_000)
    assert len(listed()) == 2, "the others wait: the form keeps its room"


def test_a_fault_stands_at_its_field_and_the_park_stays(opened: Opened) -> None:
    live, _ = opened()
    assert live.sheet is not None
    live.sheet.open(ZONE)
    before, number = live.window_now, the_input(live, Line, "Number")
    type_into(number, "0")
    page = live.sheet.page
    assert live.window_now is before and isinstance(page, Page)
    assert [place for place, words in page.shown_faults.items() if "out of range" in words] == [("number",)]
    assert number.property("wrong") is True
    type_into(the_input(live, Line, "Icon"), "leaf")
    assert number.text() == "0", "what could not be taken stays to be corrected"
    type_into(number, "7")
    assert not page.shown_faults and number.property("wrong") is False


def test_another_shape_turns_the_stage_and_one_that_fails_changes_nothing(opened: Opened) -> None:
    live, opening = opened()
    (stage,) = opening.stages
    live.session.apply([Change(ZONE.file, ("turn_deg",), 30)], Text("Turn"))
    assert stage.turns == 1 and stage.park is live.park and not stage.closed
    stage.turns_fail = True
    before = live.window_now
    live.session.apply([Change(ZONE.file, ("turn_deg",), 60)], Text("Turn"))
    assert live.window_now is before and "cannot be drawn" in live.strip.words
    stage.turns_fail = False
    live.session.apply([Change(ZONE.file, ("turn_deg",), 90)], Text("Turn"))
    assert live.window_now is not before and not live.strip.words
    assert opening.stages == [stage], "its context and its programs serve every park"


def test_the_park_before_goes_on_until_the_next_one_is_read(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, opening = opened()
    (stage,) = opening.stages
    looks: list[int] = []

    def slow(visit: Visit) -> Iterator[None]:
        for look in range(3):
            looks.append(look)
            yield

    monkeypatch.setattr(stage, "read_ahead", slow)
    before = live.window_now
    live.session.apply([Change(ZONE.file, ("turn_deg",), 30)], Text("Turn"))
    assert live.window_now is before and stage.turns == 0 and looks == [0]
    live.session.undo()
    QTest.qWait(100)
    assert stage.turns == 0 and looks == [0], "what was taken back never comes"
    before = live.window_now
    live.session.apply([Change(ZONE.file, ("turn_deg",), 60)], Text("Turn"))
    live.session.apply([Change(ZONE.file, ("turn_deg",), 90)], Text("Turn"))
    qtbot.waitUntil(lambda: stage.turns == 1, timeout=60_000)
    assert live.window_now is not before and live.park is not None
    assert live.park.zones["zone-1"].turn_deg == 90, "the last of them alone"


def test_zones_tours_and_stops_by_mouse_alone(opened: Opened) -> None:
    live, _ = opened()
    assert live.sheet is not None
    press(live, "Add a zone")
    assert live.sheet.at == Address("zones/zone-4.yaml")
    assert live.park is not None and "zone-4" in live.park.zones
    live.sheet.open(Address())
    press(live, "Add a tour")
    assert live.sheet.at == Address("tours/tour.yaml")
    stops = live.sheet.at.inside("stops")
    live.sheet.open(stops)
    press(live, "Add")
    live.sheet.open(stops.inside(1))
    zone = the_input(live, QComboBox, "Zone")
    zone.setCurrentIndex(zone.findText("Zone 4 (zone-4)"))
    zone.activated.emit(zone.currentIndex())
    assert [stop.zone for stop in live.park.tours["tour"].stops] == ["zone-1", "zone-4"]
    live.sheet.open(stops)
    press(live, f"Move up: {live.session.document.value(stops.file, ('stops', 1, 'caption', 'en'))}")
    assert [stop.zone for stop in live.park.tours["tour"].stops] == ["zone-4", "zone-1"]
    live.sheet.open(Address())
    press(live, "Remove: 4  Zone 4")
    assert "zone-4" not in live.park.zones
    while live.session.document.can_undo:
        live.session.document.undo()
    assert not live.session.document.is_changed


def test_a_field_is_begun_empty_where_only_its_author_knows_a_value(opened: Opened) -> None:
    live, _ = opened()
    assert live.sheet is not None
    live.sheet.open(ZONE)
    chooser = the_input(live, QComboBox, "Add a field")

    def add(label: str) -> None:
        chooser = the_input(live, QComboBox, "Add a field")
        index = chooser.findText(label)
        assert index > 0
        chooser.activated.emit(index)

    assert chooser.count() > 3
    add("Model")
    assert not live.session.document.is_changed, "an empty field says nothing yet"
    assert the_input(live, Line, "Model").text() == ""
    add("Facts with sources")
    assert "nothing yet" in live.sheet.message
    add("Turned by")
    type_into(the_input(live, Line, "Turned by"), "45")
    assert live.session.document.value(ZONE.file, ("turn_deg",)) == 45


def test_the_form_of_a_zone_added_in_the_picture_opens_with_it(opened: Opened) -> None:
    live, _ = opened()
    assert live.sheet is not None and live.window_now is not None
    zone, changes = zones.added(live.session.document, (0.0, 0.0))
    views = live.window_now.views
    views.state = replace(views.state, scene_tools=replace(views.state.scene_tools, zone=zone))
    live.follow()  # it is chosen a moment before it is there
    live.session.apply(changes, Text("Add a zone"))
    live.follow()
    assert live.sheet.at == Address(f"zones/{zone}.yaml")


def test_what_another_program_writes_appears(opened: Opened, folder: Path) -> None:
    live, _ = opened(edits=False)
    path = folder / ZONE.file
    good = path.read_text("utf-8")
    path.write_text(good.replace("Zone 1", "Mill"), encoding="utf-8")
    live.session.look()
    assert titled(live) == "Zone 1", "it may be half written"
    live.session.look()
    assert titled(live) == "Mill"
    before = live.window_now
    path.write_text(good.replace("number: 1", "number: x"), encoding="utf-8")
    look_twice(live)
    assert live.window_now is before
    line = good[: good.index("number: 1")].count("\n") + 1
    assert f"zones/zone-1.yaml:{line}" in live.strip.words
    new = path.with_name("new.tmp")
    new.write_text(good, encoding="utf-8")
    new.replace(path)  # as many editors save
    look_twice(live)
    assert not live.strip.words and titled(live) == "Zone 1"


def test_two_programs_at_one_file_are_asked_about(opened: Opened, folder: Path) -> None:
    live, _ = opened()
    live.session.apply([Change(ZONE.file, TITLE, "Ours")], Text("Change"))
    path = folder / ZONE.file
    path.write_text(path.read_text("utf-8").replace("Zone 1", "Theirs"), encoding="utf-8")
    look_twice(live)
    assert "zones/zone-1.yaml" in live.strip.words and titled(live) == "Ours"
    theirs = next(b for b in live.strip.findChildren(QPushButton) if b.text() == "Load theirs")
    QTest.mouseClick(theirs, Qt.MouseButton.LeftButton)
    assert titled(live) == "Theirs"
    live.session.undo()
    assert titled(live) == "Ours"


def test_what_a_crash_left_is_offered(opened: Opened, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "unsaved"
    live, _ = opened(autosave=Autosave(folder, home))
    live.session.apply([Change(ZONE.file, TITLE, "Ours")], Text("Change"))
    live.end()  # as a signal ends it: nobody is asked
    again, _ = opened(autosave=Autosave(folder, home))
    assert "zones/zone-1.yaml" in again.strip.words and titled(again) == "Zone 1"
    second, _ = opened(autosave=Autosave(folder, home))
    assert not second.strip.words, "another window edits the scene already"
    restore = next(b for b in again.strip.findChildren(QPushButton) if b.text() == "Restore")
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert titled(again) == "Ours" and not again.strip.words
    again.session.save()
    again.end()
    third, _ = opened(autosave=Autosave(folder, home))
    assert not third.strip.words and titled(third) == "Ours"


def test_leaving_with_unsaved_changes_asks(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    live, _ = opened()
    live.session.apply([Change(ZONE.file, TITLE, "Ours")], Text("Change"))
    answers = ["Discard", "Stay"]

    def answered(box: QMessageBox) -> int:
        answer = answers.pop()
        next(button for button in box.buttons() if button.text() == answer).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answered)
    live.close()
    assert live.isVisible()
    live.close()
    assert not live.isVisible() and not answers


def test_a_window_that_edits_is_a_window_with_the_park_as_its_pane(opened: Opened) -> None:
    live, _ = opened(edits=False)
    assert live.window_now is not None
    assert [w.accessible().role() for w in (live, live.window_now)] == [
        QAccessible.Role.Window,
        QAccessible.Role.Pane,
    ]


@pytest.mark.parametrize(
    ("file", "key", "value", "german", "chinese"),
    [
        ("zones/x.yaml", "building", {"kind": "tower", "height_m": 30}, "Turm", "塔楼"),
        ("park.yaml", "site", "meadow", "Wiese", "草地"),
        ("park.yaml", "site", {"kind": "island"}, "Insel", "岛屿"),
        ("zones/x.yaml", "exhibit", {"kind": "line"}, "(line)", "（line）"),
    ],
)
def test_a_link_says_what_is_chosen_behind_it_as_the_form_does(
    file: str, key: str, value: object, german: str, chinese: str
) -> None:
    form = form_at(file, (key,))
    assert form is not None
    for language, words in (("de", german), ("zh", chinese)):
        assert words in summary(value, language, form), (language, summary(value, language, form))


def test_every_input_has_a_name_and_nothing_is_wider_than_the_sheet(opened: Opened) -> None:
    live, _ = opened(FakeOpening("de", 200), size=(1024, 640))
    assert live.sheet is not None
    front = ZONE.inside("views", "front")
    for at in (Address(), Address("park.yaml"), ZONE, ZONE.inside("views"), front, ZONE.inside("related")):
        live.sheet.open(at)
        QApplication.processEvents()
        page = live.sheet.page
        assert page is not None and page.width() <= live.sheet.width()
        for widget in page.findChildren(QWidget):
            if isinstance(widget, Line | QPlainTextEdit | QComboBox | QPushButton):
                assert widget.accessibleName(), (at, widget)
                right = widget.mapTo(live.sheet, widget.rect().topRight()).x()
                assert right <= live.sheet.width(), (at, widget.accessibleName())
