"""A process that opens the explorer's real window and measures its beat: time, parts, picture, painting, all of it."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

# before Qt, as in the program itself: else Qt would read the source of all that is imported later, and keep it
from .. import shell  # noqa: F401  # isort: skip
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ..bench.report import in_all
from ..core.memory import peak_memory_mb
from ..core.protocols import GlContext
from ..i18n import next_language
from ..park import Park
from ..park.faults import Fault
from ..park.model import LANGUAGES
from ..shell.app.app import settle
from ..shell.app.error_hook import ErrorHook
from ..shell.app.settings_store import Remembered
from ..shell.app.startup import Opening, Options, application_for
from ..shell.event_log.event_log import Journal
from ..shell.window.main_window import MainWindow
from ..visit import Act, Change, Close, LookFrom, Open
from ..visit.settings import DAY_PHASES
from .child import questions, setup_given, tell
from .path import MOST_RESTING_FRAMES, RESIZED_PX, REST_FPS, REST_SHARE, switched_times, until_next_beat, walk
from .setup import Setup
from .visitors import Tally, Visitors, answer

LONGEST_BEATS = 200
"""After so many beats it is no longer waited for that everything stands still."""
BEATS_TO_FINISH = 30
"""So many beats are enough for the fine picture of what stands still."""
CALM_S = 1.0
"""After this the pulse has become slow."""
LONGEST_IDLE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A scene that has no errors."""

    park: Park
    errors: Sequence[Fault] = ()


