"""A window for a class and one for a visitor, beaten by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.park.model import Language, Park
from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.lesson.quiz_layer import QuizLayer
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, TEACH, Act, Mode, Visit
from explorer.visit.lesson.quiz import Quiz
from explorer.visit.lesson.state import Lesson

from ...lessons import asking_twice
from ..picture import real_park
from ..windows import Windows, draw_frames

FRAME_S = 0.1
NONE = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Room:
    """A window with somebody before it."""

    window: MainWindow

    @property
    def visit(self) -> Visit:
        return self.window.visit

    @property
    def lesson(self) -> Lesson:
        return self.visit.lesson

    @property
    def quiz(self) -> Quiz:
        return self.visit.quiz

    @property
    def teaching(self) -> LessonLayer:
        return next(layer for layer in self.window.layers if isinstance(layer, LessonLayer))

    @property
    def asking(self) -> QuizLayer:
        return next(layer for layer in self.window.layers if isinstance(layer, QuizLayer))

    def tick(self, frames: int = 3) -> None:
        draw_frames(self.window, frames)

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.window.do(act)
        self.tick()

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press keys, one after the other, where the keyboard is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window.viewport, key, modifiers)
            self.tick()

    def type(self, words: str) -> None:
        """Type characters where the keyboard is, whatever keys they take."""
        QTest.keyClicks(QApplication.focusWidget() or self.window.viewport, words)
        self.tick()


def enter(
    open_window: Windows,
    mode: Mode,
    language: Language = "en",
    checkpoint: Callable[[Park, EventLog], CheckpointFile] | None = None,
) -> Room:
    """Open a window of this mode."""
    park = asking_twice(real_park())
    room = Room(open_window(mode, language=language, park=park, checkpoint=checkpoint))
    room.tick()
    return room


@pytest.fixture
def classroom(open_window: Windows) -> Room:
    return enter(open_window, TEACH)


@pytest.fixture
def visitor(open_window: Windows) -> Room:
    return enter(open_window, EXPLORE)
