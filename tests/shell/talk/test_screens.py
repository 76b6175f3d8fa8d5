"""Where the windows go when screens come and go."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from explorer.shell.talk.screens import places_on

from .conftest import Desk


@dataclass(frozen=True)
class FakeScreen:
    whole: QRect
    taken_px: int = 0  # of a bar at the foot

    def geometry(self) -> QRect:
        return self.whole

    def availableGeometry(self) -> QRect:
        return self.whole.adjusted(0, 0, 0, -self.taken_px)


LAPTOP = FakeScreen(QRect(0, 0, 1440, 900), 40)
PROJECTOR = FakeScreen(QRect(1440, 0, 1920, 1080))
THIRD = FakeScreen(QRect(3360, 0, 1024, 768))


def test_with_one_screen_both_share_it() -> None:
    places = places_on([LAPTOP], LAPTOP)
    assert places is not None
    assert places.audience is None
    assert LAPTOP.availableGeometry().contains(places.console)


@pytest.mark.parametrize("screens", [[LAPTOP, PROJECTOR], [PROJECTOR, LAPTOP], [LAPTOP, PROJECTOR, THIRD]])
def test_the_audience_has_the_second_screen_for_itself(screens: list[FakeScreen]) -> None:
    places = places_on(screens, LAPTOP)
    assert places is not None
    assert places.audience == PROJECTOR
    assert LAPTOP.availableGeometry().contains(places.console)


def test_a_mirrored_screen_is_not_a_second_one() -> None:
    places = places_on([LAPTOP, FakeScreen(LAPTOP.whole)], LAPTOP)
    assert places is not None
    assert places.audience is None


def test_without_screens_nothing_moves() -> None:
    assert places_on([], None) is None


def test_windows_follow_a_projector_that_comes_and_goes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = desk.layer._screens
    assert screens is not None
    assert "Only one screen" in desk.console._told.source
    size = desk.window.size()
    here = [LAPTOP, PROJECTOR]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: list(here))
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: LAPTOP)
    screens.settle()
    assert desk.window.isFullScreen()
    assert desk.console.isMaximized()
    assert "second screen" in desk.console._told.source
    desk.pass_time(0.2)
    here.remove(PROJECTOR)
    screens.settle()
    desk.pass_time(0.2)
    assert not desk.window.isFullScreen()
    assert desk.window.isVisible()
    assert desk.window.size() == size
    assert desk.console.isVisible()
    assert [line["apart"] for line in desk.events("screens")] == [False, True, False]
    screens.settle()  # nothing new
    assert len(desk.events("screens")) == 3
