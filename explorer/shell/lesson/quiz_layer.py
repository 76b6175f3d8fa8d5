"""The layer of the quiz for one visitor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt

from ...visit import Visit
from ...visit.lesson.acts import Choose, PutAway, StartQuiz
from ...visit.mode import CONTROLS, Part
from ..accessible import announce
from ..input.keymap import Command
from ..panels.panel_page import centred
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .options import LETTERS
from .question import WIDTH_GROWTH, WIDTH_PX
from .quiz_panel import QuizPanel

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
