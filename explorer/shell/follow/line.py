"""The line at the foot of a screen that follows: state of the connection, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button, Icon, Prose, Row, TextSurface

WIDE = 0.9
"""Largest share of the window's width."""


class Standing(NamedTuple):
    """Text of the line."""

    text: Text | None = None
    values: tuple[tuple[str, str], ...] = ()  # values in the sentence
    icon: str = "users"
    back: Text | None = None  # words for the way back; None if it is not offered


class FollowLine(TextSurface):
    """One sentence, with *Back* if the visitor has wandered off."""

    def __init__(self, theme: Theme, on_back: Callable[[], object], parent: QWidget) -> None:
        self.shown = Standing()
        self._icon = Icon(theme, "users", "ink2", size=20)
        self.words = Prose(theme, " ", "label", "ink2")
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.back = Button(theme, " ", "arrow-left", kind="primary", shortcut_hint="B", on_press=on_back)
        row = Row(theme, self._icon, self.words, self.back, gap=10)
        row.setStretch(1, 1)
        super().__init__(theme, row, elevation=2, padding=(16, 6, 6, 6), parent=parent)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show the state of the screen."""
        if standing != self.shown:
            self.shown = standing
            self._set_texts()
        self.setVisible(standing.text is not None)

    def fit(self, most_px: int) -> None:
        """Limit the width."""
        theme = self.theme
        around = theme.px(16 + 6 + 10 + 10) + theme.icon_px(20) + 12
        button = 0 if self.back.isHidden() else self.back.sizeHint().width()
        wanted = round(theme.width_of(self.words.source, "label")) + 8
        self.words.setFixedWidth(max(min(wanted, round(most_px * WIDE) - around - button), theme.px(120)))

    def _set_texts(self) -> None:
        language, shown = self.theme.language, self.shown
        if shown.text is not None:
            words = tr(shown.text, language, **dict(shown.values))
            self.words.set_text(words)
            self.setAccessibleName(words)
            self._icon.icon_name = shown.icon
            self._icon.update()
        if shown.back is not None:
            self.back.set_text(tr(shown.back, language))
        self.back.setHidden(shown.back is None)
