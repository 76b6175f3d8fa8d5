"""How the program ends: when the system asks it to (SIGTERM, SIGHUP), and to start again."""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QObject, QProcess, QSocketNotifier
from PySide6.QtWidgets import QApplication

from ...supervisor.watchdog_pipe import AGAIN

NAMES = ("SIGTERM", "SIGHUP")


class ShutdownSignals(QObject):
    """Ends the program when the system sends a signal, also one whose window visitors cannot close.

    Python answers a signal only between two of its own steps; a byte on a socket wakes Qt, and with it Python.

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
        self._before = {
            number: signal.signal(number, self._end)
            for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name))
        }

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
        QApplication.exit(128 + number if self._supervised else 0)


def restart(supervised: bool = False) -> None:
    """Start the program again with the same arguments, and end this one; a supervisor is asked to do it."""
    if supervised:
        QApplication.exit(AGAIN)
        return
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])
    QApplication.exit(0)  # and not quit(), which a window refuses that visitors cannot close
