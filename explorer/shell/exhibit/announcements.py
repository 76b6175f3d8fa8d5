"""Screen-reader announcements at an exhibit: each new step of its experiment, and large changes of its readings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Visit
from .. import accessible
from .chart.series import figures_of
from .panel import ExhibitPanel
from .readouts import format_reading

LARGE = 0.1
"""Relative change from which a reading is announced."""
EVERY_S = 4.0
"""Shortest time between two announcements of readings."""
SELDOM_S = 64.0
"""Longest time between two announcements while the visitor does nothing; the interval doubles up to it."""


class Announcements:
    """Announces politely; does nothing unless a screen reader listens.

    Parameters
    ----------
    speaker : the widget on whose behalf it announces.
    announce : takes the words; by default passes them to Qt's accessibility, if a client listens.
    """

    def __init__(self, speaker: QWidget, announce: Callable[[str], None] | None = None) -> None:
        self._announce = announce or partial(accessible.announce, speaker)
        self._step: tuple[str, int] | None = None
        self._announced: dict[str, float] = {}
        self._announced_s = float("-inf")
        self._wait_s = EVERY_S
        self._done: object = None  # the visitor's changes to this run

    def update_from(self, visit: Visit, card: ExhibitPanel) -> None:
        """Announce what is new."""
        run, step = visit.run, card.step
        if card.isHidden() or run is None or visit.zone is None:
            self._step, self._announced, self._done = None, {}, None
            return
        if run.undo is not self._done:
            self._wait_s, self._done = EVERY_S, run.undo
        if step is not None:
            now = (visit.zone, step.walk.progress.at)
            if self._step is not None and now != self._step and now[0] == self._step[0]:
                self._announce(step.words)
            self._step = now
        readings = run.readings
        outputs = {output.name: output for output in figures_of(type(run.exhibit))}
        if self._announced.keys() != outputs.keys():
            self._announced, self._announced_s = {name: readings[name] for name in outputs}, visit.time_s
        if visit.time_s - self._announced_s < self._wait_s:
            return
        changed = {name for name, before in self._announced.items() if _is_large(before, readings[name])}
        if changed:
            self._announced_s, self._wait_s = visit.time_s, min(2 * self._wait_s, SELDOM_S)
            self._announced.update({name: readings[name] for name in changed})
            language = card.theme.language
            self._announce(
                ". ".join(
                    tr(
                        Text("{label}: {value}"), language, label=tr(outputs[name].words, language),
                        value=format_reading(outputs[name], readings[name], card.theme),
                    )
                    for name in outputs if name in changed
                )
            )  # fmt: skip


def _is_large(before: float, now: float) -> bool:
    return abs(now - before) > LARGE * abs(before)
