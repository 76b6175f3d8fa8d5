"""The curves of a chart, drawn by pyqtgraph; its words are the shell's own (see `chart`)."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from threading import Thread
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ....park.model import Accent
from ...style.theme import Theme
from .series import Plot

BAR = 0.62
AREA = 0.16
"""How much of the ground the area under the first line covers."""
INKS = ("markP", "markV", "info", "ok", "warn", "err", "ink2")
"""The colours of lines after the first, which has that of the place."""
ALIKE = 300
"""Colours nearer than this, in steps of red, green and blue, green counting more."""


def preload() -> None:
    """Have the drawing of curves ready before the first chart is wanted, without holding anything up."""
    if "pyqtgraph" not in sys.modules:
        Thread(target=_load, daemon=True).start()


def _load() -> None:
    """Import it. Garbage that is collected meanwhile would go in this thread, and a widget among it must not."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        import_module("pyqtgraph")
    finally:
        if collecting:
            gc.enable()


def ink_of(theme: Theme, accent: Accent, index: int) -> QColor:
    """The colour of a line."""
    own = theme.colour(theme.accent(accent).text)
    others = [theme.colour(role) for role in INKS]
    others.sort(key=lambda ink: alike(ink, own))  # what looks like the first line comes last
    return (own, *others)[index % (len(others) + 1)]


def alike(one: QColor, other: QColor) -> bool:
    """Whether two lines in these colours would be taken for each other."""
    reds, greens = abs(one.red() - other.red()), abs(one.green() - other.green())
    return 2 * reds + 3 * greens + 2 * abs(one.blue() - other.blue()) < ALIKE


class PlotView:
    """A view with nothing in it but curves, its axes exactly at its edges.

    Attributes
    ----------
    widget : what shows it.
    """

    def __init__(self, theme: Theme, accent: Accent, parent: QWidget) -> None:
        self._pg: Any = import_module("pyqtgraph")
        self._theme, self._accent = theme, accent
        self.widget: QWidget = self._pg.GraphicsView(parent, background=theme.colour("surface"))
        self.widget.setFrameShape(QFrame.Shape.NoFrame)
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box: Any = self._pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.widget.setCentralItem(self._box)
        self._items: list[Any] = []
        self._made_for: tuple[str, int, bool] | None = None

    def show_plot(self, plot: Plot) -> None:
        """Draw a plot in place of the one before."""
        stepped = plot.kind == "profile" and len(plot.lines[0].xs) == len(plot.lines[0].ys) + 1
        made_for = (plot.kind, len(plot.lines), stepped)
        if made_for != self._made_for:
            self._make(plot)
            self._made_for = made_for
        self._draw_grid(plot)
        if plot.kind == "bars":
            values = [float(line.ys[0]) for line in plot.lines]
            self._items[0].setOpts(x0=0, width=values, y=np.arange(len(values))[::-1] + 0.5, height=BAR)
        else:
            for item, line in zip(self._items, plot.lines, strict=True):
                item.setData(line.xs, line.ys, stepMode="center" if stepped else None)
        self._box.setRange(
            QRectF(plot.x[0], plot.y[0], plot.x[1] - plot.x[0], plot.y[1] - plot.y[0]), padding=0
        )

    def _make(self, plot: Plot) -> None:
        self._box.clear()
        pg, theme = self._pg, self._theme
        grid = QPen(theme.colour("line"), 1)
        grid.setCosmetic(True)
        self._grid = pg.PlotCurveItem(pen=grid, connect="pairs", antialias=False)
        self._box.addItem(self._grid)
        self._items = []
        if plot.kind == "bars":
            brushes = [ink_of(theme, self._accent, 0)] * len(plot.lines)
            bars = pg.BarGraphItem(x0=0, width=[0.0] * len(plot.lines), y=range(len(plot.lines)), height=BAR,
                                   brushes=brushes, pen=None)  # fmt: skip
            self._items.append(bars)
        for index in range(len(plot.lines) if plot.kind != "bars" else 0):
            self._items.append(self._curve(index))
        for item in self._items:
            self._box.addItem(item)

    def _curve(self, index: int) -> Any:
        theme = self._theme
        ink = ink_of(theme, self._accent, index)
        pen = QPen(ink, theme.px(2.5))
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if theme.high_contrast and index % 2:
            pen.setStyle(Qt.PenStyle.DashLine)
        area = QColor(ink)
        area.setAlphaF(AREA)
        options: dict[str, Any] = {"fillLevel": 0.0, "brush": area} if index == 0 else {}
        return self._pg.PlotCurveItem(pen=pen, antialias=True, **options)

    def _draw_grid(self, plot: Plot) -> None:
        if plot.kind == "bars":
            xs = np.repeat(np.asarray(plot.x_ticks, float), 2)
            ys = np.tile(np.asarray(plot.y), len(plot.x_ticks))
        else:
            xs = np.tile(np.asarray(plot.x), len(plot.y_ticks))
            ys = np.repeat(np.asarray(plot.y_ticks, float), 2)
        self._grid.setData(xs, ys)
