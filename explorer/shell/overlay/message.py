"""A plate over the picture with one sentence on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..style.theme import Theme
from ..widgets import Prose, Row, Surface, apply_theme_within
from ..widgets.layouts import Margins


class Sentence(Surface):
    """A plate of one sentence, hidden until there is something to say."""

    def __init__(
        self, theme: Theme, words: Prose, *, elevation: int, padding: Margins, parent: QWidget | None = None
    ) -> None:
        self._words = words
        super().__init__(theme, Row(theme, words), elevation=elevation, padding=padding, parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        apply_theme_within(self, theme)

    @property
    def words(self) -> str:
        """The sentence that is shown; "" if there is none."""
        return "" if self.isHidden() else self._words.text()
