"""Acts of a teacher in a lesson, and of a visitor in a quiz, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetClass:
    """Set the number of pupils; 0: unknown."""

    pupils: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question of the park (by id) to the class. Its options stay hidden."""

    question: str


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """Show the options; the time to think begins."""


@dataclass(frozen=True, slots=True)
class Count:
    """Add votes (or remove, if negative) for an option, numbered from 1."""

    option: int
    hands: int = 1


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the right option and the explanation."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """Go to the next question: of the stop in a lesson, of all in a quiz. After the last one the question closes."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """Close the question, or the page of a finished lesson; answers are kept."""


@dataclass(frozen=True, slots=True)
class StartTask:
    """Start a task for the class, with its time in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class HoldTimer:
    """Stop or resume the timer of a question or task."""

    held: bool


@dataclass(frozen=True, slots=True)
class MoreTime:
    """Add seconds to the timer of a question or task."""

    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class BigPause:
    """Pause or resume everything, so that the class looks to the front."""

    on: bool


@dataclass(frozen=True, slots=True)
class GatherClass:
    """Return to the stop of the lesson and call all screens back."""


@dataclass(frozen=True, slots=True)
class KeepPoint:
    """Store the result of a pair: at the exhibit `kind` it had set `dial` to `x`, and read `y` of `output`."""

    kind: str
    pair: int
    dial: str
    x: float
    output: str
    y: float


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """Start or resume the quiz for one visitor."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The visitor's answer to the present question of the quiz: an option, numbered from 1."""

    option: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Repeat the questions answered wrongly; all of them if there were no mistakes."""


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
