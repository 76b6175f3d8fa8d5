"""A chart paints its own curves: what is in the data is seen in the picture, and no other library draws it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from explorer.i18n import Text
from explorer.park.model import Accent
from explorer.shell.exhibit.chart.chart import ChartBox
from explorer.shell.exhibit.chart.curves import ink_of
from explorer.shell.exhibit.chart.series import Line, Plot
from explorer.shell.style.theme import Theme

THEME, ACCENT = Theme(), Accent(day="#1FA588", night="#4FE8A8")
NAME = Text("Gap")


def chart(qtbot: QtBot, plot: Plot) -> ChartBox:
    """A chart of its own with a plot."""
    box = ChartBox(THEME, ACCENT, lambda mark: "")
    qtbot.addWidget(box)
    box.resize(480, 240)
    box.show_plot(plot)
    return box


def near(colour: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 8 for a, b in zip(colour.toTuple(), other.toTuple(), strict=True))


def is_line_at(box: ChartBox, plot: Plot, x: float, y: float) -> bool:
    """Whether the first line goes through a value, give or take the pixel that it is rounded to."""
    frame, image = box.frame_of(plot), box.grab().toImage()
    column, row = round(frame.x(x)), round(frame.y(y))
    return any(near(image.pixelColor(column, row + by), ink_of(THEME, ACCENT, 0)) for by in (-1, 0, 1))


@pytest.mark.parametrize("value", [2.0, 8.0])
def test_a_line_is_seen_at_its_values(qtbot: QtBot, value: float) -> None:
    line = Line(NAME, "", np.array([0.0, 5.0, 10.0]), np.array([value] * 3))
    plot = Plot("profile", (line,), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0))
    box = chart(qtbot, plot)
    frame, image = box.frame_of(plot), box.grab().toImage()
    x = round(frame.x(2.5))
    assert is_line_at(box, plot, 2.5, value)
    assert near(image.pixelColor(x, round(frame.y(value + 1))), THEME.colour("surface"))
    assert not near(image.pixelColor(x, round(frame.y(value - 1))), THEME.colour("surface"))  # the area below


def test_a_bar_is_as_long_as_its_value(qtbot: QtBot) -> None:
    bars = tuple(Line(NAME, "", np.zeros(1), np.array([value])) for value in (3.0, 9.0))
    plot = Plot("bars", bars, (0.0, 10.0), (0.0, 2.0), (0.0, 10.0), ())
    box = chart(qtbot, plot)
    frame, image = box.frame_of(plot), box.grab().toImage()
    ink = ink_of(THEME, ACCENT, 0)
    for row, value in ((1.5, 3.0), (0.5, 9.0)):
        assert near(image.pixelColor(round(frame.x(value - 0.5)), round(frame.y(row))), ink)
    assert not near(image.pixelColor(round(frame.x(8.0)), round(frame.y(1.5))), ink)


def test_values_that_are_not_finite_are_left_out(qtbot: QtBot) -> None:
    line = Line(NAME, "", np.array([0.0, 5.0, 10.0]), np.array([4.0, np.nan, 4.0]))
    plot = Plot("profile", (line,), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0))
    box = chart(qtbot, plot)
    assert is_line_at(box, plot, 5.0, 4.0)


def test_a_chart_needs_no_library_that_plots() -> None:
    """Loading one took most of a second when the first exhibit was opened."""
    code = "import sys, explorer.shell.exhibit.chart.chart; print('pyqtgraph' in sys.modules)"
    reported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert reported.stdout.strip() == "False"


@pytest.mark.parametrize("value", [1.0, 5.0, 9.0])
def test_no_name_covers_a_small_chart_s_curves(qtbot: QtBot, value: float) -> None:
    xs = np.array([0.0, 5.0, 8.0])
    now = Line(Text("A name as long as the whole chart"), "", xs, np.array([value] * 3))
    ghost = Line(Text("last time"), "", xs, np.array([value] * 3), role="ghost", ink=1)
    plot = Plot("time", (now, ghost), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0), (0.0, 10.0))
    box = ChartBox(THEME, ACCENT, lambda mark: "", small=True)
    qtbot.addWidget(box)
    box.resize(240, 48)
    box.show_plot(plot)
    frame, image = box.frame_of(plot), box.grab().toImage()
    row = round(frame.y(value))
    for x in (1.0, 3.0, 5.0, 6.5):
        column = round(frame.x(x))
        assert any(near(image.pixelColor(column, row + by), ink_of(THEME, ACCENT, 0)) for by in (-1, 0, 1)), x
