"""Readouts: readings in large type, sparklines of their history, and the status of a real line that feeds them."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ...exhibits.exhibit import Output, figures_of
from ...exhibits.number_format import figure_text, reading_text
from ...exhibits.tags import Live, Standing, Tag
from ...i18n import Language, Text, tr
from ...park.model import Accent
from ...visit import Act, Touch, Visit
from ...visit.exhibit_run import Running
from ..style.fonts import has_han
from ..style.theme import Theme
from ..widgets import Chip, Column, Prose, Row, Themed, follow_width, paint
from ..widgets.badges import ChipKind
from .chart.series import column, thinned
from .forms import RunView, Section

UNCERTAIN = Text("{words} (uncertain)")
LINE_OFF = Text("Off while values come from a real line: it would change the model alone.")
FIGURE = Text("{label}: {value}")
STANDINGS: dict[str, Text] = {
    "live": Text("Live", context="values of a real line"),
    "stale": Text("Stale", context="values of a real line"),
    "replayed": Text("Replayed", context="values of a real line"),
    "simulated": Text("Simulated", context="values of a real line"),
}
FIGURES: dict[str, Text] = {
    "line": Text("{label} · line"),
    "model": Text("{label} · model"),
}
STANDINGS_MEAN: dict[str, Text] = {
    "live": Text("Values come from the real line now. The model follows its conditions."),
    "stale": Text("The real line has fallen silent. These are its last values."),
    "replayed": Text("These values come from a recording of a line."),
    "simulated": Text("Nothing comes from the real line. The model runs on its own."),
}


SMALLEST = 0.75
"""Smallest scale of a figure where there is no room for its full size."""
LINE_PX, MOST_VALUE_PX = 76, 96  # row heights in the list of all readings


def words_of_touch(before: Visit, act: Act) -> str | None:
    """Why touching a part changed nothing: values come from a real line; None if it changes nothing anyway."""
    if not isinstance(act, Touch) or act.part is None or before.run is None or not before.is_fed:
        return None
    exhibit, state = before.run.exhibit.touched(before.run.state, act.part)
    if exhibit is before.run.exhibit and state is before.run.state:
        return None
    return tr(LINE_OFF, before.settings.language)


def format_reading(output: Output, value: float, theme: Theme) -> str:
    """A reading with its unit, or the name of its value."""
    return reading_text(output, value, theme.language)


def format_figure(output: Output, value: float, theme: Theme) -> str:
    """A reading in large type: without its unit if its label names that already (36, parts wrong in the twin)."""
    return figure_text(output, value, theme.language)


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
        follow_width(self)
        self.apply_theme(theme)

    @property
    def words(self) -> str:
        """The value as displayed."""
        return self._words

    def show_run(self, now: RunView) -> None:
        """Show the reading of the real line if it has one, else the model's; with a line, say which of the two it is."""
        tag = now.measured.get(self.output.name)
        value = tag.value if tag is not None else now.run.readings[self.output.name]
        is_uncertain = tag is not None and tag.quality != "good"
        of: Literal["", "line", "model"] = "" if not now.is_fed else "model" if tag is None else "line"
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
                 for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
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

    def show_run(self, now: RunView) -> None:
        """Show the present value and its history; beside it the value that a real line measures."""
        computed = now.run.readings[self._output.name]
        words = format_reading(self._output, computed, self._theme)
        if (measured := now.measured.get(self._output.name)) is not None:
            words = compared(self._output, measured, computed, self._theme)
        if words != self._announced:
            self._announced = words
            self._value.set_text(words)
            if not self._line.isHidden():  # a number and its unit stay on one line
                wide = min(math.ceil(self._theme.width_of(words, "label")) + 4, self._theme.px(MOST_VALUE_PX))
                self._value.setMinimumWidth(max(wide, self._value.minimumWidth()))
            self.setAccessibleName(tr(FIGURE, self._theme.language, label=self._label, value=words))
        self._line.show_run(now.run)


# ---- the real line

