"""Where the two windows of a talk stand: the audience's on the second screen if there is one, the console on the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SHARE = 0.92
"""On a screen that both share, a window takes no more of it than this."""
SETTLE_MS = 250
"""So long after a screen came or went the windows move: systems tell of it before they are done."""


class Screen(Protocol):
    """A screen as far as this needs it."""

    def geometry(self) -> QRect: ...
    def availableGeometry(self) -> QRect: ...


@dataclass(frozen=True, slots=True)
class Places:
    """Where the windows go.

    Attributes
    ----------
    audience : the screen that the audience's picture fills; None: it is a window among others.
    console : the rectangle of the console.
    """

    audience: Screen | None
    console: QRect


def places_on(screens: Sequence[Screen], primary: Screen | None) -> Places | None:
    """The places of both windows; None without any screen.

    The console stays on the first screen, where the presenter sits; the audience's picture fills the first of the
    others.
    """
    if not screens:
        return None
    first = primary if primary is not None else screens[0]
    room = first.availableGeometry()
    width, height = round(room.width() * SHARE), round(room.height() * SHARE)
    console = QRect(0, 0, width, height)
    console.moveCenter(room.center())
    others = [screen for screen in screens if screen.geometry() != first.geometry()]
    return Places(others[0] if others else None, console)


class Screens(QObject):
    """Moves the windows when a screen comes or goes.

    Parameters
    ----------
    audience, console : the two windows.
    on_change : told whether the audience has a screen of its own, once at the start and whenever that changes.
    """

    def __init__(self, audience: QWidget, console: QWidget, on_change: Callable[[bool], None]) -> None:
        super().__init__(audience)
        self._audience, self._console, self._on_change = audience, console, on_change
        self._apart: bool | None = None
        self._window_size = audience.size()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._changed)
            application.screenRemoved.connect(self._changed)
            application.primaryScreenChanged.connect(self._changed)

    def _changed(self, screen: QScreen | None) -> None:
        self._timer.start(SETTLE_MS)

    def settle(self) -> None:
        """Put both windows where they belong."""
        places = places_on(QGuiApplication.screens(), QGuiApplication.primaryScreen())
        if places is None:
            return
        apart = places.audience is not None
        if places.audience is not None:
            self._fill(places.audience)
        elif self._apart:
            self._come_back(places.console)
        if apart != self._apart:
            self._apart = apart
            self._console.showNormal()
            self._console.setGeometry(places.console)
            if apart:
                self._console.showMaximized()
            self._console.raise_()  # the audience's window may have come to the same screen
            self._console.activateWindow()
            self._on_change(apart)

    def _fill(self, screen: Screen) -> None:
        """Have the audience's window fill a screen."""
        window, whole = self._audience, screen.geometry()
        if window.isFullScreen() and window.geometry() == whole:
            return
        if not window.isFullScreen():
            self._window_size = window.size()
        window.showNormal()
        if isinstance(screen, QScreen):
            window.setScreen(screen)  # where windows may not place themselves, this alone counts
        window.setGeometry(whole)
        window.showFullScreen()

    def _come_back(self, room: QRect) -> None:
        """Have the audience's window be a window again, on the screen that is left."""
        window = self._audience
        window.showNormal()
        window.resize(self._window_size.boundedTo(room.size()))
        window.move(room.topLeft())
