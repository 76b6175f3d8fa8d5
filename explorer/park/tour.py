"""Tours, questions, and captions as files. The content of zones is not repeated here."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ..i18n import Language, Text, html_tag, is_cjk
from .base import ClaimId, Content, Count, Id, Name, NotFlag, Number, SceneText, Word, WrongValue

TourKind = Literal["show", "talk", "lesson"]
KINDS: tuple[TourKind, ...] = ("show", "talk", "lesson")
"""Kinds in the order in which tours are offered."""

Pace = Annotated[Literal[1, 4, 16], NotFlag]
"""Seconds of an exhibit's run per second of the tour."""


def _setting(value: Any) -> Any:
    of_a_kind = isinstance(value, bool | int | float | str) and value != ""
    if not of_a_kind or len(str(value)) > 60 or (isinstance(value, float) and not isfinite(value)):
        raise WrongValue(
            Text("should be a number, a word, true or false"),
            Text("see the choices: `explorer exhibit --list`"),
        )
    return value


Setting = Annotated[bool | int | float | str, BeforeValidator(_setting)]
"""A value for a parameter of an exhibit."""

StateCode = Annotated[str, Field(min_length=3, max_length=4000)]
"""State of an exhibit, as printed by `explorer exhibit --code`."""

LONGEST_STOP_S = 3600.0
MOST_STOPS = 60
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

Seconds = Annotated[Number, Field(ge=0, le=LONGEST_STOP_S, json_schema_extra={"unit": "s"})]


class Cue(Content):
    """Something done at one moment of a stop, as a visitor would do it. It does exactly one thing.

    Attributes
    ----------
    at_s : seconds of the stop, the flight to it included.
    press : an action of the exhibit.
    turn : parameters of the exhibit and what they are set to.
    touch : a part of the exhibit.
    pace : how fast the exhibit runs from here on.
    reset : the exhibit starts again.
    point : the zone that is pointed at.
    """

    at_s: Seconds
    press: Word | None = None
    turn: dict[Word, Setting] = Field(default_factory=dict, max_length=20)
    touch: Word | None = None
    pace: Pace | None = None
    reset: bool = False
    point: Id | None = None

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of its actions."""
        return tuple(
            name for name in ("press", "turn", "touch", "pace", "reset", "point") if getattr(self, name)
        )


class Trial(Content):
    """One run that a task asks for, from the start of the exhibit: the teacher's sheet computes what it reads.

    Attributes
    ----------
    turn : parameters of the exhibit and what they are set to.
    press : actions of the exhibit, one after the other.
    after_s : seconds to wait after each of them.
    read : the readings that are written down.
    """

    turn: dict[Word, Setting] = Field(default_factory=dict, max_length=20)
    press: tuple[Word, ...] = Field((), max_length=6)
    after_s: Annotated[Number, Field(ge=0, le=60, json_schema_extra={"unit": "s"})] = 5.0
    read: tuple[Word, ...] = Field(min_length=1, max_length=3)


class Card(Content):
    """What a lesson wants of a stop.

    Attributes
    ----------
    objective : what pupils can do after it.
    students_do : their task.
    tries : the runs that the task asks for.
    """

    objective: SceneText
    students_do: SceneText
    tries: tuple[Trial, ...] = Field((), max_length=8)


class PhonesAtStop(Content):
    """What the phones of an audience may do at a stop's exhibit: turn one dial, all hands together, and do some actions.

    Attributes
    ----------
    dial : a parameter of the exhibit; none if not given.
    acts : actions of the exhibit.
    """

    dial: Word | None = None
    acts: tuple[Word, ...] = Field((), max_length=6)


class Doubt(Content):
    """A question that a listener is likely to ask, and an honest answer.

    Attributes
    ----------
    question, answer : both in full.
    """

    question: SceneText
    answer: SceneText


class Stop(Content):
    """One place of a tour, how long it is shown, and what is said and done there.

    Attributes
    ----------
    id : a name of its own in this tour.
    zone, view : where; exactly one of the two is given.
    at : before the zone's building, or at its exhibit.
    state : how the exhibit stands when the stop begins; fresh if not given.
    hold_s : seconds until the next stop, the flight to this one included.
    caption : at most two lines, broken where they are to be broken.
    spoken : what a voice says; the caption if not given.
    acts : what is done at the exhibit, by time.
    note : for the presenter's eyes.
    quiz : questions that belong here.
    phones : what phones may do with the exhibit; what they may do anywhere if not given.
    """

    id: Id
    zone: Id | None = None
    view: Id | None = None
    at: Literal["front", "exhibit"] = "front"
    state: StateCode | None = None
    hold_s: Annotated[Number, Field(ge=3, le=LONGEST_STOP_S, json_schema_extra={"unit": "s"})]
    caption: SceneText
    spoken: SceneText = Field(default_factory=lambda: SceneText({}))  # default: `_speak_caption` fills it in
    acts: tuple[Cue, ...] = Field((), max_length=100)
    note: SceneText | None = None
    doubt: Doubt | None = None
    card: Card | None = None
    quiz: tuple[Id, ...] = Field((), max_length=20)
    phones: PhonesAtStop | None = None

    @model_validator(mode="before")
    @classmethod
    def _speak_caption(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "spoken" in given or not isinstance(given.get("caption"), dict):
            return given
        lines = {code: words for code, words in given["caption"].items() if isinstance(words, str)}
        spoken = {code: ("" if is_cjk(str(code)) else " ").join(w.split("\n")) for code, w in lines.items()}
        return {**given, "spoken": spoken}


class Tour(Content):
    """A way through the park.

    Attributes
    ----------
    title : what it is called.
    lead : one sentence on it.
    stops : its places, in order.
    kind : runs by itself for passers-by; is talked through; is taught.
    auto : whether it goes on to the next stop by itself, unless the visitor says otherwise.
    loops : whether the last stop leads to the first.
    minutes : how long it is to take in all, where that is fixed: as long as a lesson is.
    """

    id: Id
    kind: TourKind
    title: Name
    lead: SceneText
    auto: bool = True
    loops: bool = False
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    stops: tuple[Stop, ...] = Field(min_length=1, max_length=MOST_STOPS)

    @property
    def starts_s(self) -> tuple[float, ...]:
        """Start time of each stop, if the tour runs as planned."""
        times, at_s = [], 0.0
        for stop in self.stops:
            times.append(at_s)
            at_s += stop.hold_s
        return tuple(times)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of the tour, in the order of its stops, without duplicates."""
        return tuple(dict.fromkeys(id for stop in self.stops for id in stop.quiz))

    @property
    def duration_s(self) -> float:
        """Total time, if the tour runs as planned."""
        return sum(stop.hold_s for stop in self.stops)


