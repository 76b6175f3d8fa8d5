"""Acts of a presenter, as values."""

from __future__ import annotations

from dataclasses import dataclass

from ...park.answers import Matter
from ...park.model import Language
from .state import LoggedKind, PenColour


@dataclass(frozen=True, slots=True)
class TalkThrough:
    """Prepare a talk: the tour waits at its first stop, and so does the clock."""

    tour: str


@dataclass(frozen=True, slots=True)
class Onward:
    """The *next* of a clicker: begin, return to the stop, go to the next one, or end."""


@dataclass(frozen=True, slots=True)
class Backward:
    """Go to the previous stop."""


@dataclass(frozen=True, slots=True)
class JumpTo:
    """Go to a stop of the talk (from 0), also before it begins and after its last stop."""

    stop: int


@dataclass(frozen=True, slots=True)
class Blacken:
    """Show a black screen to the audience, or the view again."""

    black: bool


@dataclass(frozen=True, slots=True)
class Freeze:
    """Freeze the present frame for the audience, or show the view again."""

    frozen: bool


@dataclass(frozen=True, slots=True)
class UseLaser:
    """Turn the laser on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class UseSpotlight:
    """Turn the spotlight on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class UsePen:
    """Turn the pen on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetPenColour:
    """The colour of the next marks."""

    colour: PenColour


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw with the pen to a point of the picture, in tangents from the camera's axis.

    Parameters
    ----------
    begins : whether a new mark begins there.
    """

    at: tuple[float, float]
    begins: bool


@dataclass(frozen=True, slots=True)
class UndoMark:
    """Take back the last mark on the picture of the present stop."""


@dataclass(frozen=True, slots=True)
class ClearMarks:
    """Take away all marks on the picture of the present stop."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Keep a question or a promise with its place and time; a text may follow with `WriteEntry`."""

    kind: LoggedKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class WriteEntry:
    """Write or change the text of a question or promise, by its number from 0; None takes the entry away."""

    number: int
    text: str | None


@dataclass(frozen=True, slots=True)
class BringOwn:
    """Use a presenter's notes and slides, in their written form: the event log keeps it, so that a replay has them too."""

    written: str


@dataclass(frozen=True, slots=True)
class Shine:
    """Point at a position in the frame (-1..1 to the right and up), or at nothing."""

    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ShowCaption:
    """Turn captions for the audience on or off."""

    shown: bool


@dataclass(frozen=True, slots=True)
class SetConsoleLanguage:
    """The language of the console; the audience keeps its own."""

    language: Language


@dataclass(frozen=True, slots=True)
class LookUp:
    """The presenter looks something up, unseen by the audience."""

    kind: Matter
    id: str


@dataclass(frozen=True, slots=True)
class EndTalk:
    """End the talk: its clock stops."""


@dataclass(frozen=True, slots=True)
class GoOnTalking:
    """Undo the end of the talk: its clock resumes."""


TalkAct = (
    TalkThrough
    | Onward
    | Backward
    | JumpTo
    | Blacken
    | Freeze
    | UseLaser
    | UseSpotlight
    | UsePen
    | SetPenColour
    | Draw
    | UndoMark
    | ClearMarks
    | LogEntry
    | WriteEntry
    | BringOwn
    | Shine
    | ShowCaption
    | SetConsoleLanguage
    | LookUp
    | EndTalk
    | GoOnTalking
)
