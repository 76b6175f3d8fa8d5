"""Asks the system to keep the screen on and unlocked during a show."""

from __future__ import annotations

import ctypes
import os
import sys

from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

SERVICE = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
LINE = "park-explorer-awake"
PATIENCE_MS = 500
ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED = 0x80000000, 0x00000001, 0x00000002


class KeepAwake:
    """Keeps the screen on, where the system supports it.

    Attributes
    ----------
    by : what keeps it on: a service of the desktop, a function or a program of the system; "" if nothing does.
    """

    def __init__(self, why: str) -> None:
        self._process: QProcess | None = None
        self.by = self._hold(why)

    def release(self) -> None:
        """Let the screen follow its settings again."""
        QDBusConnection.disconnectFromBus(LINE)  # closing the bus connection drops the request
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)
            self._process = None
        if self.by == "SetThreadExecutionState":
            _windows(ES_CONTINUOUS)
        self.by = ""

    def _hold(self, why: str) -> str:
        if sys.platform == "win32":
            return (
                "SetThreadExecutionState"
                if _windows(ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED)
                else ""
            )
        if sys.platform == "darwin":
            self._process = QProcess()
            self._process.start("caffeinate", ["-d", "-w", str(os.getpid())])
            return "caffeinate" if self._process.waitForStarted(PATIENCE_MS) else ""
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return ""
        message = QDBusMessage.createMethodCall(*SERVICE, "Inhibit")
        message.setArguments(["park-explorer", why])
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, LINE)
        answer = bus.call(message, QDBus.CallMode.Block, PATIENCE_MS)
        return SERVICE[0] if answer.type() == QDBusMessage.MessageType.ReplyMessage else ""


def _windows(state: int) -> bool:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - it is there on Windows alone
    return bool(kernel.SetThreadExecutionState(state))
