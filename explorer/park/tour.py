"""Tours, questions, and captions as files. The content of zones is not repeated here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ..i18n import Language, Text, html_tag, is_cjk
from .base import ClaimId, Content, Count, Id, Key, Name, NotFlag, Number, SceneText, Word, WrongValue

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
    """Something done at one moment of a stop, as a visitor would do it. It does exactly one thing."""

    at_s: Annotated[Seconds, Key("At second", "seconds of the stop, the flight to it included")]
    press: Annotated[Word | None, Key("Press", "an action of the exhibit")] = None
    turn: Annotated[dict[Word, Setting], Key("Set", "parameters of the exhibit and what they are set to")] = (
        Field(default_factory=dict, max_length=20)
    )
    touch: Annotated[Word | None, Key("Touch", "a part of the exhibit")] = None
    pace: Annotated[Pace | None, Key("Pace", "how fast the exhibit runs from here on")] = None
    reset: Annotated[bool, Key("Start again", "the exhibit starts again")] = False
    point: Annotated[Id | None, Key("Point at", "the zone that is pointed at", refers="zones")] = None
    say: Annotated[
        SceneText | None,
        Key("Say", "the caption from here on: at most two lines, broken where they are to be broken"),
    ] = None

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of its actions."""
        return tuple(
            name
            for name in ("press", "turn", "touch", "pace", "reset", "point", "say")
            if getattr(self, name)
        )


class Trial(Content):
    """One run that a task asks for, from the start of the exhibit: the teacher's sheet computes what it reads."""

    turn: Annotated[dict[Word, Setting], Key("Set", "parameters of the exhibit and what they are set to")] = (
        Field(default_factory=dict, max_length=20)
    )
    press: Annotated[tuple[Word, ...], Key("Press", "actions of the exhibit, one after the other")] = Field(
        (), max_length=6
    )
    after_s: Annotated[
        Number,
        Field(ge=0, le=60, json_schema_extra={"unit": "s"}),
        Key("Seconds to wait", "seconds to wait after each of them"),
    ] = 5.0
    read: Annotated[tuple[Word, ...], Key("Readings", "the readings that are written down")] = Field(
        min_length=1, max_length=3
    )


class Card(Content):
    """What a lesson wants of a stop."""

    objective: Annotated[SceneText, Key("Objective", "what pupils can do after it")]
    students_do: Annotated[SceneText, Key("Task of the class", "their task")]
    tries: Annotated[tuple[Trial, ...], Key("Runs of the task", "the runs that the task asks for")] = Field(
        (), max_length=8
    )


class PhonesAtStop(Content):
    """What the phones of an audience may do at a stop's exhibit: turn one dial, all hands together, and do some actions."""

    dial: Annotated[Word | None, Key("Dial", "a parameter of the exhibit; none if not given")] = None
    acts: Annotated[tuple[Word, ...], Key("Actions by time", "actions of the exhibit")] = Field(
        (), max_length=6
    )


class Doubt(Content):
    """A question that a listener is likely to ask, and an honest answer."""

    question: Annotated[SceneText, Key("Question", "both in full")]
    answer: Annotated[SceneText, Key("Answer", "both in full")]


