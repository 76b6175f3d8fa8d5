"""End of the program: on request of the terminal or system (Ctrl+C, SIGTERM, SIGHUP), or to restart."""

from __future__ import annotations

import os
import signal
import socket
import sys
from functools import partial
from time import monotonic
from types import FrameType

from PySide6.QtCore import QObject, QProcess, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from ...base.supervisor.watchdog_pipe import AGAIN
from .error_hook import INTERRUPTED

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
HURRY_S = 3.0
"""A second Ctrl+C within this time counts as key repeat; later, it exits at once."""


class ShutdownSignals(QObject):
    """Ends the program on a signal of the system, even if visitors cannot close its window.

    Python handles a signal only between two bytecodes; a byte on a socket wakes Qt, and with it Python. Until `stop`,
    further signals are ignored, so that a visit can finish its writing.

    Parameters
    ----------
    supervised : whether a supervisor restarts the program unless it ends on purpose; a signal is no such end.
    """

    def __init__(self, supervised: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._supervised = supervised
        self._ours, theirs = socket.socketpair()
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._theirs = theirs  # keep it open
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._asked_s: float | None = None
        known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        # nohup ignores SIGHUP, and background jobs of a shell ignore its Ctrl+C: leave those ignored
        heard = [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]
        self._before = {number: signal.signal(number, self._end) for number in heard}

    def stop(self) -> None:
        """Stop listening."""
        self._notifier.setEnabled(False)
        for number, before in self._before.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(-1)
        self._ours.close()
        self._theirs.close()

    def _woken(self) -> None:
        self._ours.recv(64)

    def _end(self, number: int, frame: FrameType | None) -> None:
        if self._asked_s is not None:
            if number == signal.SIGINT and monotonic() - self._asked_s > HURRY_S:
                os._exit(INTERRUPTED)
            return
        self._asked_s = monotonic()
        code = 128 + number if self._supervised or number == signal.SIGINT else 0
        # through a timer: before the event loop runs, exit() would have no effect
        QTimer.singleShot(0, partial(QApplication.exit, code))


def restart(supervised: bool = False) -> None:
    """Restart the program with the same arguments and end this process; a supervisor is asked to do it."""
    if supervised:
        QApplication.exit(AGAIN)
        return
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])
    QApplication.exit(0)  # not quit(), which windows that visitors cannot close refuse
