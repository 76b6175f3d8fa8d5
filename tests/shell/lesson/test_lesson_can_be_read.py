"""Every page of a lesson and of the quiz can be read: every look, both languages, large text, over a glaring picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QWidget

from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.lesson.quiz_layer import QuizLayer
from explorer.shell.panels.panel_page import PanelPage
from explorer.visit import EXPLORE, TEACH, EndTour, Open, Operate, PauseTour, StartTour
from explorer.visit.lesson.acts import (
    Ask,
    BigPause,
    Choose,
    Count,
    GatherClass,
    NextQuestion,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
    StartQuiz,
    StartTask,
)

from ..picture import real_park
from ..window.test_audit_window import CASES, Looker
from ..windows import Windows

pytestmark = pytest.mark.slow

# Each look of the window is met by a lesson or by the quiz, which are made of the same pieces.
OF_LESSON = tuple(CASES[at] for at in (0, 4, 5, 7))
OF_QUIZ = tuple(case for case in CASES if case not in OF_LESSON)
LONGEST = "satellite"  # its options are the longest
MOST_CLAIMS = "five-fields"


def read_through(looker: Looker, view: str, panel: PanelPage) -> None:
    """Look at a page from its beginning to its end."""
    looker.look_through(view, panel.area, panel)


@pytest.fixture
def teaching(open_window: Windows, request: pytest.FixtureRequest) -> Looker:
    return Looker(open_window, request.param, TEACH)


@pytest.fixture
def quizzed(open_window: Windows, request: pytest.FixtureRequest) -> Looker:
    return Looker(open_window, request.param, EXPLORE)


@pytest.mark.parametrize("teaching", OF_LESSON, indirect=True, ids=str)
def test_every_page_of_a_lesson_can_be_read(teaching: Looker) -> None:
    looker, window = teaching, teaching.window
    layer = next(layer for layer in window.layers if isinstance(layer, LessonLayer))
    assert layer.begin is not None
    read_through(looker, "begin", layer.begin)
    window.do(SetClass(28))
    looker.look("class", layer.begin)
    window.do(StartTour("lesson", 2))
    window.do(PauseTour())  # nothing changes while it is looked at
    looker.look("corners", layer.minute)
    looker.look("tools", layer.tools)
    window.ask("teacher's note")
    read_through(looker, "card", layer.card)
    window.do(StartTask(120))
    read_through(looker, "card with timer", layer.card)
    for question in (LONGEST, MOST_CLAIMS):
        window.do(Ask(question))
        looker.look(f"{question} asked", layer.question)
        window.do(ShowOptions())
        for option, hands in ((1, 12), (2, 7), (4, 3)):
            window.do(Count(option, hands))
        read_through(looker, f"{question} counted", layer.question)
        window.do(Reveal())
        read_through(looker, f"{question} revealed", layer.question)
        window.do(PutAway())
    window.do(BigPause(True))
    layer.pause_screen.now = lambda: QTime(9, 41)
    looker.look("paused", layer.pause_screen)
    window.do(BigPause(False))
    window.do(Open("line"))
    window.do(Operate())
    looker.look("wandered: tools", layer.tools)
    window.do(GatherClass())
    window.do(EndTour())
    read_through(looker, "end", layer.end)
    assert not looker.found, looker.words_shown


@pytest.mark.parametrize("quizzed", OF_QUIZ, indirect=True, ids=str)
def test_every_page_of_the_quiz_can_be_read(quizzed: Looker) -> None:
    looker, window, park = quizzed, quizzed.window, real_park()
    layer = next(layer for layer in window.layers if isinstance(layer, QuizLayer))
    panel: QWidget = layer.panel
    looker.look("verbs", window.parts.action_bar)
    window.do(StartQuiz())
    for number, question in enumerate(park.quiz.values()):
        if question.id in (LONGEST, MOST_CLAIMS):
            read_through(looker, f"{question.id} asked", layer.panel)
        window.do(Choose(question.right if number % 2 else question.right % 4 + 1))
        if question.id in (LONGEST, MOST_CLAIMS):
            read_through(looker, f"{question.id} answered", layer.panel)
        window.do(NextQuestion())
    read_through(looker, "result", layer.panel)
    assert panel.isVisible()
    assert not looker.found, looker.words_shown
