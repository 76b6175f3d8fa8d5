"""Feeds the exhibits of a show from a real line, as far as somebody stands at them."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from ...exhibits.tags import LineSource, Live
from ...visit.acts import HearLine
from ...visit.following import due
from ..window.main_window import MainWindow

LOOKS_MS = 100


class LineFeed(QObject):
    """Takes what a line says, lets the visit hear of it, and the exhibit follow.

    Parameters
    ----------
    clock : seconds, from any start.

    Attributes
    ----------
    live : what is known of the line now.
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
        """Look no more by itself."""
        self._timer.stop()

    def look(self) -> None:
        """Take what has come; the exhibit follows."""
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
        for act in due(window.visit):
            if (act.condition, act.value) in self._refused:
                continue
            try:
                window.do(act)
            except (KeyError, ValueError) as fault:
                self._refused.add((act.condition, act.value))  # of a row that makes no sense, noted once
                window.event_log.note("warning", what=f"{act.exhibit}.{act.condition}: {fault}")
