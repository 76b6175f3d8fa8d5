"""A dial under the pointer shows what it would do: the line that follows once it is turned, and nothing else changes."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.exhibits.kinds import KINDS
from explorer.shell.exhibit.chart.forecast import RENEW_S, Forecast
from explorer.shell.exhibit.chart.series import AHEAD_S, column, plotted, small_chart_of
from explorer.shell.exhibit.parameters import Parameter, parameters_of
from explorer.shell.exhibit.strip import RunStrip
from explorer.shell.widgets.slider import SliderTrack
from explorer.shell.window.view_state import OfferedDial
from explorer.visit import Open, Operate, Settings, Visit
from explorer.visit.exhibit_run import Running

from ..picture import real_park
from ..windows import Windows, draw_frames

NAME = small_chart_of(KINDS["line"]).outputs[0]


def first_dial(run: Running) -> Parameter | None:
    dials = (dial for dial in parameters_of(type(run.exhibit)) if dial.name != "seed" and dial.slides)
    return next(dials, None)


def whole(forecast: Forecast, run: Running, offered: OfferedDial) -> np.ndarray:
    """The line once it is complete."""
    for _ in range(5000):
        forecast.advance(run, offered)
        line = forecast.line
        assert line is not None
        if line.xs[-1] >= run.time_s + AHEAD_S - 0.05:
            return np.column_stack([line.xs, line.ys])
    raise AssertionError("it never ends")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if first_dial(Running.begin(kind)) is not None])
@pytest.mark.parametrize("seed", [1, 20])
def test_the_line_is_what_follows_once_the_dial_is_turned(kind: str, seed: int) -> None:
    """Asserted against the run that a visitor gets, at the same seconds, for every kind with a dial."""
    run = Running.of(KINDS[kind](seed=seed)).walked(61)
    dial = first_dial(run)
    assert dial is not None
    now = getattr(run.exhibit, dial.name)
    name = small_chart_of(type(run.exhibit)).outputs[0]
    value = dial.at(dial.steps if now != dial.at(dial.steps) else 0)
    line = whole(Forecast(name), run, OfferedDial(dial.name, value))
    later = run.turned(dial.name, value)
    for at, expected in line[1 :: max(len(line) // 12, 1)]:
        later = later.walked(round(at * 30))
        assert later.readings[name] == pytest.approx(expected, abs=1e-12)
    assert tuple(line[0]) == (run.time_s, run.readings[name])
    assert getattr(run.exhibit, dial.name) == now, "the run itself goes on as it was"


def test_it_grows_by_slices_and_is_renewed_without_a_gap() -> None:
    run = Running.begin("line").walked(60)
    forecast = Forecast(NAME, clock=count(0.0, 0.0002).__next__)
    offered = OfferedDial("loss", 60)
    assert forecast.advance(run, offered) and forecast.line is not None
    first = forecast.line.xs[-1]
    assert run.time_s < first < run.time_s + 1, "a frame does not wait for all of it"
    complete = whole(forecast, run, offered)
    later = run.walked(run.steps + round(RENEW_S * 30) + 2)
    lengths = []
    for _ in range(400):
        forecast.advance(later, offered)
        assert forecast.line is not None
        lengths.append(len(forecast.line.xs))
    assert min(lengths) >= len(complete) - 5 and forecast.line.xs[0] == later.time_s


def test_nothing_is_forecast_without_a_pointer_or_where_the_dial_is_already() -> None:
    run = Running.begin("line").walked(60)
    forecast = Forecast(NAME)
    assert not forecast.advance(run, None) and forecast.line is None
    assert not forecast.advance(run, OfferedDial("loss", run.exhibit.loss)) and forecast.line is None
    forecast.advance(run, OfferedDial("loss", 60))
    assert forecast.line is not None
    assert forecast.advance(run, None) and forecast.line is None


def test_the_axis_has_room_for_it() -> None:
    run = Running.begin("line").walked(30 * 18)
    chart = small_chart_of(type(run.exhibit))
    forecast = Forecast(chart.outputs[0])
    whole(forecast, run, OfferedDial("loss", 60))
    with_it = plotted(run, chart, ahead=forecast.line)
    assert forecast.line in with_it.lines and with_it.x[1] >= run.time_s + AHEAD_S
    assert forecast.line not in plotted(run, chart).lines
    _, values = column(run, chart.outputs[0])
    assert with_it.lines[0].ys.max() == values.max()


def test_the_pointer_over_a_dial_draws_it_and_leaves_no_trace(open_window: Windows) -> None:
    visit = Visit.begin(real_park(), settings=Settings(comfort="cut"))
    window = open_window(visit=visit.after(Open("line")).after(Operate()))
    draw_frames(window, 40)
    (strip,) = window.findChildren(RunStrip)
    assert strip.content is not None and strip.content.chart.isVisible()
    track = next(t for t in window.findChildren(SliderTrack) if t.isVisible())
    before = window.visit.run
    assert before is not None

    def ahead() -> list[object]:
        plot = strip.content.chart.plot if strip.content is not None else None
        return [line for line in plot.lines if line.role == "ahead"] if plot is not None else []

    QTest.mouseMove(track, QPoint(track.width() - 20, 20))
    QApplication.processEvents()
    draw_frames(window, 30)
    assert len(ahead()) == 1
    run = window.visit.run
    assert run is not None and run.past is before.past, "nothing was turned"
    QApplication.sendEvent(track, QEvent(QEvent.Type.Leave))
    draw_frames(window, 30)
    assert not ahead() and window.views.state.offered is None
    QTest.mouseMove(track, QPoint(track.width() // 2, 20))
    QApplication.processEvents()
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() - 20, 20))
    draw_frames(window, 30)
    run = window.visit.run
    assert run is not None and run.past is not before.past and window.views.state.offered is None
