"""A slider: a number on a track, with buttons for one step less and one step more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from ...park.model import Accent
from ..accessible import EvenSteps, Scale, Steps
from ..style.theme import Theme
from . import paint
from .button import Button
from .hover_animation import HoverAnimation
from .layouts import Column, Row
from .prose import Prose
from .themed import KeyFocus, Themed

TRACK_PX, HANDLE_PX = 8, 26
PAGE_STEPS = 10
MOST_TICKS = 12
BETWEEN_ENDS = "  "
"""Separator of the texts at both ends."""


class SliderTrack(HoverAnimation, KeyFocus, Themed, QSlider):
    """The track with its handle. Arrows go one step, Page keys ten, Home and End to the ends; a press goes there.

    The wheel changes it only while it has the focus, so that scrolling past changes nothing.
    """

    scale: Steps = EvenSteps()  # meaning of its steps

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        steps: int,
        on_step: Callable[[int], object],
        ends: tuple[str, str],
        *,
        brief: bool = False,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._accent, self._on_step, self._ends, self._brief = accent, on_step, ends, brief
        self._on_offer: Callable[[int | None], object] = lambda step: None
        self.setRange(0, steps)
        self.setSingleStep(1)
        self.setPageStep(min(PAGE_STEPS, max(steps // 4, 1)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)
        self.valueChanged.connect(on_step)

    def accessible(self) -> Scale:
        """Value for screen readers."""
        return Scale(self, lambda: self.scale, self.setValue)

    def offer_steps(self, on_offer: Callable[[int | None], object]) -> None:
        """Call `on_offer` with the step under the pointer, which a press would choose, and with None when it leaves."""
        self._on_offer = on_offer
        self.setMouseTracking(True)

    def set_ends(self, ends: tuple[str, str]) -> None:
        """Set the texts at both ends."""
        self._ends = ends
        self.update()

    def set_step(self, step: int) -> None:
        """Move the handle; emits no signal."""
        if step != self.value():
            self.blockSignals(True)
            self.setValue(step)
            self.blockSignals(False)
            self.update()

    # ---- size

    def sizeHint(self) -> QSize:
        words_px = 0 if self._brief else self.theme.line_px("fine")
        return QSize(self.theme.px(160), self.theme.target_px + words_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.sizeHint().height())

    @property
    def _handle_px(self) -> float:
        return self.theme.px(HANDLE_PX)

    def _x_of(self, step: float) -> float:
        inset = self._handle_px / 2 + 2
        return inset + (self.width() - 2 * inset) * step / max(self.maximum(), 1)

    def _step_at(self, x: float) -> int:
        inset = self._handle_px / 2 + 2
        return round((x - inset) / max(self.width() - 2 * inset, 1) * self.maximum())

    # ---- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._on_offer(None)
            self.setSliderDown(True)
            self.setValue(self._step_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self._step_at(event.position().x())
        if self.isSliderDown():
            self.setValue(step)
        elif self.isEnabled():
            self._on_offer(min(max(step, 0), self.maximum()))

    def leaveEvent(self, event: QEvent) -> None:
        self._on_offer(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, thick = self.theme.target_px / 2, theme.px(TRACK_PX)
        left, right, x = self._x_of(0), self._x_of(self.maximum()), self._x_of(self.value())
        track = QRectF(left, middle - thick / 2, right - left, thick)
        edge = theme.colour("control")
        paint.rounded(painter, track, thick / 2, theme.colour("sunken"), edge, edge_px=1)
        fill = theme.colour(theme.accent(self._accent).fill)
        paint.rounded(painter, QRectF(left, track.y(), max(x - left, thick), thick), thick / 2, fill)
        self._paint_ticks(painter, middle + self._handle_px / 2)
        self._paint_handle(painter, QPointF(x, middle))
        if self._brief:
            return
        row = QRectF(2, theme.target_px - 2, self.width() - 4, theme.line_px("fine"))
        font = theme.fitting(self._ends[0] + BETWEEN_ENDS + self._ends[1], "fine", row.width())
        for words, align in zip(self._ends, (paint.LEFT, paint.RIGHT), strict=True):
            paint.text(painter, row, words, font, theme.colour("ink3"), align=align)

    def _paint_ticks(self, painter: QPainter, y: float) -> None:
        steps = self.maximum()
        every = max(1, -(-steps // MOST_TICKS))
        painter.setPen(self.theme.colour("control"))
        for step in range(0, steps + 1, every):
            x = round(self._x_of(step)) + 0.5
            painter.drawLine(QPointF(x, y), QPointF(x, y + self.theme.px(4)))

    def _paint_handle(self, painter: QPainter, at: QPointF) -> None:
        theme, side = self.theme, self._handle_px
        fill = self.animated_fill(
            theme.colour("tint" if self.underMouse() or self.isSliderDown() else "raised")
        )
        handle = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        edge = theme.colour(theme.accent(self._accent).fill)
        if self.rings:
            out = theme.focus_px + 2
            paint.focus_ring(painter, theme, handle.adjusted(-out, -out, out, out), side / 2 + out)
        paint.rounded(painter, handle, side / 2, fill, edge, edge_px=theme.px(4))


class Slider(QWidget):
    """A labelled slider: name, value in large type, track, and a button at each end, so that no drag is needed.

    Parameters
    ----------
    steps : number of steps on the track.
    on_step : called with the step that the visitor chose.
    brief : no text at the ends of the track.
    """

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        steps: int,
        on_step: Callable[[int], object],
        *,
        brief: bool = False,
    ) -> None:
        super().__init__()
        self._name = Prose(theme, " ", "label")
        self._words, self._ahead, self._ink = "", "", theme.accent(accent).text
        self._value = Prose(theme, " ", "title", self._ink, align=Qt.AlignmentFlag.AlignRight, level=0)
        self._value.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.track = SliderTrack(theme, accent, steps, on_step, (" ", " "), brief=brief)
        self.less = Button(theme, icon="minus", name=" ", on_press=lambda: self._move(-1))
        self.more = Button(theme, icon="plus", name=" ", on_press=lambda: self._move(1))
        for button in (self.less, self.more):
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows on the track do the same
        head = Row(theme, self._name, self._value, gap=10)
        head.setStretch(0, 1)
        line = Row(theme, self.less, self.track, self.more, gap=8)
        line.setAlignment(self.less, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.more, Qt.AlignmentFlag.AlignTop)
        self.setLayout(Column(theme, head, line, gap=2))
        self.setFocusProxy(self.track)
        self.theme = theme
        self._shown_text = ""
        self._shown_for: Theme | None = None

    def set_texts(self, name: str, meaning: str, less: str, more: str, ends: tuple[str, str]) -> None:
        """Set the texts: name, meaning, of the buttons, and at both ends."""
        self._name.set_text(name)
        self.setToolTip(meaning)
        self.track.setAccessibleName(name)
        self.track.setAccessibleDescription(meaning)
        self.track.set_ends(ends)
        self.less.set_text(name=less)
        self.more.set_text(name=more)

    def show_value(self, step: int, words: str) -> None:
        """Show a value; emits no signal."""
        self.track.set_step(step)
        self._words = words
        self._show_words()
        self.less.setEnabled(step > 0)
        self.more.setEnabled(step < self.track.maximum())

    def announce(self, words: str) -> None:
        """Show in grey, in place of the value, the one that it will be set to; "": show the value."""
        self._ahead = words
        self._show_words()

    def _show_words(self) -> None:
        words, ink = (self._ahead, "ink3") if self._ahead else (self._words, self._ink)
        if (words, self.theme) != (self._shown_text, self._shown_for):
            self._shown_text, self._shown_for = words, self.theme  # its width depends on both
            self._value.set_text(words, ink)
            self._value.setFixedWidth(round(self.theme.width_of(words, "title")) + 4)

    @property
    def words(self) -> str:
        """The value, in words."""
        return self._words

    @property
    def shown_words(self) -> str:
        """The words in its corner: the value, or the one announced."""
        return self._shown_text

    def _move(self, by: int) -> None:
        self.track.setValue(self.track.value() + by)
