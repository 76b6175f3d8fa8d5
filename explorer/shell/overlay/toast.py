"""A sentence over the picture that comes and goes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Prose
from ..window.view_state import Message, Views
from .message import Sentence


class Notice(Sentence):
    """A sentence that comes and goes at the foot of the picture: what has just changed, or what went wrong."""

    STAYS_S = 3.0

    def __init__(self, theme: Theme, views: Views, parent: QWidget | None = None) -> None:
        words = Prose(theme, " ", "label", align=Qt.AlignmentFlag.AlignHCenter)
        super().__init__(theme, words, elevation=2, padding=(18, 10, 18, 10), parent=parent)
        self._views = views

    def tell(self, words: str, time_s: float, stays_s: float = STAYS_S) -> None:
        """Show a sentence for a while, from `time_s` of the visit on."""
        self._views.state = replace(self._views.state, message=Message(words, time_s + stays_s))
        self._words.set_text(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()

    def update_from(self, visit: Visit) -> None:
        """Go when the time is over, or with the visitor."""
        message = self._views.state.message
        if message is not None and visit.time_s >= message.until_s:
            self._views.state = replace(self._views.state, message=None)
            message = None
        if message is None:
            self.hide()
