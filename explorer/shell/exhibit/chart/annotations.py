"""Annotations of a chart: axis numbers, names at line ends, flags, values at the pointer, and how they fit."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ....exhibits.number_format import format_ticks, number
from ....i18n import Text, tr
from ....i18n.units import unit_text
from ....park.model import Accent
from ...style.fonts import spaced
from ...style.theme import Theme
from ...style.tokens import LEAST_PX
from ...widgets import paint
from .curves import OTHER_INK, Frame, ink_of, line_ink
from .series import PRESENT, Line, Plot

DOT_PX = 6
MOST_FLAGS = 0.4
"""Largest share of the width for a flag."""


class Annotated(Protocol):
    """The chart that annotations are painted on: its size, its theme and the names of its parts."""

    theme: Theme

    small: bool

    @property
    def accent(self) -> Accent: ...
    @property
    def read_at(self) -> float | None: ...
    def width(self) -> int: ...
    def height(self) -> int: ...
    def has_foot(self, frame: Frame) -> bool: ...
    def name(self, line: Line) -> str: ...
    def format_value(self, line: Line, value: float) -> str: ...
    def time(self, seconds: float, plot: Plot) -> str: ...
    def flag(self, mark: str | Text) -> str: ...


class Annotations:
    """Paints the text of a chart, and the marks that point at its curves."""

    def __init__(self, chart: Annotated) -> None:
        self._chart = chart

    @property
    def theme(self) -> Theme:
        return self._chart.theme

    def width(self) -> int:
        """Width of the chart in pixels."""
        return self._chart.width()

    def height(self) -> int:
        """Height of the chart in pixels."""
        return self._chart.height()

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint all annotations of a frame."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._axes(painter, frame)
        if frame.plot.kind == "bars":
            self._bars(painter, frame)
            return
        if not self._chart.small:
            self._flags(painter, frame)
        if frame.plot.kind == "time":
            self._names(painter, frame)
        if (at := self._chart.read_at) is not None:
            self._values(painter, frame, at)

    def _axes(self, painter: QPainter, frame: Frame) -> None:
        theme, plot, rect = self.theme, frame.plot, frame.rect
        font, ink, fine = theme.font("fine"), theme.colour("ink3"), theme.line_px("fine")
        for tick, words in zip(plot.y_ticks, format_ticks(plot.y_ticks, theme.language), strict=True):
            row = QRectF(0, frame.y(tick) - fine / 2, rect.x() - theme.px(8), fine)
            paint.text(painter, row, words, font, ink, align=paint.RIGHT)
        if not self._chart.has_foot(frame):
            return
        unit = ""
        if plot.kind == "time":
            unit = tr(Text("min") if plot.in_minutes else Text("s"), theme.language)
        elif plot.kind == "profile" and plot.across:
            unit = tr(plot.across, theme.language)
        elif plot.unit:
            unit = unit_text(plot.unit, theme.language)
        top = rect.bottom() + theme.px(4)
        wide = theme.width_of(unit, "fine", 600)
        last = QRectF(self.width() - wide - 4, top, wide + 4, fine)
        if unit:
            paint.text(painter, last, unit, theme.font_for(unit, "fine", 600), ink, align=paint.RIGHT)
        along = [tick / 60 if plot.in_minutes else tick for tick in plot.x_ticks]
        for tick, words in zip(plot.x_ticks, format_ticks(along, theme.language), strict=True):
            half = theme.width_of(words, "fine") / 2 + 2
            if frame.x(tick) + half < (last.x() - theme.px(6) if unit else self.width()):
                place = QRectF(frame.x(tick) - half, top, 2 * half, fine)
                paint.text(painter, place, words, font, ink, align=paint.CENTRE)

    def _names(self, painter: QPainter, frame: Frame) -> None:
        """Paint a dot at the present value of each line, and its name beside it; names move apart."""
        theme, chart, fine = self.theme, self._chart, self.theme.line_px("fine")
        lines = frame.plot.lines
        ends = [frame.end(line) for line in lines]
        tall = fine * max(self._lines_of(chart.name(line)) for line in lines)
        named = max(
            1, int(frame.rect.height() / tall)
        )  # more names do not fit; the list of readings has them
        top = (
            max(frame.rect.y(), 1.5 * fine + theme.px(5)) if frame.plot.marks else frame.rect.y()
        )  # clear of flags
        rows = spread([end.y() for end in ends[:named]], tall, top, frame.rect.bottom())
        for index in reversed(range(len(lines))):
            if lines[index].role not in PRESENT:
                continue
            ink, end = line_ink(theme, chart.accent, lines[index]), ends[index]
            side = theme.px(DOT_PX)
            painter.setPen(QPen(ink, theme.px(2.5)))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(end, side, side)
        if chart.small and all(line.role != "other" for line in lines):
            named = 0  # one curve has its name beside it
        for index in reversed(range(min(named, len(lines)))):  # over all dots, however long they are
            if chart.small and lines[index].role not in PRESENT:
                continue
            left = ends[index].x() + theme.px(DOT_PX) + theme.px(6)
            ink = line_ink(theme, chart.accent, lines[index])
            self._name(painter, chart.name(lines[index]), QPointF(left, rows[index]), ink)
        if chart.small:
            self._name_aside(painter, frame)

    def _name_aside(self, painter: QPainter, frame: Frame) -> None:
        """Paint the name of the forecast or else of the ghost in a small chart, above or below the curves if there is room."""
        theme, tall = self.theme, float(self.theme.line_px("fine"))
        for line in [line for line in frame.plot.lines if line.role not in PRESENT][-1:]:
            name = self._chart.name(line)
            wide = theme.width_of(name, "fine", 600) + 4
            left = max(min(frame.end(line).x(), self.width() - wide), frame.rect.x())
            middles = (frame.rect.y() + tall / 2, frame.rect.bottom() - tall / 2)
            places = [QRectF(left, middle - tall / 2, wide, tall) for middle in middles]
            apart, at = max((clearance(frame, place), -number) for number, place in enumerate(places))
            if apart >= 0:
                font = theme.font_for(name, "fine", 600)
                paint.text(painter, places[-at], name, font, line_ink(theme, self._chart.accent, line))

    def _name(self, painter: QPainter, name: str, at: QPointF, ink: QColor) -> None:
        """Paint a name from a point; a long one starts further left, one that is still too long takes two lines."""
        theme, lines = self.theme, self._lines_of(name)
        room, tall = self._name_room_px, theme.line_px("fine") * lines
        font, wide = theme.fitting(name, "fine", room, 600), min(theme.width_of(name, "fine", 600) + 4, room)
        if lines > 1:
            font = theme.font_for(name, "fine", 600)
        place = QRectF(min(at.x(), self.width() - wide), at.y() - tall / 2, wide, tall)
        painter.fillRect(place.adjusted(-theme.px(3), 0, 0, 0), theme.colour("surface"))
        paint.text(painter, place, name, font, ink, wrap=lines > 1)

    @property
    def _name_room_px(self) -> float:
        """Width available for the name of a curve."""
        return self.width() - self.theme.px(6)

    def _lines_of(self, name: str) -> int:
        """Number of lines that the name of a curve takes, for names too wide even in the smallest type."""
        room = self._name_room_px
        return 1 if width_in(self.theme.fitting(name, "fine", room, 600), name) <= room else 2

    def _flags(self, painter: QPainter, frame: Frame) -> None:
        """Paint a pole at each change, with a flag that names it if there is room."""
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
        rows, ink = frame.plot.rows, theme.colour("ink")
        count = len(rows)
        apart = frame.rect.height() / count
        others = [line for line in frame.plot.lines if line.role == "other"]
        bare = min(float(fine), apart)  # rows closer than a line of text
        for index, line in enumerate(rows):
            middle = frame.y(count - index - 0.5)
            row = QRectF(0, middle - fine / 2, frame.rect.x() - theme.px(8), fine)
            name, value = chart.name(line), float(line.ys[0])
            font = in_rows(theme.fitting(name, "fine", row.width(), 400), apart)
            wraps = width_in(font, name) > row.width()
            lines = QRectF(row.x(), middle - apart / 2, row.width(), apart) if wraps else row
            paint.text(painter, lines, name, font, ink, align=paint.RIGHT, wrap=wraps)
            value_text = chart.format_value(line, value)
            longest = max((float(o.ys[0]) for o in frame.plot.lines if o.label == line.label), default=value)
            left = max(frame.x(max(longest, 0.0)), frame.rect.x()) + theme.px(6)
            font = in_rows(theme.font_for(value_text, "fine", 600), apart)
            place = QRectF(left, row.y(), width_in(font, value_text) + 4, fine)
            painter.fillRect(QRectF(left, middle - bare / 2, place.width(), bare), theme.colour("surface"))
            paint.text(painter, place, value_text, font, ink)
            if others:
                self._second(painter, chart.format_value(line, float(others[index].ys[0])), font, place)

    def _second(self, painter: QPainter, words: str, font: QFont, after: QRectF) -> None:
        """Paint the value of the second run beside that of the first."""
        place = QRectF(after.right() + self.theme.px(6), after.y(), width_in(font, words) + 4, after.height())
        paint.text(painter, place, words, font, ink_of(self.theme, self._chart.accent, OTHER_INK))

    def _values(self, painter: QPainter, frame: Frame, at: float) -> None:
        """Paint the values at one place of the axis on their own panel."""
        theme, chart, plot, fine = self.theme, self._chart, frame.plot, self.theme.line_px("fine")
        xs = plot.lines[0].xs
        if not len(xs) or not xs[0] <= at <= xs[-1]:
            return
        i = min(int(np.abs(xs - at).argmin()), len(plot.lines[0].ys) - 1)
        x = frame.x(float(xs[i]))
        head = (
            chart.time(float(xs[i]), plot)
            if plot.kind == "time"
            else number(float(xs[i]), self.theme.language)
        )
        rows = [(head, theme.colour("ink2"))]
        for line in plot.lines:
            if line.role == "ahead" and not line.xs[0] <= float(xs[i]) <= line.xs[-1]:
                continue
            there = int(
                np.abs(line.xs[: len(line.ys)] - float(xs[i])).argmin()
            )  # each line has its own points
            value_text = chart.format_value(line, float(line.ys[there]))
            named = plot.kind == "time" or len(plot.lines) > 1
            words = f"{chart.name(line)}  {value_text}" if named else value_text
            rows.append((words, line_ink(theme, chart.accent, line)))
        wide = max(theme.width_of(words, "fine", 600) for words, _ in rows) + theme.px(20)
        tall = fine * len(rows) + theme.px(10)
        left = x + theme.px(10) if x + theme.px(10) + wide < self.width() else x - theme.px(10) - wide
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawLine(QPointF(x, frame.rect.y()), QPointF(x, frame.rect.bottom()))
        card = QRectF(max(left, 0.0), max(min(frame.rect.y(), self.height() - tall), 0.0), wide, tall)
        edge = theme.colour("control")
        paint.rounded(painter, card, theme.px(8), theme.colour("raised"), edge, edge_px=theme.border_px)
        for index, (words, ink) in enumerate(rows):
            place = QRectF(card.x() + theme.px(10), card.y() + theme.px(5) + index * fine, wide, fine)
            paint.text(painter, place, words, theme.font_for(words, "fine", 600), ink)


def in_rows(font: QFont, apart_px: float) -> QFont:
    """The font, made smaller if rows are closer together than its letters are high."""
    font.setPixelSize(min(font.pixelSize(), max(int(apart_px), LEAST_PX)))
    return font


def width_in(font: QFont, words: str) -> float:
    """Width of text in a font."""
    return QFontMetricsF(font).horizontalAdvance(spaced(words))


def shared_lead(names: list[str]) -> str:
    """The common beginning of several names, up to a colon: it need not be repeated for each."""
    for name in names[:1]:
        for colon in (": ", "："):
            lead = name[: name.find(colon) + len(colon)]
            if colon in name and len(names) > 1 and all(other.startswith(lead) for other in names):
                return lead
    return ""


def clearance(frame: Frame, place: QRectF) -> float:
    """Distance in pixels between the curves and a rectangle above or below them; negative if a curve crosses it."""
    apart = float("inf")
    for line in frame.plot.lines:
        known = np.isfinite(line.xs) & np.isfinite(line.ys)
        if not known.any():
            continue
        xs = np.array([frame.x(x) for x in line.xs[known]])
        ys = np.array([frame.y(y) for y in line.ys[known]])
        inside = ys[(xs >= place.left()) & (xs <= place.right())]
        ends = np.interp([place.left(), place.right()], xs, ys)[
            [xs[0] <= place.left() <= xs[-1], xs[0] <= place.right() <= xs[-1]]
        ]
        for y in (*inside, *ends):
            apart = min(apart, max(place.top() - float(y), float(y) - place.bottom()))
    return apart


def spread(wanted: list[float], apart: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, at least `apart` from each other, within `low` and `high` if they fit."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    least = low
    for i in order:
        placed[i] = max(placed[i], least)
        least = placed[i] + apart
    most = high
    for i in reversed(order):
        placed[i] = min(placed[i], most)
        most = placed[i] - apart
    return placed
