"""Clickers and keys mean the same in both windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer.shell.input.keymap import TABLE, is_command
from explorer.shell.talk.controls import KEYS, ROWS
from explorer.visit import Open, Operate
from explorer.visit.talk.reducer import stop_of

from .conftest import Desk

ON = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)


@pytest.fixture(params=["console", "audience"])
def where(desk: Desk, request: pytest.FixtureRequest) -> QWidget:
    return desk.console.live if request.param == "console" else desk.window.viewport


def test_clickers_of_all_kinds_lead_on_and_back(desk: Desk, where: QWidget) -> None:
    desk.press(ON[0], where)
    assert desk.talk.begun
    assert stop_of(desk.visit) == 0
    for on, back in zip(ON, BACK, strict=True):
        desk.press(on, where)
        desk.press(on, where)
        assert stop_of(desk.visit) == 2
        desk.press(back, where)
        assert stop_of(desk.visit) == 1
        desk.press(Qt.Key.Key_Home, where)
        assert stop_of(desk.visit) == 0


def test_keys_for_the_audience_s_screen(desk: Desk, where: QWidget) -> None:
    desk.press(Qt.Key.Key_PageDown, where)
    for key, name in (
        (Qt.Key.Key_B, "black"), (Qt.Key.Key_Period, "black"), (Qt.Key.Key_F, "frozen"), (Qt.Key.Key_L, "laser"),
        (Qt.Key.Key_S, "spotlight"), (Qt.Key.Key_K, "caption"),
    ):  # fmt: skip
        was = getattr(desk.talk, name)
        desk.press(key, where)
        assert getattr(desk.talk, name) is not was, key
    assert desk.visit.settings.language == "en"  # L is the laser here


def test_escape_puts_away_what_covers_or_points_and_nothing_else(desk: Desk, where: QWidget) -> None:
    desk.press(Qt.Key.Key_PageDown, where)
    desk.press(Qt.Key.Key_B, where)
    desk.press(Qt.Key.Key_F, where)
    desk.press(Qt.Key.Key_L, where)
    desk.press(Qt.Key.Key_Escape, where)
    assert (desk.talk.black, desk.talk.frozen, desk.talk.laser) == (False, False, True)
    desk.press(Qt.Key.Key_Escape, where)
    assert not desk.talk.laser
    desk.press(Qt.Key.Key_Escape, where)
    assert desk.visit.playback is not None
    assert desk.visit.playback.playing  # once too often leads nobody away
    desk.do(Open("data"))
    desk.press(Qt.Key.Key_Escape, where)
    assert desk.visit.zone == "plaza"


def test_a_button_that_was_clicked_does_not_take_the_clicker_s_keys(desk: Desk) -> None:
    desk.press(Qt.Key.Key_PageDown)
    desk.console.activateWindow()
    desk.console.live.setFocus()
    QTest.mouseClick(desk.console.pages.tabs["keys"], Qt.MouseButton.LeftButton)
    desk.pass_time(0.2)
    assert desk.console.pages.page == "keys"
    assert not desk.console.pages.tabs["keys"].hasFocus()
    desk.press(Qt.Key.Key_Right, desk.console.pages.tabs["keys"])  # also where the keyboard led to it
    assert stop_of(desk.visit) == 1


def test_j_leads_into_the_list_and_arrows_walk_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_PageDown)
    desk.press(Qt.Key.Key_J)
    first, second = desk.console.stops.buttons[:2]
    QTest.keyClick(first, Qt.Key.Key_Right)
    desk.pass_time(0.1)
    assert stop_of(desk.visit) == 0
    QTest.keyClick(second, Qt.Key.Key_Return)
    desk.pass_time(0.1)
    assert stop_of(desk.visit) == 1


def test_p_lets_the_tour_wait(desk: Desk, where: QWidget) -> None:
    desk.press(Qt.Key.Key_PageDown, where)
    desk.press(Qt.Key.Key_P, where)
    assert desk.visit.playback is not None
    assert desk.visit.playback.paused_by == "hand"
    desk.press(Qt.Key.Key_P, where)
    assert desk.visit.playback.playing


def test_help_and_exhibit_open_in_the_console_and_escape_leads_to_the_notes(
    desk: Desk, where: QWidget
) -> None:
    desk.press(Qt.Key.Key_PageDown, where)
    for key, page in (
        (Qt.Key.Key_F1, "keys"), (Qt.Key.Key_X, "exhibit"), (Qt.Key.Key_Escape, "notes"),
    ):  # fmt: skip
        desk.press(key, where)
        assert desk.console.pages.page == page
        assert not desk.window.sheet.isVisible()
        assert desk.console.pages.exhibit.isVisible() == (page == "exhibit")


def test_dials_of_the_console_act_on_the_exhibit_the_audience_sees(desk: Desk) -> None:
    desk.press(Qt.Key.Key_PageDown)
    desk.do(Open("line"), Operate())
    desk.press(Qt.Key.Key_X)
    desk.pass_time(0.5)
    page = desk.console.pages.exhibit.page
    assert page is not None
    assert desk.layer.audience.strip.zone == "line"
    assert not desk.window.parts.exhibit.isVisible()


def test_every_key_of_a_talk_is_reported_and_has_words() -> None:
    for row in ROWS:
        assert str(row.words) and row.commands
    assert all(is_command(command) for command in KEYS.values())
    assert TABLE["L"] == "language"  # the park's own table is as it was


def test_a_key_notes_a_question_or_a_promise_with_its_place_and_time(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Space)
    desk.pass_time(12)
    desk.press(Qt.Key.Key_Q)
    assert [(entry.kind, entry.stop) for entry in desk.talk.logged] == [
        ("question", desk.talk.tour.stops[0].id)
    ]
    assert desk.talk.logged[0].at_s == pytest.approx(desk.talk.elapsed_s, abs=0.5)
    entry = desk.console.entry
    assert entry.isVisible() and entry.words.text().startswith("Question noted at 0:12")
    desk.press(Qt.Key.Key_Return, entry.line.field)
    assert entry.isHidden() and desk.talk.logged[0].text == ""  # nothing need be typed
    desk.press(Qt.Key.Key_Y)
    assert [entry.kind for entry in desk.talk.logged] == ["question", "promise"]
