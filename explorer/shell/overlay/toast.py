"""A sentence over the picture that comes and goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Prose
from .message import Sentence


class Notice(Sentence):
    """A sentence that comes and goes at the foot of the picture: what has just changed, or what went wrong."""

    STAYS_S = 3.0

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        words = Prose(theme, " ", "label", align=Qt.AlignmentFlag.AlignHCenter)
        super().__init__(theme, words, elevation=2, padding=(18, 10, 18, 10), parent=parent)
        self._until_s: float | None = None

    def tell(self, words: str, time_s: float, stays_s: float = STAYS_S) -> None:
        """Show a sentence for a while, from `time_s` of the visit on."""
        self._words.set_text(words)
        self.setAccessibleName(words)
        self._until_s = time_s + stays_s
        self.show()
        self.raise_()

    def forget(self) -> None:
        """Say no more."""
        self._until_s = None
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Go when the time is over."""
        if self._until_s is not None and visit.time_s >= self._until_s:
            self._until_s = None
            self.hide()
