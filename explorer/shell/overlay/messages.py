"""Messages over the view: the temporary toast, and the status line, which says how the view is drawn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Prose, Row, Surface, apply_theme_within
from ..widgets.layouts import Margins
from ..window.view_state import Message, Views

WIDTH_PX = 340
EVERY_S = 0.5
"""Interval between updates; numbers that change faster cannot be read."""


class MessagePanel(Surface):
    """A panel with one sentence, hidden while it is empty."""

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
        """The sentence that is shown; "" while hidden."""
        return "" if self.isHidden() else self._words.text()


class Toast(MessagePanel):
    """A temporary sentence at the foot of the view: what has just changed, or what went wrong."""

    STAYS_S = 3.0

    def __init__(self, theme: Theme, views: Views, parent: QWidget | None = None) -> None:
        words = Prose(theme, " ", "label", align=Qt.AlignmentFlag.AlignHCenter)
        super().__init__(theme, words, elevation=2, padding=(18, 10, 18, 10), parent=parent)
        self._views = views

    def notify(self, words: str, time_s: float, stays_s: float = STAYS_S) -> None:
        """Show a sentence for a while, from `time_s` of the visit on."""
        self._views.state = replace(self._views.state, message=Message(words, time_s + stays_s))
        self._words.set_text(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()

    def update_from(self, visit: Visit) -> None:
        """Hide when the time is over, or with the visitor."""
        message = self._views.state.message
        if message is not None and visit.time_s >= message.until_s:
            self._views.state = replace(self._views.state, message=None)
            message = None
        if message is None:
            self.hide()


class StatusLine(MessagePanel):
    """The status line: the state of the stage, in the language of the visit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, Prose(theme, " ", "fine", "ink2"), elevation=1, padding=(12, 8, 12, 8), parent=parent
        )
        self._shown_s = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def notify(self, state: Text, visit: Visit) -> None:
        """Show the stage's state, no more often than it can be read."""
        if self.isHidden() or 0 <= visit.time_s - self._shown_s < EVERY_S:
            return
        self._shown_s = visit.time_s
        self.notify_now(state)

    def notify_now(self, state: Text) -> None:
        """Show the stage's state now."""
        words = tr(state, self.theme.language)
        self._words.set_text(words)
        self.setAccessibleName(tr(Text("Picture: {state}"), self.theme.language, state=words))

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        width = round(theme.px(WIDTH_PX) * (1 + 0.5 * (theme.text - 1)))
        tall = self._words.heightForWidth(width - theme.px(24))
        return QSize(width + m, tall + theme.px(16) + m)
