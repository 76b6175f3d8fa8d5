"""The time ahead in a chart: how its reading would go on if a dial were set as the pointer offers it, computed by the exhibit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....i18n import Text
from ....visit.exhibit_run import Record, Running
from ...window.view_state import OfferedDial
from ..parameters import ValueText, parameters_of
from .series import AHEAD_S, Line, column, thinned

RENEW_S = 1.0
"""A forecast from further back in the run is computed again."""
SLICE_S = 0.002
"""Time for it in one frame; the line grows meanwhile."""
AT = Text("at {value}", context="a reading, if a dial were set so")


class Forecast:
    """The forecast of one reading; the run itself does not change.

    Parameters
    ----------
    output : name of the reading.
    """

    def __init__(self, output: str, clock: Callable[[], float] = perf_counter) -> None:
        self._output, self._clock = output, clock
        self._offered: OfferedDial | None = None
        self._from: Running | None = None
        self._ahead: Running | None = None
        self._line: Line | None = None

    @property
    def line(self) -> Line | None:
        """What is computed of it; None without a dial under the pointer."""
        return self._line

    def advance(self, run: Running, offered: OfferedDial | None) -> bool:
        """Compute for one frame; return whether the line has changed."""
        before = self._line
        if offered is None or getattr(run.exhibit, offered.name, offered.value) == offered.value:
            self._offered = self._from = self._ahead = self._line = None
            return before is not None
        begun = self._from
        is_other = begun is None or offered != self._offered or begun.past is not run.past
        if is_other:
            self._line = None
        if is_other or (self._ahead is None and begun is not None and run.time_s - begun.time_s > RENEW_S):
            self._offered, self._from = offered, run
            turned = run.turned(offered.name, offered.value)
            self._ahead = replace(turned, other=None, undo=(), ghost=None, record=Record())
        self._compute()
        return self._line is not before

    def _compute(self) -> None:
        """Walk on for a slice of time; a renewed line is shown when it is as long as the one before."""
        ahead, begun = self._ahead, self._from
        if ahead is None or begun is None:
            return
        until, ends = self._clock() + SLICE_S, begun.steps + round(AHEAD_S / STEP_S)
        while ahead.steps < ends:
            ahead = ahead.walked(ahead.steps + 1)
            if self._clock() >= until:
                break
        is_over = ahead.steps >= ends
        self._ahead = None if is_over else ahead
        line = self._drawn(begun, ahead)
        if is_over or self._line is None or len(self._line.xs) < len(line.xs):
            self._line = line

    def _drawn(self, begun: Running, ahead: Running) -> Line:
        """The line from the present value on."""
        offered, exhibit = self._offered, begun.exhibit
        assert offered is not None
        xs, ys = column(ahead, self._output)
        xs, ys = np.insert(xs, 0, begun.time_s), np.insert(ys, 0, begun.readings[self._output])
        parameter = next(p for p in parameters_of(type(exhibit)) if p.name == offered.name)
        unit = next(output.unit for output in exhibit.outputs if output.name == self._output)
        label = AT.having(value=ValueText(parameter, offered.value))
        return Line(label, unit, *thinned(xs, ys), role="ahead")
