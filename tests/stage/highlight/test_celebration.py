"""Halls are lit for a right answer, and one after the other once all were seen or all was right."""

from __future__ import annotations

from explorer.stage.highlight.celebration import ROUND_S, Celebration
from explorer.visit import Change, Close, Open, Settings, Visit
from explorer.visit.lesson.acts import Choose, NextQuestion, StartQuiz

from ...shell.picture import real_park

STEP_S = 0.05


def lit_over(celebration: Celebration, visit: Visit, seconds: float) -> list[str]:
    """The halls that are lit one after the other while a visit goes on."""
    shone: list[str] = []
    for _ in range(round(seconds / STEP_S)):
        visit = visit.advance(STEP_S)
        celebration.toward(visit)
        if celebration.zones and shone[-1:] != [*celebration.zones]:
            shone += celebration.zones
    assert not celebration.zones and celebration.over
    return shone


def all_seen(comfort: str) -> Visit:
    visit = Visit.begin(real_park(), settings=Settings(comfort=comfort))
    for zone in visit.park.zones:
        assert not visit.all_seen
        visit = visit.after(Open(zone))
    assert visit.all_seen
    return visit


def test_when_all_were_seen_the_halls_shine_once_round_the_park() -> None:
    celebration, visit = Celebration(), all_seen("fly")
    celebration.toward(visit)
    assert not celebration.zones, "nobody would see it from within"
    assert lit_over(celebration, visit.after(Close()), ROUND_S + 20) == list(visit.park.around)
    assert set(visit.park.around) == set(visit.park.zones)
    again = visit.after(Close()).advance(ROUND_S + 30)
    assert lit_over(celebration, again, ROUND_S + 20) == [], "once in a visit"


def test_another_visitor_has_a_round_of_their_own() -> None:
    celebration, visit = Celebration(), all_seen("fly")
    assert lit_over(celebration, visit.after(Close()), ROUND_S + 20)
    assert lit_over(celebration, visit.after(Close()), ROUND_S + 20) == list(visit.park.around)


def test_less_motion_knows_no_round_of_lights() -> None:
    assert lit_over(Celebration(), all_seen("cut").after(Close()), ROUND_S + 1) == []


def test_the_park_answers_what_was_right_and_celebrates_when_all_is() -> None:
    celebration, visit = Celebration(), Visit.begin(real_park(), settings=Settings(comfort="fly"))
    visit = visit.after(StartQuiz())
    while not visit.quiz.over:
        assert visit.quiz.question is not None
        question = visit.park.quiz[visit.quiz.question]
        celebration.toward(visit)
        assert not celebration.zones
        celebration.toward(visit.after(Choose(question.right % 4 + 1)))
        assert not celebration.zones
        visit = visit.after(Choose(question.right))
        celebration.toward(visit)
        assert celebration.zones == question.zones and not visit.quiz_won
        visit = visit.after(NextQuestion())
    assert visit.quiz_won
    assert set(lit_over(celebration, visit, ROUND_S + 1)) == set(visit.park.around)


def test_a_quiz_with_a_wrong_answer_is_not_celebrated() -> None:
    celebration, visit = Celebration(), Visit.begin(real_park()).after(Change(Settings(comfort="fly")))
    visit = visit.after(StartQuiz())
    first = visit.quiz.question
    while not visit.quiz.over:
        assert visit.quiz.question is not None
        right = visit.park.quiz[visit.quiz.question].right
        visit = visit.after(Choose(right % 4 + 1 if visit.quiz.question == first else right)).after(
            NextQuestion()
        )
    assert not visit.quiz_won
    assert lit_over(celebration, visit, ROUND_S + 1) == []
