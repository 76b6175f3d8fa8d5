"""The button that starts and stops reading aloud."""

from __future__ import annotations

from collections.abc import Callable

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button
from ..window.view_state import Reading


class ReadAloudButton(Button):
    """*Read aloud*, or *Stop reading* while reading; hidden if there is no voice for the language."""

    def __init__(self, theme: Theme, on_press: Callable[[], object]) -> None:
        self._reading: Reading = "offered"
        self._brief = False
        super().__init__(theme, " ", "volume-2", kind="quiet", left=True, on_press=on_press)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._set_words()

    def be_brief(self, brief: bool) -> None:
        """Show the icon alone, or its text too."""
        if brief != self._brief:
            self._brief = brief
            self._set_words()

    def show_reading(self, reading: Reading) -> None:
        """Show whether reading is in progress."""
        if reading != self._reading:
            self._reading = reading
            self._set_words()
        if self.isHidden() != (reading == "lacking"):
            self.setVisible(reading != "lacking")

    def _set_words(self) -> None:
        reads = self._reading == "reading"
        self.show_icon("square" if reads else "volume-2")
        words = tr(Text("Stop reading") if reads else Text("Read aloud"), self.theme.language)
        self.set_text("" if self._brief else words, words)
