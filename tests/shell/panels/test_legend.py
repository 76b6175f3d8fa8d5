"""The legend of the ribbons, and the line about the picture: they tell what is so, by key and by pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.i18n import tr
from explorer.park import Park
from explorer.park.model import Language
from explorer.shell.panels.legend import DistrictRow, Legend, flows_of
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Prose
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Act, Hover, Open, Operate, Point, Visit

from ..fake_stage import FakeStage
from ..picture import real_park
from ..rows import middle_of, press_row
from ..windows import Windows, draw_frames, logged


class Bench:
    """A legend whose acts make the visit it shows."""

    def __init__(self, qtbot: QtBot, language: Language = "en") -> None:
        self.park: Park = real_park()
        self.visit = Visit.begin(self.park)
        self.legend = Legend(Theme(language=language), self.park, self.do, on_close=lambda: None)
        qtbot.addWidget(self.legend)
        self.legend.resize(self.legend.sizeHint())
        self.legend.open(by_key=False)
        self.legend.update_from(self.visit)

    def do(self, act: Act) -> None:
        self.visit = self.visit.after(act)
        self.legend.update_from(self.visit)

    @property
    def words_shown(self) -> str:
        return " ".join(prose.text() for prose in self.legend.findChildren(Prose))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_relation_is_listed_at_both_ends(qtbot: QtBot, language: Language) -> None:
    bench = Bench(qtbot, language)
    words_shown = {(z.id, r.zone, r.flow[language]) for z in bench.park.zones.values() for r in z.related}
    out, into = set(), set()
    for id in bench.park.zones:
        bench.do(Open(id))
        for number, row in bench.legend.flow_rows.items():
            other, words = row.flow.other, row.flow.text[language]
            name = bench.legend.list.item(number).data(Qt.ItemDataRole.AccessibleTextRole)
            assert other.title[language] in name and words in name
            (into if row.flow.comes_in else out).add(
                (other.id, id, words) if row.flow.comes_in else (id, other.id, words)
            )
    assert out == words_shown and into == words_shown


def test_with_no_zone_in_question_it_explains_the_ribbons_and_their_colours(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    assert "colour of the sender" in bench.words_shown
    districts = bench.legend.findChildren(DistrictRow)
    assert len(districts) == len(bench.park.districts)


def test_the_zone_last_under_the_pointer_stays_in_question_while_the_pointer_comes_to_the_legend(
    qtbot: QtBot,
) -> None:
    bench = Bench(qtbot)
    bench.do(Hover("data"))
    bench.do(Hover(None))
    assert bench.legend.zone == "data"
    rows, (number, row) = bench.legend.list, next(iter(bench.legend.flow_rows.items()))
    QTest.mouseMove(rows.viewport(), middle_of(rows, number))
    assert (bench.visit.pointed, bench.visit.hovered) == ("data", row.flow.other.id)
    assert bench.legend.zone == "data", "a row lights a ribbon and changes nothing else"


def test_a_row_leads_to_the_other_zone(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.do(Open("line"))
    number, row = list(bench.legend.flow_rows.items())[1]
    press_row(bench.legend.list, number)
    assert bench.visit.zone == row.flow.other.id != "line"
    assert bench.visit.hovered is None


def test_keys_walk_the_flows_light_them_and_lead_on(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.legend.activateWindow()
    QApplication.processEvents()
    bench.do(Open("line"))
    bench.legend.open(by_key=True)
    rows, flows = bench.legend.list, [row.flow for row in bench.legend.flow_rows.values()]
    lit = [bench.visit.hovered]
    for _ in flows[1:]:
        QTest.keyClick(rows, Qt.Key.Key_Down)
        lit.append(bench.visit.hovered)
    assert lit == [flow.other.id for flow in flows]
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert bench.visit.zone == flows[0].other.id
    assert rows.hasFocus() and rows.currentRow() == min(bench.legend.flow_rows)


def test_flows_come_out_before_they_come_in() -> None:
    kinds = [flow.comes_in for flow in flows_of(real_park(), "data")]
    assert kinds == sorted(kinds) and {False, True} == set(kinds)


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window()
    tick(made)
    return made


def tick(window: MainWindow, frames: int = 8) -> None:
    draw_frames(window, frames, 0.1)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or window.viewport, key)
    tick(window)


def test_a_key_shows_the_legend_where_nothing_covers_it_and_esc_takes_it_away(window: MainWindow) -> None:
    window.do(Point("data"))
    press(window, Qt.Key.Key_F)
    assert window.parts.legend.isVisible() and window.parts.legend.zone == "data"
    at = window.parts.legend.inner.translated(window.parts.legend.pos())
    for surface in window.surfaces:
        if surface is not window.parts.legend and surface.isVisible():
            assert not at.intersects(surface.inner.translated(surface.pos())), surface
    press(window, Qt.Key.Key_Escape)
    assert not window.parts.legend.isVisible() and window.visit.pointed == "data"


def test_list_and_legend_make_room_for_each_other_and_an_exhibit_has_neither(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F)
    press(window, Qt.Key.Key_Z)
    assert window.parts.zone_list.unfolded and not window.parts.legend.isVisible()
    press(window, Qt.Key.Key_F)
    assert window.parts.legend.isVisible() and not window.parts.zone_list.unfolded
    window.do(Open("line"))
    window.do(Operate())
    tick(window)
    assert not window.parts.legend.isVisible()


def test_the_picture_tells_of_itself_on_demand_in_the_language_of_the_visit(window: MainWindow) -> None:
    assert window.parts.status.words == ""
    press(window, Qt.Key.Key_F3)
    assert window.parts.status.words.startswith(tr(FakeStage.state, "en"))
    press(window, Qt.Key.Key_L)
    assert window.parts.status.words.startswith(tr(FakeStage.state, "zh"))
    press(window, Qt.Key.Key_F3)
    assert window.parts.status.words == ""
    press(window, Qt.Key.Key_F1)
    words_shown = [prose.text() for prose in window.sheet.findChildren(Prose) if prose.isVisible()]
    assert any(words.startswith(tr(FakeStage.state, "zh")) for words in words_shown)


def test_the_journal_notes_changes_of_quality_once(window: MainWindow, log: Path) -> None:
    window.stage.level = (3, 3)  # type: ignore[misc]
    tick(window)
    lines = logged(log)
    assert [line["step"] for line in lines if line["event"] == "quality"] == [2, 3]
    assert tr(window.stage.state, "en")
