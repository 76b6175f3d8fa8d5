"""The curves of a chart, painted with QPainter: grid, lines, bars and the area under the first line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ....park.model import Accent
from ...style.theme import Theme
from .series import Floats, Line, Plot

BAR = 0.62
"""Height of a bar, as a share of its row."""
AREA = 0.16
"""Opacity of the area under the first line."""
INKS = ("markP", "markV", "info", "ok", "warn", "err", "ink2")
"""Colours of the lines after the first, which has the zone's accent."""
OTHER_INK = 1
"""Colour of the second run of a fork."""
ALIKE = 300
"""Distance between two colours, in weighted RGB steps, below which they look alike."""


class Frame(NamedTuple):
    """The area of the curves, and its mapping from values to pixels."""

    rect: QRectF
    plot: Plot

    def x(self, value: float) -> float:
        """Pixels from the left."""
        low, high = self.plot.x
        return self.rect.x() + (value - low) / (high - low) * self.rect.width()

    def y(self, value: float) -> float:
        """Pixels from the top."""
        low, high = self.plot.y
        return self.rect.bottom() - (value - low) / (high - low) * self.rect.height()

    def value_at(self, x: float) -> float:
        """Axis value at a pixel."""
        low, high = self.plot.x
        return low + (x - self.rect.x()) / max(self.rect.width(), 1) * (high - low)

    def end(self, line: Line) -> QPointF:
        """The last point of a line inside the area."""
        inside = line.xs <= self.plot.x[1]
        last = int(inside.nonzero()[0][-1]) if inside.any() else -1
        return QPointF(self.x(float(line.xs[last])), self.y(float(line.ys[last])))

    def polygon(self, xs: Floats, ys: Floats) -> QPolygonF:
        """The points of a line in pixels, without values that are not finite."""
        known = np.isfinite(xs) & np.isfinite(ys)
        return QPolygonF([QPointF(self.x(x), self.y(y)) for x, y in zip(xs[known], ys[known], strict=True)])


def ink_of(theme: Theme, accent: Accent, index: int) -> QColor:
    """The colour of a line."""
    own = theme.colour(theme.accent(accent).text)
    others = [theme.colour(role) for role in INKS]
    others.sort(key=lambda ink: alike(ink, own))  # colours like that of the first line come last
    return (own, *others)[index % (len(others) + 1)]


def alike(one: QColor, other: QColor) -> bool:
    """Whether two lines in these colours could be confused."""
    reds, greens = abs(one.red() - other.red()), abs(one.green() - other.green())
    return 2 * reds + 3 * greens + 2 * abs(one.blue() - other.blue()) < ALIKE


def paint_curves(painter: QPainter, theme: Theme, accent: Accent, frame: Frame, *, foot: bool) -> None:
    """Paint the grid and everything that shows values, clipped to the frame.

    Parameters
    ----------
    foot : whether there are numbers at the foot; without them a grid of bars would mean nothing.
    """
    painter.save()
    painter.setClipRect(frame.rect)
    painter.fillRect(frame.rect, theme.colour("surface"))
    _paint_grid(painter, theme, frame, foot=foot)
    if frame.plot.kind == "bars":
        _paint_bars(painter, theme, frame, accent)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in reversed(frame.plot.lines):
            _paint_line(painter, theme, frame, line, line_ink(theme, accent, line))
    painter.restore()


def _paint_grid(painter: QPainter, theme: Theme, frame: Frame, *, foot: bool) -> None:
    rect, plot = frame.rect, frame.plot
    if plot.kind == "bars":
        xs = [frame.x(tick) for tick in (plot.x_ticks if foot else ())]
        lines = [QLineF(x, rect.top(), x, rect.bottom()) for x in xs]
    else:
        ys = [frame.y(tick) for tick in plot.y_ticks]
        lines = [QLineF(rect.left(), y, rect.right(), y) for y in ys]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLines(lines)


def line_ink(theme: Theme, accent: Accent, line: Line) -> QColor:
    """The colour of a line; a ghost is grey."""
    return theme.colour("ink3") if line.role == "ghost" else ink_of(theme, accent, line.ink)


def _paint_bars(painter: QPainter, theme: Theme, frame: Frame, accent: Accent) -> None:
    """Paint present values as filled bars, the ghost and the second run as outlines around them."""
    zero, rows = frame.x(0.0), frame.plot.rows
    for role in ("now", "other", "ghost"):
        for index, line in enumerate(line for line in frame.plot.lines if line.role == role):
            middle = len(rows) - index - 0.5
            top, bottom = frame.y(middle + BAR / 2), frame.y(middle - BAR / 2)
            end = frame.x(float(line.ys[0]))
            bar = QRectF(QPointF(zero, top), QPointF(end, bottom)).normalized()
            if role == "now":
                painter.fillRect(bar, ink_of(theme, accent, line.ink))
                continue
            style = Qt.PenStyle.DashLine if role == "other" else Qt.PenStyle.DotLine
            ink = ink_of(theme, accent, OTHER_INK) if role == "other" else theme.colour("ink2")
            painter.setPen(QPen(ink, theme.px(2), style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(1, -1, -1, 1))


def _paint_line(painter: QPainter, theme: Theme, frame: Frame, line: Line, ink: QColor) -> None:
    xs, ys = line.xs, line.ys
    if len(xs) == len(ys) + 1:  # a histogram: step edges, and a value for each step; closed at both ends
        xs, ys = np.repeat(xs, 2), np.concatenate(([0.0], np.repeat(ys, 2), [0.0]))
    points = frame.polygon(xs, ys)
    if points.isEmpty():
        return
    if line.ink == 0 and line.role == "now":
        area = QColor(ink)
        area.setAlphaF(AREA)
        under, zero = QPainterPath(), frame.y(0.0)
        under.addPolygon(points)
        under.lineTo(points.last().x(), zero)
        under.lineTo(points.first().x(), zero)
        painter.fillPath(under, area)
    pen = QPen(ink, theme.px(2.5))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if line.role == "ahead":
        pen.setWidthF(theme.px(1.25))
    elif line.role == "ghost":
        pen = QPen(ink, theme.px(2), Qt.PenStyle.DotLine)
    elif line.dashed or (theme.high_contrast and line.ink % 2):
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawPolyline(points)
