"""Axes keep from the model's range; what was read last time and a second run are drawn with what is read now."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.exhibits.exhibit import Chart, Exhibit
from explorer.exhibits.kinds import KINDS
from explorer.i18n import Text
from explorer.park.model import Accent
from explorer.shell.exhibit.chart.chart import ChartBox
from explorer.shell.exhibit.chart.series import axis, charts_of, plotted, rung
from explorer.shell.style.theme import Theme
from explorer.visit.exhibit_run import Running

WITH_REACH = [kind for kind in KINDS if any(chart.reach for chart in KINDS[kind].charts)]
LEAST_SHARE = 0.2
"""An axis of which the experiment fills less than this says nothing."""


def ends(run: Running, chart: Chart) -> tuple[float, float]:
    """The axis of values."""
    plot = plotted(run, chart)
    return plot.x if chart.kind == "bars" else plot.y


def furthest(run: Running, chart: Chart) -> float:
    """The largest value that is drawn now, either way from nothing."""
    return max(
        (float(np.abs(line.ys).max()) for line in plotted(run, chart).lines if len(line.ys)), default=0.0
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", WITH_REACH)
def test_an_axis_stands_still_through_the_experiment(kind: str) -> None:
    exhibit: type[Exhibit[object]] = KINDS[kind]
    charts = [chart for chart in charts_of(exhibit) if chart.reach is not None]
    run = Running.begin(kind).advance(0.2)
    first, most = [ends(run, chart) for chart in charts], [0.0] * len(charts)
    for step in exhibit.walkthrough:
        for name, value in step.values:
            run = run.turned(name, value)
        run = run.done(step.action) if step.action else run
        for _ in range(int(step.watch_s / 0.25) + 1):
            run = run.advance(0.25)
            assert [ends(run, chart) for chart in charts] == first
            most = [max(so_far, furthest(run, chart)) for so_far, chart in zip(most, charts, strict=True)]
    for value, (low, high), chart in zip(most, first, charts, strict=True):
        assert value >= LEAST_SHARE * max(high, -low), chart.title


@pytest.mark.parametrize(
    ("value", "end"),
    [(0.3, 0.5), (1, 1), (7, 10), (10, 10), (11, 25), (26, 50), (51, 100), (134, 250), (999, 1000)],
)
def test_the_ladder(value: float, end: float) -> None:
    assert rung(value) == end


def test_a_step_up_keeps_the_old_end_as_a_number() -> None:
    """More than the experiment reaches is one step of the ladder up."""
    chart, outputs = (
        KINDS["line"].charts[0],
        tuple(o for o in KINDS["line"].outputs if o.name in ("gap", "ghosts")),
    )
    low, high, ticks = axis(chart, outputs, [0.0, 12.0], 5)
    assert (low, high) == (0.0, 50.0)
    assert axis(chart, outputs, [0.0, 51.0], 5) == (0.0, 100.0, (0.0, 50.0, 100.0))
    assert ticks == (0.0, 25.0, 50.0)


def test_what_was_read_last_time_is_laid_on_the_same_moment() -> None:
    chart = KINDS["line"].charts[0]
    run = Running.begin("line").done("break_sensor").advance(6.0).reset().advance(1.0)
    ghost = [line for line in plotted(run, chart).lines if line.role == "ghost"]
    assert len(ghost) == 1
    assert ghost[0].xs[0] == 0.0
    assert ghost[0].ys.max() > 0
    turned = Running.begin("line").done("break_sensor").advance(6.0).turned("loss", 50.0).advance(1.0)
    (later,) = (line for line in plotted(turned, chart).lines if line.role == "ghost")
    assert later.xs[0] == pytest.approx(6.0)


@pytest.mark.parametrize("kind", KINDS)
def test_two_runs_are_two_lines_in_every_chart(kind: str) -> None:
    run = Running.begin(kind).advance(0.5).forked().advance(0.5)
    for chart in charts_of(KINDS[kind]):
        lines = plotted(run, chart).lines
        now = [line for line in lines if line.role == "now"]
        other = [line for line in lines if line.role == "other"]
        assert len(other) == len(now)
        if chart.kind != "bars":
            assert (now[0].dashed, other[0].dashed) == (False, True)
            assert now[0].ink != other[0].ink
            assert str(now[0].label) != str(other[0].label)
        swapped = plotted(run.swapped(), chart).lines
        if chart.kind == "time":
            assert [line.dashed for line in swapped if line.role == "now"] == [True]


def test_a_second_run_and_a_ghost_are_painted(qtbot: QtBot) -> None:
    """Both leave ink where the line of the run in the picture has none."""
    box = ChartBox(Theme(), Accent(day="#1FA588", night="#4FE8A8"), lambda mark: "")
    qtbot.addWidget(box)
    box.resize(480, 220)
    chart = Chart(Text("Gap, and ghosts in it"), ("gap",), reach=(0, 40))
    broken = Running.begin("line").done("break_sensor").advance(8.0)
    alone = broken.reset().reset().advance(8.0)
    pictures = []
    for run in (alone, broken.reset().advance(8.0), alone.forked().done("break_sensor").advance(8.0)):
        box.show_plot(plotted(run, chart, box.most_ticks, box.along))
        image = box.grab().toImage()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == 3
