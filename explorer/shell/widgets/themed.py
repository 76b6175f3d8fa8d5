"""Mix-ins of all widgets: a theme that can change while the widget is shown, and a focus ring for the keyboard."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from ..style.theme import Theme

KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,  # set by the program, in response to a key
)


TAB_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PASSING_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The window lost the focus for a while, not the widget: the way the widget got it is remembered."""
CLICKER = "clicker"
"""Property of a window led by a clicker: keys pass over widgets that were not reached by Tab, to the window."""
TOUCHED = "touched"
"""Property of a window last used by touch: focus given in response shows no ring."""


def as_tool_tip(words: str) -> str:
    """Text as a plain tooltip: Qt takes some texts for HTML, and a scene may contain such text."""
    if "<" not in words:
        return words
    from html import escape  # it brings a table of 2,200 entities

    return f"<qt>{escape(words)}</qt>"


class Themed:
    """Mix-in for widgets and layouts that are painted from a theme and can take another one while shown."""

    theme: Theme

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "paintEvent" in cls.__dict__:
            cls.paintEvent = guarded(cls.paintEvent)  # type: ignore[attr-defined]

    def setToolTip(self, words: str) -> None:
        """Set the tooltip as plain text, never HTML."""
        super().setToolTip(as_tool_tip(words))  # type: ignore[misc]

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme: look, language, size of window or text. Subclasses update what depends on it."""
        self.theme = theme
        refresh(self)


def guarded(paint: Callable[[Any, QPaintEvent], None]) -> Callable[[Any, QPaintEvent], None]:
    """Wrap a paint event so that an exception is reported: one that reaches Qt there ends the process."""

    @wraps(paint)
    def paint_event(self: Any, event: QPaintEvent) -> None:
        try:
            paint(self, event)
        except Exception as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
            traceback.clear_frames(fault.__traceback__)  # a painter in one of the frames would stay active

    return paint_event


class KeyFocus:
    """Mix-in for widgets that show a ring only when they got the focus by keyboard.

    Attributes
    ----------
    by_key, by_tab : whether a key moved the focus here; whether that key was Tab.
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
                self.click()  # in Qt it depends on the desktop whether Enter presses the focused button
        else:
            super().keyPressEvent(event)  # type: ignore[misc]

    @property
    def leaves_keys(self) -> bool:
        """Whether a clicker's keys pass over it: it is in a clicker's window, and was not reached by Tab."""
        return bool(self.window().property(CLICKER)) and not (self.by_tab and self.hasFocus())

    def hide_ring(self) -> None:
        """Hide the ring until the keyboard gives it the focus again."""
        self.by_key = False
        refresh(self)

    @property
    def rings(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self.by_key and self.hasFocus()


def refresh(widget: object) -> None:
    """Measure and paint a widget again."""
    if isinstance(widget, QWidget):
        widget.updateGeometry()
        widget.update()


def apply_theme_within(root: QWidget, theme: Theme) -> None:
    """Apply a theme to every widget and layout inside a widget."""
    # not all objects: Python keeps a wrapper of each object it was given, and text creates new ones with each change
    inside: list[QWidget | QLayout] = [*root.findChildren(QWidget), *root.findChildren(QLayout)]
    for child in inside:
        if isinstance(child, Themed):
            child.apply_theme(theme)
    root.updateGeometry()
    root.update()
