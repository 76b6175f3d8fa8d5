"""A question of the class on a pupil's screen, to read; hands or phones answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...i18n.messages import say
from ...park.model import Park
from ...park.tour import Question
from ...visit.lesson.state import Asked, Lesson
from ..lesson.options import OptionTile, State, in_columns
from ..lesson.question import QuestionPanel, show_time
from ..style.theme import Theme
from ..widgets import Column, Icon, ProgressRing, Prose, Row


class ShownQuestion(QuestionPanel):
    """The question as all see it; pressing its options does nothing, because the teacher leads."""

    keeps_keyboard = False

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        self._ring: ProgressRing | None = None
        super().__init__(theme, park, lambda act: None, parent)

    def show_lesson(self, lesson: Lesson, asked: Asked) -> None:
        """Show the question asked."""
        question = self.park.quiz[asked.question]
        if self.is_new(asked.question, asked.shown, asked.revealed):
            self._build(question, asked, lesson)
        marks, timer, ring = lesson.marks_of(question), asked.timer, self._ring
        for tile, count in zip(self.tiles, marks.counts, strict=False):
            counted = count if asked.revealed and marks.answered else None
            tile.show_count(counted, count / marks.answered if counted is not None else 0.0)
        if ring is not None:
            ring.setVisible(timer is not None)
            if timer is not None:
                show_time(ring, timer, self.theme)

    def _build(self, question: Question, asked: Asked, lesson: Lesson) -> None:
        theme, language = self.theme, self.theme.language
        self._ring = ProgressRing(theme, "title")
        page = Column(theme, self._head(theme, question, self._kicker(question, lesson), self._ring), gap=16)
        self.tiles = []
        if asked.shown:
            self.tiles = [self._tile(question, n, asked) for n in range(1, len(question.options) + 1)]
            page.addLayout(in_columns(theme, self.tiles, theme.px(700)))
        else:
            page.addWidget(Prose(theme, say("lesson.question.think", language), "lead", "ink2"))
        if asked.revealed:
            page.addLayout(self._explained(question))
        self.fill(page)

    def _tile(self, question: Question, number: int, asked: Asked) -> OptionTile:
        right = asked.revealed and number == question.right
        state: State = "right" if right else "plain" if asked.revealed else "open"
        words = question.options[number - 1][self.theme.language]
        return OptionTile(self.theme, number, words, on_press=None, state=state)

    def _explained(self, question: Question) -> Row:
        theme = self.theme
        row = Row(
            theme,
            Icon(theme, "lightbulb", "ok", size=24),
            self.prose(theme, question.explanation[theme.language]),
            gap=12,
        )
        row.setStretch(1, 1)
        return row
