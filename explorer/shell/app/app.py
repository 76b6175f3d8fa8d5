"""Runs the explorer: shows a scene until the visitor closes the window."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ...base.supervisor.watchdog_pipe import WatchdogPipe
from ...park.last_good import Opened
from ..event_log.event_log import EventLog
from ..style.theme import Theme
from ..viewport.cover import Cover
from ..window.main_window import MainWindow
from ..window.protocols import StageMaker
from .application import application_for
from .content_watch import watch
from .error_hook import ErrorHook
from .shutdown import ShutdownSignals
from .startup import LoadResult, Options, Startup

if TYPE_CHECKING:
    from ..edit.live_window import LiveWindow

HEARTBEAT_EVERY_MS = 250


class Heartbeat(QObject):
    """Sends heartbeats to the supervisor as long as the window draws frames; ends the program when the supervisor is gone.

    It runs on a Qt timer in the thread that paints. If this thread hangs, or every frame ends with an error, the
    supervisor hears nothing. A hidden window draws no frames; then the timer alone sends the heartbeat.

    Parameters
    ----------
    shown : the top-level widget; becomes its parent.
    """

    def __init__(self, line: WatchdogPipe, shown: QWidget) -> None:
        super().__init__(shown)
        self._line, self._shown = line, shown
        self._ticks = -1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(HEARTBEAT_EVERY_MS)

    def stop(self) -> None:
        """Stop sending heartbeats."""
        self._timer.stop()

    def tick(self) -> None:
        """Send a heartbeat, unless the window's frame clock has stopped ticking."""
        if isinstance(self._shown, MainWindow) and self._shown.frame_clock.running:
            ticks = self._shown.frame_clock.ticks
            if ticks == self._ticks:
                return
            self._ticks = ticks
        if not self._line.beat():
            QApplication.exit(0)  # not quit(), which windows that visitors cannot close refuse


KEEP_MS = 1000
FAILED = 2
"""Exit code when no park could be shown."""


def run(reading: LoadResult, make_stage: StageMaker, options: Options) -> int:
    """Show the park until the visitor closes the window; return the exit code of the program.

    Parameters
    ----------
    reading : the scene.
    make_stage : makes the stage, or raises `CannotDraw` if this machine cannot draw.
    """
    application = application_for(options)
    supervised = options.line is not None
    with (
        EventLog(
            options.log,
            began_s=options.began_s,
            continued=supervised,
            verbose=options.verbose,
            on_note=options.line.progress if options.line is not None else None,
        ) as event_log,
        ExitStack() as at_the_end,
    ):
        opening = Startup(make_stage, options, event_log)
        inner = opening.opened(reading)
        live = _live(inner, opening, options) if options.edits or options.watches else None
        shown = live or inner
        with ErrorHook(event_log, shown):
            if isinstance(inner, MainWindow):
                cover = Cover(inner, lambda: inner.viewport.has_frame)
                cover.show_colour(inner.theme.colour("sunken"))
            opening.show(shown)
            freeze_garbage(inner)
            if options.line is not None:
                Heartbeat(options.line, shown)
            if opening.scene is not None and shown is inner:
                watch(opening.scene, options.examine, event_log, shown, supervised=options.line is not None)
                if isinstance(shown, MainWindow) and opening.is_whole:
                    keep_when_drawn(opening.scene, shown)
            at_the_end.callback(ShutdownSignals(supervised, application).stop)
            code = application.exec()
            opening.close()
        if live is not None:
            live.end()
            return code
        if isinstance(shown, MainWindow):
            shown.end()
            if code == 0:
                shown.checkpoint.clear()
            return code
        return code or FAILED


def _live(shown: QWidget, opening: Startup, options: Options) -> LiveWindow | None:
    """The window around the park for editing or watching its files; its modules are imported only here."""
    from ..edit.live_window import LiveWindow

    session = opening.session
    if session is None:
        return None
    window = shown if isinstance(shown, MainWindow) else None
    theme = window.theme if window is not None else Theme.of(opening.settings)
    instead = shown if window is None else None
    return LiveWindow(opening, session, theme, window, instead, options.edits, opening.settings_store)


def freeze_garbage(shown: QWidget) -> None:
    """Exempt present objects from garbage collection, now and again once all preparation is done.

    A full collection takes nearly a tenth of a second, in the middle of a flight. The collector may have been off
    until now: opening a window leaves hardly any garbage.

    Qt for Python reads the source of each module imported after it, and the standard library caches the lines: about
    100,000 lines, 9 MB, without use. A traceback reads them again when it needs them.
    """
    linecache.clearcache()
    gc.enable()
    gc.freeze()
    if isinstance(shown, MainWindow):
        shown.idle_tasks.add("garbage", _freeze_again)


def _freeze_again() -> Iterator[None]:
    gc.freeze()
    yield


def keep_when_drawn(scene: Opened, window: MainWindow) -> QTimer:
    """Copy the scene as the last good one as soon as a frame of it is on the screen."""
    timer = QTimer(window)

    def look() -> None:
        if window.viewport.has_frame:
            timer.stop()
            scene.keep()

    timer.timeout.connect(look)
    timer.start(KEEP_MS)
    return timer
