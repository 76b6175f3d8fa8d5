"""The presence monitor: it sees pointer, touch, wheel and keys before any widget, and detects a long press."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot, inf
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointerEvent,
    QSinglePointEvent,
    QTouchEvent,
    QWheelEvent,
    QWindow,
)
from PySide6.QtWidgets import QWidget

JITTER_PX, JITTER_S = 8.0, 1.0
"""Movement below this within this time counts as jitter: a trembling table, a faulty sensor."""
LONG_PRESS_S = 5.0
LONGEST_PRESS_S = 10.0
"""Press time beyond which no person is assumed: a bag on the keyboard, a stuck key."""
REPEAT_MS = 5
"""A release and press of a key within this time is key repeat: some X servers send both at once."""
POINTER = -1
"""Pseudo key code for mouse button and finger."""

BEGINS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
GOES_ON = (QEvent.Type.MouseMove, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove)
ENDS = (
    QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.TabletRelease,
)  # fmt: skip


class Jitter:
    """Tells a moved pointer from a trembling one. Positions in pixels, times in seconds from any start."""

    def __init__(self) -> None:
        self._from: tuple[float, float] | None = None
        self._since_s = 0.0

    def moved(self, x: float, y: float, time_s: float) -> bool:
        """Whether a pointer seen at this position is being moved."""
        if self._from is None or time_s - self._since_s > JITTER_S:
            self._from, self._since_s = (x, y), time_s
            return False
        if hypot(x - self._from[0], y - self._from[1]) <= JITTER_PX:
            return False
        self._from, self._since_s = (x, y), time_s
        return True


class LongPress:
    """A long press in a corner.

    Parameters
    ----------
    side : function that returns the size of the corner at the top left.
    clock : seconds, from any start.
    """

    def __init__(self, side: Callable[[], float], clock: Callable[[], float] = perf_counter) -> None:
        self._side, self._clock = side, clock
        self._since_s: float | None = None

    @property
    def held(self) -> bool:
        return self._since_s is not None

    def begin(self, x: float, y: float) -> None:
        """A press begins."""
        self._since_s = self._clock() if self._within(x, y) else None

    def move(self, x: float, y: float) -> None:
        """Cancel the long press when the pointer leaves the corner."""
        if not self._within(x, y):
            self._since_s = None

    def end(self) -> None:
        """The press ends."""
        self._since_s = None

    def ripe(self) -> bool:
        """Whether it has lasted long enough; true once."""
        if self._since_s is None or self._clock() - self._since_s < LONG_PRESS_S:
            return False
        self._since_s = None
        return True

    def _within(self, x: float, y: float) -> bool:
        return 0 <= x <= self._side() and 0 <= y <= self._side()


class PresenceMonitor(QObject):
    """Observes all input to a window.

    Parameters
    ----------
    on_touch : called with the position of a press or wheel turn, None for keys.
    on_move : called when the pointer is moved.
    on_end : called when a press ends, before any widget handles it.
    corner : receives the presses.
    clock : seconds, from any start.
    """

    def __init__(
        self,
        window: QWidget,
        *,
        on_touch: Callable[[QPointF | None], None],
        on_move: Callable[[], None],
        on_end: Callable[[], None],
        corner: LongPress,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(window)
        self._on_touch, self._on_move, self._on_end = on_touch, on_move, on_end
        self._corner, self._clock = corner, clock
        self._down: dict[int, float] = {}
        self._came_up: dict[int, tuple[int, float]] = {}  # key -> its release in ms, and start of its press
        self._jitter = Jitter()
        self._window = window
        self._seen: QWindow | None = None
        window.installEventFilter(self)
        self._attach()

    @property
    def holds(self) -> bool:
        """Whether a press has lasted too long to be a person's."""
        return any(map(self._too_long, self._down))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass everything except repeats of a key that is held too long."""
        if watched is self._window:
            self._follow(event)
            return False
        kind = event.type()
        if kind in BEGINS:
            at = _place(event)
            self._down[POINTER] = self._clock()
            self._corner.begin(at.x(), at.y())
            self._on_touch(at)
        elif kind in GOES_ON:
            at = _place(event)
            self._corner.move(at.x(), at.y())
            pressed = isinstance(event, QTouchEvent) or (
                isinstance(event, QMouseEvent) and bool(event.buttons())
            )
            moved = self._jitter.moved(at.x(), at.y(), self._clock())
            if (moved or pressed) and not self._too_long(POINTER):
                self._on_move()
        elif kind in ENDS:
            if not (isinstance(event, QMouseEvent) and event.buttons()):
                self._down.pop(POINTER, None)
            self._corner.end()
            self._on_end()
        elif isinstance(event, QWheelEvent | QNativeGestureEvent):
            self._on_touch(event.position())
        elif isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Track a key; whether the event is kept from the window."""
        key = event.nativeScanCode() or event.key()  # with Shift, press and release report two characters
        if event.isAutoRepeat():
            return self._too_long(key)
        if event.type() == QEvent.Type.KeyPress:
            up_ms, since_s = self._came_up.pop(key, (0, 0.0))
            if up_ms and event.timestamp() - up_ms <= REPEAT_MS:
                self._down[key] = since_s
                return self._too_long(key)
            self._down[key] = self._clock()
            self._on_touch(None)
        elif event.type() == QEvent.Type.KeyRelease and key in self._down:
            self._came_up[key] = event.timestamp(), self._down.pop(key)
        return False

    def _too_long(self, key: int) -> bool:
        return self._clock() - self._down.get(key, inf) > LONGEST_PRESS_S

    def _follow(self, event: QEvent) -> None:
        kind, window = event.type(), self._window
        if kind in (QEvent.Type.Show, QEvent.Type.WinIdChange):
            self._attach()
        elif kind == QEvent.Type.WindowDeactivate:
            self._down.clear()  # releases now go to another window
            self._came_up.clear()
        elif kind == QEvent.Type.WindowStateChange and window.isMinimized():
            # no visitor could bring it back
            seen = window.windowState() & ~Qt.WindowState.WindowMinimized
            QTimer.singleShot(0, window, lambda: window.setWindowState(seen))

    def _attach(self) -> None:
        """Watch the window's native handle, which gets events first; it is created when shown, and sometimes again."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._seen:
            self._seen = handle
            handle.installEventFilter(self)


def _place(event: QEvent) -> QPointF:
    """Position of the first finger, or of the pointer."""
    if isinstance(event, QSinglePointEvent):
        return event.position()
    if isinstance(event, QPointerEvent) and event.points():
        return event.points()[0].position()
    return QPointF(-1.0, -1.0)