class Stop(Content):
    """One place of a tour, how long it is shown, and what is said and done there."""

    id: Annotated[Id, Key("Id", "a name of its own in this tour")]
    zone: Annotated[Id | None, Key("Zone", "where; exactly one of the two is given", refers="zones")] = None
    view: Annotated[Id | None, Key("View", "where; exactly one of the two is given", refers="views")] = None
    title: Annotated[
        Name | None, Key("Title", "what it is called; as its zone is, or the park, if not given")
    ] = None
    at: Annotated[
        Literal["front", "exhibit"],
        Key(
            "Where",
            "before the zone's building, or at its exhibit",
            values=("before the building", "at the exhibit"),
        ),
    ] = "front"
    state: Annotated[
        StateCode | None,
        Key("State of the exhibit", "how the exhibit stands when the stop begins; fresh if not given"),
    ] = None
    clip: Annotated[
        Word | None, Key("Clip", "the animation clip of the zone's own model that plays here")
    ] = None
    spot: Annotated[Id | None, Key("Hot spot", "a hot spot of the zone whose card opens here, by its id")] = (
        None
    )
    hold_s: Annotated[
        Number,
        Field(ge=3, le=LONGEST_STOP_S, json_schema_extra={"unit": "s"}),
        Key("Seconds until the next stop", "seconds until the next stop, the flight to this one included"),
    ]
    caption: Annotated[
        SceneText,
        Key(
            "Caption",
            "at most two lines, broken where they are to be broken",
            asks=Text("What is seen here", context="caption of a new stop"),
        ),
    ]
    spoken: Annotated[
        SceneText,
        Key(
            "Spoken text",
            "what a voice says; the caption if not given",
            asks=Text("Say here in a sentence or two what visitors see from this place."),
        ),
    ] = Field(default_factory=lambda: SceneText({}))  # default: `_speak_caption` fills it in
    acts: Annotated[tuple[Cue, ...], Key("Actions by time", "what is done at the exhibit, by time")] = Field(
        (), max_length=100
    )
    note: Annotated[SceneText | None, Key("Note for the presenter", "for the presenter's eyes")] = None
    doubt: Annotated[Doubt | None, Key("Likely question")] = None
    card: Annotated[Card | None, Key("Lesson card")] = None
    quiz: Annotated[tuple[Id, ...], Key("Quiz questions", "questions that belong here", refers="quiz")] = (
        Field((), max_length=20)
    )
    phones: Annotated[
        PhonesAtStop | None,
        Key("Phones", "what phones may do with the exhibit; what they may do anywhere if not given"),
    ] = None

    @property
    def captions(self) -> tuple[tuple[float, SceneText], ...]:
        """Its captions, with the second of the stop from which each is shown."""
        later = ((cue.at_s, cue.say) for cue in self.acts if cue.say is not None)
        return ((0.0, self.caption), *later)

    @property
    def caption_ends_s(self) -> tuple[float, ...]:
        """The second of the stop until which each of them is shown."""
        return (*(at_s for at_s, _ in self.captions[1:]), self.hold_s)

    @model_validator(mode="before")
    @classmethod
    def _speak_caption(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "spoken" in given or not isinstance(given.get("caption"), dict):
            return given
        lines = {code: words for code, words in given["caption"].items() if isinstance(words, str)}
        spoken = {code: ("" if is_cjk(str(code)) else " ").join(w.split("\n")) for code, w in lines.items()}
        return {**given, "spoken": spoken}


class Tour(Content):
    """A way through the park."""

    id: Annotated[Id, Key("Id")]
    kind: Annotated[
        TourKind,
        Key(
            "Kind",
            "runs by itself for passers-by; is talked through; is taught",
            values=("runs by itself", "talk", "lesson"),
        ),
    ]
    title: Annotated[Name, Key("Title", "what it is called")]
    lead: Annotated[
        SceneText,
        Key("Lead", "one sentence on it", asks=Text("Say here in one sentence what this tour shows.")),
    ]
    auto: Annotated[
        bool,
        Key(
            "Goes on by itself",
            "whether it goes on to the next stop by itself, unless the visitor says otherwise",
        ),
    ] = True
    loops: Annotated[bool, Key("Starts over at the end", "whether the last stop leads to the first")] = False
    minutes: Annotated[
        Annotated[int, Field(ge=1, le=600)] | None,
        Key("Minutes", "how long it is to take in all, where that is fixed: as long as a lesson is"),
    ] = None
    prior: Annotated[
        SceneText | None,
        Key("Prior knowledge", "of a lesson: what pupils should know before; the lesson plan says it"),
    ] = None
    stops: Annotated[tuple[Stop, ...], Key("Stops", "its places, in order")] = Field(
        min_length=1, max_length=MOST_STOPS
    )

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
    """A question with options, one of which is right."""

    id: Annotated[Id, Key("Id")]
    zones: Annotated[tuple[Id, ...], Key("Zones", "where the answer can be found", refers="zones")] = Field(
        min_length=1, max_length=50
    )
    claims: Annotated[
        tuple[ClaimId, ...], Key("Statements", "the statements it rests on", refers="claims")
    ] = Field((), max_length=50)
    question: Annotated[SceneText, Key("Question", "what is asked")]
    options: Annotated[tuple[SceneText, ...], Key("Options", "two to five answers")] = Field(
        min_length=2, max_length=5
    )
    right: Annotated[Count, Key("Right option", "the number of the right option, from 1")] = Field(ge=1)
    explanation: Annotated[SceneText, Key("Explanation", "why the right one is right")]


def one_line(caption: str, language: Language) -> str:
    """A caption without line breaks."""
    return caption.replace("\n", "" if is_cjk(language) else " ")


def webvtt(tour: Tour, language: Language) -> str:
    """The captions of a tour as planned (W3C, WebVTT: The Web Video Text Tracks Format)."""
    blocks = [f"WEBVTT - {tour.title[language]}\nLanguage: {html_tag(language)}"]
    for name, start_s, end_s, words in captions_of(tour):
        span = f"{_clock(start_s)} --> {_clock(end_s)}"
        lines = words[language].translate(ESCAPED).splitlines()
        # an empty line would end the cue, and the rest would be read as the name of another
        blocks.append("\n".join([name, span, *(line for line in lines if line.strip())]))
    return "\n\n".join(blocks) + "\n"


def subrip(tour: Tour, language: Language) -> str:
    """The captions of a tour as SubRip (.srt), which most players and video programs take."""
    blocks = []
    for number, (_, start_s, end_s, words) in enumerate(captions_of(tour), 1):
        span = f"{_clock(start_s)} --> {_clock(end_s)}".replace(".", ",")
        blocks.append(f"{number}\n{span}\n{words[language]}")
    return "\n\n".join(blocks) + "\n"


def captions_of(tour: Tour) -> Iterator[tuple[str, float, float, SceneText]]:
    """Each caption as planned: its unique name, start, end and text."""
    for stop, start_s in zip(tour.stops, tour.starts_s, strict=True):
        shown = zip(stop.captions, stop.caption_ends_s, strict=True)
        for number, ((at_s, words), end_s) in enumerate(shown, 1):
            name = stop.id if len(stop.captions) == 1 else f"{stop.id}-{number}"
            yield name, start_s + at_s, start_s + end_s, words


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
