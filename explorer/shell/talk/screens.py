"""Placement of the two windows of a talk: the audience's on the second screen if there is one, the console on the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SHARE = 0.92
"""Largest share of a screen that the console takes if it has one for itself."""
CONSOLE_PX, WINDOW_PX = (1024, 640), (640, 360)
"""Minimum size of the console and of the audience's window."""
FRAME_PX, EDGE_PX, GAP_PX = 34, 4, 8
"""Frame of a window at the top and at each other side, and the gap between two windows."""
WIDE = 16 / 9
BEHIND = 0.75
"""Share of the screen for the audience's window, behind the console, if both do not fit side by side."""
SETTLE_MS = 250
"""Delay after a screen was added, removed or changed: systems report it before they are done."""

Beside = Literal["left", "above", "behind"]


class ScreenLike(Protocol):
    """The properties of a screen used here."""

    def geometry(self) -> QRect: ...
    def availableGeometry(self) -> QRect: ...


@dataclass(frozen=True, slots=True)
class Places:
    """Places of the two windows."""

    # the screen filled by the audience's window; None: it is an ordinary window
    audience: ScreenLike | None
    console: QRect  # the rectangle of the console
    window: QRect  # the rectangle of the audience's window if it is ordinary, on the console's screen


def places_on(screens: Sequence[ScreenLike], primary: ScreenLike | None) -> Places | None:
    """The places of both windows; None without a screen.

    The console stays on the primary screen, where the presenter sits; the audience's window fills the first of the
    others.
    """
    if not screens:
        return None
    first = primary if primary is not None else screens[0]
    room = first.availableGeometry()
    window, console = shared(room)
    others = [screen for screen in screens if screen.geometry() != first.geometry()]
    if others:
        console = QRect(0, 0, round(room.width() * SHARE), round(room.height() * SHARE))
        console.moveCenter(room.center())
    return Places(others[0] if others else None, console, window)


def shared(room: QRect) -> tuple[QRect, QRect]:
    """The audience's window and the console on one screen: side by side or one below the other, if there is room."""
    free = room.adjusted(EDGE_PX, FRAME_PX, -EDGE_PX, -EDGE_PX)
    beside, above = free.width() - CONSOLE_PX[0] - GAP_PX, free.height() - CONSOLE_PX[1] - GAP_PX - FRAME_PX
    if beside >= WINDOW_PX[0] and free.height() >= CONSOLE_PX[1]:
        window = QRect(free.left(), free.top(), beside, min(round(beside / WIDE), free.height()))
        return window, free.adjusted(beside + GAP_PX, 0, 0, 0)
    if above >= WINDOW_PX[1] and free.width() >= CONSOLE_PX[0]:
        window = QRect(free.left(), free.top(), min(round(above * WIDE), free.width()), above)
        return window, free.adjusted(0, above + GAP_PX + FRAME_PX, 0, 0)
    window = QRect(free.topLeft(), free.size() * BEHIND)
    fits = free.height() >= CONSOLE_PX[1]  # otherwise content matters more than frames
    console = QRect(0, 0, min(CONSOLE_PX[0], room.width()), min(CONSOLE_PX[1], room.height()))
    console.moveBottomRight(free.bottomRight() if fits else room.bottomRight())
    console.moveLeft(max(console.left(), room.left()))
    return window, console


def where(window: QRect, console: QRect) -> Beside:
    """Position of the audience's window relative to the console."""
    if window.intersects(console):
        return "behind"
    return "left" if window.right() < console.left() else "above"


class Screens(QObject):
    """Moves the windows when a screen is added, removed or resized.

    Parameters
    ----------
    audience, console : the two windows.
    on_change : called with whether the audience's window has a screen to itself, at the start and after each change.
    """

    def __init__(self, audience: QWidget, console: QWidget, on_change: Callable[[bool], None]) -> None:
        super().__init__(audience)
        self._audience, self._console, self._on_change = audience, console, on_change
        self.is_for_call = False
        self._apart: bool | None = None
        self._places: Places | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._came)
            application.screenRemoved.connect(self._changed)
            application.primaryScreenChanged.connect(self._changed)
            for screen in QGuiApplication.screens():
                self._came(screen)

    @property
    def where(self) -> Beside:
        """Position of the audience's window relative to the console, while both share a screen."""
        return where(self._audience.geometry(), self._console.geometry())

    def place_for_call(self, on: bool) -> None:
        """Put both windows on the presenter's screen even if there is another, so that a call can show one of them."""
        self.is_for_call = on
        if on:
            self._apart = True  # both are placed again, wherever they were moved
        self.settle()

    def _came(self, screen: QScreen) -> None:
        """Watch an added screen: it may be resized later (a projector's mode) without being unplugged."""
        screen.geometryChanged.connect(self._changed)
        self._changed(screen)

    def _changed(self, what: object) -> None:
        self._timer.start(SETTLE_MS)

    def stop(self) -> None:
        """Stop moving windows."""
        self._timer.stop()

    def settle(self) -> None:
        """Put both windows where they belong."""
        screens, first = QGuiApplication.screens(), QGuiApplication.primaryScreen()
        places = places_on([first] if self.is_for_call else screens, first)
        if places is None:
            return
        apart, before = places.audience is not None, self._places
        self._places = places
        if places.audience is not None:
            self._fill(places.audience)
        elif self._apart:
            self._come_back(places.window)
        elif places != before and not self._audience.isFullScreen():
            self._audience.move(places.window.topLeft())
        if apart != self._apart or (before is not None and places.console != before.console):
            self._console.showNormal()
            self._console.setGeometry(places.console)
            if apart:
                self._console.showMaximized()
        if apart != self._apart:
            self._apart = apart
            self._console.raise_()  # the audience's window may have moved to the same screen
            self._console.activateWindow()
            self._on_change(apart)

    def _fill(self, screen: ScreenLike) -> None:
        """Make the audience's window fill a screen."""
        window, whole = self._audience, screen.geometry()
        if window.isFullScreen() and window.geometry() == whole:
            return
        window.showNormal()
        if isinstance(screen, QScreen):
            window.setScreen(screen)  # where windows cannot place themselves, only this works
        window.setGeometry(whole)
        window.showFullScreen()

    def _come_back(self, place: QRect) -> None:
        """Make the audience's window ordinary again, on the screen that is left."""
        window = self._audience
        window.showNormal()
        window.setGeometry(place)
