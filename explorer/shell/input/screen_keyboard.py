"""The on-screen keyboard, for search on a touch screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button, Surface

ROWS = ("QWERTYUIOP123", "ASDFGHJKL-456", "ZXCVBNM")
"""Letters, with digits at their right; the space bar completes the last row."""
LAST_DIGITS = "7890"
COLUMNS, SPACE_AT, SPACE_COLUMNS = 14, 7, 3
GAP_PX, PAD_PX = 8, 14  # in the design
LARGEST_TEXT = 1.0
"""Largest text scale: larger keys would leave no room for the results."""


class ScreenKeyboard(Surface):
    """Latin letters, digits, a space bar, Backspace and Clear, along the foot of the window.

    Chinese is searched by number, by Latin letters, or in the list.

    Parameters
    ----------
    on_type : called with the character pressed.
    on_backspace, on_clear : called by the keys that delete the last character, or all.
    more : further characters, in one more row, for a text that people will read.
    """

    def __init__(
        self,
        theme: Theme,
        on_type: Callable[[str], object],
        on_backspace: Callable[[], object],
        on_clear: Callable[[], object],
        parent: QWidget | None = None,
        more: str = "",
    ) -> None:
        self._grid = QGridLayout()
        self.keys: dict[str, Button] = {}
        rows = (*ROWS, more) if more else ROWS
        self._rows = len(rows)
        for row, characters in enumerate(rows):
            for column, character in enumerate(characters):
                self._key(theme, character, on_type, row, column)
        for column, digit in enumerate(LAST_DIGITS, SPACE_AT + SPACE_COLUMNS):
            self._key(theme, digit, on_type, len(ROWS) - 1, column)
        self.space = Button(theme, " ", on_press=lambda: on_type(" "))
        self._grid.addWidget(self.space, len(ROWS) - 1, SPACE_AT, 1, SPACE_COLUMNS)
        self.backspace = Button(theme, icon="delete", name=" ", on_press=on_backspace)
        self.clear = Button(theme, " ", on_press=on_clear)
        for row, button in enumerate((self.backspace, self.clear)):
            self._grid.addWidget(button, row, COLUMNS - 1)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search field keeps the focus
        super().__init__(theme, self._grid, elevation=1, padding=(PAD_PX,) * 4, parent=parent)
        self._set_texts()
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        theme = replace(theme, text=min(theme.text, LARGEST_TEXT))
        super().apply_theme(theme)
        self._grid.setSpacing(theme.px(GAP_PX))
        for button in self._buttons:
            button.apply_theme(theme)
        self._set_texts()

    def arrange(self, room: QRect) -> QRect:
        """Place it along the foot of an area; return its rectangle."""
        theme = self.theme
        margin = theme.margin_px
        inside = room.width() - 2 * (margin + theme.px(PAD_PX)) - (COLUMNS - 1) * theme.px(GAP_PX)
        wide, high = inside // (COLUMNS + 1), ceil(theme.target_px)  # the last column is two keys wide
        high = max(high, self.space.heightForWidth(SPACE_COLUMNS * wide))
        for button in self._buttons:
            button.setFixedSize(wide, high)
        self.space.setFixedSize(SPACE_COLUMNS * wide + (SPACE_COLUMNS - 1) * theme.px(GAP_PX), high)
        for button in (self.backspace, self.clear, self.keys["0"]):
            button.setFixedSize(2 * wide, high)
        tall = self._rows * high + (self._rows - 1) * theme.px(GAP_PX) + 2 * theme.px(PAD_PX)
        place = QRect(room.x() + margin, room.bottom() + 1 - margin - tall, room.width() - 2 * margin, tall)
        self.place(place)
        return place

    @property
    def _buttons(self) -> list[Button]:
        return [*self.keys.values(), self.space, self.backspace, self.clear]

    def _key(
        self, theme: Theme, character: str, on_type: Callable[[str], object], row: int, column: int
    ) -> None:
        self.keys[character] = Button(theme, character, on_press=partial(on_type, character.lower()))
        self._grid.addWidget(self.keys[character], row, column)

    def _set_texts(self) -> None:
        language = self.theme.language
        second = self.theme.second_language
        self.setAccessibleName(tr(Text("Keyboard"), language))
        self.backspace.set_text(name=tr(Text("Delete the last character"), language))
        for button, text in ((self.space, Text("Space")), (self.clear, Text("Clear"))):
            also = tr(text, second) if second else ""
            button.set_text(tr(text, language), sub=also)
