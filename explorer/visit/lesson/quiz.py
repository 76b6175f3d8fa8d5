"""State of one visitor's quiz; imports no visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...park.model import Park
from ...park.tour import Question
from ..codec import Count, Name
from .state import MOST_HANDS


@dataclass(frozen=True, slots=True)
class Answer:
    """A visitor's last answer to a question, and the number of attempts."""

    chosen: Count  # the number of the option, from 1
    right: bool
    tries: Count


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz, from its first question to its result."""

    questions: tuple[Name, ...] = ()  # ids of the questions of this round
    at: Count = 0  # index of the present one; the number of questions when all are answered
    given: bool = False  # whether the present one is answered
    answers: Mapping[Name, Answer] = field(default_factory=dict)  # by question, over all rounds
    open: bool = False  # whether it is shown; it keeps its state while hidden
    # votes of an audience for each option of the present question; empty without votes
    hands: tuple[Count, ...] = ()

    @property
    def question(self) -> str | None:
        """The id of the present question; None before the first and after the last."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    @property
    def over(self) -> bool:
        """Whether every question of the round is answered."""
        return bool(self.questions) and self.at >= len(self.questions)

    @property
    def answer(self) -> Answer | None:
        """The answer to the present question in this round."""
        return self.answers[self.questions[self.at]] if self.given and self.question else None

    @property
    def missed(self) -> tuple[str, ...]:
        """Questions of this round that were answered wrongly."""
        return tuple(id for id in self.questions if id in self.answers and not self.answers[id].right)

    def opened(self, questions: tuple[str, ...]) -> Quiz:
        """The quiz, shown: resumed where it was left, or started with these questions."""
        if self.question is not None:
            return replace(self, open=True)
        return Quiz(questions, open=bool(questions))

    def again(self) -> Quiz:
        """A round through the missed questions; through all if none was missed."""
        return replace(
            self,
            questions=self.missed or self.questions,
            at=0,
            given=False,
            open=bool(self.questions),
            hands=(),
        )

    def counted(self, question: Question, option: int, hands: int) -> Quiz:
        """The quiz with votes added (or removed) for an option of the present question, until it is answered."""
        if self.given or question.id != self.question or not 1 <= option <= len(question.options):
            return self
        counts = list(self.hands or (0,) * len(question.options))
        counts[option - 1] = min(max(counts[option - 1] + hands, 0), MOST_HANDS)
        return replace(self, hands=tuple(counts))

    def chosen(self, question: Question, option: int) -> Quiz:
        """The quiz with an answer to the present question, once per round."""
        if self.given or question.id != self.question or not 1 <= option <= len(question.options):
            return self
        before = self.answers.get(question.id)
        answer = Answer(option, option == question.right, 1 + (before.tries if before else 0))
        return replace(self, given=True, answers={**self.answers, question.id: answer})

    def next(self) -> Quiz:
        """The quiz at the next question, if the present one is answered."""
        return replace(self, at=self.at + 1, given=False, hands=()) if self.given else self

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        gone = [f"question {id}" for id in (*self.questions, *self.answers) if id not in park.quiz]
        if self.at > len(self.questions):
            gone.append(f"question {self.at}")
        return gone[0] if gone else None
