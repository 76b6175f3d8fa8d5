"""What visitors meet with in the real window, its frame clock in our hand: one who does anything, one who works every exhibit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter, process_time, thread_time
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.i18n import next_language
from explorer.measure.bench.child import Setup
from explorer.measure.bench.frames import RESIZED_PX, REST_FPS, switched_times, wait_for_next_frame
from explorer.measure.bench.window import Measured, measure, process_events
from explorer.park.model import LANGUAGES
from explorer.shell.window.frame_clock import LONGEST_S
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Act, Change, Close, LookFrom
from explorer.visit.settings import DAY_PHASES

from .rounds import LONGEST_MS, Watched, first_sight, rounds
from .stroll import HITCH_MS, Took, ideas, stroll
from .values import MEMORY_AT

QUIET_S = 1.0
"""After this the frame clock has become slow."""
LONGEST_IDLE_S = 1.0


class Visitors(Measured):
    """Answers what visitors meet with, how long switches take, and what the window costs while nothing happens."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        super().__init__(application, window)
        self._errors = 0
        shown = sys.excepthook

        def count(*fault: Any) -> None:
            self._errors += 1
            shown(*fault)

        sys.excepthook = count

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What was asked: a task by its name, with its seconds."""
        ((task, seconds),) = asked.items()
        tasks: dict[str, Callable[[float], dict[str, Any]]] = {
            "switches": self.switches,
            "idle": self.idle,
            "stroll": self.stroll,
            "rounds": self.rounds,
        }
        return tasks[task](seconds)

    def switches(self, seconds: float) -> dict[str, list[float]]:
        """Times of the longer of the two ticks that show a switch, the shell's and the park's, in ms; the first time first."""
        window = self._window
        usual = window.visit.settings
        width, height = window.width(), window.height()

        def resized(odd: bool) -> float:
            began_s = perf_counter()
            more = RESIZED_PX if odd else 0
            window.resize(width + more, height + more)
            self.draw_frame(None, 1 / REST_FPS)
            return max((perf_counter() - began_s) * 1000, self.draw_frame(None, 1 / REST_FPS))

        def changed(language: bool) -> Callable[[bool], float]:
            other = (
                replace(usual, language=next_language(usual.language, LANGUAGES))
                if language
                else replace(usual, day_phase=DAY_PHASES["day" if usual.light == "dusk" else "dusk"])
            )
            return lambda odd: max(
                self.draw_frame(Change(other if odd else usual), 1 / REST_FPS),
                self.draw_frame(None, 1 / REST_FPS),
            )

        times: dict[str, list[float]] = {}
        kinds = {"resize": resized, "language": changed(True), "light": changed(False)}
        for name, switch in kinds.items():
            times[name] = []
            for number in range(switched_times(seconds)):
                times[name].append(switch(number % 2 == 0))
                self.until_still()
        return times

    def idle(self, seconds: float) -> dict[str, float]:
        """The share of one core that is used while nothing happens, on the screen and hidden.

        Before an open zone something always does: its exhibit goes on.
        """
        window = self._window
        window.do(Close())
        window.do(LookFrom(self._park.start))
        self.until_still()
        window.frame_clock.start()
        self._let_run(QUIET_S)
        still = self._busy_share(min(seconds, LONGEST_IDLE_S))
        window.hide()
        self._let_run(QUIET_S / 4)
        hidden = self._busy_share(min(seconds, LONGEST_IDLE_S))
        return {"still_core": still, "hidden_core": hidden}

    def stroll(self, seconds: float) -> dict[str, Any]:
        """What a visitor who does anything at any time meets with."""
        self._to_the_screen()
        seen = stroll(self._took, ideas(self._window.visit.park, lambda: self._window.visit), seconds)
        return {
            "times": [took.wall_ms for took in seen.frames],
            "hitches": [(name, *took) for name, took in seen.hitches if took.wall_ms > HITCH_MS],
            "memory": seen.memory_mb,
            "grown": seen.grown_mb,
        }

    def rounds(self, seconds: float) -> dict[str, Any]:
        """What a visitor who works every exhibit in turn meets with, from first sight on; memory from then on."""
        self._to_the_screen()
        widgets: list[int] = []
        began_s, errors = float("inf"), self._errors

        def draw(acts: Sequence[Act], dt_s: float) -> Took:
            if not widgets and perf_counter() - began_s > seconds * MEMORY_AT[0]:
                widgets.append(self._count_widgets())
            try:
                return self._took(acts, dt_s)
            except Exception as fault:  # as in the explorer itself: it is written down, and the park goes on
                sys.excepthook(type(fault), fault, fault.__traceback__)
                return Took(0.0, 0.0)

        with_park = self._window.visit.park, lambda: self._window.visit
        first = stroll(draw, first_sight(*with_park), seconds, hitch_ms=LONGEST_MS)
        began_s = perf_counter()
        seen = stroll(draw, rounds(*with_park), seconds, hitch_ms=LONGEST_MS)
        seen = replace(seen, frames=first.frames + seen.frames, hitches=first.hitches + seen.hitches)
        watched = Watched.of(seen)
        return {
            "wall": [took.wall_ms for took in seen.frames],
            "cpu": [took.cpu_ms for took in seen.frames],
            "over_wall": watched.over_wall,
            "over_cpu": watched.over_cpu,
            "worst": watched.worst,
            "memory": watched.memory_mb,
            "widgets": (widgets[0] if widgets else self._count_widgets(), self._count_widgets()),
            "errors": self._errors - errors,
        }

    def _busy_share(self, seconds: float) -> float:
        began_s, used_s = perf_counter(), process_time()
        self._let_run(seconds)
        return (process_time() - used_s) / (perf_counter() - began_s)

    def _let_run(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def _to_the_screen(self) -> None:
        """Show the window, if it was hidden, with the motion that a visitor sees; its frame clock stays in our hand."""
        window = self._window
        window.show()
        window.frame_clock.stop()
        window.do(Change(replace(window.visit.settings, comfort="fly")))
        process_events(self._application)

    def _count_widgets(self) -> int:
        return len(self._application.allWidgets())

    def _took(self, acts: Sequence[Act], dt_s: float) -> Took:
        """One frame and the painting it leads to; like the window's own, it never reports more time than is sensible."""
        began_s, used_s = perf_counter(), thread_time()
        for act in acts:
            self._window.do(act)
        self._window.tick(min(dt_s, LONGEST_S))
        process_events(self._application)
        took = Took((perf_counter() - began_s) * 1000, (thread_time() - used_s) * 1000)
        wait_for_next_frame(began_s)
        return took


def show_visitors(setup: Setup) -> int:
    """Open the window and let visitors come; the exit code."""
    return measure(setup, Visitors)
