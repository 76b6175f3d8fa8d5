"""A window for a class and one for a visitor, beaten by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.park.model import Park
from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.lesson.quiz_layer import QuizLayer
from explorer.shell.window.main_window import Window
from explorer.visit import EXPLORE, TEACH, Act, Mode, Settings, Visit
from explorer.visit.lesson.quiz import Quiz
from explorer.visit.lesson.state import Lesson

from ...lessons import asking_twice
from ..fake_stage import FakeStage
from ..picture import real_park

BEAT_S = 0.1
NONE = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Room:
    """A window with somebody before it."""

    window: Window

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

    def beat(self, beats: int = 3) -> None:
        for _ in range(beats):
            self.window.beat(BEAT_S)
            QApplication.processEvents()
            self.window.pulse.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.window.do(act)
        self.beat()

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press keys, one after the other, where the keyboard is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window.viewport, key, modifiers)
            self.beat()

    def type(self, words: str) -> None:
        """Type characters where the keyboard is, whatever keys they take."""
        QTest.keyClicks(QApplication.focusWidget() or self.window.viewport, words)
        self.beat()


def opened(
    mode: Mode,
    language: str,
    log: Path,
    checkpoint: Callable[[Park, EventLog], CheckpointFile] | None = None,
) -> Iterator[Room]:
    """A window of this mode, for as long as a test takes."""
    park, journal = asking_twice(real_park()), EventLog(log)
    visit = Visit.begin(park, mode, Settings(language=language, comfort="cut"))  # type: ignore[arg-type]
    kept = checkpoint(park, journal) if checkpoint else None
    window = Window(visit, FakeStage(park), journal=journal, checkpoint=kept)
    window.resize(1280, 720)
    window.show()
    made = Room(window)
    made.beat()
    yield made
    window.close()
    journal.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


@pytest.fixture
def classroom(qtbot: QtBot, log: Path) -> Iterator[Room]:
    yield from opened(TEACH, "en", log)


@pytest.fixture
def visitor(qtbot: QtBot, log: Path) -> Iterator[Room]:
    yield from opened(EXPLORE, "en", log)
