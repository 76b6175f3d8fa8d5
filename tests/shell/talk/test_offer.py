"""After a crash the console offers to go on; one key does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.park.model import Language
from explorer.shell.app.checkpoint_file import RECENT_S, CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.visit import PRESENT, JumpTo, LookUp, Onward, SetConsoleLanguage, Settings, Visit

from ..picture import real_park
from ..windows import Windows
from .conftest import Desk, begin

CUT_OFF_S = 372.0
DOWN_S = 9.0
KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file as a killed talk leaves it, at stop 3."""
    path = tmp_path / "present.checkpoint.json"
    visit = Visit.begin(real_park(), PRESENT, Settings(comfort="cut"))
    for act in (Onward(), JumpTo(2), LookUp("term", "blockchain")):
        visit = visit.after(act)
    CheckpointFile(path, real_park(), EventLog(), lambda: 1000.0).keep(visit.advance(CUT_OFF_S))
    return path


@pytest.fixture
def offered(open_window: Windows, tmp_path: Path, place: Path) -> Callable[..., Desk]:
    """Begins a talk so long after the crash."""

    def begin_again(language: Language = "en", down_s: float = DOWN_S) -> Desk:
        return begin(
            open_window,
            tmp_path,
            language,
            lambda park, log: CheckpointFile(place, park, log, lambda: 1000.0 + down_s),
        )

    return begin_again


@pytest.fixture
def desk(offered: Callable[..., Desk]) -> Desk:
    return offered()


def goes_on(desk: Desk) -> None:
    assert desk.talk.running
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 2
    assert desk.talk.elapsed_s == pytest.approx(CUT_OFF_S + DOWN_S, abs=0.5)
    assert len(desk.talk.looked_up) == 1
    assert desk.console.offer.isHidden()


def test_enter_goes_on_where_the_talk_was_cut_off(desk: Desk) -> None:
    offer = desk.console.offer
    assert offer.isVisible()
    assert offer.go_on.text() == "Go on at stop 3, 6:12"
    assert offer.again.text() == "Start again"
    assert not desk.talk.begun, "the audience sees the title until the presenter says"
    desk.press(KEY.Key_Return)
    goes_on(desk)


def test_the_clicker_goes_on_too_in_either_window(desk: Desk) -> None:
    desk.press(KEY.Key_PageDown, desk.window.viewport)
    goes_on(desk)


def test_what_was_cut_off_long_ago_is_not_gone_on_with_by_a_clicker(offered: Callable[..., Desk]) -> None:
    desk = offered(down_s=RECENT_S + 60)
    assert desk.console.offer.isVisible()
    desk.press(KEY.Key_PageDown)
    assert desk.talk.begun
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 0
    assert desk.console.offer.isHidden()


def test_tab_and_enter_reach_both_buttons(desk: Desk) -> None:
    offer = desk.console.offer
    assert offer.go_on.hasFocus()
    QTest.keyClick(offer.go_on, KEY.Key_Tab)
    assert offer.again.hasFocus()
    desk.press(KEY.Key_Return, offer.again)
    assert offer.isHidden()
    assert not desk.talk.begun
    assert desk.window.checkpoint.offered is None
    desk.press(KEY.Key_PageDown)
    assert desk.visit.playback is not None
    assert desk.visit.playback.index == 0


def test_the_offer_is_made_in_the_console_s_language(offered: Callable[..., Desk]) -> None:
    desk = offered("zh")
    assert desk.console.offer.go_on.text() == "从第3站继续（6:12）"
    desk.do(SetConsoleLanguage("en"))
    assert desk.console.offer.go_on.text() == "Go on at stop 3, 6:12"
