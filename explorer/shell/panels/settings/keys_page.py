"""The page of keys: what each key does, and what mouse and touch do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ....i18n import Text, tr
from ...input.keymap import ROWS, printed_cap
from ...style.theme import Theme
from ...widgets import Column, KeyCap, Prose, Rule

HAND_MEANINGS: dict[str, Text] = {
    "turn": Text("turn around"),
    "pan": Text("move sideways"),
    "zoom": Text("zoom in, zoom out"),
    "open": Text("visit a building; click the ground to leave"),
    "near": Text("move closer to that spot"),
}
HAND_GESTURES: dict[str, Text] = {
    "turn": Text("Drag"),
    "pan": Text("Right drag"),
    "zoom": Text("Wheel, pinch"),
    "open": Text("Click, tap"),
    "near": Text("Double click"),
}


HAND = ("turn", "pan", "zoom", "near", "open")


class HelpPanel(QWidget):
    """Two tables: keys, and mouse and touch. Rebuilt for a new theme, because key caps change their width.

    Parameters
    ----------
    barred : commands that do nothing here; keys that have no other use are not listed.
    """

    def __init__(self, theme: Theme, barred: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._rows = [row for row in ROWS if not row.commands or set(row.commands.values()) - barred]
        self._column = Column(theme, gap=10)
        self.setLayout(self._column)
        self._content: QWidget | None = None
        self.theme = theme
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included."""
        if self._content is not None and theme == self.theme:
            return
        self.theme = theme
        self._column.apply_theme(theme)
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self._make_content()
        self._column.addWidget(self._content)

    def _make_content(self) -> QWidget:
        theme, language = self.theme, self.theme.language
        content = QWidget()
        column = Column(theme, gap=10)
        content.setLayout(column)
        column.addWidget(Prose(theme, tr(Text("Keys"), language), "title"))
        keys = [
            ([printed_cap(cap, language) for cap in row.caps], tr(row.words, language)) for row in self._rows
        ]
        column.addWidget(self._table(keys, columns=2 if theme.text < 1.2 and not theme.crowded else 1))
        column.addWidget(Rule(theme))
        column.addWidget(Prose(theme, tr(Text("Mouse and touch"), language), "title"))
        hand = [
            ([tr(HAND_GESTURES[command], language)], tr(HAND_MEANINGS[command], language)) for command in HAND
        ]
        column.addWidget(self._table(hand, columns=1))
        column.addStretch(1)
        return content

    def _table(self, rows: list[tuple[list[str], str]], columns: int) -> QWidget:
        """A table with right-aligned key caps and left-aligned meanings, filled column by column."""
        theme = self.theme
        table, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        height = -(-len(rows) // columns)
        for index, (caps, meaning) in enumerate(rows):
            row, column = index % height, 2 * (index // height)
            grid.addWidget(self._caps(caps), row, column)
            words = Prose(theme, meaning, "label", "ink2", weight=400)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            grid.addWidget(words, row, column + 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setColumnStretch(column + 1, 1)
        table.setLayout(grid)
        return table

    def _caps(self, caps: list[str]) -> QWidget:
        together, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(5))
        row.addStretch(1)
        for cap in caps:
            row.addWidget(KeyCap(self.theme, cap))
        together.setLayout(row)
        return together
