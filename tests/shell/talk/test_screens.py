"""Where the windows go when screens come and go."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.talk.screens import CONSOLE_PX, FRAME_PX, WINDOW_PX, Screens, places_on, where

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


@pytest.mark.parametrize(
    ("size", "side"),
    [
        ((1920, 1080), "left"), ((2560, 1440), "left"), ((1680, 1050), "left"), ((1440, 1200), "above"),
        ((1440, 900), "behind"), ((1366, 768), "behind"), ((1280, 720), "behind"), ((1024, 720), "behind"),
    ],
)  # fmt: skip
def test_on_one_screen_the_console_leaves_the_audience_s_window_in_sight(
    size: tuple[int, int], side: str
) -> None:
    screen = FakeScreen(QRect(100, 50, *size), 40)
    places = places_on([screen], screen)
    assert places is not None
    room, window, console = screen.availableGeometry(), places.window, places.console
    for place in (window, console):
        assert room.contains(place.adjusted(0, -FRAME_PX, 0, 0)), "title and all"
    assert where(window, console) == side
    if side != "behind":
        assert window.width() >= WINDOW_PX[0] and window.height() >= WINDOW_PX[1]
        assert console.width() >= CONSOLE_PX[0] and console.height() >= CONSOLE_PX[1]
    elif size[0] > CONSOLE_PX[0]:
        assert window.left() < console.left() and window.top() <= console.top(), (
            "its corner can be seen and clicked"
        )


@pytest.mark.parametrize("height", [640, 650, 677])
def test_on_a_low_screen_the_whole_console_is_seen_if_not_its_frame(height: int) -> None:
    screen = FakeScreen(QRect(0, 0, 1024, height))
    places = places_on([screen], screen)
    assert places is not None
    assert screen.availableGeometry().contains(places.console)
    assert (places.console.width(), places.console.height()) == CONSOLE_PX


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
    screens = desk.layer.screens
    assert screens is not None
    reported = desk.console.notice_text.source
    assert reported.startswith("One screen only. This is your console")
    assert "behind" in reported, "on a screen that is too small for both"
    here = [LAPTOP, PROJECTOR]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: list(here))
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: LAPTOP)
    screens.settle()
    assert desk.window.isFullScreen()
    assert desk.console.isMaximized()
    assert "second screen" in desk.console.notice_text.source
    desk.pass_time(0.2)
    here.remove(PROJECTOR)
    screens.settle()
    desk.pass_time(0.2)
    assert not desk.window.isFullScreen()
    assert desk.window.isVisible()
    places = places_on([LAPTOP], LAPTOP)
    assert places is not None
    assert (desk.window.size(), desk.console.size()) == (places.window.size(), places.console.size())
    assert desk.console.isVisible()
    assert [line["apart"] for line in desk.events("screens")] == [False, True, False]
    assert "Share that window" in reported
    screens.settle()  # nothing new
    assert len(desk.events("screens")) == 3


class Placed(QWidget):
    """A window that remembers where it was put; what a platform makes of it is the platform's."""

    def __init__(self) -> None:
        super().__init__()
        self.put: list[QRect] = []

    def setGeometry(self, *place: QRect) -> None:  # type: ignore[override]
        self.put += place
        super().setGeometry(*place)


def test_a_projector_that_changes_its_mode_is_filled_again(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    here, reported = [LAPTOP, PROJECTOR], list[bool]()
    (real, *_) = QGuiApplication.screens()
    audience, console = Placed(), Placed()
    qtbot.addWidget(audience)
    qtbot.addWidget(console)
    screens = Screens(audience, console, reported.append)
    monkeypatch.setattr(QGuiApplication, "screens", lambda: list(here))
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: LAPTOP)
    screens.settle()
    assert audience.put[-1] == PROJECTOR.whole
    here[1] = FakeScreen(QRect(1440, 0, 800, 600))
    real.geometryChanged.emit(here[1].whole)  # as the system tells of another mode, with nothing unplugged
    qtbot.waitUntil(lambda: audience.put[-1] == here[1].whole, timeout=60_000)
    assert reported == [True], "it is still the audience's own screen"


def test_a_screen_of_both_that_changes_its_size_keeps_the_console_in_sight(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens = desk.layer.screens
    assert screens is not None
    small = FakeScreen(QRect(0, 0, 1024, 768))
    for screen in (FakeScreen(QRect(0, 0, 1920, 1080)), small):
        monkeypatch.setattr(QGuiApplication, "screens", lambda screen=screen: [screen])
        monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda screen=screen: screen)
        screens.settle()
        assert screen.whole.contains(desk.console.geometry())


def test_for_a_call_both_windows_share_the_presenter_s_screen_and_go_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens, call = desk.layer.screens, desk.console.header.call
    assert screens is not None
    audience, console = Placed(), desk.console
    here, other = FakeScreen(QRect(0, 0, 1920, 1080)), FakeScreen(QRect(1920, 0, 1280, 720))
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [here, other])
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: here)
    monkeypatch.setattr(screens, "_audience", audience)
    screens.settle()
    assert audience.put[-1] == other.whole
    call.click()
    assert call.isChecked() and screens.is_for_call
    assert here.whole.contains(audience.put[-1]) and here.whole.contains(console.geometry())
    assert not audience.put[-1].intersects(console.geometry())
    assert "Share that window, not this one" in console.notice_text.source
    call.click()
    assert not call.isChecked() and audience.put[-1] == other.whole
    screens.stop()  # a screen that changed would place its window again
    audience.close()
