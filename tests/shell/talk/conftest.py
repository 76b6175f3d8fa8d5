"""A talk in two windows, beaten by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.park.model import Language, Park
from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.talk.console import Console
from explorer.shell.talk.layer import TalkLayer
from explorer.shell.window.main_window import MainWindow
from explorer.visit import PRESENT, Act, Mode, Talk, Visit

from ..windows import Clock, Windows, logged

FRAME_S, LONG_S = 0.1, 4.0
NOON = datetime(2026, 11, 24, 12, 0)


@dataclass(slots=True)
class Desk:
    """Both windows of a talk."""

    window: MainWindow
    log: Path
    clock: Clock

    @property
    def layer(self) -> TalkLayer:
        (layer,) = (one for one in self.window.layers if isinstance(one, TalkLayer))
        return layer

    @property
    def console(self) -> Console:
        assert self.layer.console is not None
        return self.layer.console

    @property
    def visit(self) -> Visit:
        return self.window.visit

    @property
    def talk(self) -> Talk:
        assert self.visit.talk is not None
        return self.visit.talk

    def pass_time(self, seconds: float) -> None:
        """Let time go by in the window, in frames; a long time in long ones."""
        ticks = max(round(seconds / (FRAME_S if seconds < LONG_S else 5 * FRAME_S)), 1)
        for _ in range(ticks):
            self.window.tick(seconds / ticks)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.frame_clock.stop()

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.window.do(act)
        self.pass_time(FRAME_S)

    def press(self, key: Qt.Key, at: QWidget | None = None) -> None:
        """Press a key in the console, unless it is somewhere else."""
        QTest.keyClick(at or self.console, key)
        self.pass_time(FRAME_S)

    def audience(self) -> QImage:
        """What the audience sees."""
        return self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def events(self, *names: str) -> list[dict[str, object]]:
        """Lines of the journal."""
        return logged(self.log, *names)


def begin(
    open_window: Windows,
    tmp_path: Path,
    language: Language = "en",
    checkpoint: Callable[[Park, EventLog], CheckpointFile] | None = None,
    mode: Mode = PRESENT,
) -> Desk:
    """Open both windows of a talk."""
    clock = Clock()  # no time passes but what the test lets pass
    window = open_window(
        mode,
        clock=clock,
        language=language,
        checkpoint=checkpoint,
        settings_store=SettingsStore(tmp_path / "memory.ini"),
    )
    assert open_window.log is not None
    desk = Desk(window, open_window.log, clock)
    desk.layer.now = lambda: NOON
    desk.pass_time(0.5)
    return desk


@pytest.fixture
def desk(open_window: Windows, tmp_path: Path) -> Desk:
    return begin(open_window, tmp_path)
