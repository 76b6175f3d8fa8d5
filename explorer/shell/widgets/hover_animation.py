"""Fills that follow the hand softly: quick when pressed, a little slower when the pointer comes or goes."""

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


class Soft(Base):
    """A mix-in for widgets with a fill: what is painted is `softened` on its way from the fill before.

    Nothing is eased for one who wants less motion.
    """

    theme: Theme
    _fill: QColor | None = None
    _fill_before: QColor | None = None
    animation: QVariantAnimation | None = None

    def enterEvent(self, event: QEnterEvent) -> None:
        self._soften(HOVER_MS)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._soften(HOVER_MS)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._soften(PRESS_MS)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._soften(PRESS_MS)
        super().mouseReleaseEvent(event)

    def softened(self, fill: QColor | None) -> QColor | None:
        """The fill to paint now, on its way to the one given; asked for once in every painting."""
        if self.animation is not None and self.animation.state() == QAbstractAnimation.State.Running:
            fill = between(self._fill_before, fill, float(self.animation.currentValue()))
        self._fill = fill
        return fill

    def _soften(self, lasts_ms: int) -> None:
        """Let the fill that is seen now go over into the next one."""
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
    """A colour on the way from one to the other; none is clear."""
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
