"""Feeds the exhibits on show from a real production line."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from ...exhibits.tags import LineSource, Live
from ...visit.acts import HearLine
from ...visit.reducer import due_of_line
from ..window.main_window import MainWindow

LOOKS_MS = 100


class LineFeed(QObject):
    """Reads values of a line, reports them to the visit, and updates the exhibit.

    Parameters
    ----------
    clock : seconds, from any start.

    Attributes
    ----------
    live : the present values of the line.
    """

    def __init__(
        self, window: MainWindow, source: LineSource, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(window)
        self._window, self._source, self._clock = window, source, clock
        self.live = Live(now_s=clock())
        self._refused: set[tuple[str, float]] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOKS_MS)

    def stop(self) -> None:
        """Stop reading."""
        self._timer.stop()

    def look(self) -> None:
        """Take new values and update the exhibit."""
        window, before = self._window, self.live
        self.live = self.live.at(self._clock())
        for row in self._source.news():
            self.live = self.live.after(row, recorded=self._source.is_recording)
        if self.live.standing != before.standing:
            window.event_log.note("line", standing=self.live.standing, tags=len(self.live.tags))
        run = window.visit.run
        is_seen = run is not None and self.live.feeds(type(run.exhibit))
        if is_seen or window.visit.live is None or window.visit.live.standing != self.live.standing:
            window.do(HearLine(self.live))
        for act in due_of_line(window.visit):
            if (act.condition, act.value) in self._refused:
                continue
            try:
                window.do(act)
            except (KeyError, ValueError) as fault:
                self._refused.add((act.condition, act.value))  # log a value that makes no sense only once
                window.event_log.note("warning", what=f"{act.exhibit}.{act.condition}: {fault}")