LOOKS: dict[Standing, tuple[ChipKind, str]] = {
    "live": ("ok", "radio"),
    "stale": ("warn", "triangle-alert"),
    "replayed": ("F", "film"),
    "simulated": ("V", "flask-conical"),
}


class LineStanding(Section):
    """The status in words; hidden where no line feeds the exhibit.

    Parameters
    ----------
    brief : one line only: what it is and how old.

    Attributes
    ----------
    standing : the status that is shown; None while it is hidden.
    """

    def __init__(self, theme: Theme, *, brief: bool = False) -> None:
        super().__init__()
        self._theme, self._brief = theme, brief
        self.standing: Standing | None = None
        self._chip: Chip | None = None
        self._age = Prose(theme, " ", "fine", "ink2")
        self._gap = Prose(theme, " ", "fine", "ink2")
        for prose in (self._age, self._gap):
            prose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line: Row | Column
        if brief:
            self._gap.setParent(self)
            self._line = Row(theme, self._age, gap=12)
            self._line.addStretch(1)
        else:
            self._line = Column(theme, self._age, self._gap, gap=1)
        self.setLayout(self._line)
        self.hide()

    @property
    def words(self) -> str:
        """The text that is shown; "" while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def show_run(self, now: RunView) -> None:
        """Show the state of the line."""
        live = now.live
        if live is None or not live.feeds(type(now.run.exhibit)):
            self.standing = None
            self.hide()
            return
        before, language = (self.standing, self.sizeHint().width()), self._theme.language
        if live.standing != self.standing:
            self._show_chip(live.standing)
        age = age_text(live, language)
        gap = "" if self._brief else self._gap_text(live, now)
        for prose, words in ((self._age, age), (self._gap, gap)):
            if words and (words != prose.source or prose.isHidden()):
                prose.set_text(words)
                wide_px = max(math.ceil(self._theme.width_of(words, "fine")) + 4, prose.minimumWidth())
                prose.setFixedSize(wide_px, prose.heightForWidth(wide_px))
            prose.setVisible(bool(words))
        name = tr(STANDINGS[live.standing], language)
        self.setAccessibleName(". ".join(filter(None, (name, age, gap))))
        self.show()
        if before != (self.standing, self.sizeHint().width()):
            self.updateGeometry()

    def _show_chip(self, standing: Standing) -> None:
        self.standing = standing
        if self._chip is not None:
            self._line.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
        kind, icon = LOOKS[standing]
        self._chip = Chip(self._theme, kind, tr(STANDINGS[standing], self._theme.language), icon)
        self._chip.setToolTip(tr(STANDINGS_MEAN[standing], self._theme.language))
        self._line.insertWidget(0, self._chip)
        self._chip.show()  # the layout would do so too late to be measured
        for prose in (self._age, self._gap):
            prose.setMinimumWidth(0)

    def _gap_text(self, live: Live, now: RunView) -> str:
        """The gap at the first reading in large type that the line measures, or else at its first one."""
        exhibit, readings = type(now.run.exhibit), now.run.readings
        if live.standing == "simulated":
            return tr(Text("the model runs on its own"), self._theme.language)
        for output in (*figures_of(exhibit), *exhibit.outputs):
            if output.name in now.measured:
                return compared(output, now.measured[output.name], readings[output.name], self._theme)
        return ""


def age_text(live: Live, language: Language) -> str:
    """Age of the values."""
    if live.recorded_s is not None and live.standing == "replayed":
        moment = datetime.fromtimestamp(live.recorded_s).strftime("%Y-%m-%d %H:%M:%S")
        return tr(Text("recorded {moment}"), language, moment=moment)
    seconds = int(live.age_s)
    if live.standing == "simulated":
        return tr(Text("line silent for {seconds} s"), language, seconds=seconds)
    if live.standing == "live" and seconds < 1:
        return tr(Text("less than 1 s old"), language)
    return tr(Text("{seconds} s old"), language, seconds=seconds)
