"""What charts draw is what the run has read."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from explorer.exhibits.exhibit import Chart
from explorer.exhibits.kinds import KINDS
from explorer.park.model import SceneText
from explorer.shell.exhibit.chart.annotations import shared_lead, spread
from explorer.shell.exhibit.chart.curves import alike, ink_of
from explorer.shell.exhibit.chart.series import charts_of, column, figures_of, plotted, thinned
from explorer.shell.exhibit.parameters import main_parameters, parameters_of
from explorer.shell.style.theme import Theme
from explorer.visit import Settings
from explorer.visit.exhibit_run import Running
from explorer.visit.settings import Theme as Look

from ..picture import real_park

kinds = pytest.mark.parametrize("kind", list(KINDS))


@kinds
def test_every_chart_of_every_exhibit_can_be_drawn(kind: str) -> None:
    run = Running.begin(kind).advance(6.0)
    for chart in charts_of(type(run.exhibit)):
        plot = plotted(run, chart)
        assert plot.lines and plot.x[0] < plot.x[1] and plot.y[0] < plot.y[1]
        for line in plot.lines:
            known = line.ys[np.isfinite(line.ys)]
            if plot.kind == "time":
                assert plot.y[0] <= known.min() and known.max() <= plot.y[1]
                assert line.xs[-1] == pytest.approx(run.time_s)


@kinds
def test_lines_end_at_the_present_reading(kind: str) -> None:
    run = Running.begin(kind).advance(3.03)
    for output in figures_of(type(run.exhibit)):
        xs, ys = column(run, output.name)
        assert len(xs) == len(ys) and xs[-1] == pytest.approx(run.time_s)
        assert ys[-1] == pytest.approx(run.readings[output.name], nan_ok=True)


def test_what_was_done_is_marked_where_it_was_done() -> None:
    run = Running.begin("line").advance(2.0).done("break_sensor").advance(2.0)
    plot = plotted(run, Chart(figures_of(type(run.exhibit))[0].label, ("gap",)))
    assert plot.marks == ((pytest.approx(2.0), "break_sensor"),)


def test_counts_stand_at_whole_numbers() -> None:
    chart = Chart(SceneText({"en": "Events", "zh": "事件"}), ("national", "local", "world"), "bars")
    run = Running.begin("plaza").advance(0.5)
    assert max(run.readings[name] for name in chart.outputs) <= 2
    plot = plotted(run, chart)
    assert len(plot.x_ticks) > 1 and all(tick == round(tick) for tick in plot.x_ticks)


def test_next_to_nothing_is_no_long_bar() -> None:
    chart = next(chart for chart in charts_of(KINDS["content"]) if chart.kind == "bars")
    run = Running.begin("content")
    while not 0 < run.readings["gap"] < 0.004:
        run = run.advance(0.2)
        assert run.time_s < 60
    plot = plotted(run, chart)
    assert max(float(line.ys[0]) for line in plot.lines) < 0.1 * plot.x[1]


def test_long_runs_are_reported_in_minutes() -> None:
    run = replace(Running.begin("line").advance(1.0), steps=30 * 400)
    plot = plotted(run, Chart(figures_of(type(run.exhibit))[0].label, ("gap",)))
    assert plot.in_minutes
    assert all(tick % 60 == 0 for tick in plot.x_ticks)


def test_thinning_keeps_the_peaks_and_both_ends() -> None:
    xs = np.arange(5000.0)
    ys = np.sin(xs / 500)
    ys[3210] = 9.0
    few_xs, few_ys = thinned(xs, ys)
    assert len(few_xs) <= 260
    assert few_ys.max() == 9.0 and few_ys.min() == pytest.approx(ys.min())
    assert few_xs[-1] == xs[-1]
    assert (np.diff(few_xs) >= 0).all()


@kinds
def test_every_parameter_has_a_control_that_can_hold_its_value(kind: str) -> None:
    exhibit = KINDS[kind]()
    assert 1 <= len(main_parameters(KINDS[kind])) <= 3
    for parameter in parameters_of(KINDS[kind]):
        value = getattr(exhibit, parameter.name)
        if parameter.slides:
            assert exhibit.having(**{parameter.name: parameter.at(0)}) and exhibit.having(
                **{parameter.name: parameter.at(parameter.steps)}
            )
            assert abs(parameter.at(parameter.index_of(value)) - value) <= parameter.step / 2  # type: ignore[operator]
        elif parameter.kind == "choice":
            assert str(value) in dict(parameter.choices)
        assert parameter.format_value(value, "en") and parameter.format_value(value, "zh")


def test_words_stand_at_the_ends_of_a_dial_where_numbers_say_nothing() -> None:
    load = next(k for k in parameters_of(KINDS["net"]) if k.name == "load")
    loss = next(k for k in parameters_of(KINDS["line"]) if k.name == "loss")
    assert load.at_ends("en") == ("idle", "almost full")
    assert load.at_ends("zh") == ("空闲", "接近满载")
    assert loss.at_ends("en") == ("5 %", "100 %")


def test_names_at_line_ends_keep_apart_and_inside() -> None:
    places = spread([50.0, 52.0, 51.0, 98.0], 12, 0, 100)
    order = sorted(places)
    assert all(b - a >= 12 - 1e-9 for a, b in itertools.pairwise(order))
    assert order[-1] <= 100
    assert places[0] < places[2] < places[1] < places[3]


def test_a_shared_beginning_is_said_once() -> None:
    assert shared_lead(["There and back: 5G", "There and back: 6G"]) == "There and back: "
    assert shared_lead(["往返：甲", "往返：乙"]) == "往返："
    assert shared_lead(["a: b"]) == ""
    assert shared_lead(["a: b", "c: d"]) == ""


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_two_lines_are_told_apart_in_every_zone(look: Look) -> None:
    theme = Theme.of(Settings(theme=look))
    for zone in real_park().zones.values():
        first, second = (ink_of(theme, zone.accent, index) for index in (0, 1))
        assert not alike(first, second), zone.id
