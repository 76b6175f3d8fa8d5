"""The test before the doors open, run beside the show: `doctor --kiosk` in another process."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from ...base.names import PIN
from ..app.booth_desk import BoothDesk

MOST_LINES = 80
BAD = "✗"
"""Begin of a finding that must be mended."""
INDENTED = "  "
"""Begin of a line that belongs to the finding before it: what to do."""
_PROGRESS = re.compile(r"^[^✓!✗ ].* +\d+% ")
"""A line of progress; a finding begins with one of the signs."""


class BoothTest(QObject):
    """Runs the test, and keeps what it says.

    Parameters
    ----------
    pin : the number of the staff exit, so that the test does not miss it; it is passed in the environment.
    on_news : called when there is more to read.

    Attributes
    ----------
    lines : what the test has printed so far, without progress that is over.
    failed : whether the test could not be started.
    """

    def __init__(self, desk: BoothDesk, pin: str, on_news: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._pin, self._on_news = desk, pin, on_news
        self._process: QProcess | None = None
        self.lines: list[str] = []
        self.failed = False

    @property
    def runs(self) -> bool:
        """Whether the test is running: its staff wait for it without touching anything."""
        return self._process is not None

    @property
    def findings(self) -> list[str]:
        """The findings, each with what to do about it."""
        made: list[str] = []
        for line in self.lines if self.runs else self.lines[:-1]:
            if made and line.startswith(INDENTED):
                made[-1] += "\n" + line
            else:
                made.append(line)
        return made

    @property
    def verdict(self) -> str:
        """What a test that has ended came to: ready, or what to fix; "" before."""
        return self.lines[-1] if self.lines and not self.runs else ""

    @property
    def is_ready(self) -> bool:
        """Whether a test that has ended found nothing to fix."""
        return bool(self.verdict) and not any(line.startswith(BAD) for line in self.lines)

    def start(self, language: str) -> None:
        """Begin the test, unless it is running."""
        if self._process is not None:
            return
        self.lines, self.failed = [], False
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        if self._pin:
            environment.insert(PIN, self._pin)
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(lambda _error: self._end())
        process.start(self._desk.python, [*self._desk.test_command, "--lang", language])
        self._on_news()

    def stop(self) -> None:
        """End a running test."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(1000)

    def _read(self) -> None:
        if self._process is None:
            return
        output = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        for line in output.splitlines():
            self._take(line.split("\r")[-1].rstrip())
        self._on_news()

    def _take(self, line: str) -> None:
        """Add a line; it replaces the progress before it."""
        if self.lines and _PROGRESS.match(self.lines[-1]):
            self.lines.pop()
        if line.strip():
            self.lines = [*self.lines, line][-MOST_LINES:]

    def _end(self) -> None:
        self._read()
        self._process = None
        self.failed = not self.lines
        self._on_news()
