"""A command of this program that makes a file or a folder in another process, with its progress."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from ...i18n import LIST_SEPARATOR, Language, Listed, Text, tr
from ..style.time_format import duration_text
from .module_process import start_module

END_MS = 2000
PERCENT = re.compile(r"(\d{1,3})\s?%")
LEAST_SHARE = 0.02
"""Share of the work after which the time left can be estimated."""


class Job(QObject):
    """A command that makes a file or a folder in another process.

    Signals
    -------
    changed : progress or end.

    Attributes
    ----------
    share : progress, 0 to 1.
    is_over : whether it has ended.
    error : why it failed, "" if it did not.
    is_cancelled : whether it was cancelled.
    notes : what it reported besides its progress.

    Parameters
    ----------
    words : the command and its arguments.
    path : the file or folder that it makes.
    also : further files that it makes beside it.
    """

    changed = Signal()

    def __init__(
        self,
        words: Sequence[str],
        path: Path,
        parent: QObject | None = None,
        *,
        also: Sequence[Path] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.path, self.also, self._clock = path, tuple(also), clock
        self.share, self.error, self.is_over, self.is_cancelled = 0.0, "", False, False
        self.notes: list[str] = []
        self._first: tuple[float, float] | None = None
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._ended)
        start_module(self._process, "explorer", *words)

    @property
    def left_s(self) -> float | None:
        """Estimated seconds to the end; None before it can be told. The start of the process is not counted."""
        if self._first is None or self.share <= self._first[0] + LEAST_SHARE:
            return None
        share, at_s = self._first
        return (self._clock() - at_s) / (self.share - share) * (1.0 - self.share)

    def cancel(self) -> None:
        """Stop it. What is there already is kept; the command removes what it has begun."""
        if not self.is_over:
            self.is_cancelled = True
            self._process.terminate()
            if not self._process.waitForFinished(END_MS):
                self._process.kill()
                self._process.waitForFinished(END_MS)

    def standing(self, language: Language) -> str:
        """Its progress or its end, in words."""
        percent = round(self.share * 100)
        if self.is_cancelled:
            return tr(Text("Cancelled. Nothing was written."), language)
        if self.error:
            return tr(Text("Nothing was written: {reason}", reason=self.error), language)
        if self.is_over:
            names = (self.path, *(each.name for each in self.also))
            return tr(Text("Saved: {path}", path=Listed(names, LIST_SEPARATOR)), language)
        if self.left_s is None:
            return tr(Text("{percent} % done", percent=percent), language)
        left = duration_text(max(self.left_s, 1.0), language)
        return tr(Text("{percent} % done, about {left} left", percent=percent, left=left), language)

    def _listen(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        for line in filter(None, (line.strip() for line in text.splitlines())):
            found = PERCENT.search(line)
            if found is None:
                self.notes.append(line)
                continue
            self.share = min(int(found[1]), 100) / 100
            if self._first is None:
                self._first = (self.share, self._clock())
        self.changed.emit()

    def _ended(self) -> None:
        if self.is_over:
            return
        self._listen()
        self.is_over = True
        failed = self._process.exitStatus() is QProcess.ExitStatus.CrashExit or self._process.exitCode() != 0
        if failed and not self.is_cancelled:
            self.error = self.notes[-1] if self.notes else self._process.errorString()
        self.changed.emit()
