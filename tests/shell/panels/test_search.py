"""The search points first and goes second; the list of zones likewise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.i18n import Text, tr
from explorer.park.find import Found
from explorer.shell.panels.search.search import Search
from explorer.shell.panels.zone_list import ZoneList
from explorer.shell.style.theme import Theme, apply_theme_to_application
from explorer.shell.window.view_state import Views
from explorer.visit import (
    EXPLORE,
    KIOSK,
    PRESENT,
    TEACH,
    Act,
    Approach,
    Hover,
    LookFrom,
    Mode,
    NextStop,
    Open,
    PauseTour,
    Point,
    Presence,
    ResumeTour,
    StartTour,
    ToStop,
    Visit,
)
from explorer.visit.mode import Part

from ..picture import Picture, real_park
from ..rows import middle_of, number_of, press_zone


class Desk:
    """A search and a list in a room, with a note of everything they did."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.acts: list[Act] = []
        self.gone: list[Found] = []
        self.theme = Theme()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme_to_application(application, self.theme)
        self.room = Picture()
        qtbot.addWidget(self.room)
        self.visit = Visit.begin(real_park())
        self.views = Views()
        self.search = Search(
            self.theme, real_park(), self.do, on_go=self.gone.append, views=self.views, parent=self.room
        )
        self.search.update_from(self.visit)
        self.list = ZoneList(self.theme, real_park(), self.do, parent=self.room)
        self.list.update_from(self.visit)
        self.room.show()

    def unfold(self, *, by_key: bool = False) -> None:
        """Open the list, as large as it wants to be."""
        self.room.activateWindow()
        QApplication.processEvents()
        self.list.toggle(by_key=by_key)
        self.list.resize(self.list.sizeHint())
        QApplication.processEvents()

    def turn_to(self, visit: Visit) -> None:
        """Another visit, as it was before."""
        self.visit = visit
        self.search.update_from(visit)

    def do(self, act: Act) -> None:
        self.acts.append(act)
        self.visit = self.visit.after(act)
        self.search.update_from(self.visit)
        self.list.update_from(self.visit)

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


def test_of_a_double_click_the_second_goes_there(desk: Desk) -> None:
    desk.type("data ex")
    results, button = desk.search.results, Qt.MouseButton.LeftButton
    QTest.mouseClick(results.viewport(), button, pos=middle_of(results, 0))
    QTest.mouseDClick(results.viewport(), button, pos=middle_of(results, 0))
    QTest.mouseRelease(results.viewport(), button, pos=middle_of(results, 0))
    assert desk.acts == [Point("data"), Open("data")]


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
    assert desk.search.hint.text() == tr(Text("Type a word, or choose from the list."), "en")
    desk.press(ENTER)
    desk.type("zzzz")
    assert desk.search.hint.text() == tr(
        Text("Nothing found for “{words}”. Try a zone number from 1 to {count}, or one of these:"),
        "en",
        words="zzzz",
        count=20,
    )
    assert [hit.id for hit in desk.search.results.found] == ["show", "thread", "line"], "three ways in"
    desk.press(ENTER)
    assert desk.acts == [], "none of them was asked for"


def test_a_typing_error_shows_what_was_probably_meant(desk: Desk) -> None:
    desk.type("blockchian")
    assert desk.search.hint.isVisible()
    assert desk.search.hint.text() == tr(
        Text("Nothing found for “{words}”. Did you mean “{meant}”?"),
        "en",
        words="blockchian",
        meant="blockchain",
    )
    current = desk.search.results.current
    assert current is not None and current.title == "blockchain"
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == Open(current.zone or "")


def test_every_hit_has_words_for_screen_readers(desk: Desk) -> None:
    desk.type("data")
    results = desk.search.results
    for row in range(results.count()):
        assert results.item(row).data(Qt.ItemDataRole.AccessibleTextRole)


def test_another_language_asks_again(desk: Desk) -> None:
    desk.type("data exchange")
    desk.search.apply_theme(Theme(language="zh"))
    current = desk.search.results.current
    assert current is not None and current.title == tr(real_park().zones["data"].title, "zh")


# ---- tours


def test_a_tour_is_begun_by_the_second_enter(desk: Desk) -> None:
    desk.type("three minutes")
    assert desk.search.go_button.text() == tr(Text("Start the tour"), "en")
    desk.press(ENTER)
    assert desk.acts == [Point(None)]  # it is nowhere
    desk.press(ENTER)
    assert desk.acts[-1] == StartTour("show")
    assert desk.search.isHidden()
    assert desk.gone == []
    assert desk.visit.playback is not None


