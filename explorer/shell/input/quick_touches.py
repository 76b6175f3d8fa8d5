"""Two touches in quick succession are two presses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QInputDevice, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget


class QuickTouches(QObject):
    """Turns the double clicks that touches in a window make into presses, for as long as the window lives.

    Qt takes a touch soon after another one for a double click, however far away it is, and what scrolls by touch
    swallows that: a button or a row in it would miss it.
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
            handle = self._window.windowHandle()  # made when the window is shown, and sometimes again
            if handle is not None and handle is not self._handle:
                self._handle = handle
                handle.installEventFilter(self)
        return False
