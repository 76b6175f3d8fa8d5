"""The real window in a separate process: whole ticks are measured, painting included."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

# park, visit and stage before Qt, as in the program itself: Qt reads the source of each module imported after it
from ...publish.film import film  # noqa: F401  # isort: skip
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ...base.memory import anonymous_mb, peak_memory_mb
from ...base.protocols import GlContext
from ...park import Park
from ...park.faults import Fault
from ...shell.app.app import freeze_garbage
from ...shell.app.application import application_for
from ...shell.app.error_hook import ErrorHook
from ...shell.app.settings_store import SettingsStore
from ...shell.app.startup import Options, Startup
from ...shell.event_log.event_log import EventLog
from ...shell.window.main_window import MainWindow
from ...visit import Act, Change, Close, LookFrom, Open
from .child import Setup, answer_with, questions
from .frames import (
    MOST_RESTING_FRAMES,
    REST_FPS,
    REST_SHARE,
    wait_for_next_frame,
    walk,
)
from .report import in_all

MOST_FRAMES = 200
"""Number of ticks after which the measurement stops waiting for all motion to end."""
FRAMES_TO_FINISH = 30
"""Number of ticks that is enough for a final frame."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A scene without errors."""

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
            window.tick(0.05)  # the window tries both presenters before it keeps one
            process_events(self._application)
            if not window.presenter.to_check:
                break
        self.until_still()

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The times of a view, and peak and anonymous memory so far."""
        times_ms = self.view(asked["view"], asked["seconds"])
        return {**times_ms, "memory_mb": peak_memory_mb(), "anonymous_mb": anonymous_mb()}

    def view(self, view: str, seconds: float) -> dict[str, Any]:
        """Times of one view in ms, moving and at rest."""
        park, window = self._park, self._window
        window.do(Close())
        window.do(Open(view) if view in park.zones else LookFrom(view if view in park.views else park.start))
        self.until_still()
        moving_ms = []
        dt_s = 0.0
        for act in walk(seconds, 0.0, 1.0, view not in park.zones):
            before = window.visit.pose
            took_ms = self.draw_frame(act, dt_s)
            dt_s = took_ms / 1000
            if window.visit.pose != before:
                moving_ms.append(took_ms)
        self.until_still()
        # with the comfort setting "cut" nothing moves; rest is measured with autonomous motion
        window.do(Change(replace(window.visit.settings, comfort="fly")))
        for _ in range(FRAMES_TO_FINISH):
            began_s = perf_counter()
            self.draw_frame(None, 1 / REST_FPS)
            wait_for_next_frame(began_s)
        rest_ms: list[float] = []
        end_s = perf_counter() + seconds * REST_SHARE
        while len(rest_ms) < 2 or (perf_counter() < end_s and len(rest_ms) < MOST_RESTING_FRAMES):
            rest_ms.append(self.draw_frame(None, 1 / REST_FPS))
        window.do(Change(replace(window.visit.settings, comfort="cut")))
        return {"moving": moving_ms, "rest": rest_ms}

    def draw_frame(self, act: Act | None, dt_s: float) -> float:
        """Run one tick and its painting; returns the time in ms."""
        began_s = perf_counter()
        if act is not None:
            self._window.do(act)
        self._window.tick(dt_s)
        process_events(self._application)
        return (perf_counter() - began_s) * 1000

    def until_still(self) -> None:
        """Draw frames until nothing moves."""
        for _ in range(MOST_FRAMES):
            began_s = perf_counter()
            busy = self._window.tick(0.05)
            process_events(self._application)
            if not busy:
                return
            wait_for_next_frame(began_s)


def opened(setup: Setup, settings: Path) -> MainWindow | str:
    """The window as opened by the explorer, but with a separate settings file; or why it cannot be opened."""
    failures: list[str] = []

    def stage(park: Park, width: int, height: int, context: GlContext | None = None) -> Any:
        try:
            return setup.stage(park, width, height, context)
        except Exception as fault:
            failures.append(str(fault))
            raise

    opening = Startup(stage, _options(setup, settings), EventLog())
    shown = opening.opened(_Reading(setup.park()))
    if not isinstance(shown, MainWindow):
        return failures[0] if failures else type(shown).__name__
    opening.show(shown)
    return shown


def _options(setup: Setup, settings: Path) -> Options:
    return Options(size=setup.size, memory=settings, present=setup.present)  # type: ignore[arg-type]


def measure(setup: Setup, kind: type[Measured] = Measured) -> int:
    """Open the window, report how, and answer questions until there are no more; returns the exit code."""
    gc.disable()  # as at the start of the explorer
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "bench.ini"
        verdict = SettingsStore().verdict()
        if verdict is not None:
            SettingsStore(settings).keep_verdict(verdict)
        application = application_for(_options(setup, settings))
        window = opened(setup, settings)
        if isinstance(window, str):
            answer_with(failed=window)
            return 2
        freeze_garbage(window)
        window.frame_clock.stop()  # a second tick that becomes due meanwhile is not part of the first frame
        window.tick(0.0)
        application.processEvents()
        answer_with(
            renderer=window.stage.driver.name,
            drawn=in_all(window.stage.state),
            platform=application.platformName(),
            presenter=in_all(window.presenter.reason),
            size=(window.width(), window.height()),
            memory_mb=peak_memory_mb(),
        )
        with ErrorHook(window.event_log, window):
            measured: Measured | None = None
            for asked in questions():
                measured = measured or kind(application, window)
                answer_with(**measured.answer(asked))
        window.end()
    return 0


def process_events(application: QApplication) -> None:
    """Process pending events, and deferred deletions, which Qt runs only inside its event loop."""
    application.processEvents()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
