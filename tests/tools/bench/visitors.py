"""What visitors meet with in the real window, its frame clock in our hand: one who does anything, one who works every exhibit."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter, thread_time
from typing import Any

from PySide6.QtWidgets import QApplication

from explorer.bench.child import Setup
from explorer.bench.frames import wait_for_next_frame
from explorer.bench.window import Measured, measure, process_events
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.window.frame_clock import LONGEST_S
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Act, Change

from .rounds import LONGEST_MS, Watched, first_sight, rounds
from .stroll import HITCH_MS, Took, ideas, stroll
from .values import MEMORY_AT


class EventCounter(EventLog):
    """An event log that counts what happened instead of writing it down."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[str] = Counter()

    def note(self, event: str, **details: object) -> None:
        """Count one event."""
        self._counts[event] += 1

    def count(self, event: str) -> int:
        """How many events of this name there were."""
        return self._counts[event]


class Visitors:
    """Who comes to see, one after the other.

    Parameters
    ----------
    counter : counts what goes wrong; it must be the window's own.
    """

    def __init__(self, application: QApplication, window: MainWindow, counter: EventCounter) -> None:
        self._application, self._window, self._counter = application, window, counter

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
        began_s, errors = float("inf"), self._counter.count("error")

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
            "errors": self._counter.count("error") - errors,
        }

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


class Visiting:
    """Answers what visitors met with in a window."""

    def __init__(self, counter: EventCounter, application: QApplication, window: MainWindow) -> None:
        Measured(application, window)  # until everything stands still
        self._visitors = Visitors(application, window, counter)

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What was asked: a random walk, or all exhibits in turn."""
        if "stroll" in asked:
            return self._visitors.stroll(asked["stroll"])
        return self._visitors.rounds(asked["rounds"])


def show_visitors(setup: Setup) -> int:
    """Open the window and let visitors come; the exit code."""
    counter = EventCounter()
    return measure(setup, lambda application, window: Visiting(counter, application, window).answer, counter)
