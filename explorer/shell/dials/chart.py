"""A chart: curves below, and over them the words: numbers at the axes, names at the ends of lines, flags, values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import Label
from ...park.model import Accent
from ..pieces import KeyFocus, Piece, paint
from ..theme import Theme
from ..words import say
from .amounts import amount, number, told_alike, unit_words
from .crowding import in_rows, shared_lead, spread, width_in
from .plot import PlotView, ink_of
from .series import MOST_TICKS, Line, Plot

DOT_PX = 6
TIGHT = 0.85
"""Rows of bars lower than this, in heights of a line of words, crowd their names."""
MOST_NAMES, MOST_NAMES_LARGE = 0.42, 0.46
"""The share of the width that names of bars may take; more where the text is large."""
MOST_FLAGS = 0.4
HALF_DIGIT = 0.45
"""So far, in heights of the type, the number of the uppermost value reaches above it."""


class Frame(NamedTuple):
    """Where the curves are, and how values become pixels."""

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
        """The value of the axis at a pixel."""
        low, high = self.plot.x
        return low + (x - self.rect.x()) / max(self.rect.width(), 1) * (high - low)


class ChartBox(KeyFocus, Piece, QWidget):
    """Shows one plot. The pointer, or the arrow keys, read values off it.

    Parameters
    ----------
    flag : the words of a mark, in the theme's language; "" for one that is not told.
    """

    def __init__(self, theme: Theme, accent: Accent, flag: Callable[[str | Label], str]) -> None:
        super().__init__()
        self._accent, self._flag = accent, flag
        self._plot: Plot | None = None
        self._view: PlotView | None = None
        self.read_at: float | None = None
        self._over = _Words(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.restyle(theme)

    @property
    def accent(self) -> Accent:
        return self._accent

    @property
    def plot(self) -> Plot | None:
        """What is shown."""
        return self._plot

    def show_plot(self, plot: Plot) -> None:
        """Show a plot in place of the one before."""
        self._plot = plot
        if self._view is None:
            self._view = PlotView(self.theme, self._accent, self)
            self._view.widget.lower()
            self._view.widget.show()
        where = self.frame_of(plot).rect.toRect()
        if self._view.widget.geometry() != where:
            self._view.widget.setGeometry(where)
        self._view.show_plot(plot if self.has_foot(self.frame_of(plot)) else replace(plot, x_ticks=()))
        self._over.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(72) + self.theme.line_px("fine"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._over.setGeometry(self.rect())
        if self._plot is not None:
            self.show_plot(self._plot)

    # ---- where things are

    @property
    def most_ticks(self) -> int:
        """How many numbers have room one above the other."""
        return min(max(int(self.height() / (self.theme.line_px("fine") * 1.7)), 2), MOST_TICKS)

    @property
    def along(self) -> int:
        """How many numbers have room along the foot."""
        return min(max(int(self.width() / (self.theme.line_px("fine") * 4.5)), 2), MOST_TICKS)

    def share_of(self, labels: Sequence[Label]) -> float:
        """The share of the width that the names of some lines take beyond their ends."""
        names = [label[self.theme.language == "zh"] for label in labels]
        lead = len(shared_lead(names))
        widest = max(self.theme.width_of(name[lead:], "fine", 600) for name in names)
        return (widest + self.theme.px(2 * DOT_PX + 8)) / max(self.width(), 1)

    def frame_of(self, plot: Plot) -> Frame:
        """Where the curves go, beside the words that this plot needs."""
        theme, fine = self.theme, self.theme.line_px("fine")
        left: float = theme.px(10)
        right: float = theme.px(10)
        if plot.kind == "bars":
            left += self.names_px(plot)
            right += max(
                theme.width_of(self.told(line, float(line.ys[0])), "fine", 600) for line in plot.lines
            )
        else:
            left += max(theme.width_of(words, "fine") for words in told_alike(plot.y_ticks))
        half_digit = round(theme.text_px("fine") * HALF_DIGIT)
        top = fine + theme.px(8) if plot.marks else max(theme.px(9), half_digit)
        whole = QRectF(self.rect())
        foot = fine + theme.px(4)
        if plot.kind == "bars" and (whole.height() - top - foot) / len(plot.lines) < fine * TIGHT:
            foot = theme.px(4)  # each bar tells its value: what the axis takes would crowd their names
        room = whole.adjusted(left, top, -right, -foot)
        return Frame(QRectF(room.toRect()), plot)

    def has_foot(self, frame: Frame) -> bool:
        """Whether there is room for numbers at the foot."""
        return self.height() - frame.rect.bottom() >= self.theme.line_px("fine")

    def names_px(self, plot: Plot) -> float:
        """The width that names of lines take."""
        widest = max(self.theme.width_of(self.name(line), "fine", 600) for line in plot.lines)
        large = self.theme.stacks or self.theme.crowded
        most = MOST_NAMES_LARGE if large else MOST_NAMES
        return min(widest + 2, self.width() * most)

    # ---- words

    def name(self, line: Line) -> str:
        """What a line is called."""
        chinese = self.theme.language == "zh"
        lines = self._plot.lines if self._plot else ()
        lead = shared_lead([other.label[chinese] for other in lines])
        return line.label[chinese][len(lead) :]

    def told(self, line: Line, value: float) -> str:
        """A value of a line with its unit."""
        return amount(value, line.unit, self.theme.language)

    def time(self, seconds: float, plot: Plot) -> str:
        """A moment of the run."""
        unit = "min" if plot.in_minutes else "s"
        return amount(round(seconds / (60 if plot.in_minutes else 1), 1), unit, self.theme.language)

    def flag(self, mark: str | Label) -> str:
        """The words of a mark."""
        return self._flag(mark)

    def summary(self) -> str:
        """What the chart shows, in words."""
        plot, language = self._plot, self.theme.language
        if plot is None or plot.kind == "profile":
            return ""
        told = []
        for line in plot.lines:
            now, low, high = (self.told(line, float(v)) for v in (line.ys[-1], line.ys.min(), line.ys.max()))
            key = "chart.line" if plot.kind == "time" else "chart.bar"
            values = {"now": now, "low": low, "high": high} if plot.kind == "time" else {"now": now}
            told.append(say(key, language, label=self.name(line), **values))
        return ("；" if language == "zh" else "; ").join(told)

    # ---- reading values

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._read(self.frame_of(self._plot).value_at(event.position().x()) if self._plot else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self._plot is None or self._plot.kind == "bars":
            super().keyPressEvent(event)
            return
        xs = self._plot.lines[0].xs
        at = len(xs) - 1 if self.read_at is None else int(np.abs(xs - self.read_at).argmin())
        self._read(float(xs[min(max(at + step, 0), len(xs) - 1)]))

    def _read(self, at: float | None) -> None:
        if at != self.read_at:
            self.read_at = at
            self._over.update()


class _Words(QWidget):
    """What lies over the curves."""

    def __init__(self, chart: ChartBox) -> None:
        super().__init__(chart)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def theme(self) -> Theme:
        return self._chart.theme

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self._chart
        if chart.plot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = chart.frame_of(chart.plot)
        self._axes(painter, frame)
        if frame.plot.kind == "bars":
            self._bars(painter, frame)
        else:
            self._flags(painter, frame)
            if frame.plot.kind == "time":
                self._names(painter, frame)
            if chart.read_at is not None:
                self._values(painter, frame, chart.read_at)
        if chart.rings:
            paint.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.radius("sm"))

    def _axes(self, painter: QPainter, frame: Frame) -> None:
        theme, plot, rect = self.theme, frame.plot, frame.rect
        font, ink, fine = theme.font("fine"), theme.colour("ink3"), theme.line_px("fine")
        for tick, words in zip(plot.y_ticks, told_alike(plot.y_ticks), strict=True):
            row = QRectF(0, frame.y(tick) - fine / 2, rect.x() - theme.px(8), fine)
            paint.text(painter, row, words, font, ink, align=paint.RIGHT)
        if not self._chart.has_foot(frame):
            return
        unit = ""
        if plot.kind == "time":
            unit = say("chart.minutes" if plot.in_minutes else "chart.seconds", theme.language)
        elif plot.kind == "profile" and plot.across:
            unit = plot.across[theme.language == "zh"]
        elif plot.unit:
            unit = unit_words(plot.unit, theme.language)
        top = rect.bottom() + theme.px(4)
        wide = theme.width_of(unit, "fine", 600)
        last = QRectF(self.width() - wide - 4, top, wide + 4, fine)
        if unit:
            paint.text(painter, last, unit, theme.font_for(unit, "fine", 600), ink, align=paint.RIGHT)
        along = [tick / 60 if plot.in_minutes else tick for tick in plot.x_ticks]
        for tick, words in zip(plot.x_ticks, told_alike(along), strict=True):
            half = theme.width_of(words, "fine") / 2 + 2
            if frame.x(tick) + half < (last.x() - theme.px(6) if unit else self.width()):
                place = QRectF(frame.x(tick) - half, top, 2 * half, fine)
                paint.text(painter, place, words, font, ink, align=paint.CENTRE)

    def _names(self, painter: QPainter, frame: Frame) -> None:
        """A dot where each line is now, and its name beside it; names give way to each other."""
        theme, chart, fine = self.theme, self._chart, self.theme.line_px("fine")
        lines = frame.plot.lines
        ends = [QPointF(frame.x(float(line.xs[-1])), frame.y(float(line.ys[-1]))) for line in lines]
        named = max(
            1, int(frame.rect.height() / fine)
        )  # more names have no room; the list of readings has them
        top = (
            max(frame.rect.y(), 1.5 * fine + theme.px(5)) if frame.plot.marks else frame.rect.y()
        )  # clear of flags
        rows = spread([end.y() for end in ends[:named]], fine, top, frame.rect.bottom())
        for index in reversed(range(len(lines))):
            ink, end = ink_of(theme, chart.accent, index), ends[index]
            side = theme.px(DOT_PX)
            painter.setPen(QPen(ink, theme.px(2.5)))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(end, side, side)
        for index in reversed(range(min(named, len(lines)))):  # over all dots, however long they are
            left = ends[index].x() + theme.px(DOT_PX) + theme.px(6)
            ink = ink_of(theme, chart.accent, index)
            self._name(painter, chart.name(lines[index]), QPointF(left, rows[index]), ink)

    def _name(self, painter: QPainter, name: str, at: QPointF, ink: QColor) -> None:
        """A name from a point on; one that is long begins before it, one that is too long is smaller."""
        theme, fine = self.theme, self.theme.line_px("fine")
        room = self.width() - theme.px(6)
        font, wide = theme.fitting(name, "fine", room, 600), min(theme.width_of(name, "fine", 600) + 4, room)
        place = QRectF(min(at.x(), self.width() - wide), at.y() - fine / 2, wide, fine)
        painter.fillRect(place.adjusted(-theme.px(3), 0, 0, 0), theme.colour("surface"))
        paint.text(painter, place, name, font, ink)

    def _flags(self, painter: QPainter, frame: Frame) -> None:
        """A pole where something was done, and what it was; a flag without room has only its pole."""
        theme, chart, fine = self.theme, self._chart, self.theme.line_px("fine")
        taken = float(self.width())
        for at, mark in reversed(frame.plot.marks):
            words = chart.flag(mark)
            if not words or not frame.plot.x[0] <= at <= frame.plot.x[1]:
                continue
            x = frame.x(at)
            painter.setPen(QPen(theme.colour("warn"), theme.px(1.5)))
            painter.drawLine(QPointF(x, fine + theme.px(2)), QPointF(x, frame.rect.bottom()))
            room = self.width() * MOST_FLAGS - theme.px(14)
            font = theme.fitting(words, "fine", room, 600)
            wide = min(theme.width_of(words, "fine", 600) + theme.px(14), self.width() * MOST_FLAGS)
            left = min(x, self.width() - wide)
            if left + wide > taken or width_in(font, words) > room:
                continue
            taken = left - theme.px(4)
            cloth = QRectF(left, 0, wide, fine + theme.px(4))
            paint.rounded(painter, cloth, theme.px(6), theme.colour("warnTint"))
            inside = cloth.adjusted(theme.px(6), 0, -theme.px(6), 0)
            paint.text(painter, inside, words, font, theme.colour("warn"))

    def _bars(self, painter: QPainter, frame: Frame) -> None:
        theme, chart, fine = self.theme, self._chart, self.theme.line_px("fine")
        count, ink = len(frame.plot.lines), theme.colour("ink")
        apart = frame.rect.height() / count
        bare = min(float(fine), apart)  # rows closer than words are high
        for index, line in enumerate(frame.plot.lines):
            middle = frame.y(count - index - 0.5)
            row = QRectF(0, middle - fine / 2, frame.rect.x() - theme.px(8), fine)
            name, value = chart.name(line), float(line.ys[0])
            font = in_rows(theme.fitting(name, "fine", row.width(), 400), apart)
            wraps = width_in(font, name) > row.width()
            paint.text(painter, row, name, font, ink, align=paint.RIGHT, wrap=wraps)
            told = chart.told(line, value)
            left = max(frame.x(max(value, 0.0)), frame.rect.x()) + theme.px(6)
            font = in_rows(theme.font_for(told, "fine", 600), apart)
            place = QRectF(left, row.y(), width_in(font, told) + 4, fine)
            painter.fillRect(QRectF(left, middle - bare / 2, place.width(), bare), theme.colour("surface"))
            paint.text(painter, place, told, font, ink)

    def _values(self, painter: QPainter, frame: Frame, at: float) -> None:
        """The values at one place of the axis, on a plate of their own."""
        theme, chart, plot, fine = self.theme, self._chart, frame.plot, self.theme.line_px("fine")
        xs = plot.lines[0].xs
        if not len(xs) or not xs[0] <= at <= xs[-1]:
            return
        i = min(int(np.abs(xs - at).argmin()), *(len(line.ys) - 1 for line in plot.lines))
        x = frame.x(float(xs[i]))
        head = chart.time(float(xs[i]), plot) if plot.kind == "time" else number(float(xs[i]))
        rows = [(head, theme.colour("ink2"))]
        for index, line in enumerate(plot.lines):
            told = chart.told(line, float(line.ys[i]))
            words = f"{chart.name(line)}  {told}" if plot.kind == "time" else told
            rows.append((words, ink_of(theme, chart.accent, index)))
        wide = max(theme.width_of(words, "fine", 600) for words, _ in rows) + theme.px(20)
        tall = fine * len(rows) + theme.px(10)
        left = x + theme.px(10) if x + theme.px(10) + wide < self.width() else x - theme.px(10) - wide
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawLine(QPointF(x, frame.rect.y()), QPointF(x, frame.rect.bottom()))
        plate = QRectF(max(left, 0.0), max(min(frame.rect.y(), self.height() - tall), 0.0), wide, tall)
        edge = theme.colour("control")
        paint.rounded(painter, plate, theme.px(8), theme.colour("raised"), edge, edge_px=theme.border_px)
        for index, (words, ink) in enumerate(rows):
            place = QRectF(plate.x() + theme.px(10), plate.y() + theme.px(5) + index * fine, wide, fine)
            paint.text(painter, place, words, theme.font_for(words, "fine", 600), ink)
