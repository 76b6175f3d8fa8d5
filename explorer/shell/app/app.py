"""Runs the explorer: shows a scene until the visitor closes the window."""

from __future__ import annotations

import gc
import linecache
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ...park.last_good import Opened
from ..event_log.event_log import EventLog
from ..event_log.visit_recorder import somebody
from ..window.main_window import MainWindow
from ..window.protocols import StageMaker
from .content_watch import Renewal
from .error_hook import ErrorHook
from .heartbeat import Heartbeat
from .shutdown import Ending, restart
from .startup import Opening, Options, Reading, application_for

KEEP_MS = 1000
FAILED = 2
"""The exit code when no park could be shown."""


def run(reading: Reading, make_stage: StageMaker, options: Options) -> int:
    """Show the park until the visitor closes the window; the exit code of the program.

    Parameters
    ----------
    reading : the scene.
    make_stage : makes the stage, or raises `CannotDraw` if this machine cannot draw.
    """
    application = application_for(options)
    supervised = options.line is not None
    with EventLog(
        options.log, began_s=options.began_s, continued=supervised, verbose=options.verbose
    ) as journal:
        opening = Opening(make_stage, options, journal)
        shown = opening.opened(reading)
        with ErrorHook(journal, shown):
            opening.show(shown)
            settle(shown)
            if options.line is not None:
                Heartbeat(options.line, shown)
            if opening.scene is not None:
                _watch(opening.scene, options.examine, journal, shown, supervised=options.line is not None)
                if isinstance(shown, MainWindow) and opening.is_whole:
                    keep_when_drawn(opening.scene, shown)
            ending = Ending(supervised, application)
            code = application.exec()
            ending.stop()
        if isinstance(shown, MainWindow):
            shown.end()
            if code == 0:
                shown.checkpoint.clear()
            return code
        return code or FAILED


def settle(shown: QWidget) -> None:
    """Have the garbage collector pass over what stays, now and once everything is prepared.

    To look through all of it takes nearly a tenth of a second, in the middle of a flight. Until now the collector may have been
    off: hardly anything of what opens a window is garbage.

    Qt for Python reads the source of each module that is imported after it, and the standard library keeps the lines: about
    100,000 lines, 9 MB, that nobody needs. They are read again where a traceback asks for them.
    """
    linecache.clearcache()
    gc.enable()
    gc.freeze()
    if isinstance(shown, MainWindow):
        shown.preparation.add("all settled", _settled)


def _settled() -> Iterator[None]:
    gc.freeze()
    yield


def keep_when_drawn(scene: Opened, window: MainWindow) -> QTimer:
    """Have the scene copied aside as soon as a picture of it is on the screen."""
    timer = QTimer(window)

    def look() -> None:
        if window.viewport.has_picture:
            timer.stop()
            scene.keep()

    timer.timeout.connect(look)
    timer.start(KEEP_MS)
    return timer


def _watch(
    scene: Opened, examine: Sequence[str], journal: EventLog, shown: QWidget, *, supervised: bool
) -> None:
    """Have the scene on show watched; what is new comes when nobody is looking, if somebody starts it again."""
    for fault in scene.faults:
        journal.note("scene_kept", fault=fault.told())

    def renew() -> bool:
        if isinstance(shown, MainWindow) and somebody(shown.visit):
            return False
        journal.note("scene_comes")
        restart(supervised=True)
        return True

    Renewal(scene.folder, scene.seen, examine, journal, renew if supervised else None, shown)
