"""The layer of a talk that puts a question to the audience; phones vote, or hands are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from ...visit import Visit
from ...visit.lesson.acts import Ask, Count, PutAway, Reveal
from ...visit.lesson.reducer import next_question
from ...visit.mode import Part
from ..input.keymap import Command
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .card_panel import centred
from .class_question import ClassQuestion
from .question import WIDTH_GROWTH, WIDTH_PX
from .quiz_layer import OPTIONS


class PollLayer(Layer):
    """Shows the question being asked; `U` asks the next one of the stop."""

    def __init__(self, context: LayerContext) -> None:
        self._context = context
        self.panel = ClassQuestion(context.theme, context.park, context.do, context.window)
        self._asked: object = None

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.panel,)

    @property
    def hidden(self) -> frozenset[Part]:
        return frozenset({Part.LABELS}) if self._asked is not None else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        if self._asked is None:
            return {}
        return {**{str(number): command for number, command in enumerate(OPTIONS, 1)}, "R": "reveal"}

    @property
    def state(self) -> object:
        return self._asked

    def update_from(self, visit: Visit) -> None:
        asked = visit.lesson.asked if visit.talk is not None else None
        shown = None if asked is None else (asked.question, asked.shown, asked.revealed)
        if asked is not None:
            self.panel.show_lesson(visit.lesson)
        if shown != self._asked:
            opened, self._asked = self._asked is None, shown
            self.panel.setVisible(shown is not None)
            if shown is not None and opened:
                self.panel.raise_()
                self.panel.take_keys()
            elif shown is None:
                self.panel.let_go()
                self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)

    def answers(self, command: Command, visit: Visit) -> bool:
        if visit.talk is None:
            return False
        do = self._context.do
        if command == "quiz":
            question = next_question(visit)
            if self._asked is not None:
                do(PutAway())
            elif question is not None:
                do(Ask(question))
        elif self._asked is None:
            return False
        elif command == "open":
            self.panel.press_main()
        elif command == "reveal":
            do(Reveal())
        elif command in OPTIONS:
            do(Count(OPTIONS.index(command) + 1))
        elif command == "close":
            do(PutAway())
        else:
            return False
        return True

    def answers_number(self, number: int) -> bool:
        return self._asked is not None

    def arrange(self, room: Room) -> Room:
        if self._asked is not None:
            centred(room, self.panel, WIDTH_PX, WIDTH_GROWTH)
        return room
