"""A command of this program in another process, and the lines that it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from .module_process import start_module

END_MS = 2000


class PrintingCommand(QObject):
    """A command that runs until it ends or is stopped.

    Signals
    -------
    changed : a line more, or the end.

    Attributes
    ----------
    lines : what it printed; of lines that are written over one another, the last.
    is_over, has_failed : whether it has ended, and with an error.

    Parameters
    ----------
    words : the command and its arguments.
    variables : environment variables that it gets in addition.
    """

    changed = Signal()

    def __init__(self, words: Sequence[str], variables: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[str] = []
        self.is_over = self.has_failed = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.readyReadStandardOutput.connect(self._listen)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._ended)
        start_module(self._process, "explorer", *words, variables=variables)

    def stop(self) -> None:
        """End it now."""
        if not self.is_over:
            self._process.terminate()
            if not self._process.waitForFinished(END_MS):
                self._process.kill()
                self._process.waitForFinished(END_MS)

    def _listen(self) -> None:
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        for line in text.split("\n"):
            if last := line.rstrip("\r").rpartition("\r")[2].strip():
                self.lines.append(last)
        self.changed.emit()

    def _ended(self) -> None:
        if not self.is_over:
            self._listen()
            self.is_over = True
            crashed = self._process.exitStatus() is QProcess.ExitStatus.CrashExit
            self.has_failed = crashed or self._process.exitCode() > 1  # 1: warnings
            if self._process.error() is QProcess.ProcessError.FailedToStart:
                self.has_failed = True
                self.lines.append(self._process.errorString())
            self.changed.emit()
