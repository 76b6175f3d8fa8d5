"""Readouts: readings in large type, and sparklines of their history."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, isfinite
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ...exhibits.exhibit import Output
from ...exhibits.tags import Live, Tag
from ...i18n import ENGLISH, Text, tr
from ...i18n.units import unit_text
from ...park.model import Accent
from ...visit.exhibit_run import Running
from ..style.fonts import has_han
from ..style.theme import Theme
from ..widgets import Column, Prose, Row, Themed, paint
from .chart.series import column, thinned
from .number_format import format_amount

UNCERTAIN = Text("{words} (uncertain)")
FIGURE = Text("{label}: {value}")
FIGURES: dict[str, Text] = {
    "line": Text("{label} · line"),
    "model": Text("{label} · model"),
}


SMALLEST = 0.75
"""Smallest scale of a figure where there is no room for its full size."""
MOST_LINES = 3
LINE_PX, MOST_VALUE_PX = 76, 96  # row heights in the list of all readings


def format_reading(output: Output, value: float, theme: Theme) -> str:
    """A reading with its unit, or the name of its value."""
    at = value - output.low
    if output.names and at == round(at) and 0 <= at < len(output.names):
        return tr(output.names[round(at)], theme.language)
    return format_amount(value, output.unit, theme.language)


def format_figure(output: Output, value: float, theme: Theme) -> str:
    """A reading in large type: without its unit if its label names that already (36, parts wrong in the twin)."""
    is_in_text = (
        output.plain is not None and output.unit and unit_text(output.unit, ENGLISH) in str(output.plain)
    )
    return format_reading(replace(output, unit="") if is_in_text else output, value, theme)


def compared(output: Output, tag: Tag, computed: float, theme: Theme) -> str:
    """The measured value, the computed value, and the difference."""
    language = theme.language
    if output.names or output.counts:
        real, model = (format_figure(output, value, theme) for value in (tag.value, computed))
        words = tr(Text("line {real} · model {model}"), language, real=real, model=model)
    else:
        real, model, gap = (
            format_figure(output, value, theme) for value in (tag.value, computed, abs(tag.value - computed))
        )
        words = tr(Text("line {real} · model {model} · gap {gap}"), language, real=real, model=model, gap=gap)
    return words if tag.quality == "good" else tr(UNCERTAIN, language, words=words)


class Readout(Themed, QLabel):
    """One reading in large type, with its label below."""

    def __init__(self, theme: Theme, output: Output, ink: str) -> None:
        super().__init__()
        self.output, self._ink = output, ink
        self._words, self._widest = "", 0
        self._of: Literal["", "line", "model"] = ""
        self._is_uncertain = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.apply_theme(theme)

    @property
    def words(self) -> str:
        """The value as displayed."""
        return self._words

    def show_run(self, run: Running, live: Live | None = None) -> None:
        """Show the reading of the real line if it has one, else the model's; with a line, say which of the two it is."""
        exhibit, name = type(run.exhibit), self.output.name
        is_fed = live is not None and live.replaces(exhibit)
        tag = live.measured(exhibit).get(name) if live is not None else None
        value, is_uncertain = run.readings[name], tag is not None and tag.quality != "good"
        if tag is not None:
            value = tag.value
        of: Literal["", "line", "model"] = "" if not is_fed else "model" if tag is None else "line"
        words = format_figure(self.output, value, self.theme)
        if (words, of, is_uncertain) == (self._words, self._of, self._is_uncertain):
            return
        self._words, self._of, self._is_uncertain = words, of, is_uncertain
        self.setAccessibleName(tr(FIGURE, self.theme.language, label=self._label, value=words))
        if self.sizeHint().width() > self._widest:
            # room for about one more digit before everything beside it has to move
            self._widest = self.sizeHint().width() + self.theme.px(10)
            self.updateGeometry()
        self.update()

    @property
    def wordy(self) -> bool:
        """Whether its label takes more lines than look good at its minimum width."""
        theme = self.theme
        most_px = theme.line_px("figure") + MOST_LINES * theme.line_px("fine")
        return self.heightForWidth(self.minimumSizeHint().width()) > most_px

    @property
    def _label(self) -> str:
        label, language = tr(self.output.words, self.theme.language), self.theme.language
        if self._of:
            label = tr(FIGURES[self._of], language, label=label)
        return tr(UNCERTAIN, language, words=label) if self._is_uncertain else label

    def sizeHint(self) -> QSize:
        theme = self.theme
        wide = max(theme.width_of(self._words, "figure"), theme.width_of(self._label, "fine"))
        tall = theme.line_px("figure") + theme.line_px("fine")
        return QSize(max(int(wide) + 4, self._widest), tall)

    def minimumSizeHint(self) -> QSize:
        wide = self.theme.width_of(self._words, "figure") * SMALLEST
        words = [] if has_han(self._label) else self._label.split()  # Chinese breaks anywhere
        word = max((self.theme.width_of(word, "fine") for word in words), default=0.0)
        least = max(int(max(wide, word)) + 4, self.theme.px(96))
        return QSize(min(self.sizeHint().width(), least), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """The label takes as many lines as it needs."""
        font = self.theme.font_for(self._label, "fine")
        label = paint.wrapped_height(self._label, font, width)
        return self.theme.line_px("figure") + int(max(label, self.theme.line_px("fine"))) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, line = self.theme, QPainter(self), self.theme.line_px("figure")
        label = theme.font_for(self._label, "fine")
        named = max(paint.wrapped_height(self._label, label, self.width()), theme.line_px("fine"))
        tall = min(line, max(int(self.height() - named), theme.line_px("fine")))  # the label is never clipped
        above = QRectF(0, 0, self.width(), tall)
        font = theme.font_for(self._words, "figure")
        too_large = max(theme.width_of(self._words, "figure") / max(self.width(), 1), line / tall)
        if too_large > 1:
            font.setPixelSize(max(int(font.pixelSize() / too_large), theme.text_px("fine")))
        paint.text(painter, above, self._words, font, theme.colour(self._ink))
        below = QRectF(0, tall, self.width(), self.height() - tall)
        paint.text(painter, below, self._label, label, theme.colour("ink2"), align=paint.TOP, wrap=True)


class Sparkline(Themed, QWidget):
    """The history of a reading, without numbers."""

    def __init__(self, theme: Theme, accent: Accent, output: Output) -> None:
        super().__init__()
        self._accent, self._output = accent, output
        self._points = QPolygonF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(60), self.theme.px(34))

    def show_run(self, run: Running) -> None:
        """Show the run so far."""
        xs, ys = thinned(*column(run, self._output.name))
        known = ys[np.isfinite(ys)]
        if len(known) < 2 or self.width() < 8:
            points = QPolygonF()
        else:
            low, high = float(known.min()), float(known.max())
            inset = self.theme.px(4)
            across = (self.width() - 2 * inset) / max(float(xs[-1]), 1e-9)
            up = (self.height() - 2 * inset) / (high - low) if high > low else 0.0
            bottom = self.height() - inset if high > low else self.height() / 2
            points = QPolygonF(
                [QPointF(inset + float(x) * across, bottom - (float(y) - low) * up)
                 for x, y in zip(xs, ys, strict=True) if isfinite(y)]
            )  # fmt: skip
        if points != self._points:
            self._points = points
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._points.isEmpty():
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(theme.accent(self._accent).text)
        painter.setPen(QPen(ink, theme.px(2)))
        painter.drawPolyline(self._points)
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(self._points.last(), theme.px(3), theme.px(3))


