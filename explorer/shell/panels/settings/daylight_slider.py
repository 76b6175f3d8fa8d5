"""The daylight slider: four named times of day, and everything between them for the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from ....base.names import LIGHTS
from ....visit.settings import CYCLE, DAY_PHASES, light_at
from ...accessible import Scale
from ...style.theme import Theme
from ...widgets import KeyFocus, Themed, paint

STEPS_PER_PHASE = 20
SNAP_STEPS = 2
"""Distance from a stop within which the pointer snaps to it."""

LAST = DAY_PHASES[LIGHTS[-1]]


class DayPhases(NamedTuple):
    """The scale of the slider."""

    names: dict[str, str]

    def value_of(self, step: int) -> float:
        return step / STEPS_PER_PHASE

    def step_of(self, value: float) -> int:
        return round(value * STEPS_PER_PHASE)

    def words_of(self, step: int) -> str:
        return self.names[light_at(step / STEPS_PER_PHASE)]


class DaylightSlider(KeyFocus, Themed, QSlider):
    """From day to night. Arrow keys go from stop to stop; a press on the track goes there.

    Parameters
    ----------
    day_phase : the initial value.
    on_choose : called with the day phase that the visitor chose.
    """

    def __init__(
        self,
        theme: Theme,
        day_phase: float,
        *,
        on_choose: Callable[[float], object],
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._names: dict[str, str] = dict.fromkeys(LIGHTS, " ")
        self._on_choose = on_choose
        self.setRange(0, round(LAST * STEPS_PER_PHASE))
        self.setPageStep(STEPS_PER_PHASE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_day_phase(day_phase)
        self.apply_theme(theme)

    def set_names(self, names: dict[str, str], name: str) -> None:
        """Set the names of the stops, and that of the slider."""
        self._names = names
        self.setAccessibleName(name)
        self._describe()
        self.updateGeometry()
        self.update()

    def accessible(self) -> Scale:
        """Value for screen readers."""
        return Scale(self, lambda: DayPhases(self._names), self._choose)

    def show_day_phase(self, day_phase: float) -> None:
        """Move the handle to a day phase; the morning moves it back towards day."""
        along = day_phase if day_phase <= LAST else LAST * (CYCLE - day_phase) / (CYCLE - LAST)
        self.setValue(round(along * STEPS_PER_PHASE))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._names[light_at(self.value() / STEPS_PER_PHASE)])

    # ---- size

    def sizeHint(self) -> QSize:
        widest = max(self.theme.width_of(name, "fine", 600) for name in self._names.values())
        width = round((widest + self.theme.px(12)) * len(LIGHTS))
        return QSize(width, self.line_y + self.theme.px(18) + self.theme.line_px("fine"))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(260)), hint.height())

    @property
    def line_y(self) -> int:
        return self.theme.target_px // 2

    def x_of(self, value: float) -> float:
        """Position of a value; the outer stops have half the width of a name beside them."""
        margin = self.width() / (2 * len(LIGHTS))
        return margin + (self.width() - 2 * margin) * value / self.maximum()

    # ---- pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # let the page scroll

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step from one named light to the next: Qt's own keys would take even steps past them."""
        at, stops = self.value(), [round(DAY_PHASES[name] * STEPS_PER_PHASE) for name in LIGHTS]
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                self._choose(next((stop for stop in stops if stop > at), stops[-1]))
            case Qt.Key.Key_Left | Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self._choose(next((stop for stop in reversed(stops) if stop < at), stops[0]))
            case Qt.Key.Key_Home:
                self._choose(stops[0])
            case Qt.Key.Key_End:
                self._choose(stops[-1])
            case _:
                super().keyPressEvent(event)

    def _go_to(self, position: QPointF) -> None:
        left, right = self.x_of(0), self.x_of(self.maximum())
        value = round((position.x() - left) / max(right - left, 1.0) * self.maximum())
        value = min(max(value, 0), self.maximum())
        stop = round(value / STEPS_PER_PHASE) * STEPS_PER_PHASE
        self._choose(stop if abs(value - stop) <= SNAP_STEPS else value)

    def _choose(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self._describe()
            self._on_choose(value / STEPS_PER_PHASE)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        thick, y = theme.px(6), self.line_y
        left, right, here = self.x_of(0), self.x_of(self.maximum()), self.x_of(self.value())
        line = QRectF(left, y - thick / 2, right - left, thick)
        paint.rounded(painter, line, thick / 2, theme.colour("sunken"), theme.colour("control"))
        nearest = light_at(self.value() / STEPS_PER_PHASE)
        for name in LIGHTS:
            x, is_chosen = self.x_of(DAY_PHASES[name] * STEPS_PER_PHASE), name == nearest
            dot = theme.px(5)
            ring = QRectF(x - dot, y - dot, 2 * dot, 2 * dot)
            paint.rounded(
                painter, ring, dot, theme.colour("raised"), theme.colour("control"), edge_px=theme.px(2)
            )
            words = self._names[name]
            width = self.width() / len(LIGHTS)
            under = QRectF(x - width / 2, y + theme.px(16), width, theme.line_px("fine"))
            font = theme.font_for(words, "fine", 700 if is_chosen else 500)
            ink = theme.colour("ink" if is_chosen else "ink2")
            paint.text(painter, under, words, font, ink, align=Qt.AlignmentFlag.AlignHCenter)
        half = theme.px(12)
        handle = QRectF(here - half, y - half, 2 * half, 2 * half)
        paint.rounded(
            painter, handle, half, theme.colour("primary"), theme.colour("onPrimary"), edge_px=theme.px(2)
        )
        if self.rings:
            paint.focus_ring(painter, theme, QRectF(self.rect()), theme.radius("sm"))
