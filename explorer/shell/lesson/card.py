"""The card of a lesson stop: its objective once its caption has gone, the task and its timer, and its questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Stop
from ...visit import Act
from ...visit.lesson.acts import Ask, HoldTimer, MoreTime, StartTask
from ...visit.lesson.state import Lesson
from ..panels.panel import Fold
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Button, Card, Column, Flow, ProgressRing, Prose, Row, as_widget
from .class_question import show_time

CARD_QUESTION = Text("Question {number}")

WIDTH_PX, WIDTH_GROWTH = 380, 0.6


class StopCard(PanelPage):
    """Content of a lesson stop.

    Parameters
    ----------
    do : takes the teacher's acts.
    on_fold : called when the note is opened or closed, which changes the card's height.
    """

    keeps_keyboard = False

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        on_fold: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._do, self._on_fold = do, on_fold
        self._lesson = Lesson()
        self._ring: ProgressRing | None = None
        self._hold: Button | None = None
        self._start: Button | None = None
        self._note: Fold | None = None
        self._noted_at: int | None = None
        self._purpose: tuple[QWidget, ...] = ()
        self.questions: dict[str, Button] = {}
        super().__init__(theme, park, elevation=2, padding=(20, 12, 18, 10), parent=parent)

    @property
    def state(self) -> object:
        """Changes whenever the card's size does."""
        shown = any(not words.isHidden() for words in self._purpose)
        return self._built_for, self._note.opened if self._note else False, shown

    def show_lesson(self, lesson: Lesson, *, purpose: bool) -> None:
        """Show the present stop.

        Parameters
        ----------
        purpose : whether to show its objective: neither beside its caption, which together cover too much, nor at work.
        """
        self._lesson = lesson
        if lesson.tour is None:
            return
        stop = lesson.tour.stops[lesson.index]
        asked = tuple(id for id in stop.quiz if id in lesson.marks)
        if self.is_new(lesson.tour.id, lesson.index, lesson.task is None, asked):
            self._build(stop, lesson)
        self._update_from(lesson)
        for words in self._purpose:
            words.setVisible(purpose)

    def toggle_note(self) -> None:
        """Open or close the teacher's note."""
        if self._note is not None:
            self._note.toggle()
            self._folded()

    def _folded(self) -> None:
        """Remember the note's state for this stop; at the next one it is closed again."""
        opened = self._note is not None and self._note.opened
        self._noted_at = self._lesson.index if opened else None
        self._on_fold()

    def ask_next(self) -> bool:
        """Ask the first unasked question of the stop, else the first; false if it has none."""
        if not self.questions:
            return False
        fresh = [id for id in self.questions if id not in self._lesson.marks]
        self._do(Ask((fresh or list(self.questions))[0]))
        return True

    def press_timer(self) -> None:
        """Start, pause or resume the timer of the task."""
        task = self._lesson.task
        self._do(StartTask(self._lesson.task_s) if task is None else HoldTimer(not task.held))

    def _build(self, stop: Stop, lesson: Lesson) -> None:
        theme, language = self.theme, self.theme.language
        self.setAccessibleName(tr(Text("Purpose of this stop"), language))
        page = Column(theme, gap=8)
        self._purpose = ()
        if stop.card is not None:
            head = Prose(theme, tr(Text("By the end you can"), language), "label", "ink2")
            self._purpose = (head, self.prose(theme, stop.card.objective[language]))
            for words in self._purpose:
                page.addWidget(words)
            page.addWidget(self._task(stop.card.students_do[language], lesson))
        self._note = None
        if self._noted_at != lesson.index:
            self._noted_at = None
        if stop.note is not None:
            page.addWidget(self._noted(stop.note[language]))
        self.questions = {}
        fresh = [id for id in stop.quiz if id not in lesson.marks]
        for id in stop.quiz:
            self.questions[id] = self._question(id, done=id not in fresh, following=id in fresh[:1])
        foot = Flow(theme, *self.questions.values(), gap=8) if self.questions else None
        self.fill(page, foot)

    def _task(self, words: str, lesson: Lesson) -> Card:
        """The task of the class, with its time."""
        theme, language = self.theme, self.theme.language
        texts = Column(
            theme,
            Prose(theme, tr(Text("Your task"), language), "label", "ink2"),
            self.prose(theme, words, "strong"),
            gap=4,
        )
        self._ring, self._hold, self._start = None, None, None
        if lesson.task is None:
            self._start = Button(theme, " ", "timer", on_press=self.press_timer)
            column = Column(theme, texts, Flow(theme, self._start), gap=10)
        else:
            self._ring = ProgressRing(theme, "label")
            self._hold = Button(theme, tr(Text("Pause"), language), "pause", on_press=self.press_timer)
            more = Button(theme, tr(Text("+ 30 s"), language), "plus", on_press=partial(self._do, MoreTime()))
            buttons = as_widget(Flow(theme, self._hold, more, gap=8), scrolled=True)
            row = Row(theme, self._ring, buttons, gap=12)
            row.setStretch(1, 1)
            column = Column(theme, texts, row, gap=10)
        return Card(theme, column, fill="raised")

    def _noted(self, words: str) -> QWidget:
        theme, language = self.theme, self.theme.language
        inside = Card(
            theme, Column(theme, self.prose(theme, words, "body", "ink2")), fill="sunken", edge=None
        )
        fold = Fold(
            theme,
            tr(Text("Teacher’s note"), language),
            "",
            inside,
            opened=self._noted_at == self._lesson.index,
        )
        fold.button.setToolTip(tr(Text("Teacher’s note; pupils see it too (O)"), language))
        fold.button.clicked.connect(self._folded)
        self._note = fold
        return fold

    def _question(self, id: str, *, done: bool, following: bool) -> Button:
        theme, language = self.theme, self.theme.language
        number = self._lesson.questions(self.park).index(id) + 1
        text = Text("Question {number}: done") if done else CARD_QUESTION
        words = tr(CARD_QUESTION, language, number=number)
        icon = "check" if done else "circle-question-mark"
        button = Button(
            theme, words, icon, name=tr(text, language, number=number), shortcut_hint="U" if following else "",
            on_press=partial(self._do, Ask(id)),
        )  # fmt: skip
        button.setToolTip(self.park.quiz[id].question[language])
        return button

    def _update_from(self, lesson: Lesson) -> None:
        """Update what changes while the card is shown."""
        theme, language, task = self.theme, self.theme.language, lesson.task
        if self._start is not None:
            time = clock_text(lesson.task_s)
            if self._start.text() != (words := tr(Text("Start {time}"), language, time=time)):
                self._start.set_text(
                    words, tr(Text("Start the timer for the task: {time} (T)"), language, time=time)
                )
        if task is not None and self._ring is not None and self._hold is not None:
            show_time(self._ring, task, theme)
            words = tr(Text("Continue") if task.held else Text("Pause"), language)
            if self._hold.text() != words:
                self._hold.set_text(words)
                self._hold.show_icon("play" if task.held else "pause")