class Measured:
    """The real window, its beat in our hand."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application, self._window = application, window
        self._park = window.visit.park
        window.pulse.stop()
        window.do(Change(replace(window.visit.settings, comfort="cut")))
        for _ in range(LONGEST_BEATS if window.presenter.to_check else 0):
            window.beat(0.05)  # both ways to the screen are measured before the one that is kept
            self._answer()
            if not window.presenter.to_check:
                break
        self._until_still()

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
            took_ms = self._beat(act, dt_s)
            dt_s = took_ms / 1000
            if window.visit.pose != before:
                moving_ms.append(took_ms)
        self._until_still()
        # where motion is cut all stands still: rest is measured with what moves by itself
        window.do(Change(replace(window.visit.settings, comfort="fly")))
        for _ in range(BEATS_TO_FINISH):
            began_s = perf_counter()
            self._beat(None, 1 / REST_FPS)
            until_next_beat(began_s)
        rest_ms: list[float] = []
        end_s = perf_counter() + seconds * REST_SHARE
        while len(rest_ms) < 2 or (perf_counter() < end_s and len(rest_ms) < MOST_RESTING_FRAMES):
            rest_ms.append(self._beat(None, 1 / REST_FPS))
        window.do(Change(replace(window.visit.settings, comfort="cut")))
        return {"moving": moving_ms, "rest": rest_ms}

    def switches(self, seconds: float) -> dict[str, list[float]]:
        """Times of the longer of the two beats that show a switch, the shell's and the park's, in ms; the first time first."""
        window = self._window
        usual = window.visit.settings
        width, height = window.width(), window.height()

        def resized(odd: bool) -> float:
            began_s = perf_counter()
            more = RESIZED_PX if odd else 0
            window.resize(width + more, height + more)
            self._beat(None, 1 / REST_FPS)
            return max((perf_counter() - began_s) * 1000, self._beat(None, 1 / REST_FPS))

        def changed(language: bool) -> Callable[[bool], float]:
            other = (
                replace(usual, language=next_language(usual.language, LANGUAGES))
                if language
                else replace(usual, day_phase=DAY_PHASES["day" if usual.light == "dusk" else "dusk"])
            )
            return lambda odd: max(
                self._beat(Change(other if odd else usual), 1 / REST_FPS), self._beat(None, 1 / REST_FPS)
            )

        times: dict[str, list[float]] = {}
        kinds = {"resize": resized, "language": changed(True), "light": changed(False)}
        for name, switch in kinds.items():
            times[name] = []
            for number in range(switched_times(seconds)):
                times[name].append(switch(number % 2 == 0))
                self._until_still()
        return times

    def idle(self, seconds: float) -> dict[str, float | None]:
        """The share of one core that is used while nothing happens, on the screen and hidden; the peak of memory.

        Before an open zone something always does: its exhibit goes on.
        """
        window = self._window
        window.do(Close())
        window.do(LookFrom(self._park.start))
        self._until_still()
        window.pulse.start()
        self._let_run(CALM_S)
        still = self._busy_share(min(seconds, LONGEST_IDLE_S))
        window.hide()
        self._let_run(CALM_S / 4)
        hidden = self._busy_share(min(seconds, LONGEST_IDLE_S))
        return {"still": still, "hidden": hidden, "memory_mb": peak_memory_mb()}

    def _beat(self, act: Act | None, dt_s: float) -> float:
        """One beat and the painting it leads to, in ms."""
        began_s = perf_counter()
        if act is not None:
            self._window.do(act)
        self._window.beat(dt_s)
        self._answer()
        return (perf_counter() - began_s) * 1000

    def _answer(self) -> None:
        answer(self._application)

    def _until_still(self) -> None:
        for _ in range(LONGEST_BEATS):
            began_s = perf_counter()
            busy = self._window.beat(0.05)
            self._answer()
            if not busy:
                return
            until_next_beat(began_s)

    def _busy_share(self, seconds: float) -> float:
        began_s, used_s = perf_counter(), process_time()
        self._let_run(seconds)
        return (process_time() - used_s) / (perf_counter() - began_s)

    def _let_run(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


def opened(setup: Setup, memory: Path, journal: Journal | None = None) -> MainWindow | str:
    """The window as the explorer opens it, but with a memory of its own; or why there is none."""
    failures: list[str] = []

    def stage(park: Park, width: int, height: int, context: GlContext | None = None) -> Any:
        try:
            return setup.stage(park, width, height, context)
        except Exception as fault:
            failures.append(str(fault))
            raise

    opening = Opening(stage, _options(setup, memory), journal or Journal(None))
    shown = opening.opened(_Reading(setup.park()))
    if not isinstance(shown, MainWindow):
        return failures[0] if failures else type(shown).__name__
    opening.show(shown)
    return shown


def _options(setup: Setup, memory: Path) -> Options:
    return Options(size=setup.size, memory=memory, present=setup.present)  # type: ignore[arg-type]


def main() -> int:
    """Open the window, say so, and answer what is asked."""
    gc.disable()  # as the explorer itself opens
    setup = setup_given()
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder) / "bench.ini"
        verdict = Remembered().verdict()
        if verdict is not None:
            Remembered(memory).keep_verdict(verdict)
        application = application_for(_options(setup, memory))
        journal = Tally()
        window = opened(setup, memory, journal)
        if isinstance(window, str):
            tell(failed=window)
            return 2
        settle(window)
        window.pulse.stop()  # a second beat that comes due meanwhile is not part of the first picture
        window.beat(0.0)
        application.processEvents()
        size = (window.width(), window.height())
        shown = window.presenter.said
        tell(
            drawn=True,
            platform=application.platformName(),
            presenter=in_all(shown),
            size=size,
            memory_mb=peak_memory_mb(),
        )
        with ErrorHook(journal, window):
            _answer_questions(application, window, journal)
        window.end()
    return 0


def _answer_questions(application: QApplication, window: MainWindow, journal: Tally) -> None:
    measured: Measured | None = None
    for asked in questions():
        measured = measured or Measured(application, window)
        if "view" in asked:
            tell(**measured.view(asked["view"], asked["seconds"]))
        elif "stroll" in asked:
            tell(**Visitors(application, window, journal).stroll(asked["stroll"]))
        elif "rounds" in asked:
            tell(**Visitors(application, window, journal).rounds(asked["rounds"]))
        elif "idle" in asked:
            tell(**measured.idle(asked["seconds"]))
        else:
            tell(**measured.switches(asked["seconds"]))


if __name__ == "__main__":
    raise SystemExit(main())
