"""After a crash the page before a lesson offers to go on; Enter does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from explorer.park.model import Language
from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.lesson.sheet_buttons import BEFORE
from explorer.shell.widgets import Button, Prose
from explorer.visit import TEACH, Settings, StartTour, Visit
from explorer.visit.lesson.acts import Ask, Count, PutAway, SetClass, ShowOptions

from ...lessons import asking_twice
from ..picture import real_park
from ..windows import Windows
from .conftest import Room, enter

STOP, TAUGHT_S = 2, 705.0
KEY = Qt.Key
PARK = asking_twice(real_park())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file as a killed lesson leaves it: at stop 3, in minute 12, with 18 hands."""
    path = tmp_path / "teach.checkpoint.json"
    visit = Visit.begin(PARK, TEACH, Settings(comfort="cut"))
    for act in (
        SetClass(28),
        StartTour("lesson", STOP),
        Ask("block-400"),
        ShowOptions(),
        Count(2, 15),
        Count(1, 3),
    ):
        visit = visit.after(act)
    visit = visit.after(PutAway()).advance(TAUGHT_S)
    CheckpointFile(path, PARK, EventLog(), lambda: 1000.0).keep(visit)
    return path


@pytest.fixture
def offered(open_window: Windows, place: Path) -> Callable[..., Room]:
    """Begins a lesson ten seconds after the crash."""

    def begin_again(language: Language = "en") -> Room:
        return enter(
            open_window, TEACH, language, lambda park, log: CheckpointFile(place, park, log, lambda: 1010.0)
        )

    return begin_again


def buttons(room: Room) -> list[str]:
    """The buttons at the foot of the page: those that save sheets stand above them."""
    assert room.teaching.begin is not None
    found = [button.text() for button in room.teaching.begin.findChildren(Button) if button.text()]
    return found[len(BEFORE) :]


def test_enter_goes_on_where_the_lesson_was_cut_off(offered: Callable[..., Room]) -> None:
    room = offered()
    assert buttons(room)[:2] == ["Go on at stop 3, minute 12", "Start again"]
    room.press(KEY.Key_Return)
    lesson = room.lesson
    assert (lesson.index, lesson.pupils) == (STOP, 28)
    assert lesson.marks["block-400"].counts[:2] == (3, 15)
    assert lesson.going_s == pytest.approx(TAUGHT_S + 10.0, abs=1.0), "the bell did not wait"
    assert room.teaching.card.isVisible()


def test_the_size_of_the_class_is_still_known_and_can_be_corrected(offered: Callable[..., Room]) -> None:
    room = offered()
    assert room.teaching.begin is not None
    assert "28" in [prose.text() for prose in room.teaching.begin.findChildren(Prose)]
    room.window.do(SetClass(26))
    room.press(KEY.Key_Return)
    assert room.lesson.pupils == 26


def test_tab_leads_to_starting_again(offered: Callable[..., Room]) -> None:
    room = offered("zh")
    assert buttons(room)[:2] == ["从第3站继续（第12分钟）", "重新开始"]
    room.press(KEY.Key_Tab, KEY.Key_Space)
    assert (room.lesson.index, room.lesson.marks) == (0, {})
    assert room.lesson.going
    assert room.window.checkpoint.offered is None


def test_where_nothing_was_cut_off_nothing_is_offered(classroom: Room) -> None:
    assert buttons(classroom)[0] == "Start the lesson"
    assert "Start again" not in buttons(classroom)
