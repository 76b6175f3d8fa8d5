"""The quiz for one visitor: by keys and by presses, with the answer at once, and nothing left after a new start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from explorer.i18n import tr
from explorer.shell.widgets import Button, Prose, plain
from explorer.visit import StartTour, Visit
from explorer.visit.lesson.acts import Choose, NextQuestion, PutAway, StartQuiz

from ..picture import real_park
from ..windows import logged
from .conftest import Room

KEY = Qt.Key
LETTERS = (KEY.Key_A, KEY.Key_B, KEY.Key_C, KEY.Key_D)
QUESTIONS = tuple(real_park().quiz.values())


def words(room: Room) -> str:
    panel = room.asking.panel
    return "\n".join(p.text() for p in panel.findChildren(Prose) if p.isVisible())


def test_all_ten_are_answered_by_keys_alone(visitor: Room, log: Path) -> None:
    visitor.press(KEY.Key_U)
    assert visitor.asking.panel.isVisible()
    for number, question in enumerate(QUESTIONS):
        assert tr(question.question, "en") in words(visitor)
        assert tr(question.explanation, "en") not in words(visitor)
        wrong = number == 2
        chosen = question.right % 4 + 1 if wrong else question.right
        visitor.press(LETTERS[chosen - 1] if number % 2 else KEY(KEY.Key_0.value + chosen))
        assert tr(question.explanation, "en") in words(visitor)
        assert ("Not this one" in words(visitor)) == wrong
        visitor.press(KEY.Key_Return)
    assert visitor.quiz.over
    ways = [b for b in visitor.asking.panel.findChildren(Button) if b.isVisible() and b.sub]
    assert [b.text() for b in ways] == [tr(real_park().zones["data"].title, "en")]
    lines = logged(log)
    answers = [line for line in lines if line["event"] == "answer"]
    assert [line["question"] for line in answers] == list(real_park().quiz)
    assert [line["right"] for line in answers] == [n != 2 for n in range(10)]
    visitor.press(KEY.Key_Return)  # once more through what was missed
    assert visitor.quiz.questions == ("block-400",)


def test_question_answer_and_end_are_heard(visitor: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility",
        lambda event: heard.append(event.message()) if isinstance(event, QAccessibleAnnouncementEvent) else None,
    )  # fmt: skip
    visitor.press(KEY.Key_U)
    for question in QUESTIONS:
        assert heard[-1] == plain(tr(question.question, "en"))
        visitor.press(LETTERS[question.right - 1])
        assert heard[-1] == f"Correct. {plain(tr(question.explanation, 'en'))}"
        visitor.press(KEY.Key_Return)
    assert len(heard) == 2 * len(QUESTIONS) + 1
    assert heard[-1] in words(visitor).replace("\n", " ")


def test_an_answer_is_given_by_a_press_and_leads_to_the_exhibit(visitor: Room) -> None:
    visitor.window.ask("quiz")
    visitor.tick()
    visitor.asking.panel.tiles[1].click()
    visitor.tick()
    assert [(tile.letter, tile.state) for tile in visitor.asking.panel.tiles] == [("B", "right")]
    see = next(b for b in visitor.asking.panel.findChildren(Button) if b.text() == "See it at the exhibit")
    see.click()
    visitor.tick()
    assert (visitor.visit.zone, visitor.visit.operating) == ("plaza", True)
    assert visitor.asking.panel.isHidden()
    assert visitor.window.parts.exhibit.isVisible()
    visitor.press(KEY.Key_U)
    assert visitor.quiz.given  # where it was left
    visitor.press(KEY.Key_Escape)
    assert visitor.asking.panel.isHidden()
    assert visitor.visit.operating


def test_the_question_stands_at_the_foot_and_leaves_the_park_above_it_free(visitor: Room) -> None:
    visitor.window.ask("quiz")
    visitor.tick()
    panel, window = visitor.asking.panel, visitor.window
    area = panel.inner.translated(panel.pos())
    assert area.bottom() >= window.height() - 40 and area.top() > 100


def test_an_answer_makes_the_card_low_and_moves_the_park_above_it(visitor: Room) -> None:
    window, panel = visitor.window, visitor.asking.panel
    assert not panel.answered and window.arrangement.free.free.bottom == 1
    window.ask("quiz")
    visitor.tick()
    for question in QUESTIONS:
        window.do(Choose(question.right % 4 + 1))
        visitor.tick()
        area = panel.inner.translated(panel.pos())
        assert panel.answered and area.height() <= 0.55 * window.height()
        assert {tile.state for tile in panel.tiles} == {"right", "wrong"}
        assert panel.area.verticalScrollBar().maximum() == 0
        assert window.arrangement.free.foot_px == min(window.height() - area.top(), window.height() // 2)
        window.do(NextQuestion())
        visitor.tick()
    window.do(PutAway())
    visitor.tick()
    assert window.arrangement.free.free.bottom == 1


def test_digits_point_at_zones_again_once_the_quiz_is_closed(visitor: Room) -> None:
    visitor.press(KEY.Key_U, KEY.Key_6)
    assert visitor.visit.pointed is None, "it is neither an option nor a zone"
    visitor.press(KEY.Key_Escape, KEY.Key_6)
    assert visitor.visit.pointed == "data"
    assert not visitor.quiz.given


def test_a_quiz_covers_a_tour_and_gives_it_back(visitor: Room) -> None:
    visitor.do(StartTour("show"), StartQuiz())
    shown = {type(p).__name__ for p in visitor.window.surfaces if p.isVisible()}
    assert shown == {"QuizPanel"}
    visitor.press(KEY.Key_Escape)
    assert visitor.visit.playback is not None
    assert visitor.visit.playback.paused_by == "hand"
    assert {"TourBar", "TourStrip"} <= {type(p).__name__ for p in visitor.window.surfaces if p.isVisible()}


def test_a_new_start_leaves_nothing_of_the_quiz(visitor: Room) -> None:
    window = visitor.window
    fresh = len(window.findChildren(QWidget))
    visitor.do(StartQuiz(), Choose(1), NextQuestion(), Choose(2))
    window.visit = Visit.begin(window.visit.park, window.visit.mode, window.visit.settings)
    visitor.tick()
    assert visitor.asking.panel.isHidden()
    assert window.parts.action_bar.isVisible()
    for _ in range(4):  # until the corners have faded in
        visitor.tick()
    assert len(window.findChildren(QWidget)) == fresh
    assert QApplication.focusWidget() in (None, window.viewport)
    visitor.press(KEY.Key_U)
    assert (visitor.quiz.at, dict(visitor.quiz.answers)) == (0, {})
