"""Over the park during a lesson: its clock, the controls for the whole class, and the pause screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTime
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...visit.lesson.state import Lesson
from ..input.keymap import Command
from ..panels.toolbars import PROGRAM_ACCENT
from ..style import fonts
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Badge, Button, Column, Icon, Prose, Row, Surface, TextSurface
from ..window.layout import Room

PAUSE_SCREEN = Text("Please look to the front")

SHOWN_FROM_S = 60.0
"""Least deviation from the plan that is shown."""


class LessonClock(TextSurface):
    """The present minute of the total, with the deviation from the plan in quiet type, or the time left for a task."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._lesson, self._short, self._beside = Lesson(), False, ""
        self._classroom = Prose(theme, " ", "label")
        self._here = Prose(theme, " ", "label", weight=700)
        self._pace = Prose(theme, " ", "fine", "ink2")
        for words in (self._classroom, self._here, self._pace):
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._arrow = Icon(theme, "chevron-right", "ink3", size=16)
        badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=36)
        row = Row(theme, badge, self._classroom, self._arrow, self._here, self._pace, gap=10)
        super().__init__(theme, row, elevation=1, padding=(8, 4, 18, 4), parent=parent)
        self.hide()
        self._set_texts()

    def show_lesson(self, lesson: Lesson, *, short: bool, works: bool) -> None:
        """Show the progress of the lesson.

        Parameters
        ----------
        short : whether there is little room.
        works : whether the class works at an exhibit, away from the card with the time of its task.
        """
        beside = self._task_text(lesson) if works else self._pace_text(lesson)
        if (lesson.minute, beside, short) != (
            self._lesson.minute, self._beside, self._short,
        ) or lesson.tour is not self._lesson.tour:  # fmt: skip
            self._lesson, self._short, self._beside = lesson, short, beside
            self._set_texts()

    @property
    def words(self) -> tuple[str, str]:
        """The minute, and the words beside it."""
        return self._here.text(), "" if self._pace.isHidden() else self._pace.text()

    def _pace_text(self, lesson: Lesson) -> str:
        behind_s = lesson.behind_s
        if abs(behind_s) < SHOWN_FROM_S:
            return ""
        text = Text("{minutes} min late") if behind_s > 0 else Text("{minutes} min early")
        return tr(text, self.theme.language, minutes=int(abs(behind_s) // 60))

    @staticmethod
    def _task_text(lesson: Lesson) -> str:
        return "" if lesson.task is None else clock_text(lesson.task.left_s)

    def _set_texts(self) -> None:
        language, lesson, theme = self.theme.language, self._lesson, self.theme
        text = Text("Min. {minute}/{minutes}") if self._short else Text("Minute {minute} of {minutes}")
        here = tr(text, language, minute=lesson.minute, minutes=lesson.minutes)
        pace = self._beside
        self.setAccessibleName(tr(Text("The lesson"), language))
        for prose, words, role, weight in (
            (self._classroom, tr(Text("Classroom"), language), "label", 600),
            (self._here, here, "label", 700),
            (self._pace, pace or " ", "fine", 400),
        ):
            prose.set_text(words)
            tall_px = max(theme.target_px, prose.heightForWidth(10_000))
            prose.setFixedSize(round(theme.width_of(words, role, weight)) + 4, tall_px)
        self._classroom.setHidden(self._short)
        self._arrow.setHidden(self._short)
        self._pace.setHidden(not pace)


class ClassTools(TextSurface):
    """Controls for the whole class: gather it, pause all screens, language, settings.

    Without a lesson, a button starts one.
    """

    def __init__(
        self,
        theme: Theme,
        ask: Callable[[Command], None],
        *,
        on_start: Callable[[], object],
        on_card: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._state = (False, False, False)
        self.start = Button(theme, " ", "graduation-cap", kind="primary", on_press=on_start)
        self.gather = Button(theme, " ", "users", kind="quiet", on_press=lambda: ask("gather"))
        self.pause = Button(theme, " ", "pause", kind="quiet", on_press=lambda: ask("big pause"))
        self._language = Button(
            theme, icon="languages", name=" ", kind="quiet", on_press=lambda: ask("language")
        )
        self._more = Button(theme, icon="settings-2", name=" ", kind="quiet", on_press=lambda: ask("help"))
        self.card = Button(theme, icon="clipboard-list", name=" ", kind="quiet", on_press=on_card)
        buttons = (self.start, self.card, self.gather, self.pause, self._language, self._more)
        row = Row(theme, *buttons, gap=2)
        super().__init__(theme, row, elevation=1, padding=(4, 4, 4, 4), parent=parent)
        self.hide()
        self._set_texts()

    def show_state(self, *, going: bool, short: bool, folded: bool) -> None:
        """Show the controls available now.

        Parameters
        ----------
        going : whether a lesson is running.
        short : whether there is little room.
        folded : whether the card of the stop is shown only on request.
        """
        if (going, short, folded) != self._state:
            self._state = (going, short, folded)
            self._set_texts()

    def _set_texts(self) -> None:
        going, short, folded = self._state
        language = self.theme.language
        self.setAccessibleName(tr(Text("For the whole class"), language))
        self.start.set_text(tr(Text("Start the lesson"), language))
        self.start.setHidden(going)
        for button, word, full in (
            (self.gather, Text("Everyone back here"), Text("Everyone back here: to the stop (H)")),
            (self.pause, Text("Class pause"), Text("Class pause: everyone looks to the front (B)")),
        ):
            name = tr(full, language)
            button.set_text("" if short else tr(word, language), name)
            button.setToolTip(name)
            button.setHidden(not going)
        following = self.theme.next_language
        self._language.set_text(
            name=tr(Text("Switch to {language} (L)"), following, language=fonts.own_name(following))
        )
        self._more.set_text(name=tr(Text("Display and keys (F1)"), language))
        self.card.set_text(name=tr(Text("Purpose of this stop, and the task (O)"), language))
        self.card.setHidden(not (going and folded))
        for button in (self._language, self._more):
            button.setHidden(not going)


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
