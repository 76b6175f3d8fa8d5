"""Watches the files of a scene on show: a changed scene is checked, and shown once no visitor is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtWidgets import QWidget

from ...park.last_good import Opened, Signature, signature
from ..event_log.event_log import EventLog
from ..event_log.visit_recorder import somebody
from ..window.main_window import MainWindow
from .shutdown import restart

WATCH_EVERY_MS = 2000
MOST_REPORTED = 5
"""Most faults written to the log; the command `check` prints all."""


class ContentWatch(QObject):
    """Watches the files of a scene.

    Attributes
    ----------
    waiting : whether a changed, valid scene is not yet on show.

    Parameters
    ----------
    folder, seen : the scene, and its files as they were read.
    examine : the command that checks it and prints a report as JSON.
    renew : restarts the show if no visitor is there, and says whether it did; None without a supervisor.
    """

    def __init__(
        self,
        folder: Path,
        seen: Signature,
        examine: Sequence[str],
        event_log: EventLog,
        renew: Callable[[], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._shown = folder, seen
        self._settling = self._judged = seen
        self._examine, self._event_log, self._renew = list(examine), event_log, renew
        self.waiting = False
        self._process: QProcess | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(WATCH_EVERY_MS)

    @property
    def is_checking(self) -> bool:
        """Whether a check of the changed scene is running."""
        return self._process is not None

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def look(self) -> None:
        """Look at the files; called by a timer."""
        if self.waiting and self._renew is not None and self._renew():
            self._timer.stop()
            return
        now = signature(self._folder)
        if now != self._settling:
            self._settling = now  # a write may be under way: wait until two looks agree
        elif now != self._judged and self._process is None:
            self._judged = now
            self._check()

    def _check(self) -> None:
        process = QProcess(self)
        process.finished.connect(self._checked)
        process.errorOccurred.connect(self._not_checked)
        self._process = process
        process.start(self._examine[0], self._examine[1:])

    def _checked(self) -> None:
        if (process := self._process) is None:
            return
        self._process = None
        printed = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        process.deleteLater()
        try:
            report: dict[str, Any] = json.loads(printed)
            faults = [fault for fault in report["faults"] if fault["weight"] == "error"]
        except (ValueError, KeyError):
            self._event_log.note("error", kind="scene", what="the changed scene could not be checked")
            return
        self.waiting = not faults and self._judged != self._shown
        if faults:
            lines = [f"{f['path']}:{f['line']}:{f['column']}: {f['what']}" for f in faults[:MOST_REPORTED]]
            self._event_log.note("scene_broken", count=len(faults), faults=lines)
        elif self.waiting:
            waits_for = "the next start" if self._renew is None else "a moment when nobody is looking"
            self._event_log.note("scene_renewed", waits_for=waits_for)
        else:
            self._event_log.note("scene_restored")

    def _not_checked(self) -> None:
        if self._process is not None and self._process.error() == QProcess.ProcessError.FailedToStart:
            self._process.deleteLater()
            self._process = None
            self._event_log.note("error", kind="scene", what="the check of the changed scene did not start")


def watch(
    scene: Opened, examine: Sequence[str], event_log: EventLog, shown: QWidget, *, supervised: bool
) -> None:
    """Watch the files of the scene on show. If a supervisor can restart the show, changes appear once no visitor is there."""
    for fault in scene.faults:
        event_log.note("scene_kept", fault=fault.as_text())

    def renew() -> bool:
        if isinstance(shown, MainWindow) and somebody(shown.visit):
            return False
        event_log.note("scene_comes")
        restart(supervised=True)
        return True

    ContentWatch(scene.folder, scene.seen, examine, event_log, renew if supervised else None, shown)
