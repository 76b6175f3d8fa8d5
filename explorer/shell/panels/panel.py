"""Shared parts of the panels at the right: the head, a part with replaceable content, and a fold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from ...park.model import Zone
from ..input.focus import join
from ..style.theme import Theme
from ..widgets import Badge, Button, Column, Flow, Prose, Row, as_widget, follow_width


def head_of(
    theme: Theme,
    zone: Zone,
    line: str,
    title: str,
    close: str,
    on_close: Callable[[], object],
    *,
    role: str = "heading",
    badge_px: int = 52,
    beside: QWidget | None = None,
) -> QWidget:
    """The head: a zone's badge, a line over a title in a type role, more widgets, and a close button named `close`."""
    names = Column(
        theme,
        Prose(theme, line, "fine", theme.accent(zone.accent).text, weight=600),
        Prose(theme, title, role, level=1),
        gap=0,
    )
    cross = Button(theme, icon="x", name=close, kind="quiet", on_press=on_close)
    badge = Badge(theme, zone.accent, icon=zone.icon, name=str(zone.number), size=badge_px)
    others = (cross,) if beside is None else (beside, cross)
    row = Row(theme, badge, names, *others, gap=12, margins=(20, 16, 10, 6))
    row.setStretch(1, 1)
    row.setAlignment(badge, Qt.AlignmentFlag.AlignTop)
    for widget in others:
        row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
    return as_widget(row)


def refill(layout: QLayout, *contents: QWidget) -> None:
    """Replace the contents of a part of a panel.

    The old content is deleted later: the call may come from one of its buttons.
    """
    while (old := layout.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for content in contents:
        follow_width(content)
        layout.addWidget(content)


class Fold(QWidget):
    """A line that opens and closes the content under it.

    Parameters
    ----------
    inside : the content, or its factory: few visitors open a fold, so it is built when first opened.
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        icon: str,
        inside: QWidget | Callable[[], QWidget],
        *,
        beside: QWidget | None = None,
        opened: bool = False,
    ) -> None:
        super().__init__()
        self._made: QWidget | None = None
        self._make = inside
        if isinstance(inside, QWidget):
            inside.setParent(self)  # deleted with this
            inside.hide()
        self.button = Button(theme, words, icon, kind="quiet", left=True, on_press=self.toggle)
        head = self.button if beside is None else Flow(theme, beside, self.button, gap=4)
        self._column = Column(theme, head, gap=6)
        self.setLayout(self._column)
        self._icon = icon
        self.show_open(opened)

    @property
    def inside(self) -> QWidget:
        """The content under the line."""
        if self._made is None:
            self._made = self._make if isinstance(self._make, QWidget) else self._make()
            self._made.hide()
            self._column.addWidget(self._made)
            join(self)
        return self._made

    @property
    def opened(self) -> bool:
        return self._made is not None and not self._made.isHidden()

    def toggle(self) -> None:
        """Open if closed, close if open."""
        self.show_open(not self.opened)

    def show_open(self, opened: bool) -> None:
        """Open or close."""
        if opened or self._made is not None:
            self.inside.setVisible(opened)
        self.button.show_icon(("chevron-up" if opened else "chevron-down") if not self._icon else self._icon)
