"""Results of lessons are kept without names, compared side by side, and written as a table."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.lesson.past_lessons import FILE, PastLessons, as_csv, compared, past_lesson
from explorer.shell.widgets import Prose
from explorer.visit import TEACH, EndTour, StartTour
from explorer.visit.lesson.acts import Ask, Count, Reveal, ShowOptions
from explorer.visit.lesson.state import Lesson, Marks

from ..picture import real_park
from ..windows import Windows
from .conftest import Room, enter

PARK = real_park()
LESSON = PARK.tours["lesson"]
AUTUMN = past_lesson(
    Lesson(LESSON, marks={"block-400": Marks((7, 15, 2, 2), 2), "satellite": Marks((0, 0, 0, 0), 1)}),
    PARK, "8b, autumn", "2026-10-01",
)  # fmt: skip
SPRING = past_lesson(
    Lesson(LESSON, marks={"block-400": Marks((1, 19, 0, 0), 2), "satellite": Marks((3, 1, 0, 0), 1)}),
    PARK, "8b, spring", "2027-04-01",
)  # fmt: skip


def test_lessons_are_compared_question_by_question(tmp_path: Path) -> None:
    past = PastLessons(tmp_path)
    past.keep(AUTUMN)
    past.keep(SPRING)
    past.keep(SPRING)  # kept twice: once
    again = PastLessons(tmp_path)
    assert again.of(PARK) == (AUTUMN, SPRING) and again.of(PARK.model_copy(update={"id": "other"})) == ()
    assert compared(again.of(PARK), PARK) == [("block-400", [15 / 26, 0.95]), ("satellite", [None, 0.75])]
    assert SPRING.whole_share == 22 / 24
    rows = list(csv.reader(StringIO(as_csv(again.of(PARK), PARK, "en"))))
    assert rows[1][:2] == ["8b, autumn", "2026-10-01"] and rows[1][3:] == ["26", "15", "58"]
    assert len(rows) == 1 + 3
    past.drop(AUTUMN)
    assert PastLessons(tmp_path).lessons == (SPRING,)


@pytest.mark.parametrize("content", [b"", b"[{}]", b"\xff", b'[{"taught": 5}]'])
def test_a_damaged_file_is_put_aside_and_nothing_is_lost(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    past = PastLessons(tmp_path)
    assert past.is_damaged and past.lessons == ()
    assert (tmp_path / FILE).read_bytes() == content
    past.keep(AUTUMN)
    assert PastLessons(tmp_path).lessons == (AUTUMN,)
    assert (tmp_path / FILE).with_suffix(".broken").read_bytes() == content


def test_a_teacher_keeps_a_lesson_compares_and_forgets_it(open_window: Windows, tmp_path: Path) -> None:
    PastLessons(tmp_path).keep(AUTUMN)
    room: Room = enter(
        open_window,
        TEACH,
        checkpoint=lambda park, log: CheckpointFile(tmp_path / "checkpoint.json", park, log),
    )
    page = room.teaching.compare
    room.teaching.compare_lessons()
    room.tick()
    assert page.isVisible() and "58 %" in shown(page)
    room.press(Qt.Key.Key_Escape)
    assert not page.isVisible()
    room.do(StartTour("lesson"), Ask("block-400"), ShowOptions(), Count(2, 19), Count(1), Reveal(), EndTour())
    room.teaching.compare_lessons()
    room.tick()
    assert page.group is not None
    page.buttons["keep"].click()  # without a name of the class: told
    assert len(page.past.lessons) == 1
    page.group.setFocus()
    room.type("8b, spring 1")
    page.buttons["keep"].click()
    room.tick()
    assert "95 %" in shown(page) and "8b, spring 1" in shown(page)
    kept = PastLessons(tmp_path).lessons
    assert [lesson.answered for lesson in kept] == [{"block-400": 26}, {"block-400": 20}]
    page.buttons["forget 8b, autumn"].click()
    room.tick()
    assert "58 %" not in shown(page)
    page.buttons["undo"].click()
    room.tick()
    assert "58 %" in shown(page)
    room.press(Qt.Key.Key_Escape)
    assert room.teaching.end.isVisible()


def shown(page: object) -> list[str]:
    from explorer.shell.lesson.compare_page import ComparePage

    assert isinstance(page, ComparePage)
    return [prose.source for prose in page.findChildren(Prose) if prose.isVisible()]
