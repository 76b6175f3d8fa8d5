"""Shared parts of the panels at the right: the head, and a part with replaceable content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from ...park.model import Zone
from ..style.theme import Theme
from ..widgets import Badge, Button, Column, Prose, Row


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
    head = QWidget()
    head.setLayout(row)
    return head


def refill(layout: QLayout, content: QWidget) -> None:
    """Replace the content of a part of a panel.

    The old content is deleted later: the call may come from one of its buttons.
    """
    while (old := layout.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    content.setSizePolicy(policy)
    layout.addWidget(content)