def test_a_stop_is_pointed_at_and_the_tour_begun_there(desk: Desk) -> None:
    stop = real_park().tours["show"].stops[2]
    desk.type(" ".join(tr(stop.caption, "en").split()))
    hit = desk.search.results.current
    assert hit is not None and hit.kind == "stop"
    assert desk.search.go_button.text() == tr(Text("Go to this stop"), "en")
    desk.press(ENTER, ENTER)
    assert desk.acts == [Point(stop.zone), StartTour("show", 2)]
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 2


def test_a_tour_that_goes_on_is_gone_on_with_and_not_begun_anew(desk: Desk) -> None:
    desk.turn_to(desk.visit.after(StartTour("show", 1)).after(PauseTour()))
    desk.type("three minutes")
    assert desk.search.go_button.text() == tr(Text("Resume tour"), "en")
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == ResumeTour()
    desk.type("Three factories learn the total")
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == ToStop(2)


def test_while_a_class_is_taught_no_other_tour_is_found(desk: Desk) -> None:
    lesson = Visit.begin(real_park(), TEACH).after(StartTour("lesson")).after(NextStop())
    desk.turn_to(Visit.begin(real_park(), TEACH))
    desk.search.open()
    assert tours_in(desk.search) == ["show", "thread", "talk", "lesson"]
    desk.turn_to(lesson)
    assert tours_in(desk.search) == ["lesson"]
    desk.type(" ".join(tr(real_park().tours["lesson"].stops[2].caption, "en").split()))
    assert tours_in(desk.search) == ["lesson"]
    desk.press(ENTER, ENTER)
    assert desk.acts[-1] == ToStop(2)
    assert desk.visit.lesson.going


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK, TEACH, PRESENT], ids=lambda mode: mode.name)
def test_tours_are_offered_where_the_window_can_show_them(desk: Desk, mode: Mode) -> None:
    desk.turn_to(Visit.begin(real_park(), mode).after(Presence()))
    desk.search.open()
    assert bool(tours_in(desk.search)) == (Part.TOUR in mode.layers)
    desk.type("park in depth")
    assert ("talk" in tours_in(desk.search)) == (
        mode in (EXPLORE, TEACH)
    )  # a booth has tours for visitors only


def tours_in(search: Search) -> list[str]:
    """The tours among what is shown, each once."""
    return list(dict.fromkeys(hit.tour for hit in search.results.found if hit.tour))


# ---- without a keyboard


def test_nothing_typed_all_names_are_offered_and_none_is_chosen_by_itself(desk: Desk) -> None:
    desk.search.open()
    results = desk.search.results
    kinds = [hit.kind for hit in results.found]
    assert (kinds.count("tour"), kinds.count("zone")) == (4, 20)
    assert results.current is None
    assert not desk.search.go_button.isEnabled()
    desk.press(ENTER)
    assert desk.acts == []
    desk.press(DOWN, DOWN, DOWN, ENTER, ENTER)
    assert desk.acts[-1] == Open("line"), "the two first tours, then the place that they show first"


def test_the_search_closes_by_a_button_with_a_name(desk: Desk) -> None:
    desk.type("data")
    desk.press(ENTER)
    close = desk.search.close_button
    assert close.accessibleName() == tr(Text("Close the search (Esc)"), "en")
    assert min(close.width(), close.height()) >= desk.theme.target_px
    desk.qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert desk.search.isHidden()
    assert desk.acts == [Point("data"), Point(None)]


def test_who_comes_next_finds_the_list_at_its_top(desk: Desk) -> None:
    desk.search.open()
    bar = desk.search.results.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.search.results.setCurrentRow(40)
    desk.views.begin()
    desk.search.update_from(desk.visit)
    desk.search.open()
    assert (bar.value(), desk.search.results.current) == (0, None)


def test_before_a_stand_one_is_told_to_touch(desk: Desk) -> None:
    desk.search.apply_theme(Theme(profile="stand"))
    desk.search.open()
    assert not desk.search.touch_hint.isVisible(), "in so low a window what is found has all the room"
    desk.search.apply_theme(Theme(profile="stand", height_px=1080))
    desk.search.open()
    assert desk.search.touch_hint.isVisible()
    assert not any(hint.isVisible() for hint in desk.search.key_hints)
    desk.search.apply_theme(Theme())
    assert not desk.search.touch_hint.isVisible()
    assert all(hint.isVisible() for hint in desk.search.key_hints)


# ---- the list of zones


def test_the_list_is_folded_until_it_is_wanted(desk: Desk) -> None:
    folded = desk.list.sizeHint().height()
    assert not desk.list.list.isVisible()
    desk.list.toggle()
    assert len(desk.list.zone_rows) == 20
    assert desk.list.list.isVisible()
    assert desk.list.sizeHint().height() > 4 * folded


