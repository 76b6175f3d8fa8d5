"""Hover animation of fills: fast on press, a little slower when the pointer enters or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QVariantAnimation
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ..style.theme import Theme

HOVER_MS, PRESS_MS = 120, 80

if TYPE_CHECKING:
    Base = QWidget
else:
    Base = object


class HoverAnimation(Base):
    """Mix-in for widgets with a fill: `animated_fill` blends from the previous fill to the new one.

    No blending with reduced motion.
    """

    theme: Theme
    _fill: QColor | None = None
    _fill_before: QColor | None = None
    animation: QVariantAnimation | None = None

    def enterEvent(self, event: QEnterEvent) -> None:
        self._animate_fill(HOVER_MS)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._animate_fill(HOVER_MS)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._animate_fill(PRESS_MS)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._animate_fill(PRESS_MS)
        super().mouseReleaseEvent(event)

    def animated_fill(self, fill: QColor | None) -> QColor | None:
        """The present fill on the way to the given one; call it once in each paint event."""
        if self.animation is not None and self.animation.state() == QAbstractAnimation.State.Running:
            fill = between(self._fill_before, fill, float(self.animation.currentValue()))
        self._fill = fill
        return fill

    def _animate_fill(self, lasts_ms: int) -> None:
        """Start blending from the present fill to the next one."""
        if self.theme.less_motion or not self.isEnabled():
            return
        if self.animation is None:
            self.animation = QVariantAnimation(self)
            self.animation.setStartValue(0.0)
            self.animation.setEndValue(1.0)
            self.animation.setEasingCurve(QEasingCurve.Type.OutCubic)
            self.animation.valueChanged.connect(lambda _: self.update())
            self.animation.finished.connect(self.update)
        self._fill_before = self._fill
        self.animation.stop()
        self.animation.setDuration(lasts_ms)
        self.animation.start()


def between(one: QColor | None, other: QColor | None, u: float) -> QColor | None:
    """The mix of two colours; without a colour it is transparent."""
    if one is None or other is None:
        there = one or other
        if there is None:
            return None
        made = QColor(there)
        made.setAlphaF(there.alphaF() * (u if one is None else 1 - u))
        return made
    red, green, blue, alpha = (a + (b - a) * u for a, b in zip(_parts(one), _parts(other), strict=True))
    return QColor.fromRgbF(red, green, blue, alpha)


def _parts(colour: QColor) -> tuple[float, float, float, float]:
    return (colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF())
