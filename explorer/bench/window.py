"""The real window in a process of its own: whole ticks are measured, painting included."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

# park, visit and stage before Qt, as in the program itself: Qt reads the source of each module that is imported after it
from ..film import film  # noqa: F401  # isort: skip
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ..core.memory import anonymous_mb, peak_memory_mb
from ..core.protocols import GlContext
from ..i18n import next_language
from ..park import Park
from ..park.faults import Fault
from ..park.model import LANGUAGES
from ..shell.app.app import freeze_garbage
from ..shell.app.error_hook import ErrorHook
from ..shell.app.settings_store import SettingsStore
from ..shell.app.startup import Options, Startup, application_for
from ..shell.event_log.event_log import EventLog
from ..shell.window.main_window import MainWindow
from ..visit import Act, Change, Close, LookFrom, Open
from ..visit.settings import DAY_PHASES
from .child import Setup, answer_with, questions
from .frames import (
    MOST_RESTING_FRAMES,
    RESIZED_PX,
    REST_FPS,
    REST_SHARE,
    switched_times,
    wait_for_next_frame,
    walk,
)
from .report import in_all

MOST_FRAMES = 200
"""After so many ticks the measurement no longer waits for everything to stand still."""
FRAMES_TO_FINISH = 30
"""Ticks that are enough for the final frame of what stands still."""
QUIET_S = 1.0
"""After this the frame clock has become slow."""
LONGEST_IDLE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A scene that has no errors."""

    park: Park
    errors: Sequence[Fault] = ()


