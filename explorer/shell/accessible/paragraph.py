"""A paragraph or heading for screen readers: its text can be read by letter, word and line; its links are its items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QTextEdit

from .interfaces import Ability, Region, Role, given


class Paragraph(Region):
    """Read-only text.

    Parameters
    ----------
    level : heading level; 0: a paragraph.
    links : its links.
    """

    def __init__(self, label: QLabel, level: int, links: Callable[[], Sequence[QObject]]) -> None:
        super().__init__(label, Role.Heading if level else Role.Paragraph, level=level, items=links)

    def interface_cast(self, ability: Ability) -> Any:
        label = self.widget()
        if ability != Ability.TextInterface or not isinstance(label, QLabel):
            return super().interface_cast(ability)
        # Qt for Python cannot implement a text interface; that of a hidden text widget is used
        reader = label.findChild(QTextEdit) or _reader(label)
        if reader.toPlainText() != label.text():
            reader.setPlainText(label.text())
        return given(QAccessible.queryAccessibleInterface(reader).interface_cast(ability))

    def text(self, kind: QAccessible.Text) -> str:
        label = self.widget()
        if kind == QAccessible.Text.Name and isinstance(label, QLabel):
            return label.accessibleName() or label.text()
        return super().text(kind)


def _reader(label: QLabel) -> QTextEdit:
    reader = QTextEdit(label)
    reader.hide()
    reader.setReadOnly(True)
    return reader
