"""What every piece of the shell has: a theme, and a way to take another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
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

    def restyle(self, theme: Theme) -> None:
        """Take another theme: look, language, size of window or of text."""
        self.theme = theme
        refresh(self)


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
