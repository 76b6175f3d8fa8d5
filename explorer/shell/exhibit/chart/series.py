"""The data of a chart, computed from a run: lines, bars or a profile, with the ranges of both axes. No drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

import numpy as np
import numpy.typing as npt

from ....exhibits.exhibit import Chart, Exhibit, Output
from ....i18n import Text
from ....visit.exhibit_run import Event, Running
from ..number_format import NICE, ticks

SPANS_S = (20, 30, 45, 60, 90, 120, 180, 300, 450, 600, 900, 1200, 1800, 3600)
"""The axis of time ends at one of these, so that it does not move with every frame."""
MINUTES_FROM_S = 300
MOST_TICKS = 5
MOST_NAMES = 0.5
"""Names at the ends of lines get no larger share of the width than this."""
MOST_POINTS = 240
"""More points than this are not drawn: a chart is a few hundred pixels wide."""
SLIGHTEST_BAR = 0.05
"""The least end of an axis of bars: 0.004 is shown as 0.00, and must not look long."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One reading over the time of the run, or one bar (a single value)."""

    label: Text
    unit: str
    xs: Floats
    ys: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """What is to be drawn.

    Attributes
    ----------
    kind : as the chart's.
    x, y : lowest and highest value of each axis.
    x_ticks, y_ticks : where numbers stand.
    marks : places on x with a name: what the visitor did, or what a profile marks.
    unit : of y, if all lines have the same.
    across : the name of the other axis of a profile.
    """

    kind: str
    lines: tuple[Line, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    x_ticks: tuple[float, ...]
    y_ticks: tuple[float, ...]
    marks: tuple[tuple[float, str | Text], ...] = ()
    unit: str = ""
    across: Text | None = None

    @property
    def in_minutes(self) -> bool:
        """Whether time is written in minutes."""
        return self.kind == "time" and self.x[1] > MINUTES_FROM_S


def figures_of(exhibit: type[Exhibit[object]]) -> tuple[Output, ...]:
    """The readings that are shown as large readouts: those the exhibit names, or else its first two."""
    known = {output.name: output for output in exhibit.outputs}
    return tuple(known[name] for name in exhibit.figures) or exhibit.outputs[:2]


def charts_of(exhibit: type[Exhibit[object]]) -> tuple[Chart, ...]:
    """The charts of an exhibit; one of its first figure over time if it names none."""
    first = figures_of(exhibit)[0]
    return exhibit.charts or (Chart(first.label, (first.name,)),)


def column(run: Running, name: str) -> tuple[Floats, Floats]:
    """Times and values of one reading so far, the present one last."""
    index = [output.name for output in run.exhibit.outputs].index(name)
    times = np.fromiter(run.record.times_s, float, len(run.record.times_s))
    values = np.fromiter((row[index] for row in run.record.rows), float, len(times))
    if len(times) and times[-1] < run.time_s:
        times, values = np.append(times, run.time_s), np.append(values, run.readings[name])
    return times, values


def thinned(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """At most `MOST_POINTS` points; of each stretch its lowest and its highest, so that no peak is lost."""
    stride = -(-2 * len(xs) // MOST_POINTS)
    if stride <= 2:
        return xs, ys
    count = len(xs) // stride
    body = ys[: count * stride].reshape(count, stride)
    low, high = body.argmin(axis=1), body.argmax(axis=1)
    kept = np.sort(np.stack([low, high], axis=1), axis=1) + np.arange(count)[:, None] * stride
    index = np.append(kept.ravel(), len(xs) - 1)
    return xs[index], ys[index]


def plotted(
    run: Running, chart: Chart, most_ticks: int = MOST_TICKS, along: int = MOST_TICKS, names: float = 0.0
) -> Plot:
    """A chart of a run as it stands.

    Parameters
    ----------
    most_ticks, along : about so many numbers have room at its height and along its foot.
    names : the share of its width that the names of lines take; the axis of time leaves it free beyond the present.
    """
    if chart.kind == "profile":
        return _profile(run, chart, most_ticks, along)
    known = {output.name: output for output in run.exhibit.outputs}
    wanted = [known[name] for name in chart.outputs]
    units = {output.unit for output in wanted}
    unit = units.pop() if len(units) == 1 else ""
    if chart.kind == "bars":
        now = run.readings
        bars = [Line(o.label, o.unit, np.zeros(1), np.array([now[o.name]])) for o in wanted]
        values = [float(b.ys[0]) for b in bars]
        slight = 0 < max(map(abs, values)) < SLIGHTEST_BAR
        low, high, marks = _range([*values, 0.0, *([SLIGHTEST_BAR] if slight else [])], along)
        return Plot("bars", tuple(bars), (low, high), (0.0, float(len(bars))), marks, (), unit=unit)
    lines = [Line(o.label, o.unit, *thinned(*column(run, o.name))) for o in wanted]
    low, high, y_ticks = _range(
        [float(v) for line in lines for v in (line.ys.min(), line.ys.max())], most_ticks
    )
    least_s = run.time_s * 1.02 / (1 - min(names, MOST_NAMES))
    end = next((s for s in SPANS_S if s >= least_s), least_s * 1.1)
    unit_s = 60 if end > MINUTES_FROM_S else 1
    x_ticks = tuple(t * unit_s for t in ticks(0, end / unit_s, along))
    return Plot(
        "time", tuple(lines), (0.0, end), (low, high), x_ticks, y_ticks, _flags(run.record.events), unit
    )


def _profile(run: Running, chart: Chart, most_ticks: int, along: int) -> Plot:
    name = chart.outputs[0]
    output = next(o for o in run.exhibit.outputs if o.name == name)
    profile = run.exhibit.profile(run.state, name)
    xs, ys = np.asarray(profile.x, float), np.asarray(profile.y, float)
    low, high, y_ticks = _range([*map(float, ys), 0.0], most_ticks)
    ends = (float(xs.min()), float(xs.max())) if len(xs) else (0.0, 1.0)
    if not ends[1] > ends[0]:
        ends = (ends[0] - 0.5, ends[0] + 0.5)
    line = Line(chart.title, output.unit, xs, ys)
    return Plot(
        "profile", (line,), ends, (low, high), tuple(ticks(*ends, along)), y_ticks,
        tuple(profile.marks), across=chart.across,
    )  # fmt: skip


def _flags(events: Sequence[Event]) -> tuple[tuple[float, str | Text], ...]:
    return tuple((event.time_s, event.name) for event in events)


def _range(values: Sequence[float], most_ticks: int = MOST_TICKS) -> tuple[float, float, tuple[float, ...]]:
    """Lowest and highest value of an axis, at round numbers, and the round numbers between."""
    known = [v for v in values if isfinite(v)] or [0.0]
    low, high = min(known), max(known)
    if (low >= 0 and low < 0.6 * high) or low == high:
        low = min(low, 0.0)
    if not high > low:
        high = low + max(abs(low), 1.0)
    most = max(most_ticks, 3 if low < 0 < high else 2)
    rough = (high - low) / (most - 1)
    size = 10 ** floor(log10(rough))
    steps = [size * nice for nice in (*NICE, 100)]
    if all(abs(v - round(v)) < 1e-9 for v in known):  # what is counted has no halves
        steps = [step for step in steps if step >= 1 and abs(step - round(step)) < 1e-9]
    for step in steps:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first < most:
            break
    marks = tuple(round(i * step, 10) for i in range(first, last + 1))
    return marks[0], marks[-1], marks
