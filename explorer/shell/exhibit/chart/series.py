"""The data of a chart, computed from a run: lines, bars or a profile, with the ranges of both axes. No drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isfinite, log10
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ....exhibits.exhibit import Chart, Exhibit, Output, figures_of
from ....exhibits.number_format import NICE, ticks
from ....i18n import Text
from ....visit.exhibit_run import Event, Record, Running

SPANS_S = (20, 30, 45, 60, 90, 120, 180, 300, 450, 600, 900, 1200, 1800, 3600)
"""Lengths of the time axis, so that it does not change with every frame."""
MINUTES_FROM_S = 300
MOST_TICKS = 5
MOST_NAMES = 0.5
"""Largest share of the width for names at line ends."""
MOST_POINTS = 240
"""Most points per line: a chart is a few hundred pixels wide."""
AHEAD_S = 15.0
"""Length of a forecast."""
SLIGHTEST_BAR = 0.05
"""Smallest end of a bar axis: 0.004 is displayed as 0.00 and must not look long."""
RUNGS = (1.0, 2.5, 5.0, 10.0)
"""Axis ends, times a power of ten."""
NARROW = 150.0
"""A range of readings up to this is used as the axis: percentages, small counts."""

Floats = npt.NDArray[np.float64]
Role = Literal["now", "other", "ghost", "ahead"]

PRESENT: tuple[Role, ...] = ("now", "other")
"""Roles of lines that end at a present value."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One reading over the time of the run, or one bar (a single value)."""

    label: Text
    unit: str
    xs: Floats
    ys: Floats
    # present run, second run of a fork, ghost: the run before the last change, or ahead: a forecast
    role: Role = "now"
    ink: int = 0  # index of its colour
    dashed: bool = False  # whether it belongs to the second branch of a fork


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """The data of one chart."""

    kind: str  # as the chart's
    lines: tuple[Line, ...]
    # x, y: lowest and highest value of each axis
    x: tuple[float, float]
    y: tuple[float, float]
    # x_ticks, y_ticks: positions of the numbers
    x_ticks: tuple[float, ...]
    y_ticks: tuple[float, ...]
    # named positions on x: what the visitor did, or marks of a profile
    marks: tuple[tuple[float, str | Text], ...] = ()
    unit: str = ""  # of y, if all lines share it
    across: Text | None = None  # name of the other axis of a profile

    @property
    def rows(self) -> tuple[Line, ...]:
        """The present values, one per row of bars."""
        return tuple(line for line in self.lines if line.role == "now")

    @property
    def in_minutes(self) -> bool:
        """Whether time is shown in minutes."""
        return self.kind == "time" and self.x[1] > MINUTES_FROM_S


def charts_of(exhibit: type[Exhibit[object]]) -> tuple[Chart, ...]:
    """The charts of an exhibit; if it names none, one of its first figure over time."""
    first = figures_of(exhibit)[0]
    return exhibit.charts or (Chart(first.label, (first.name,)),)


def small_chart_of(exhibit: type[Exhibit[object]]) -> Chart:
    """The first figure over time, on the axis of the chart that draws it."""
    figure = figures_of(exhibit)[0]
    drawn = (chart for chart in exhibit.charts if figure.name in chart.outputs and chart.kind != "profile")
    return Chart(figure.label, (figure.name,), reach=next((chart.reach for chart in drawn), None))


def _recorded(exhibit: Exhibit[Any], record: Record, name: str) -> tuple[Floats, Floats]:
    index = [output.name for output in exhibit.outputs].index(name)
    times = np.fromiter(record.times_s, float, len(record.times_s))
    return times, np.fromiter((row[index] for row in record.rows), float, len(times))


def column(run: Running, name: str) -> tuple[Floats, Floats]:
    """Times and values of one reading, the present one last."""
    times, values = _recorded(run.exhibit, run.record, name)
    if len(times) and times[-1] < run.time_s:
        times, values = np.append(times, run.time_s), np.append(values, run.readings[name])
    return times, values


