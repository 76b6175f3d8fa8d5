"""The pause screen of a lesson: it covers the whole window so that all look to the front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTime
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit.lesson.state import Lesson
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, Surface
from ..window.layout import Room

PAUSE_SCREEN = Text("Please look to the front")


class PauseScreen(Surface):
    """A page over the whole window with one sentence in both languages, and a clock.

    Parameters
    ----------
    on_end : called when the pause ends.
    now : returns the time of day.
    """

    def __init__(
        self, theme: Theme, on_end: Callable[[], object], now: Callable[[], QTime], parent: QWidget
    ) -> None:
        self._on_end, self.now = on_end, now
        self._shown = ""
        self._lines = [Prose(theme, " ", role) for role in ("hero", "display")]
        self._clock = Prose(theme, " ", "display", "ink2", level=0)
        self._minute = Prose(theme, " ", "lead", "ink2")
        self.end = Button(theme, " ", "play", kind="primary", large=True, shortcut_hint="B", on_press=on_end)
        shown = (*self._lines, self._clock, self._minute, self.end)
        column = Column(theme, None, *(Row(theme, None, each, None) for each in shown), None, gap=22)
        super().__init__(theme, column, elevation=0, padding=(40, 40, 40, 40), parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._shown = ""

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the time of day and of the lesson."""
        language, time = self.theme.language, self.now().toString("HH:mm")
        minute = tr(
            Text("Minute {minute} of {minutes}"), language, minute=lesson.minute, minutes=lesson.minutes
        )
        if self._shown == time + minute:
            return
        self._shown = time + minute
        second = self.theme.second_language
        self._lines[0].set_text(tr(PAUSE_SCREEN, language))
        self._lines[1].set_text(tr(PAUSE_SCREEN, second) if second else " ")
        self._clock.set_text(time)
        self._minute.set_text(minute)
        for prose in (*self._lines, self._clock, self._minute):
            prose.setFixedWidth(round(self.theme.width_of(prose.source, prose.role)) + 6)
        self.end.set_text(tr(Text("Continue"), language))
        self.setAccessibleName(tr(Text("Class pause"), language))

    def cover(self, room: Room) -> None:
        """Cover the whole window."""
        self.place(QRect(0, 0, room.size.width(), room.size.height()))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("surface"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focus here."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the pause on a key that continues; ignore all other keys."""
        ends = (
            Qt.Key.Key_B,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
            Qt.Key.Key_Space,
            Qt.Key.Key_H,
        )
        if event.key() in ends and not event.isAutoRepeat():
            self._on_end()
        event.accept()
