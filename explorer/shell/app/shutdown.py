"""How the program ends: when a terminal or the system asks it to (Ctrl+C, SIGTERM, SIGHUP), and to start again."""

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

from ...supervisor.watchdog_pipe import AGAIN
from .error_hook import INTERRUPTED

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
HURRY_S = 3.0
"""A Ctrl+C so long after the first one does not wait for a regular end; one before that comes from a key that is held."""


class ShutdownSignals(QObject):
    """Ends the program when the system sends a signal, also one whose window visitors cannot close.

    Python answers a signal only between two of its own steps; a byte on a socket wakes Qt, and with it Python. Until `stop` no
    further signal disturbs the end: what a visit has left to write is written.

    Parameters
    ----------
    supervised : whether a supervisor starts the program again unless it ends by itself; a signal is not that.
    """

    def __init__(self, supervised: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._supervised = supervised
        self._ours, theirs = socket.socketpair()
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._theirs = theirs  # kept open
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._asked_s: float | None = None
        known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        # what was started by nohup outlives its terminal, and what runs in the background of a shell does not hear its Ctrl+C
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
        # by a timer: where the application does not run yet, it would forget that it has to end
        QTimer.singleShot(0, partial(QApplication.exit, code))


def restart(supervised: bool = False) -> None:
    """Start the program again with the same arguments, and end this one; a supervisor is asked to do it."""
    if supervised:
        QApplication.exit(AGAIN)
        return
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])
    QApplication.exit(0)  # and not quit(), which a window refuses that visitors cannot close
