"""What a presenter does, as values."""

from __future__ import annotations

from dataclasses import dataclass

from ...park.answers import Matter
from ...park.model import Language


@dataclass(frozen=True, slots=True)
class TalkThrough:
    """Make ready to talk through a tour: at its first stop, which waits, as does the clock."""

    tour: str


@dataclass(frozen=True, slots=True)
class Onward:
    """What a clicker's *next* means now: begin, come back to the stop, go to the next one, or end."""


@dataclass(frozen=True, slots=True)
class Backward:
    """To the stop before."""


@dataclass(frozen=True, slots=True)
class JumpTo:
    """To a stop of the talk, counted from 0; also before it begins, and after its last stop."""

    stop: int


@dataclass(frozen=True, slots=True)
class Blacken:
    """Show the audience black, or the view again."""

    black: bool


@dataclass(frozen=True, slots=True)
class Freeze:
    """Keep the present frame for the audience, or show the view again."""

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
class Shine:
    """Point at a position in the frame (-1..1 to the right and up), or at nothing."""

    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ShowCaption:
    """Show captions to the audience, or not."""

    shown: bool


@dataclass(frozen=True, slots=True)
class SetConsoleLanguage:
    """The language of the console; the audience keeps its own."""

    language: Language


@dataclass(frozen=True, slots=True)
class LookUp:
    """The presenter looks something up; the audience does not see it."""

    kind: Matter
    id: str


@dataclass(frozen=True, slots=True)
class EndTalk:
    """The talk is over: its clock stands."""


@dataclass(frozen=True, slots=True)
class GoOnTalking:
    """The talk was not over: its clock goes on."""


TalkAct = (
    TalkThrough
    | Onward
    | Backward
    | JumpTo
    | Blacken
    | Freeze
    | UseLaser
    | UseSpotlight
    | Shine
    | ShowCaption
    | SetConsoleLanguage
    | LookUp
    | EndTalk
    | GoOnTalking
)
