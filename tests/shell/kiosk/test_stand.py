"""On a stand the picture is the hero: at an exhibit a good share of the window shows it, whatever the size of text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QRegion

from explorer.shell.widgets import Button
from explorer.shell.window.main_window import MainWindow
from explorer.visit import KIOSK, Open, Operate, Presence, Settings

from ..windows import Windows, draw_frames


@pytest.fixture(params=[("en", 100), ("zh", 100), ("en", 150), ("en", 200), ("zh", 200)], ids=str)
def window(open_window: Windows, request: pytest.FixtureRequest) -> MainWindow:
    language, percent = request.param
    own = Settings(comfort="cut", language=language, text_percent=percent)
    return open_window(KIOSK, settings=own, usual=own)


def tick(window: MainWindow, frames: int = 4) -> None:
    draw_frames(window, frames, 0.1)


def stand_at(window: MainWindow, zone: str) -> None:
    for act in (Presence(), Open(zone), Operate()):
        window.do(act)
    tick(window)


def share_of_picture(window: MainWindow) -> float:
    """The part of the window that no surface covers."""
    free = QRegion(window.rect())
    for surface in window.surfaces:
        if surface.isVisible():
            free = free.subtracted(QRegion(surface.inner.translated(surface.pos())))
    return sum(rect.width() * rect.height() for rect in free) / (window.width() * window.height())


def test_at_every_exhibit_most_of_the_window_is_picture(window: MainWindow) -> None:
    least = 0.65 if window.visit.settings.text_percent == 100 else 0.45
    for zone in window.visit.park.zones:
        stand_at(window, zone)
        assert window.parts.exhibit.isVisible() and window.parts.place_card.isVisible()
        assert window.parts.tools.button("start over").isVisible(), zone
        assert share_of_picture(window) >= least, zone


def test_nothing_is_kept_from_people_behind_more(window: MainWindow) -> None:
    stand_at(window, "data")
    step = window.parts.exhibit.step
    assert step is not None and step.more.isHidden()
    window.ask("more")
    tick(window)
    assert not window.parts.exhibit.more_open


def test_the_keyboard_leaves_room_for_what_is_found(window: MainWindow) -> None:
    window.do(Presence())
    window.ask("search")
    tick(window)
    search, keyboard = window.parts.search, window.parts.search.keyboard
    least_px = window.theme.target_px - 1
    assert all(min(b.width(), b.height()) >= least_px for b in keyboard.findChildren(Button))
    row = search.results.visualItemRect(search.results.item(0))
    assert search.results.viewport().rect().contains(row)
    assert not search.inner.translated(search.pos()).intersects(keyboard.inner.translated(keyboard.pos()))
