"""Has missing baked light made for a park shown in plain light, and shows it when it is ready.

Another process bakes it at low priority, so that no frame waits. The result is cached; if the window closes before the end,
the next start begins again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer
from shiboken6 import isValid

from ..event_log.event_log import EventLog
from ..window.main_window import MainWindow
from ..window.protocols import Stage
from .module_process import start_module

MAKER = "explorer.build.grown"
LOOK_MS = 50
END_MS = 500


class LightToCome(QObject):
    """Starts the maker once a frame is on the screen.

    Parameters
    ----------
    job : the file that describes the light to make.
    has_frame : whether a first frame is on the screen.
    relight : shows the light in a folder.
    """

    def __init__(
        self,
        job: Path,
        has_frame: Callable[[], bool],
        relight: Callable[[Path], None],
        event_log: EventLog,
        parent: QObject | None = None,
    ) -> None:
        super().__init__()
        self.job, self._event_log = job, event_log
        self.serve(has_frame, relight, parent)
        self._process: QProcess | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.stop)

    def serve(
        self, has_frame: Callable[[], bool], relight: Callable[[Path], None], parent: QObject | None
    ) -> None:
        """Serve another window with the same park from now on."""
        self._has_frame, self._relight = has_frame, relight
        self.setParent(parent)

    @property
    def is_at_work(self) -> bool:
        """Whether the light is still being made."""
        return self._timer.isActive() or self._process is not None

    def _look(self) -> None:
        if not self._has_frame():
            return
        self._timer.stop()
        process = self._process = QProcess(self)
        process.finished.connect(self._made)
        process.errorOccurred.connect(self._made)
        start_module(process, MAKER, str(self.job))

    def _made(self) -> None:
        if (process := self._process) is None:
            return
        self._process = None
        from ...build.grown.grown import lit_folder

        folder = lit_folder(self.job)
        if (folder / "manifest.json").is_file():
            self._event_log.note("light_comes")
            self._relight(folder)
        else:
            lines = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").split("\n")
            written = [line for line in lines if line.strip()]
            what = written[-1] if written else process.errorString()
            self._event_log.note("error", kind="light", what=what)
        process.deleteLater()

    def stop(self) -> None:
        """Stop the maker and discard its unfinished work."""
        self._timer.stop()
        if (process := self._process) is not None:
            self._process = None
            process.kill()
            process.waitForFinished(END_MS)


def bring_light(
    before: LightToCome | None, window: MainWindow, stage: Stage, event_log: EventLog
) -> LightToCome | None:
    """Have the light made that the park of a window lacks.

    A job of the window before continues if it is for the same park, and is stopped otherwise.
    """
    job = window.visit.park.light_to_come

    def has_frame() -> bool:
        return window.viewport.has_frame

    if before is not None and isValid(before):
        if before.job == job and before.is_at_work:
            before.serve(has_frame, stage.relight, window)
            return before
        before.stop()
    return None if job is None else LightToCome(job, has_frame, stage.relight, event_log, window)
