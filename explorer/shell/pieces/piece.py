"""What every piece of the shell has: a theme, and a way to take another one."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QLayout, QWidget

from ..theme import Theme

KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,  # given by the program, in answer to a key
)


class Piece:
    """A mix-in: what is painted from a theme and can change it while it is shown."""

    theme: Theme

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "paintEvent" in cls.__dict__:
            cls.paintEvent = guarded(cls.paintEvent)  # type: ignore[attr-defined]

    def setToolTip(self, words: str) -> None:
        """Explain it by words that are never taken for HTML: a scene may have written them."""
        if "<" in words:
            words = f"<qt>{escape(words)}</qt>"
        super().setToolTip(words)  # type: ignore[misc]

    def restyle(self, theme: Theme) -> None:
        """Take another theme: look, language, size of window or of text."""
        self.theme = theme
        refresh(self)


def guarded(paint: Callable[[Any, QPaintEvent], None]) -> Callable[[Any, QPaintEvent], None]:
    """A paint event that reports an exception and goes on: one that Qt meets there ends the process."""

    @wraps(paint)
    def paint_event(self: Any, event: QPaintEvent) -> None:
        try:
            paint(self, event)
        except Exception as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
            traceback.clear_frames(fault.__traceback__)  # a painter in one of them would stay active

    return paint_event


class KeyFocus:
    """A mix-in for widgets that show a ring only when the keyboard brought them the focus."""

    by_key = False
    hasFocus: Callable[[], bool]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_key = event.reason() in KEY_REASONS
        super().focusInEvent(event)  # type: ignore[misc]

    def hide_ring(self) -> None:
        """Show no ring until the keyboard brings the focus again."""
        self.by_key = False
        refresh(self)

    @property
    def rings(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self.by_key and self.hasFocus()


def refresh(piece: object) -> None:
    """Have a piece measured and painted again."""
    if isinstance(piece, QWidget):
        piece.updateGeometry()
        piece.update()


def restyle_pieces(root: QWidget, theme: Theme) -> None:
    """Give a theme to every piece and every layout inside a widget."""
    # not all objects: whoever is handed to Python once stays there, and a text makes new ones with each change of its words
    inside: list[QWidget | QLayout] = [*root.findChildren(QWidget), *root.findChildren(QLayout)]
    for child in inside:
        if isinstance(child, Piece):
            child.restyle(theme)
    root.updateGeometry()
    root.update()
