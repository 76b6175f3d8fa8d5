"""The explorer's window in tests: opened in one way, drawn frame by frame, closed with all that it opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from explorer.net.room.host import RoomHost
from explorer.park import Park
from explorer.park.model import Language
from explorer.shell.app.checkpoint_file import CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.talk.layer import TalkLayer
from explorer.shell.window.idle_tasks import IdleTasks
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, Mode, Settings, Visit

from .fake_stage import FakeStage
from .picture import real_park

SIZE = (1280, 720)
FRAME_S = 0.1


class Clock:
    """A clock that shows the time a test sets."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Windows:
    """Opens windows in front of a stage without graphics; a call opens one.

    Attributes
    ----------
    log : the file of the windows' event log; None: they keep none.
    """

    def __init__(self, log: Path | None = None) -> None:
        self.log = log
        self._open: list[tuple[MainWindow, EventLog]] = []
        self._before = visible_windows()

    def __call__(
        self,
        mode: Mode = EXPLORE,
        *,
        language: Language = "en",
        size: tuple[int, int] = SIZE,
        park: Park | None = None,
        settings: Settings | None = None,
        visit: Visit | None = None,
        stage: Callable[[Park], FakeStage] = FakeStage,
        checkpoint: Callable[[Park, EventLog], CheckpointFile] | None = None,
        opening: bool = False,
        prepares: bool = False,
        room: RoomHost | None = None,
        **options: Any,
    ) -> MainWindow:
        """Show a window that draws only when told to.

        Parameters
        ----------
        park : the park that ships, unless another one is named.
        settings : without camera flights, in this language, unless others are named.
        visit : where the visit begins; it replaces mode, language, park and settings.
        opening : whether the visitor meets the opening; else it is over, as after the first touch.
        prepares : whether it makes in idle frames what nobody has asked for yet, the page of settings among it.
        room : the phones of the room, opened once the window is there, as while a show runs.
        options : further arguments of the window.
        """
        if visit is None:
            visit = Visit.begin(
                park or real_park(), mode, settings or Settings(comfort="cut", language=language)
            )
        event_log = EventLog(self.log)
        if checkpoint is not None:
            options["checkpoint"] = checkpoint(visit.park, event_log)
        alone = visit if room is None else replace(visit, mode=visit.mode.without_phones)
        window = MainWindow(alone, stage(visit.park), event_log=event_log, size=size, **options)
        if not prepares:
            window.idle_tasks = IdleTasks({}, ahead=window.parts.prepare_next)
        if not opening:
            window.views.state = replace(window.views.state, opening_over=True)
        if room is not None:
            window.change_mode(visit, room)
        self._open.append((window, event_log))
        window.show()
        window.frame_clock.stop()
        return window

    def close(self) -> None:
        """Close all windows; a timer that still runs or a window that still shows fails the test."""
        running: list[QTimer] = []
        while self._open:
            window, event_log = self._open.pop()
            consoles = [layer.console for layer in window.layers if isinstance(layer, TalkLayer)]
            window.end()
            window.close()
            event_log.close()
            running += [timer for timer in window.findChildren(QTimer) if timer.isActive()]
            window.hide()
            for each in (window, *consoles):
                if each is not None:
                    each.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not running, "a timer still runs in a closed window"
        assert visible_windows() <= self._before, f"a window still shows: {visible_windows() - self._before}"


def visible_windows() -> set[QWidget]:
    """All windows that show now."""
    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


def draw_frames(window: MainWindow, frames: int = 3, frame_s: float = FRAME_S) -> None:
    """Let the window draw so many frames, each after so much time."""
    for _ in range(frames):
        window.tick(frame_s)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        window.frame_clock.stop()


def draw_until_still(window: MainWindow, frames: int = 40, frame_s: float = FRAME_S) -> None:
    """Let the window draw until nothing moves, at most so many frames."""
    for _ in range(frames):
        is_moving = window.tick(frame_s)
        QApplication.processEvents()
        window.frame_clock.stop()
        if not is_moving:
            return


def logged(log: Path, *names: str) -> list[dict[str, Any]]:
    """The events of a log, all of them or those with these names."""
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return [line for line in lines if not names or line["event"] in names]