class Measured:
    """The real window, ticked by the measurement instead of its clock."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application, self._window = application, window
        self._park = window.visit.park
        window.frame_clock.stop()
        window.do(Change(replace(window.visit.settings, comfort="cut")))
        for _ in range(MOST_FRAMES if window.presenter.to_check else 0):
            window.tick(0.05)  # both ways to the screen are tried before one is kept
            self._process_events()
            if not window.presenter.to_check:
                break
        self._until_still()

    @classmethod
    def answering(cls, application: QApplication, window: MainWindow) -> Answer:
        """Answers questions about this window."""
        return cls(application, window).answer

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What was asked: the times of a view, of switches, or the load while nothing happens."""
        if "view" in asked:
            return self.view(asked["view"], asked["seconds"])
        if "idle" in asked:
            return self.idle(asked["seconds"])
        return self.switches(asked["seconds"])

    def view(self, view: str, seconds: float) -> dict[str, Any]:
        """Times of one view in ms, moving and at rest."""
        park, window = self._park, self._window
        window.do(Close())
        window.do(Open(view) if view in park.zones else LookFrom(view if view in park.views else park.start))
        self._until_still()
        moving_ms = []
        dt_s = 0.0
        for act in walk(seconds, 0.0, 1.0, view not in park.zones):
            before = window.visit.pose
            took_ms = self._draw_frame(act, dt_s)
            dt_s = took_ms / 1000
            if window.visit.pose != before:
                moving_ms.append(took_ms)
        self._until_still()
        # where motion is cut all stands still: rest is measured with what moves by itself
        window.do(Change(replace(window.visit.settings, comfort="fly")))
        for _ in range(FRAMES_TO_FINISH):
            began_s = perf_counter()
            self._draw_frame(None, 1 / REST_FPS)
            wait_for_next_frame(began_s)
        rest_ms: list[float] = []
        end_s = perf_counter() + seconds * REST_SHARE
        while len(rest_ms) < 2 or (perf_counter() < end_s and len(rest_ms) < MOST_RESTING_FRAMES):
            rest_ms.append(self._draw_frame(None, 1 / REST_FPS))
        window.do(Change(replace(window.visit.settings, comfort="cut")))
        return {"moving": moving_ms, "rest": rest_ms}

    def switches(self, seconds: float) -> dict[str, list[float]]:
        """Times of the longer of the two ticks that show a switch, the shell's and the park's, in ms; the first time first."""
        window = self._window
        usual = window.visit.settings
        width, height = window.width(), window.height()

        def resized(odd: bool) -> float:
            began_s = perf_counter()
            more = RESIZED_PX if odd else 0
            window.resize(width + more, height + more)
            self._draw_frame(None, 1 / REST_FPS)
            return max((perf_counter() - began_s) * 1000, self._draw_frame(None, 1 / REST_FPS))

        def changed(language: bool) -> Callable[[bool], float]:
            other = (
                replace(usual, language=next_language(usual.language, LANGUAGES))
                if language
                else replace(usual, day_phase=DAY_PHASES["day" if usual.light == "dusk" else "dusk"])
            )
            return lambda odd: max(
                self._draw_frame(Change(other if odd else usual), 1 / REST_FPS),
                self._draw_frame(None, 1 / REST_FPS),
            )

        times: dict[str, list[float]] = {}
        kinds = {"resize": resized, "language": changed(True), "light": changed(False)}
        for name, switch in kinds.items():
            times[name] = []
            for number in range(switched_times(seconds)):
                times[name].append(switch(number % 2 == 0))
                self._until_still()
        return times

    def idle(self, seconds: float) -> dict[str, float]:
        """The share of one core that is used while nothing happens, on the screen and hidden; memory, peak and anonymous.

        Before an open zone something always does: its exhibit goes on.
        """
        window = self._window
        window.do(Close())
        window.do(LookFrom(self._park.start))
        self._until_still()
        window.frame_clock.start()
        self._let_run(QUIET_S)
        still = self._busy_share(min(seconds, LONGEST_IDLE_S))
        window.hide()
        self._let_run(QUIET_S / 4)
        hidden = self._busy_share(min(seconds, LONGEST_IDLE_S))
        return {
            "still": still,
            "hidden": hidden,
            "memory_mb": peak_memory_mb(),
            "anonymous_mb": anonymous_mb(),
        }

    def _draw_frame(self, act: Act | None, dt_s: float) -> float:
        """One tick and the painting it leads to, in ms."""
        began_s = perf_counter()
        if act is not None:
            self._window.do(act)
        self._window.tick(dt_s)
        self._process_events()
        return (perf_counter() - began_s) * 1000

    def _process_events(self) -> None:
        process_events(self._application)

    def _until_still(self) -> None:
        for _ in range(MOST_FRAMES):
            began_s = perf_counter()
            busy = self._window.tick(0.05)
            self._process_events()
            if not busy:
                return
            wait_for_next_frame(began_s)

    def _busy_share(self, seconds: float) -> float:
        began_s, used_s = perf_counter(), process_time()
        self._let_run(seconds)
        return (process_time() - used_s) / (perf_counter() - began_s)

    def _let_run(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


def opened(setup: Setup, settings: Path, event_log: EventLog | None = None) -> MainWindow | str:
    """The window as the explorer opens it, but with a settings file of its own; or why there is none."""
    failures: list[str] = []

    def stage(park: Park, width: int, height: int, context: GlContext | None = None) -> Any:
        try:
            return setup.stage(park, width, height, context)
        except Exception as fault:
            failures.append(str(fault))
            raise

    opening = Startup(stage, _options(setup, settings), event_log or EventLog(None))
    shown = opening.opened(_Reading(setup.park()))
    if not isinstance(shown, MainWindow):
        return failures[0] if failures else type(shown).__name__
    opening.show(shown)
    return shown


def _options(setup: Setup, settings: Path) -> Options:
    return Options(size=setup.size, memory=settings, present=setup.present)  # type: ignore[arg-type]


Answer = Callable[[dict[str, Any]], dict[str, Any]]


def measure(
    setup: Setup,
    answers: Callable[[QApplication, MainWindow], Answer] | None = None,
    event_log: EventLog | None = None,
) -> int:
    """Open the window, tell of it, and answer questions until there are no more; the exit code.

    Parameters
    ----------
    answers : makes, with the first question, what answers all of them; None: `Measured`.
    """
    gc.disable()  # as the explorer itself opens
    event_log = event_log or EventLog()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "bench.ini"
        verdict = SettingsStore().verdict()
        if verdict is not None:
            SettingsStore(settings).keep_verdict(verdict)
        application = application_for(_options(setup, settings))
        window = opened(setup, settings, event_log)
        if isinstance(window, str):
            answer_with(failed=window)
            return 2
        freeze_garbage(window)
        window.frame_clock.stop()  # a second tick that comes due meanwhile is not part of the first frame
        window.tick(0.0)
        application.processEvents()
        size = (window.width(), window.height())
        shown = window.presenter.reason
        answer_with(
            drawn=True,
            platform=application.platformName(),
            presenter=in_all(shown),
            size=size,
            memory_mb=peak_memory_mb(),
        )
        with ErrorHook(event_log, window):
            answer: Answer | None = None
            for asked in questions():
                answer = answer or (answers or Measured.answering)(application, window)
                answer_with(**answer(asked))
        window.end()
    return 0


def process_events(application: QApplication) -> None:
    """Do what waits in Qt; outside of its own loop nothing that is to be deleted would ever go."""
    application.processEvents()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