def test_a_row_points_first_and_goes_second(desk: Desk) -> None:
    desk.unfold()
    press_zone(desk.list, "net")
    press_zone(desk.list, "net")
    assert [act for act in desk.acts if not isinstance(act, Hover)] == [Point("net"), Open("net")]
    assert not desk.list.unfolded


def test_a_row_under_the_pointer_is_hovered_and_a_heading_is_not(desk: Desk) -> None:
    desk.unfold()
    rows, net = desk.list.list, number_of(desk.list, "net")
    QTest.mouseMove(rows.viewport(), middle_of(rows, net))
    assert desk.acts[-1] == Hover("net")
    heading = next(n for n in range(net, 0, -1) if not rows.row_at(n).can_press)
    QTest.mouseMove(rows.viewport(), middle_of(rows, heading))
    assert desk.acts[-1] == Hover(None)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(rows, heading))
    assert {type(act) for act in desk.acts} == {Hover}, "a heading is no row to press"


def test_arrows_walk_the_list_past_its_headings_and_point(desk: Desk, qtbot: QtBot) -> None:
    desk.unfold(by_key=True)
    rows = desk.list.list
    zones = [row.zone.id for row in desk.list.zone_rows.values()]
    walked = [desk.acts[-1]]
    for _ in range(len(zones)):
        qtbot.keyClick(rows, DOWN)
        walked.append(desk.acts[-1])
    assert walked == [*map(Point, zones), Point(zones[-1])], "the last row holds the keyboard"
    for key, end in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, -1), (Qt.Key.Key_PageUp, 0)):
        qtbot.keyClick(rows, key)
        qtbot.keyClick(rows, key)
        assert desk.acts[-1] == Point(zones[end])
    qtbot.keyClick(rows, ENTER)
    assert desk.acts[-2:] == [Open(zones[0]), Hover(None)]


def test_a_press_hides_the_ring(desk: Desk) -> None:
    desk.unfold(by_key=True)
    assert desk.list.list.rings
    press_zone(desk.list, "net")
    assert not desk.list.list.rings


def test_letters_are_keys_of_the_window_not_of_the_list(desk: Desk, qtbot: QtBot) -> None:
    desk.unfold()
    rows = desk.list.list
    before, acts = rows.currentRow(), list(desk.acts)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier, "t")
    QApplication.sendEvent(rows, event)
    assert not event.isAccepted() and rows.currentRow() == before and desk.acts == acts


def test_visited_zones_are_marked_and_counted(desk: Desk) -> None:
    desk.do(Open("data"))
    zones, language = desk.list, "en"
    number = number_of(zones, "data")
    row, shown = zones.zone_rows[number], zones.list.item(number)
    title = row.zone.title[language]
    name = tr(Text("Zone {number}: {title}, visited"), language, number=row.zone.number, title=title)
    assert shown.data(Qt.ItemDataRole.AccessibleTextRole) == name
    heading = zones.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == tr(Text("{visited} of {count} visited"), language, visited=1, count=20)


def test_screen_readers_hear_the_language_of_the_theme(desk: Desk) -> None:
    number = number_of(desk.list, "net")
    desk.list.apply_theme(Theme(language="zh"))
    zone = real_park().zones["net"]
    name = tr(Text("Zone {number}: {title}"), "zh", number=zone.number, title=zone.title["zh"])
    assert desk.list.list.item(number).data(Qt.ItemDataRole.AccessibleTextRole) == name
    interface = QAccessible.queryAccessibleInterface(desk.list.list)
    assert interface.role() == QAccessible.Role.List
    assert interface.child(number).text(QAccessible.Text.Name) == name
    assert interface.child(number).role() == QAccessible.Role.ListItem


def test_a_list_that_does_not_fold_goes_at_once(qtbot: QtBot) -> None:
    acts: list[Act] = []
    shown = ZoneList(Theme(), real_park(), acts.append, folds=False)
    qtbot.addWidget(shown)
    shown.resize(400, 800)
    shown.show()
    shown.update_from(Visit.begin(real_park()))
    press_zone(shown, "plaza")
    assert [act for act in acts if not isinstance(act, Hover)] == [Open("plaza")]


def test_an_unfolded_list_has_the_keyboard_and_gives_it_back(desk: Desk, qtbot: QtBot) -> None:
    desk.room.activateWindow()
    desk.room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    desk.room.setFocus()
    desk.list.toggle(by_key=True)
    rows = desk.list.list
    assert QApplication.focusWidget() is rows and rows.rings
    qtbot.keyClick(rows, Qt.Key.Key_Escape)
    assert not desk.list.unfolded
    assert QApplication.focusWidget() is desk.room