def as_offered(tours: Iterable[Tour]) -> tuple[Tour, ...]:
    """Tours in the order in which they are offered: by kind, then in the given order."""
    return tuple(sorted(tours, key=lambda tour: KINDS.index(tour.kind)))


def following(tour: Tour, tours: Iterable[Tour]) -> Tour | None:
    """The tour to offer after another: the next of its kind."""
    same = [other for other in tours if other.kind == tour.kind]
    at = next((n for n, other in enumerate(same) if other.id == tour.id), len(same))
    return same[at + 1] if at + 1 < len(same) else None


class Question(Content):
    """A question with options, one of which is right.

    Attributes
    ----------
    question : what is asked.
    options : two to five answers.
    explanation : why the right one is right.
    zones : where the answer can be found.
    claims : the statements it rests on.
    right : the number of the right option, from 1.
    """

    id: Id
    zones: tuple[Id, ...] = Field(min_length=1, max_length=50)
    claims: tuple[ClaimId, ...] = Field((), max_length=50)
    question: SceneText
    options: tuple[SceneText, ...] = Field(min_length=2, max_length=5)
    right: Count = Field(ge=1)
    explanation: SceneText


def one_line(caption: str, language: Language) -> str:
    """A caption without line breaks."""
    return caption.replace("\n", "" if is_cjk(language) else " ")


def webvtt(tour: Tour, language: Language) -> str:
    """The captions of a tour as planned, one cue per stop (W3C, WebVTT: The Web Video Text Tracks Format)."""
    blocks = [f"WEBVTT - {tour.title[language]}\nLanguage: {html_tag(language)}"]
    for stop, start_s in zip(tour.stops, tour.starts_s, strict=True):
        span = f"{_clock(start_s)} --> {_clock(start_s + stop.hold_s)}"
        lines = stop.caption[language].translate(ESCAPED).splitlines()
        # an empty line would end the cue, and the rest would be read as the name of another
        blocks.append("\n".join([stop.id, span, *(line for line in lines if line.strip())]))
    return "\n\n".join(blocks) + "\n"


def subrip(tour: Tour, language: Language) -> str:
    """The captions of a tour as SubRip (.srt), which most players and video programs take."""
    blocks = []
    for number, (stop, start_s) in enumerate(zip(tour.stops, tour.starts_s, strict=True), 1):
        span = f"{_clock(start_s)} --> {_clock(start_s + stop.hold_s)}".replace(".", ",")
        blocks.append(f"{number}\n{span}\n{stop.caption[language]}")
    return "\n\n".join(blocks) + "\n"


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
