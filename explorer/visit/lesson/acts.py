"""What a teacher does in a lesson, and one visitor in a quiz, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetClass:
    """So many pupils are there; 0: not known."""

    pupils: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question of the park before the class, by its id. Its options stay hidden."""

    question: str


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """Show what can be chosen; the time to think begins."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many more hands (or fewer) are counted for an option, numbered from 1."""

    option: int
    hands: int = 1


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show which option is right, and why."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """To the next question: of the stop in a lesson, of all in a quiz. After the last one it is put away."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """Take the question away, or the page of a lesson that is over; what was answered stays."""


@dataclass(frozen=True, slots=True)
class StartTask:
    """The class works by itself for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class HoldTimer:
    """Stop the time to think or to work, or let it go on."""

    held: bool


@dataclass(frozen=True, slots=True)
class MoreTime:
    """So many seconds more to think or to work."""

    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class BigPause:
    """All look to the front and nothing goes on; or it goes on again."""

    on: bool


@dataclass(frozen=True, slots=True)
class GatherClass:
    """Back to the stop of the lesson, from wherever anybody went."""


@dataclass(frozen=True, slots=True)
class KeepPoint:
    """Keep the result of a pair with the lesson: at the exhibit `kind` it had set `dial` to `x`, and read `y` of `output`."""

    kind: str
    pair: int
    dial: str
    x: float
    output: str
    y: float


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """One visitor takes the quiz, or goes on with it."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The visitor's answer to the present question of the quiz: an option, numbered from 1."""

    option: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Once more through the questions whose answer was not right; through all if every one was."""


AskingAct = (
    SetClass
    | Ask
    | ShowOptions
    | Count
    | Reveal
    | NextQuestion
    | PutAway
    | StartTask
    | HoldTimer
    | MoreTime
    | BigPause
    | GatherClass
    | KeepPoint
    | StartQuiz
    | Choose
    | TryAgain
)