class ReadingRow(QWidget):
    """A row of the list of all readings: name, sparkline, value."""

    def __init__(self, theme: Theme, accent: Accent, output: Output) -> None:
        super().__init__()
        self._theme, self._output = theme, output
        self._label = tr(output.label, theme.language)
        self._name = Prose(theme, self._label, "fine", "ink2")
        self._value = Prose(theme, " ", "label")
        self._line = Sparkline(theme, accent, output)
        self._line.setFixedWidth(theme.px(LINE_PX))
        if theme.stacks or theme.crowded:
            self._line.hide()
            self.setLayout(Column(theme, self._name, self._value, gap=0))
        else:
            row = Row(theme, self._name, self._line, self._value, gap=10)
            row.setStretch(0, 3)
            row.setStretch(2, 2)
            self.setLayout(row)
        self._announced = ""

    def show_run(self, run: Running, measured: Tag | None = None) -> None:
        """Show the present value and its history; beside it the value that a real line measures."""
        computed = run.readings[self._output.name]
        words = format_reading(self._output, computed, self._theme)
        if measured is not None:
            words = compared(self._output, measured, computed, self._theme)
        if words != self._announced:
            self._announced = words
            self._value.set_text(words)
            if not self._line.isHidden():  # a number and its unit stay on one line
                wide = min(ceil(self._theme.width_of(words, "label")) + 4, self._theme.px(MOST_VALUE_PX))
                self._value.setMinimumWidth(max(wide, self._value.minimumWidth()))
            self.setAccessibleName(tr(FIGURE, self._theme.language, label=self._label, value=words))
        self._line.show_run(run)
