"""Small widgets of the presenter's console: labelled values, buttons that ignore a clicker's keys, cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy

from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button, Card, Themed, paint
from ..widgets.themed import ENTERS

CLICKER_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
GAP_PX = 8


class ConsoleButton(Button):
    """A button of the console: Enter presses it if keys moved the focus there; a clicker's arrows are ignored.

    A mouse press does not focus it.
    """

    def __init__(self, theme: Theme, *args: Any, **kinds: Any) -> None:
        super().__init__(theme, *args, **kinds)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CLICKER_KEYS:
            event.ignore()
        elif event.key() in ENTERS and self.by_key:  # this window has no arrow navigation among buttons
            self.click()
        else:
            super().keyPressEvent(event)


class ConsoleCard(Card):
    """A section of the console."""

    def __init__(self, theme: Theme, layout: QLayout, *, padding: float = 14) -> None:
        sides = (padding, padding * 0.85, padding, padding * 0.85)
        super().__init__(theme, layout, fill="surface", padding=sides)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)


class LabelledValue(Themed, QLabel):
    """A label with a value, which may change every second without moving anything.

    Parameters
    ----------
    widest : the longest value, for which room is reserved.
    """

    def __init__(self, theme: Theme, name: str = "", widest: str = "00:00") -> None:
        super().__init__()
        self.figure, self.widest, self.ink = "", widest, "ink"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(name, "", theme)

    def set_text(self, name: str, figure: str, theme: Theme | None = None, ink: str = "ink") -> None:
        """Change label and value, and the colour of the value."""
        if theme is None and (name, figure, ink) == (self.text(), self.figure, self.ink):
            return
        self.ink = ink
        wider = len(figure) > len(self.widest) or name != self.text()
        self.setText(name)
        self.figure = figure
        self.widest = figure if len(figure) > len(self.widest) else self.widest
        self.setAccessibleName(f"{name} {figure}")
        if theme is not None:
            self.apply_theme(theme)
        elif wider:
            self.updateGeometry()
        self.update()

    @property
    def _name_px(self) -> int:
        return round(self.theme.width_of(self.text(), "label", 400)) + self.theme.px(GAP_PX)

    @property
    def _font_px(self) -> int:
        return self.theme.text_px("title")

    def sizeHint(self) -> QSize:
        font = fonts.font("en", self._font_px, 700, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(self.widest)
        return QSize(self._name_px + round(width) + 2, max(self._font_px + 8, self.theme.target_px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        name = theme.font("label", 400)
        paint.text(painter, rect, self.text(), name, theme.colour("ink2"))
        beside = rect.adjusted(self._name_px, 0, 0, 0)
        font = fonts.font("en", self._font_px, 700, tabular=True)
        paint.text(painter, beside, self.figure, font, theme.colour(self.ink))
