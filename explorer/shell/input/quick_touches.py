"""Makes two touches in quick succession two presses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QInputDevice, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget


class QuickTouches(QObject):
    """Turns double clicks that touches produce in a window into presses, for the life of the window.

    Qt takes a touch soon after another for a double click, however far apart they are, and touch scrolling
    swallows it: a button or row inside would miss it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._handle = window, window.windowHandle()
        window.installEventFilter(self)
        if self._handle is not None:
            self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            if isinstance(watched, QWindow) and event.deviceType() == QInputDevice.DeviceType.TouchScreen:
                press = QMouseEvent(
                    QEvent.Type.MouseButtonPress, event.position(), event.scenePosition(), event.globalPosition(),
                    event.button(), event.buttons(), event.modifiers(), event.pointingDevice(),
                )  # fmt: skip
                QCoreApplication.sendEvent(watched, press)
                return True
        elif kind in (QEvent.Type.Show, QEvent.Type.WinIdChange) and watched is self._window:
            handle = self._window.windowHandle()  # created when the window is shown, and sometimes again
            if handle is not None and handle is not self._handle:
                self._handle = handle
                handle.installEventFilter(self)
        return False