def thinned(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """At most `MOST_POINTS` points: the lowest and highest of each interval, so that no peak is lost."""
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
    run: Running, chart: Chart, most_ticks: int = MOST_TICKS, along: int = MOST_TICKS, names: float = 0.0,
    ahead: Line | None = None,
) -> Plot:  # fmt: skip
    """A chart of a run at its present time.

    Parameters
    ----------
    most_ticks, along : approximate number of axis labels that fit at its height and along its foot.
    names : the share of its width that line names take; the time axis leaves it free beyond the present.
    ahead : a forecast of its first reading.
    """
    if chart.kind == "profile":
        return _profile(run, chart, most_ticks, along)
    known = {output.name: output for output in run.exhibit.outputs}
    wanted = [known[name] for name in chart.outputs]
    units = {output.unit for output in wanted}
    unit = units.pop() if len(units) == 1 else ""
    if chart.kind == "bars":
        return _bars(run, chart, wanted, unit, along)
    lines = [
        Line(o.label, o.unit, *thinned(*column(run, o.name)), ink=i)
        for i, o in enumerate(wanted if run.other is None else wanted[:1])
    ]
    if run.other is not None:
        lines = branches(
            lines[0], Line(wanted[0].label, wanted[0].unit, *thinned(*column(run.other, wanted[0].name))), run
        )
    ghost = _ghost(run, wanted[0])
    shown = [*lines, *(line for line in (ghost, ahead) if line is not None)]
    seen = [float(v) for line in shown if len(line.ys) for v in (line.ys.min(), line.ys.max())]
    low, high, y_ticks = axis(chart, wanted, seen, most_ticks)
    least_s = run.time_s * 1.02 / (1 - min(names, MOST_NAMES))
    if ahead is not None:
        least_s = max(least_s, float(ahead.xs[0]) + AHEAD_S)
    end = next((s for s in SPANS_S if s >= least_s), least_s * 1.1)
    unit_s = 60 if end > MINUTES_FROM_S else 1
    x_ticks = tuple(t * unit_s for t in ticks(0, end / unit_s, along))
    return Plot(
        "time", tuple(shown), (0.0, end), (low, high), x_ticks, y_ticks, _flags(run.record.events), unit
    )


LAST_TIME = Text("last time")


def branches(now: Line, other: Line, run: Running) -> list[Line]:
    """Two lines of a fork: the first run solid in the zone's colour, the second dashed, whichever is in the scene."""
    names, at = (
        (Text("A", context="first of two runs"), Text("B", context="second of two runs")),
        int(run.branch == "b"),
    )
    return [
        replace(now, label=names[at], ink=at, dashed=bool(at)),
        replace(other, label=names[1 - at], ink=1 - at, dashed=not at, role="other"),
    ]


def _ghost(run: Running, output: Output) -> Line | None:
    """The curve before the last start or change, shifted to begin there."""
    ghost = run.ghost
    if ghost is None:
        return None
    times, values = _recorded(ghost.exhibit, ghost.record, output.name)
    later = times >= ghost.from_s
    xs, ys = times[later] - ghost.from_s + ghost.on_s, values[later]
    return Line(LAST_TIME, output.unit, *thinned(xs, ys), role="ghost") if len(xs) > 1 else None


def _bars(run: Running, chart: Chart, wanted: Sequence[Output], unit: str, along: int) -> Plot:
    """One row for each reading, shared by the present run, the ghost and the second run."""
    rows: list[tuple[Role, Any]] = [("now", run.readings)]
    if run.other is not None:
        rows.append(("other", run.other.readings))
    elif run.ghost is not None:
        rows.append(("ghost", run.ghost.exhibit.readings(run.ghost.state)))
    bars = [
        Line(o.label, o.unit, np.zeros(1), np.array([values[o.name]]), role=role)
        for role, values in rows
        for o in wanted
    ]
    values = [float(b.ys[0]) for b in bars]
    slight = 0 < max(map(abs, values)) < SLIGHTEST_BAR
    seen = [*values, 0.0, *([SLIGHTEST_BAR] if slight else [])]
    low, high, marks = axis(chart, wanted, seen, along)
    return Plot("bars", tuple(bars), (low, high), (0.0, float(len(wanted))), marks, (), unit=unit)


