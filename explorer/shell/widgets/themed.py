"""Mix-ins of all widgets: a theme that can change while the widget is shown, and a focus ring for the keyboard."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from ..style.theme import Theme

KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,  # given by the program, in answer to a key
)


TAB_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PASSING_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The window, not the widget, lost the keyboard for a while: how the widget came by it stays as it was."""
CLICKER = "clicker"
"""A window with this property is led by a clicker: its keys go past what Tab has not reached, to the window."""
TOUCHED = "touched"
"""A window with this property was touched last: what gets the focus in answer shows no ring."""


def as_tool_tip(words: str) -> str:
    """Words as a tool tip that shows them as they are: a scene may have written them, and Qt takes some for HTML."""
    return f"<qt>{escape(words)}</qt>" if "<" in words else words


class Themed:
    """A mix-in for widgets and layouts that are painted from a theme and can take another one while they are shown."""

    theme: Theme

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "paintEvent" in cls.__dict__:
            cls.paintEvent = guarded(cls.paintEvent)  # type: ignore[attr-defined]

    def setToolTip(self, words: str) -> None:
        """Explain it by words that are never taken for HTML."""
        super().setToolTip(as_tool_tip(words))  # type: ignore[misc]

    def apply_theme(self, theme: Theme) -> None:
        """Take another theme: look, language, size of window or of text. Subclasses update what depends on it."""
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
    """A mix-in for widgets that show a ring only when the keyboard brought them the focus.

    Attributes
    ----------
    by_key, by_tab : whether a key brought the focus; whether that key was Tab.
    """

    by_key = by_tab = False
    hasFocus: Callable[[], bool]
    window: Callable[[], QWidget]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_key = event.reason() in KEY_REASONS and not self.window().property(TOUCHED)
        if event.reason() not in PASSING_REASONS:
            self.by_tab = event.reason() in TAB_REASONS
        super().focusInEvent(event)  # type: ignore[misc]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.leaves_keys:
            event.ignore()
        elif (
            event.key() in ENTERS
            and self.rings
            and not self.leaves_keys
            and isinstance(self, QAbstractButton)
        ):
            if not event.isAutoRepeat():
                self.click()  # Qt leaves it to the desktop whether Enter presses what has the ring
        else:
            super().keyPressEvent(event)  # type: ignore[misc]

    @property
    def leaves_keys(self) -> bool:
        """Whether the keys of a clicker go past it: it is in a clicker's window, and Tab has not led to it."""
        return bool(self.window().property(CLICKER)) and not (self.by_tab and self.hasFocus())

    def hide_ring(self) -> None:
        """Show no ring until the keyboard brings the focus again."""
        self.by_key = False
        refresh(self)

    @property
    def rings(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self.by_key and self.hasFocus()


def refresh(widget: object) -> None:
    """Have a widget measured and painted again."""
    if isinstance(widget, QWidget):
        widget.updateGeometry()
        widget.update()


def apply_theme_within(root: QWidget, theme: Theme) -> None:
    """Give a theme to every widget and every layout inside a widget."""
    # not all objects: Python keeps every object that it was given once, and a text makes new ones with each change
    inside: list[QWidget | QLayout] = [*root.findChildren(QWidget), *root.findChildren(QLayout)]
    for child in inside:
        if isinstance(child, Themed):
            child.apply_theme(theme)
    root.updateGeometry()
    root.update()
