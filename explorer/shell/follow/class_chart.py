"""The class chart: one numbered point per pair, the value it set across and its result upward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...exhibits.number_format import format_ticks
from ...exhibits.number_format import number as number_words
from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Themed, as_tool_tip, paint

DOT_PX, REACH_PX = 13, 18
BESIDE, IN_A_ROW = 1.9, 8
"""Spacing of points that coincide, in radii, and their number per row."""
MARGINS_PX = (58, 14, 18, 34)
TICKS = 4
Names = tuple[Mapping[float, str], Mapping[float, str]]
"""Names of values, across and upward; empty for plain numbers."""


def ticks_of(low: float, high: float) -> list[float]:
    """Round numbers over a range."""
    rough = (high - low) / TICKS
    unit = 10 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    first = floor(low / step) * step
    count = round((high - first) / step + 0.499) + 1
    return [first + step * number for number in range(count)]


class ClassChart(Themed, QWidget):
    """Scatter chart whose points are chosen by pointer or keys.

    Parameters
    ----------
    on_choose : called with the number of the pair that is pressed.

    Attributes
    ----------
    points : the point of each pair.
    chosen : the chosen pair.
    """

    def __init__(self, theme: Theme, on_choose: Callable[[int], object]) -> None:
        super().__init__()
        self._on_choose = on_choose
        self.points: Mapping[int, tuple[float, float]] = {}
        self.chosen: int | None = None
        self._ranges = (0.0, 1.0), (0.0, 1.0)
        self._names: Names = ({}, {})
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(520), self.theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(260), self.theme.px(160))

    def show_points(
        self,
        points: Mapping[int, tuple[float, float]],
        across: tuple[float, float],
        upward: tuple[float, float],
        names: Names = ({}, {}),
    ) -> None:
        """Show other points, on axes that include at least the given ranges; named values appear by name."""
        if (points, across, upward, names) != (self.points, *self._ranges, self._names):
            self.points, self._ranges, self._names = points, (across, upward), names
            if self.chosen not in points:
                self.chosen = None
            self.setAccessibleName(
                tr(Text("Chart of the class, points: {count}"), self.theme.language, count=len(points))
            )
            self.update()

    # ---- geometry

    @property
    def _plot(self) -> QRectF:
        theme = self.theme
        left, top, right, bottom = (theme.px(px) for px in MARGINS_PX)
        widest = max(theme.width_of(words, "fine") for words in self._labels(1))
        beside = max(left * theme.text, min(widest + theme.px(14), self.width() / 3))
        return QRectF(self.rect()).adjusted(beside, top, -right, -bottom * theme.text)

    def _axes(self) -> tuple[list[float], list[float]]:
        found = []
        for axis, names in enumerate(self._names):
            if names:
                known = sorted(names)
                most = min(TICKS, len(known) - 1)
                found.append([known[round(n * (len(known) - 1) / max(most, 1))] for n in range(most + 1)])
                continue
            values = [*self._ranges[axis], *(point[axis] for point in self.points.values())]
            low, high = min(values), max(values)
            if high <= low:
                high = low + 1.0
            found.append(ticks_of(low, high))
        return found[0], found[1]

    def _labels(self, axis: int) -> list[str]:
        """The labels of an axis's ticks."""
        marks, names = self._axes()[axis], self._names[axis]
        return [names[mark] for mark in marks] if names else format_ticks(marks, self.theme.language)

    def _called(self, axis: int, value: float) -> str:
        """The name of a value."""
        names = self._names[axis]
        if names:
            return names[min(names, key=lambda known: abs(known - value))]
        return number_words(value, self.theme.language)

    def place_of(self, number: int) -> QPointF:
        """Position of a pair's point: shifted beside earlier pairs with the same values."""
        (x, y), plot = self.points[number], self._plot
        xs, ys = self._axes()
        across = (x - xs[0]) / (xs[-1] - xs[0])
        upward = (y - ys[0]) / (ys[-1] - ys[0])
        same = sorted(n for n, point in self.points.items() if point == (x, y)).index(number)
        step = BESIDE * self.theme.px(DOT_PX) * max(self.theme.text, 1.0)
        right = step * (same % IN_A_ROW) * (-1 if across > 0.5 else 1)
        down = step * (same // IN_A_ROW) * (1 if upward > 0.5 else -1)
        left, bottom = plot.left() + across * plot.width(), plot.bottom() - upward * plot.height()
        return QPointF(left + right, bottom + down)

    def _at(self, position: QPointF) -> int | None:
        reach = self.theme.px(REACH_PX)
        near = {n: (self.place_of(n) - position).manhattanLength() for n in self.points}
        best = min(near, key=near.__getitem__, default=None)
        return best if best is not None and near[best] <= 2 * reach else None

    # ---- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(
                Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None:
            self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = sorted(self.points)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or not numbers:
            super().keyPressEvent(event)
            return
        at = numbers.index(self.chosen) + step if self.chosen is not None else 0
        self._choose(numbers[at % len(numbers)])

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.update()
        self._on_choose(number)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            words = "" if number is None else as_tool_tip(self._words(number))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _words(self, number: int) -> str:
        x, y = (self._called(axis, value) for axis, value in enumerate(self.points[number]))
        return tr(Text("Screen {number}: {x}; {y}"), self.theme.language, number=number, x=x, y=y)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, plot = self.theme, QPainter(self), self._plot
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        xs, ys = self._axes()
        font, ink = theme.font("fine"), theme.colour("ink2")
        line_px = theme.line_px("fine")
        painter.setPen(QPen(theme.colour("line"), theme.border_px))
        for value, words in zip(ys, self._labels(1), strict=True):
            y = plot.bottom() - (value - ys[0]) / (ys[-1] - ys[0]) * plot.height()
            painter.setPen(QPen(theme.colour("line"), theme.border_px))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            room = QRectF(0, y - line_px / 2, plot.left() - theme.px(8), line_px)
            paint.text(painter, room, words, font, ink, align=paint.RIGHT)
        taken = float(self.width())
        for value, words in reversed([*zip(xs, self._labels(0), strict=True)]):
            x = plot.left() + (value - xs[0]) / (xs[-1] - xs[0]) * plot.width()
            painter.setPen(QPen(theme.colour("line"), theme.border_px))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + theme.px(5)))
            room = QRectF(x - theme.px(60), plot.bottom() + theme.px(7), theme.px(120), line_px)
            room.moveLeft(min(max(room.left(), 0.0), self.width() - room.width()))
            half = theme.width_of(words, "fine") / 2
            if room.center().x() + half > taken:
                continue  # would overlap the long name of the tick beside it
            taken = room.center().x() - half - theme.px(8)
            paint.text(painter, room, words, font, ink, align=paint.CENTRE)
        for number in sorted(self.points, key=lambda n: (n in (self._hovered, self.chosen), n)):
            self._paint_point(painter, number)
        if self.hasFocus() and not self.points:
            paint.focus_ring(painter, theme, QRectF(self.rect()), theme.px(8))

    def _paint_point(self, painter: QPainter, number: int) -> None:
        theme, middle = self.theme, self.place_of(number)
        stands_out = number in (self._hovered, self.chosen)
        side = theme.px(DOT_PX) * (1.25 if stands_out else 1.0) * max(theme.text, 1.0)
        painter.setPen(QPen(theme.colour("surface"), theme.px(2)))
        painter.setBrush(theme.colour("ink" if stands_out else "primary"))
        painter.drawEllipse(middle, side, side)
        rect = QRectF(middle.x() - side, middle.y() - side, 2 * side, 2 * side)
        paint.text(
            painter,
            rect,
            str(number),
            theme.font("fine", 700),
            theme.colour("onPrimary" if not stands_out else "surface"),
            align=paint.CENTRE,
        )