def _profile(run: Running, chart: Chart, most_ticks: int, along: int) -> Plot:
    name = chart.outputs[0]
    output = next(o for o in run.exhibit.outputs if o.name == name)

    def line(exhibit: Exhibit[Any], state: Any, label: Text, role: Role = "now") -> Line:
        curve = exhibit.profile(state, name)
        return Line(label, output.unit, np.asarray(curve.x, float), np.asarray(curve.y, float), role=role)

    profile = run.exhibit.profile(run.state, name)
    now = line(run.exhibit, run.state, chart.title)
    lines = [now]
    if run.other is not None:
        lines = branches(now, line(run.other.exhibit, run.other.state, chart.title), run)
    elif run.ghost is not None:
        lines.append(line(run.ghost.exhibit, run.ghost.state, LAST_TIME, "ghost"))
    seen = [float(y) for each in lines for y in each.ys]
    low, high, y_ticks = axis(chart, (output,), [*seen, 0.0], most_ticks)
    along_x = [float(x) for each in lines for x in each.xs]
    ends = (min(along_x), max(along_x)) if along_x else (0.0, 1.0)
    if not ends[1] > ends[0]:
        ends = (ends[0] - 0.5, ends[0] + 0.5)
    return Plot(
        "profile", tuple(lines), ends, (low, high), tuple(ticks(*ends, along)), y_ticks,
        tuple(profile.marks), across=chart.across,
    )  # fmt: skip


def rung(value: float, *, whole: bool = False) -> float:
    """The next of 1, 2.5, 5, 10, 25, 50, 100 … that is at least a value; for counts, a whole number."""
    if value <= 0:
        return 0.0
    size = 10.0 ** floor(log10(value) + 1e-9)
    steps = [size * step for step in RUNGS]
    found = next((step for step in steps if step >= value * (1 - 1e-9)), steps[-1])
    return rung(found * 1.01, whole=True) if whole and found != round(found) else round(found, 10)


def axis(
    chart: Chart, outputs: Sequence[Output], seen: Sequence[float], most_ticks: int
) -> tuple[float, float, tuple[float, ...]]:
    """Lowest and highest value of an axis, and the positions of its numbers, from the model's range rather than the data.

    A value beyond the range that the experiment reaches moves the end of the axis up by one step, and the old end is still
    one of its numbers.
    """
    known = [v for v in seen if isfinite(v)] or [0.0]
    least, most = min(o.low for o in outputs), max(o.high for o in outputs)
    if chart.reach is None and least >= -NARROW and most <= NARROW:
        low = least if least < 0 or 2 * least > most else 0.0
        return _range([min(low, *known), max(most, *known)], most_ticks)
    reach = chart.reach or (0.0, 0.0)
    counted = all(abs(v - round(v)) < 1e-9 for v in (*known, *reach)) and not any(
        o.unit == "%" for o in outputs
    )
    high = min(rung(max(reach[1], *known), whole=counted), max(most, *known))
    low = -min(rung(-min(reach[0], *known), whole=counted), max(-least, *(-v for v in known)))
    low = low or 0.0  # avoids minus zero
    if not high > low:
        high = low + 1.0
    if high != rung(high, whole=counted) or -low != rung(-low, whole=counted):
        return _range([low, high], most_ticks)
    middle = _rung_below(high if high >= -low else -low, counted)
    marks = [low, *([-middle] if -low > middle else []), 0.0, *([middle] if high > middle else []), high]
    if most_ticks < 3:
        marks = [low, high]
    return low, high, tuple(dict.fromkeys(marks))


def _rung_below(top: float, whole: bool) -> float:
    size = 10.0 ** floor(log10(top) + 1e-9)
    below = {1.0: 0.5, 2.5: 1.0, 5.0: 2.5}[round(top / size, 3)] * size
    if not whole or below == round(below):
        return round(below, 10)
    return round(below * 0.8, 10) if below > 1 else top  # between 0 and 1 there is no count


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
    if all(abs(v - round(v)) < 1e-9 for v in known):  # counts have no halves
        steps = [step for step in steps if step >= 1 and abs(step - round(step)) < 1e-9]
    for step in steps:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first < most:
            break
    marks = tuple(round(i * step, 10) for i in range(first, last + 1))
    return marks[0], marks[-1], marks
