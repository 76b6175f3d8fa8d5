"""The question whether the visitor is still there: a countdown ring, two languages, two large buttons."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Act, StartOver, Stay
from ..style.theme import Theme
from ..widgets import Column, ProgressRing, Prose, Row
from .large_type import LargeButton, in_both_languages
from .modal import Modal

RING_PX, WIDTH_PX = 118, 680  # in the design
QUIET_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
)  # fmt: skip
"""Keys that focus or press a button; any other key is itself an answer."""


class Question(Modal):
    """The question. A press beside it, or any key, means *I'm here*."""

    def __init__(self, theme: Theme, do: Callable[[Act], None], parent: QWidget) -> None:
        self._do = do
        self._seconds = -1
        self.ring = ProgressRing(theme, "display", RING_PX)
        self._asked, self._also = Prose(theme, " ", "display"), Prose(theme, " ", "heading", "ink2", level=0)
        self.explanation = Prose(theme, " ", "body", "ink2")
        words = Column(theme, self._asked, self._also, self.explanation, gap=4)
        head = Row(theme, self.ring, words, gap=26)
        head.setStretch(1, 1)
        head.setAlignment(self.ring, Qt.AlignmentFlag.AlignTop)
        self.stay = LargeButton(theme, " ", "hand", kind="primary", on_press=lambda: do(Stay()))
        self.start_over = LargeButton(theme, " ", "rotate-ccw", on_press=lambda: do(StartOver()))
        buttons = Row(theme, self.stay, self.start_over, gap=14)
        buttons.setStretch(0, 3)
        buttons.setStretch(1, 2)
        super().__init__(theme, Column(theme, head, buttons, gap=24), WIDTH_PX, parent)
        self.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Apply the theme's language."""
        asked, also = in_both_languages(Text("Still there?"), self.theme)
        self._asked.set_text(asked)
        self._also.set_text(also or " ")
        self._also.setVisible(bool(also))
        self.surface.setAccessibleName(asked)
        here, here_too = in_both_languages(Text("I’m here, keep going"), self.theme)
        self.stay.set_text(here, sub=here_too)
        over, over_too = in_both_languages(Text("Start over"), self.theme)
        self.start_over.set_text(over, sub=over_too)
        self._seconds = -1

    def count(self, left_s: float, of_s: float) -> None:
        """Show the time left to answer."""
        seconds, language = ceil(left_s), self.theme.language
        share = left_s / of_s
        if self.theme.less_motion:
            share = seconds / of_s
        left = tr(Text("{seconds} second left", "{seconds} seconds left"), language, seconds=seconds)
        self.ring.set_value(max(share, 0.0), str(seconds), "primary", left)
        if seconds != self._seconds:
            self._seconds = seconds
            self.explanation.set_text(
                tr(
                    Text(
                        "The park starts again for the next visitor in {seconds} second.",
                        "The park starts again for the next visitor in {seconds} seconds.",
                    ),
                    language,
                    seconds=seconds,
                )
            )

    def dismissed(self) -> None:
        self._do(Stay())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in QUIET_KEYS:
            super().keyPressEvent(event)
        else:
            self._do(Stay())
