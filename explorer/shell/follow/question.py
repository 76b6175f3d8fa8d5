"""A question of the class on a pupil's screen, to read; hands or phones answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit.lesson.state import Asked, Lesson
from ..lesson.card_panel import show_time
from ..lesson.options import OptionTile, State, in_columns
from ..lesson.question import QuestionPanel
from ..style.theme import Theme
from ..widgets import Column, Icon, ProgressRing, Prose, Row


class ShownQuestion(QuestionPanel):
    """The question as all see it; pressing its options does nothing, because the teacher leads."""

    keeps_keyboard = False

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        self._built_for: tuple[object, ...] = ()
        self._ring: ProgressRing | None = None
        super().__init__(theme, park, lambda act: None, parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._built_for = ()

    def show_lesson(self, lesson: Lesson, asked: Asked) -> None:
        """Show the question asked."""
        question = self.park.quiz[asked.question]
        key = (self.theme, asked.question, asked.shown, asked.revealed)
        if key != self._built_for:
            self._built_for = key
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
        number = lesson.questions(self.park).index(question.id) + 1
        count = max(len(lesson.tour.questions) if lesson.tour else 0, number)
        place = self.park.zones[question.zones[0]]
        kicker = tr(
            Text("Question {number} of {count} · {zone}"),
            language,
            number=number,
            count=count,
            zone=place.title[language],
        )
        self.setAccessibleName(tr(Text("Question {number}"), language, number=number))
        self._ring = ring = ProgressRing(theme, "title")
        words = Column(
            theme,
            Prose(theme, kicker, "label", theme.accent(place.accent).text),
            self.prose(theme, question.question[language], "heading" if theme.text < 1.4 else "title"),
            gap=2,
        )
        head = Row(theme, words, ring, gap=12)
        head.setStretch(0, 1)
        page = Column(theme, head, gap=16)
        self.tiles = []
        if asked.shown:
            self.tiles = [self._tile(question, n, asked) for n in range(1, len(question.options) + 1)]
            page.addLayout(in_columns(theme, self.tiles, theme.px(700)))
        else:
            page.addWidget(
                Prose(
                    theme,
                    tr(Text("Think first. The options will appear in a moment."), language),
                    "lead",
                    "ink2",
                )
            )
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
