"""The quiz for one visitor: a question, the answer at once, at the end the zones to see again; and its layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit import Act, Visit
from ...visit.kiosk.acts import EndVisit
from ...visit.lesson.acts import Choose, NextQuestion, PutAway, StartQuiz, TryAgain
from ...visit.lesson.quiz import Quiz
from ...visit.mode import CONTROLS, Part
from ..accessible import announce
from ..input.keymap import Command
from ..panels.panel_page import centred
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, ProgressBar, Prose, Row, Surface, plain
from ..widgets.layouts import as_widget, head_row
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .question import (
    LETTERS,
    WIDTH_GROWTH,
    WIDTH_PX,
    OptionTile,
    QuestionPanel,
    State,
    claims_row,
    foot_of,
    in_columns,
)

CLOSE = Text("Close the quiz; you can continue later (Esc)")

LARGE_TEXT = 1.4
"""Text scale from which side texts make way for the question."""


class QuizPanel(QuestionPanel):
    """The panel of the quiz.

    Parameters
    ----------
    do : takes the visitor's acts.
    """

    # read to screen readers: the question, then the answer with its reason, finally the result
    announcement = ""

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._quiz: Quiz | None = None
        self._by_touch = self._starts_over = False
        super().__init__(theme, park, do, parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._quiz = None

    @property
    def answered(self) -> bool:
        """Whether it shows the answer to a question."""
        return self._quiz is not None and self._quiz.answer is not None

    def let_go(self) -> None:
        """Drop all questions and answers."""
        super().let_go()
        self._quiz, self._main, self.tiles = None, None, []

    def show_quiz(self, quiz: Quiz, *, by_touch: bool = False, starts_over: bool = False) -> None:
        """Show the visitor's progress.

        Parameters
        ----------
        by_touch : whether touch is the main input.
        starts_over : whether to offer a restart for the next visitor: the panel covers the tools.
        """
        before = self._quiz
        if quiz == before:
            return
        same = before is not None and replace(before, hands=quiz.hands) == quiz
        self._quiz = quiz
        if same and before is not None and bool(before.hands) == bool(quiz.hands):
            self._count_hands(quiz)
            return
        self._quiz, self._by_touch, self._starts_over = quiz, by_touch, starts_over
        if quiz.question is None:
            self._build_result(quiz)
        else:
            self._build_question(quiz, self.park.quiz[quiz.question])
            self._count_hands(quiz)

    def _count_hands(self, quiz: Quiz) -> None:
        """Show the votes of an audience, if there is one."""
        votes = sum(quiz.hands)
        for tile in self.tiles:
            if tile.number <= len(quiz.hands):
                count = quiz.hands[tile.number - 1]
                tile.show_count(count, count / votes if votes else 0.0)

    def _build_question(self, quiz: Quiz, question: Question) -> None:
        theme, language, answer = self.theme, self.theme.language, quiz.answer
        number, count = quiz.at + 1, len(quiz.questions)
        zone = self.park.zones[question.zones[0]].title[language]
        kicker = tr(Text("{number} of {count} · {zone}"), language, number=number, count=count, zone=zone)
        self.setAccessibleName(tr(Text("Question {number}"), language, number=number))
        buttons = (*self._restart_buttons(), self._close_button(tr(CLOSE, language)))
        head = self._head(theme, question, kicker, *buttons, low=answer is not None)
        page = Column(theme, head, gap=16 if answer is None else 10)
        numbers = [*range(1, len(question.options) + 1)]
        if answer is not None:  # only the chosen and the right option: room for the building of the answer
            numbers = [n for n in numbers if n in (answer.chosen, question.right)]
        self.tiles = [self._tile(question, n, answer.chosen if answer else None) for n in numbers]
        page.addLayout(in_columns(theme, self.tiles, theme.px(700)))
        self._main = None
        self.announcement = plain(question.question[language])
        if answer is None:
            last = LETTERS[len(question.options) - 1]
            hint = tr(
                Text("Choose with {first}–{last} or A–{letter}."),
                language,
                first=1,
                last=len(question.options),
                letter=last,
            )
            if self._by_touch:
                hint = tr(Text("Touch the answer you think is right."), language)
            bar = ProgressBar(theme)
            bar.set_value(quiz.at / count)
            words = (
                [] if theme.text >= LARGE_TEXT else [Prose(theme, hint, "fine", "ink2")]
            )  # options have letters
            self.fill(page, Column(theme, *words, bar, gap=8))
            return
        right = LETTERS[question.right - 1]
        verdict = (
            tr(Text("Correct."), language)
            if answer.right
            else tr(Text("Not this one: {letter} is correct."), language, letter=right)
        )
        self.announcement = f"{verdict} {plain(question.explanation[language])}"
        page.addWidget(self._reason(theme, question, f"**{verdict}**"))
        see = Button(
            theme,
            tr(Text("See it at the exhibit"), language),
            "hand",
            on_press=partial(self._open, question.zones[0], at_exhibit=True),
        )
        self._main = Button(
            theme, tr(Text("See the result") if number == count else Text("Next"), language), "arrow-right", kind="primary",
            large=True, on_press=partial(self._do, NextQuestion()),
        )  # fmt: skip
        claims = (
            claims_row(theme, self.park, question, self._open, brief=True) if question.claims else Row(theme)
        )
        if theme.text < LARGE_TEXT:
            self.fill(page, foot_of(theme, as_widget(claims, scrolled=True), see, self._main))
        else:
            self.fill(page, Flow(theme, see, self._main, as_widget(claims, scrolled=True), gap=8))

    def _restart_buttons(self) -> list[Button]:
        """The restart button for the next visitor, if offered; without words for large text."""
        if not self._starts_over:
            return []
        theme, language = self.theme, self.theme.language
        words = tr(Text("Start over"), language) if theme.text < LARGE_TEXT else ""
        name = tr(Text("Start over: reset the park for a new visitor"), language)
        button = Button(
            theme, words, "rotate-ccw", name=name, kind="quiet", on_press=partial(self._do, EndVisit())
        )
        button.setToolTip(name)
        return [button]

    def _tile(self, question: Question, number: int, chosen: int | None) -> OptionTile:
        state: State = "open"
        if chosen is not None:
            state = "right" if number == question.right else "wrong" if number == chosen else "plain"
        words = question.options[number - 1][self.theme.language]
        press = partial(self._do, Choose(number)) if chosen is None else None
        return OptionTile(self.theme, number, words, on_press=press, state=state)

    def _build_result(self, quiz: Quiz) -> None:
        """Build the result: zones to see again, no grade."""
        theme, language = self.theme, self.theme.language
        title, sub = (
            Text("You know your way around the park"),
            Text("All correct. The exhibits go further: you can adjust and break everything."),
        )
        if quiz.missed:
            title, sub = (
                Text("These zones have the answers"),
                Text("Have a look, then answer these questions again."),
            )
        self.tiles = []
        self.setAccessibleName(tr(Text("Quiz"), language))
        self.announcement = f"{tr(title, language)} {tr(sub, language)}"
        buttons = (*self._restart_buttons(), self._close_button(tr(CLOSE, language)))
        head = head_row(theme, Prose(theme, tr(title, language), "heading"), *buttons)
        page = Column(theme, head, Prose(theme, tr(sub, language), "lead", "ink2"), gap=14)
        for zone, questions in self._to_see(quiz).items():
            page.addWidget(self._way(zone, questions))
        again = tr(
            Text("Try again", context="quiz") if quiz.missed else Text("Start again from question 1"),
            language,
        )
        self._main = Button(
            theme, again, "rotate-ccw", kind="primary", large=True, on_press=partial(self._do, TryAgain())
        )
        leave = Button(theme, tr(Text("Close"), language), on_press=partial(self._do, PutAway()))
        self.fill(page, Flow(theme, self._main, leave, gap=8))

    def _to_see(self, quiz: Quiz) -> dict[str, list[Question]]:
        """Zones of the missed questions, in their order."""
        zones: dict[str, list[Question]] = {}
        for id in quiz.missed:
            question = self.park.quiz[id]
            zones.setdefault(question.zones[0], []).append(question)
        return zones

    def _way(self, zone: str, questions: list[Question]) -> Button:
        place, language = self.park.zones[zone], self.theme.language
        asked = " ".join(question.question[language] for question in questions)
        return Button(
            self.theme, place.title[language], place.icon, sub=asked, left=True,
            on_press=partial(self._open, zone, at_exhibit=True),
        )  # fmt: skip


HIDDEN = CONTROLS - {Part.STATUS, Part.TOAST} | {Part.LABELS, Part.TOUR, Part.CLASS}
"""Parts hidden while a page is read."""
MEANT: frozenset[Command] = frozenset(
    {
        "language", "light", "comfort", "larger", "smaller", "usual size", "part", "full screen", "help", "quit",
        "comfort page", "size page", "status", "connect",
    }
)  # fmt: skip
"""Commands that still work over such a page; all others would act behind it."""
ANSWERED_PX = 1100
"""Width of the panel once answered: lower then, so that the building of the answer is visible above it."""
MOST_OF_FOOT = 0.5
"""Largest share of the height by which the view yields to the panel."""
OPTIONS: tuple[Command, ...] = ("option 1", "option 2", "option 3", "option 4", "option 5")


class QuizLayer(Layer):
    """Shows the quiz while it is open, and handles the keys of its options."""

    def __init__(self, context: LayerContext) -> None:
        self._context = context
        self.panel = QuizPanel(context.theme, context.park, context.do, context.window)
        self._open = False
        self._shown: object = None
        self._announced = ""

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.panel,)

    @property
    def hidden(self) -> frozenset[Part]:
        return HIDDEN if self._open else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        if not self._open:
            return {}
        numbers = {str(i): command for i, command in enumerate(OPTIONS, 1)}
        return {**numbers, **dict(zip(LETTERS, OPTIONS, strict=True)), "Space": "open"}

    @property
    def state(self) -> object:
        return self._shown

    def update_from(self, visit: Visit) -> None:
        quiz = visit.quiz
        if quiz.open:
            by_touch, starts_over = visit.mode.profile == "stand", visit.kiosk is not None
            self.panel.show_quiz(quiz, by_touch=by_touch, starts_over=starts_over)
        self._shown = quiz if quiz.open else None
        words = self.panel.announcement if quiz.open else ""
        if words != self._announced:
            self._announced = words
            announce(self._context.viewport, words)
        if quiz.open == self._open:
            return
        self._open = quiz.open
        self.panel.setVisible(quiz.open)
        if quiz.open:
            self.panel.raise_()
            self.panel.take_keys()
        else:
            self.panel.let_go()
            self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)

    def answers(self, command: Command, visit: Visit) -> bool:
        quiz, do = visit.quiz, self._context.do
        if command == "quiz":
            do(PutAway() if quiz.open else StartQuiz())
        elif not quiz.open:
            return False
        elif command == "close":
            if not self.panel.close_glossary():
                do(PutAway())
        elif command == "open":
            self.panel.press_main()
        elif command in OPTIONS:
            do(Choose(OPTIONS.index(command) + 1))
        else:
            return command not in MEANT
        return True

    def answers_number(self, number: int) -> bool:
        return self._open  # zones are behind it

    def arrange(self, room: Room) -> Room:
        if not self._open:
            return room
        centred(room, self.panel, ANSWERED_PX if self.panel.answered else WIDTH_PX, WIDTH_GROWTH)
        # at the foot: the park above it is part of the answer
        area = self.panel.inner.translated(self.panel.pos())
        area.moveBottom(room.size.height() - room.margin)
        self.panel.place(area)
        high = room.size.height()
        return replace(room, foot_px=min(high - area.top(), round(high * MOST_OF_FOOT)))
