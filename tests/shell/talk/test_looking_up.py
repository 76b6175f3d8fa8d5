"""The presenter looks things up, and the audience sees none of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from explorer.park.answers import answer_named, answers, doubts_of
from explorer.park.model import LANGUAGES, Language
from explorer.shell.style.theme import Theme
from explorer.shell.talk.notes import action_text
from explorer.shell.widgets import Button, Prose
from explorer.visit import Onward
from explorer.visit.talk.reducer import strayed

from ..picture import real_park
from .conftest import Desk
from .test_two_windows import words_on


@pytest.mark.parametrize(
    ("words", "language", "kind"),
    [
        ("is it law", "en", "doubt"), ("法律", "zh", "doubt"), ("data exchange", "en", "zone"),
        ("ministry of industry", "en", "claim"), ("ecns.cn", "en", "source"), ("blockchain", "en", "term"),
        ("五个部门", "zh", "beyond"),
    ],
)  # fmt: skip
def test_everything_that_answers_is_found(words: str, language: Language, kind: str) -> None:
    assert kind in {answer.kind for answer in answers(real_park(), words, language)}


def test_likely_questions_come_first_and_nothing_comes_twice() -> None:
    found = answers(real_park(), "law", "en")
    assert found[0].kind == "doubt"
    assert len({(answer.kind, answer.id) for answer in found}) == len(found)
    assert answers(real_park(), " ", "en") == []


def test_every_answer_can_be_told_in_both_languages() -> None:
    park = real_park()
    for words in ("law", "data", "standards", "2025"):
        for found in answers(park, words, "en"):
            for language in LANGUAGES:
                reported = answer_named(park, found.kind, found.id, language)
                assert reported is not None
                assert (reported.kind, reported.id) == (found.kind, found.id)
                assert reported.title
                assert reported.source is None or reported.source in park.sources
    assert answer_named(park, "claim", "nothing", "en") is None
    assert len(doubts_of(park, "talk", "zh")) == 11


def test_the_answer_stands_in_the_console_alone_and_show_it_flies_there(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(10)
    desk.press(Qt.Key.Key_Slash)
    lookup = desk.console.pages.lookup
    QTest.keyClicks(lookup.field, "blockchain coins")
    desk.pass_time(0.2)
    assert len(lookup.found) == 1
    QTest.keyClick(lookup.field, Qt.Key.Key_Return)
    desk.pass_time(0.2)
    reported = " ".join(prose.text() for prose in lookup.findChildren(Prose) if prose.isVisible())
    assert "a ledger kept by several parties" in reported
    assert "ledger" not in words_on(desk)
    (looked,) = desk.talk.looked_up
    assert (looked.kind, looked.id) == ("doubt", "talk/data")
    (show,) = [
        b
        for b in lookup.findChildren(type(desk.console.controls.back))
        if b.text().startswith("Show to the audience")
    ]
    show.click()
    desk.pass_time(0.3)
    assert desk.visit.zone == "data"
    assert strayed(desk.visit)
    desk.press(Qt.Key.Key_PageDown)
    assert desk.visit.zone == "plaza"


def look_up(desk: Desk, words: str) -> None:
    """Begin, and look for something, by keys alone."""
    desk.do(Onward())
    desk.press(Qt.Key.Key_Slash)
    QTest.keyClicks(desk.console.focusWidget(), words)
    desk.pass_time(0.2)


def key(desk: Desk, key: Qt.Key) -> None:
    """A key where the keyboard is."""
    desk.press(key, desk.console.focusWidget() or desk.console)


def test_down_and_enter_open_what_was_found_and_the_clicker_goes_on_from_there(desk: Desk) -> None:
    look_up(desk, "blockchain")
    lookup = desk.console.pages.lookup
    assert len(lookup.found) > 1
    key(desk, Qt.Key.Key_Down)
    assert lookup.found[0].hasFocus()
    key(desk, Qt.Key.Key_Down)
    assert lookup.found[1].hasFocus()
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 0, "the audience sees the same stop"
    wanted = lookup.found[1].text()
    key(desk, Qt.Key.Key_Return)
    (looked,) = desk.talk.looked_up
    assert wanted in [prose.text() for prose in lookup.findChildren(Prose) if prose.isVisible()]
    assert lookup.hasFocus(), "the answer has the keyboard, not the button beside it"
    assert desk.talk.language is None
    key(desk, Qt.Key.Key_Space)
    assert desk.talk.language is None, "the console keeps its language"
    assert desk.visit.playback.index == 1, "Space is the next stop"
    assert looked in desk.talk.looked_up


def test_enter_opens_what_arrows_led_to_on_any_desktop(desk: Desk) -> None:
    """Where the desktop lets Enter press buttons, Qt waits until the key comes up: here it opens as it goes down."""
    look_up(desk, "blockchain")
    key(desk, Qt.Key.Key_Down)
    (wanted, *_) = (hit.text() for hit in desk.console.pages.lookup.found)
    QTest.keyPress(desk.console.pages.lookup.found[0], Qt.Key.Key_Return)
    assert len(desk.talk.looked_up) == 1
    lookup = desk.console.pages.lookup
    assert wanted in [prose.text() for prose in lookup.findChildren(Prose) if prose.isVisible()]


def test_escape_leads_from_the_answer_to_the_field_and_up_from_the_list_too(desk: Desk) -> None:
    look_up(desk, "blockchain")
    lookup = desk.console.pages.lookup
    key(desk, Qt.Key.Key_Return)  # there is more than one
    key(desk, Qt.Key.Key_Return)
    assert lookup.found == []
    key(desk, Qt.Key.Key_Escape)
    assert lookup.field.hasFocus()
    assert lookup.found
    key(desk, Qt.Key.Key_Down)
    key(desk, Qt.Key.Key_Up)
    assert lookup.field.hasFocus()
    key(desk, Qt.Key.Key_Escape)
    assert desk.console.pages.page == "notes"


@pytest.mark.parametrize(
    "reason",
    [Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason],
)
def test_space_presses_only_what_tab_has_reached(desk: Desk, reason: Qt.FocusReason) -> None:
    desk.do(Onward())
    button = desk.console.header.language
    button.setFocus(reason)
    key(desk, Qt.Key.Key_Space)
    assert desk.talk.language is None
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 1
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    key(desk, Qt.Key.Key_Space)
    assert desk.talk.language == "zh"
    assert desk.visit.playback.index == 1


def test_no_button_has_the_keyboard_before_tab_is_pressed(desk: Desk) -> None:
    console = desk.console
    assert console.focusWidget() is console.live
    console.header.language.setFocus(Qt.FocusReason.MouseFocusReason)
    key(desk, Qt.Key.Key_Return)
    assert desk.talk.language is None


def test_a_click_on_a_button_of_the_exhibit_does_not_take_space_from_the_clicker(desk: Desk) -> None:
    desk.do(Onward(), Onward())
    desk.press(Qt.Key.Key_X)
    desk.pass_time(0.3)
    panel = desk.console.pages.exhibit
    buttons = [b for b in panel.findChildren(Button) if b.isVisible() and b.isEnabled()]
    assert buttons
    buttons[0].setFocus(Qt.FocusReason.MouseFocusReason)
    assert desk.visit.playback is not None
    at = desk.visit.playback.index
    desk.press(Qt.Key.Key_Space, buttons[0])
    assert desk.visit.playback.index == at + 1


def test_what_vanishes_with_the_keyboard_gives_it_to_no_other_button(desk: Desk) -> None:
    look_up(desk, "blockchain")
    key(desk, Qt.Key.Key_Down)
    desk.console.pages.turn_to("notes")
    assert not isinstance(desk.console.focusWidget(), Button)
    key(desk, Qt.Key.Key_Space)
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 1


def test_what_is_typed_is_no_clicker(desk: Desk) -> None:
    desk.do(Onward())
    desk.press(Qt.Key.Key_Slash)
    field = desk.console.pages.lookup.field
    QTest.keyClicks(field, "bfls . ")
    desk.pass_time(0.2)
    assert field.text() == "bfls . "
    assert not (desk.talk.black or desk.talk.frozen or desk.talk.laser or desk.talk.spotlight)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    desk.pass_time(0.2)
    assert desk.console.pages.page == "notes"


def test_what_a_tour_does_by_itself_is_reported_in_words() -> None:
    park = real_park()
    for tour in park.tours.values():
        for stop in tour.stops:
            for cue in stop.acts:
                for language in LANGUAGES:
                    reported = action_text(cue, stop, park, language)
                    assert reported
                    names = [cue.press, *cue.turn]
                    assert not any(name and "_" in name and name in reported for name in names)
    line = next(stop for stop in park.tours["talk"].stops if stop.id == "line")
    assert action_text(line.acts[1], line, park, "en") == "press “Break the sensor”"
    assert action_text(line.acts[3], line, park, "zh") == "打开“摄像头备份”"


def test_acts_of_the_stop_are_ticked_as_they_are_done(desk: Desk) -> None:
    desk.do(Onward())
    desk.pass_time(5)
    actions = desk.console.pages.notes.action_list
    assert actions is not None
    assert [not tick.isHidden() for tick in actions.ticks] == [True, True, False, False]


def test_the_line_to_type_in_is_as_high_as_large_letters(desk: Desk) -> None:
    field = desk.console.pages.lookup.field
    for language in LANGUAGES:
        field.apply_theme(Theme(language=language, text=2.0, profile="projection"))
        letters_px = QFontMetrics(field.font()).height()
        assert field.minimumSizeHint().height() >= letters_px + 2 * field.theme.focus_px
