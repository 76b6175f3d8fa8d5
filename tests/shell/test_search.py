"""The search points first and goes second; the list of zones likewise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.park.find import Found
from explorer.shell.search import Search
from explorer.shell.theme import Theme, dress
from explorer.shell.words import say
from explorer.shell.zonelist import ZoneList
from explorer.visit import Act, Approach, Hover, LookFrom, Open, Point, Visit

from .picture import Picture, real_park


class Desk:
    """A search and a list in a room, with a note of everything they did."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.acts: list[Act] = []
        self.gone: list[Found] = []
        self.theme = Theme()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, self.theme)
        self.room = Picture()
        qtbot.addWidget(self.room)
        self.visit = Visit.begin(real_park())
        self.search = Search(self.theme, real_park(), self.do, on_go=self.gone.append, parent=self.room)
        self.list = ZoneList(self.theme, real_park(), self.do, parent=self.room)
        self.list.show_visit(self.visit)
        self.room.show()

    def do(self, act: Act) -> None:
        self.acts.append(act)
        self.visit = self.visit.after(act)
        self.search.show_visit(self.visit)
        self.list.show_visit(self.visit)

    def type(self, words: str) -> None:
        self.search.open()
        self.qtbot.keyClicks(self.search.field, words)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.search.field, key)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


ENTER, DOWN, UP, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape


def test_the_first_enter_points_and_the_second_goes(desk: Desk) -> None:
    desk.type("data ex")
    desk.press(ENTER)
    assert desk.acts == [Point("data")]
    assert desk.search.isVisible()
    desk.press(ENTER)
    assert desk.acts == [Point("data"), Open("data")]
    assert desk.search.isHidden()


def test_a_number_is_a_zone(desk: Desk) -> None:
    desk.type("14")
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == Open(next(z.id for z in real_park().zones.values() if z.number == 14))


def test_another_hit_is_pointed_at_before_one_goes_there(desk: Desk) -> None:
    desk.type("data")
    desk.press(ENTER, DOWN, ENTER)
    assert [type(act) for act in desk.acts] == [Point, Point]
    desk.press(UP, UP, UP)
    assert desk.search.results.currentRow() == 0


def test_typing_on_takes_back_the_first_step(desk: Desk) -> None:
    desk.type("data")
    desk.press(ENTER)
    desk.type("data exchange")
    desk.press(ENTER)
    assert Open("data") not in desk.acts


def test_a_click_points_and_a_second_click_goes(desk: Desk) -> None:
    desk.type("data")
    results = desk.search.results
    place = results.visualItemRect(results.item(0)).center()
    for _ in range(2):
        desk.qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.acts == [Point("data"), Open("data")]


def test_escape_closes_and_takes_the_finger_away(desk: Desk) -> None:
    desk.type("data")
    desk.press(ENTER, ESCAPE)
    assert desk.search.isHidden()
    assert desk.acts == [Point("data"), Point(None)]


def test_who_goes_to_a_statement_is_shown_the_statement(desk: Desk) -> None:
    desk.type("C74")
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == Open(real_park().claims["C74"].zone)
    assert [hit.id for hit in desk.gone] == ["C74"]


def test_a_district_is_looked_at_from_near(desk: Desk) -> None:
    desk.type("Technology Ring")
    assert desk.search.results.current is not None
    assert desk.search.results.current.kind == "district"
    desk.press(ENTER, ENTER)
    assert isinstance(desk.acts[-1], Approach | LookFrom)


def test_there_are_words_for_nothing_asked_and_nothing_found(desk: Desk) -> None:
    desk.search.open()
    assert desk.search._told.text() == say("search.empty", "en")
    desk.type("zzzz")
    assert desk.search._told.text() == say("search.nothing", "en", words="zzzz", count=20)
    assert desk.search.results.isHidden()
    desk.press(ENTER)
    assert desk.acts == []


def test_every_hit_has_words_for_screen_readers(desk: Desk) -> None:
    desk.type("data")
    results = desk.search.results
    for row in range(results.count()):
        assert results.item(row).data(Qt.ItemDataRole.AccessibleTextRole)


def test_another_language_asks_again(desk: Desk) -> None:
    desk.type("data exchange")
    desk.search.restyle(Theme(language="zh"))
    current = desk.search.results.current
    assert current is not None and current.title == real_park().zones["data"].title.zh


# ---- the list of zones


def test_the_list_is_folded_until_it_is_wanted(desk: Desk) -> None:
    folded = desk.list.sizeHint().height()
    assert not any(row.isVisible() for row in desk.list.rows)
    desk.list.toggle()
    assert len(desk.list.rows) == 20
    assert all(row.isVisible() for row in desk.list.rows)
    assert desk.list.sizeHint().height() > 4 * folded


def test_a_row_points_first_and_goes_second(desk: Desk) -> None:
    desk.list.toggle()
    row = next(r for r in desk.list.rows if r.zone.id == "net")
    row.click()
    row.click()
    assert [act for act in desk.acts if not isinstance(act, Hover)] == [Point("net"), Open("net")]
    assert not desk.list.unfolded


def test_arrows_walk_the_list_and_point(desk: Desk, qtbot: QtBot) -> None:
    desk.list.toggle()
    desk.room.activateWindow()
    QApplication.processEvents()
    first, second = desk.list.rows[:2]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, DOWN)
    assert desk.acts[-1] == Point(second.zone.id)
    qtbot.keyClick(second, ENTER)
    assert desk.acts[-2:] == [Open(second.zone.id), Hover(None)]


def test_visited_zones_are_marked_and_counted(desk: Desk) -> None:
    desk.do(Open("data"))
    row = next(r for r in desk.list.rows if r.zone.id == "data")
    assert row.accessibleName() == say("zones.row-visited", "en", number=row.zone.number, title=row.text())
    assert desk.list._visited.text() == say("zones.count", "en", visited=1, count=20)


def test_a_list_that_does_not_fold_goes_at_once(qtbot: QtBot) -> None:
    acts: list[Act] = []
    shown = ZoneList(Theme(), real_park(), acts.append, folds=False)
    qtbot.addWidget(shown)
    shown.show_visit(Visit.begin(real_park()))
    shown.rows[0].click()
    assert acts == [Open(shown.rows[0].zone.id)]


def test_an_unfolded_list_has_the_keyboard_and_gives_it_back(desk: Desk, qtbot: QtBot) -> None:
    desk.room.activateWindow()
    desk.room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    desk.room.setFocus()
    desk.list.toggle(by_key=True)
    first = desk.list.rows[0]
    assert QApplication.focusWidget() is first and first.rings
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert not desk.list.unfolded
    assert QApplication.focusWidget() is desk.room
