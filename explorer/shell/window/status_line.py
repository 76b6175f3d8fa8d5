"""A small plate over the picture that says what is drawn and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...i18n.messages import say
from ...visit import Visit
from ..overlay.message import Sentence
from ..style.theme import Theme
from ..widgets import Prose

WIDTH_PX = 340
EVERY_S = 0.5
"""Numbers that change faster cannot be read."""


class StatusLine(Sentence):
    """What the stage tells of itself, in the language of the visit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, Prose(theme, " ", "fine", "ink2"), elevation=1, padding=(12, 8, 12, 8), parent=parent
        )
        self._said_s = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, state: Text, visit: Visit) -> None:
        """Say the stage's state, not more often than it can be read."""
        if self.isHidden() or 0 <= visit.time_s - self._said_s < EVERY_S:
            return
        self._said_s = visit.time_s
        self.tell_now(state)

    def tell_now(self, state: Text) -> None:
        """Say the stage's state."""
        words = tr(state, self.theme.language)
        self._words.set_text(words)
        self.setAccessibleName(say("status.name", self.theme.language, state=words))

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        width = round(theme.px(WIDTH_PX) * (1 + 0.5 * (theme.text - 1)))
        tall = self._words.heightForWidth(width - theme.px(24))
        return QSize(width + m, tall + theme.px(16) + m)
