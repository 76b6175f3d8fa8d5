"""What is said at an exhibit: by the strip in a booth, by a toast, and to screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.widgets import Prose
from explorer.shell.window.announcements import EVERY_S, Announcements
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Open, Operate, Settings, Touch, Visit
from explorer.visit.acts import Press, Turn, Undo
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import KIOSK

from ..windows import Windows, draw_frames


def at_exhibit(window: MainWindow, zone: str = "line") -> MainWindow:
    for act in (Presence(), Open(zone), Operate()):
        window.do(act)
    draw_frames(window, 4)
    return window


@pytest.fixture
def booth(open_window: Windows) -> MainWindow:
    settings = Settings(comfort="cut")
    return at_exhibit(open_window(KIOSK, settings=settings, usual=settings, clock=lambda: 0.0))


def test_in_a_booth_a_press_on_a_part_says_what_it_chose_and_how_to_undo_it(booth: MainWindow) -> None:
    content = booth.parts.strip.content
    assert content is not None and content.chosen == ""
    booth.do(Touch("station_5"))
    draw_frames(booth, 2)
    assert content.chosen == "You chose: Station 5" and content.undo.text() == "Undo"
    assert booth.rect().contains(booth.parts.strip.inner.translated(booth.parts.strip.pos()))
    content.undo.click()
    draw_frames(booth, 2)
    assert booth.visit.run is not None and booth.visit.run.exhibit.station == 3  # type: ignore[attr-defined]
    booth.do(Touch("station_4"))
    draw_frames(booth, 58)
    assert content.chosen == "You chose: Station 4"
    draw_frames(booth, 5)
    assert content.chosen == "" and content.undo.text() == "" and not content.readouts[0].isHidden()


def test_long_words_of_what_was_chosen_do_not_run_under_the_buttons(booth: MainWindow) -> None:
    for act in (Open("plaza"), Operate()):
        booth.do(act)
    draw_frames(booth, 4)
    booth.do(Touch("task_2"))
    draw_frames(booth, 3)
    content = booth.parts.strip.content
    assert content is not None and len(content.chosen) > 60
    (words,) = (prose for prose in content.findChildren(Prose) if prose.text() == content.chosen)
    right = words.mapTo(booth, words.rect().bottomRight())
    assert right.x() < content.pause.mapTo(booth, content.pause.rect().topLeft()).x()
    assert booth.parts.strip.geometry().contains(right)


def test_undo_says_what_it_took_back(open_window: Windows) -> None:
    window = at_exhibit(open_window())
    window.do(Press("break_sensor"))
    draw_frames(window, 2)
    window.do(Undo())
    draw_frames(window, 1)
    assert window.parts.toast.words == "Undone: Break the sensor"


def test_screen_readers_hear_steps_and_large_changes(open_window: Windows, qtbot: QtBot) -> None:
    window = at_exhibit(open_window())
    speaker, heard = QWidget(), list[str]()
    qtbot.addWidget(speaker)
    announcements = Announcements(speaker, heard.append)
    announcements.update_from(window.visit, window.parts.exhibit)
    assert heard == []
    assert window.parts.exhibit.walk is not None and window.parts.exhibit.step is not None
    window.parts.exhibit.walk.go_to(1)
    draw_frames(window, 1)
    announcements.update_from(window.visit, window.parts.exhibit)
    assert heard == [window.parts.exhibit.step.words]
    window.do(Press("break_sensor"))
    draw_frames(window, int(EVERY_S / 0.1) + 20)
    announcements.update_from(window.visit, window.parts.exhibit)
    assert len(heard) == 2 and heard[1].startswith("parts wrong in the twin: ")
    announcements.update_from(window.visit, window.parts.exhibit)
    assert len(heard) == 2


def test_readings_are_announced_less_and_less_often_until_something_is_done(
    open_window: Windows, qtbot: QtBot
) -> None:
    window = at_exhibit(open_window(), "sense")
    speaker, heard = QWidget(), list[str]()
    qtbot.addWidget(speaker)
    announcements = Announcements(speaker, heard.append)
    visit = window.visit

    def pass_time(visit: Visit, seconds: float) -> Visit:
        for _ in range(int(4 * seconds)):
            visit = visit.advance(0.25)
            announcements.update_from(visit, window.parts.exhibit)
        return visit

    visit = pass_time(visit, 120)
    assert 2 <= len(heard) <= 5, "after 4, 8, 16, 32 and 64 s"
    before = len(heard)
    visit = visit.after(Turn("wall_m", 2.0))
    pass_time(visit, 10)
    assert before < len(heard) <= before + 2
