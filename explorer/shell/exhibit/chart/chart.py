"""The chart widget: places and paints curves and annotations, and reads values at the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....exhibits.number_format import format_amount, format_ticks
from ....i18n import CLAUSE_SEPARATOR, Text, tr
from ....park.model import Accent
from ...style.theme import Theme
from ...widgets import KeyFocus, Themed, paint
from .annotations import DOT_PX, Annotations, shared_lead
from .curves import Frame, paint_curves
from .series import MOST_TICKS, PRESENT, Line, Plot

TIGHT = 0.85
"""Row height of bars, in line heights, below which their names are crowded."""
MOST_NAMES, MOST_NAMES_LARGE = 0.42, 0.46
"""Largest share of the width for names of bars; the second one with large text."""
HALF_DIGIT = 0.45
"""How far the number of the topmost value reaches above it, in heights of the type."""


class ChartBox(KeyFocus, Themed, QWidget):
    """Shows one plot. The pointer or the arrow keys read values off it.

    Parameters
    ----------
    flag : the text of a mark, in the theme's language; "" for a mark without a flag.
    small : whether it shows only curves, the ends of the axis, and the names of a second run and of a ghost.
    """

    def __init__(
        self, theme: Theme, accent: Accent, flag: Callable[[str | Text], str], *, small: bool = False
    ) -> None:
        super().__init__()
        self._accent, self._flag, self.small = accent, flag, small
        self._plot: Plot | None = None
        self.read_at: float | None = None
        self._annotations = Annotations(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.apply_theme(theme)

    @property
    def accent(self) -> Accent:
        return self._accent

    @property
    def plot(self) -> Plot | None:
        """The plot that is shown."""
        return self._plot

    def show_plot(self, plot: Plot) -> None:
        """Replace the plot."""
        self._plot = plot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plot is None:
            return
        painter, frame = QPainter(self), self.frame_of(self._plot)
        paint_curves(painter, self.theme, self._accent, frame, foot=self.has_foot(frame))
        self._annotations.paint(painter, frame)
        if self.rings:
            paint.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.radius("sm"))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(150))

    def minimumSizeHint(self) -> QSize:
        if self.small:
            return QSize(self.theme.px(120), self.theme.px(44))
        return QSize(self.theme.px(160), self.theme.px(72) + self.theme.line_px("fine"))

    # ---- layout

    @property
    def most_ticks(self) -> int:
        """Number of axis labels that fit one above the other."""
        if self.small:
            return 2
        return min(max(int(self.height() / (self.theme.line_px("fine") * 1.7)), 2), MOST_TICKS)

    @property
    def along(self) -> int:
        """Number of axis labels that fit along the foot."""
        return min(max(int(self.width() / (self.theme.line_px("fine") * 4.5)), 2), MOST_TICKS)

    def share_of(self, labels: Sequence[Text]) -> float:
        """Share of the width that line names take beyond the ends of their lines."""
        names = [tr(label, self.theme.language) for label in labels]
        lead = len(shared_lead(names))
        widest = max(self.theme.width_of(name[lead:], "fine", 600) for name in names)
        return (widest + self.theme.px(2 * DOT_PX + 8)) / max(self.width(), 1)

    def frame_of(self, plot: Plot) -> Frame:
        """The area of the curves, beside the labels that this plot needs."""
        theme, fine = self.theme, self.theme.line_px("fine")
        left: float = theme.px(10)
        right: float = theme.px(10)
        if plot.kind == "bars":
            left += self.names_px(plot)
            values = [
                theme.width_of(self.format_value(line, float(line.ys[0])), "fine", 600) for line in plot.lines
            ]
            twice = any(line.role == "other" for line in plot.lines)
            right += 2 * max(values) + theme.px(10) if twice else max(values)
        else:
            left += max(theme.width_of(words, "fine") for words in format_ticks(plot.y_ticks, theme.language))
        half_digit = round(theme.text_px("fine") * HALF_DIGIT)
        top = fine + theme.px(8) if plot.marks else max(theme.px(9), half_digit)
        whole = QRectF(self.rect())
        foot = fine + theme.px(4)
        if self.small:
            top, foot = max(theme.px(4), half_digit), max(theme.px(4), half_digit)
        if plot.kind == "bars" and (whole.height() - top - foot) / len(plot.rows) < fine * TIGHT:
            foot = theme.px(4)  # each bar shows its value; an axis would crowd their names
        room = whole.adjusted(left, top, -right, -foot)
        return Frame(QRectF(room.toRect()), plot)

    def wanted_px(self, plot: Plot) -> int:
        """Height at which wrapped names of bars do not overlap; 0 for other plots."""
        if plot.kind != "bars":
            return 0
        wide = self.names_px(plot) + self.theme.px(10) - self.theme.px(8)
        names = [self.name(line) for line in plot.rows]
        row = max(
            paint.wrapped_height(name, self.theme.fitting(name, "fine", wide, 400), wide) for name in names
        )
        return ceil(row * len(names) + 2 * self.theme.px(9))

    def has_foot(self, frame: Frame) -> bool:
        """Whether numbers fit at the foot."""
        return not self.small and self.height() - frame.rect.bottom() >= self.theme.line_px("fine")

    def names_px(self, plot: Plot) -> float:
        """Width of the line names."""
        widest = max(self.theme.width_of(self.name(line), "fine", 600) for line in plot.lines)
        large = self.theme.stacks or self.theme.crowded
        most = MOST_NAMES_LARGE if large else MOST_NAMES
        return min(widest + 2, self.width() * most)

    # ---- text

    def name(self, line: Line) -> str:
        """Name of a line."""
        language = self.theme.language
        lines = self._plot.lines if self._plot else ()
        lead = shared_lead([tr(other.label, language) for other in lines if other.role in PRESENT])
        if line.role not in PRESENT:
            lead = ""
        return tr(line.label, language)[len(lead) :]

    def format_value(self, line: Line, value: float) -> str:
        """A value of a line with its unit."""
        return format_amount(value, line.unit, self.theme.language)

    def time(self, seconds: float, plot: Plot) -> str:
        """A moment of the run."""
        unit = "min" if plot.in_minutes else "s"
        return format_amount(round(seconds / (60 if plot.in_minutes else 1), 1), unit, self.theme.language)

    def flag(self, mark: str | Text) -> str:
        """Text of a mark."""
        return self._flag(mark)

    def summary(self) -> str:
        """Summary of the chart in words."""
        plot, language = self._plot, self.theme.language
        if plot is None or plot.kind == "profile":
            return ""
        parts = []
        for line in (line for line in plot.lines if line.role != "ahead"):
            now, low, high = (
                self.format_value(line, float(v)) for v in (line.ys[-1], line.ys.min(), line.ys.max())
            )
            text = (
                Text("{label}: now {now}, lowest {low}, highest {high}")
                if plot.kind == "time"
                else Text("{label}: {now}")
            )
            values = {"now": now, "low": low, "high": high} if plot.kind == "time" else {"now": now}
            parts.append(tr(text, language, label=self.name(line), **values))
        return tr(CLAUSE_SEPARATOR, language).join(parts)

    # ---- reading values

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._read(self.frame_of(self._plot).value_at(event.position().x()) if self._plot else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the previous or next value with the arrow keys; a plot has no child widgets for Qt to move between."""
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
            self.update()
