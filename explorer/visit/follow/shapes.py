"""Messages of a leader. Each holds the whole visit, so that the next one makes up for any that was lost."""

from __future__ import annotations

from typing import Annotated, Literal
from zlib import crc32

from pydantic import ConfigDict, Field, ValidationError

from ... import __version__
from ...exhibits.exhibit import Value
from ...park.base import Content
from ...park.model import Park
from ..codec import Count, Finite, Name, PoseAsNumbers, Seconds, TourOfPark, Unreadable, Written, read
from ..exhibit_run import Pace
from ..lesson.quiz import Quiz
from ..lesson.state import Lesson
from ..talk.state import Talk
from ..tour.state import PausedBy

LoggedAct = tuple[Count, Literal["=", "!", "*", "@", "$"], Name, Value | tuple[Finite, Finite] | None]
"""An act of a run: step, kind, name, value."""
MOST_ACTS = 400
MOST_LETTERS = 48_000
"""Most characters of a pair's state code: a guest's message has at most 64 kB."""


class RunState(Content):
    """The open run of a leader: its start, the acts since then, and its progress."""

    kind: Name
    # start parameters that differ from the defaults of the kind
    start: Annotated[tuple[tuple[Name, Value], ...], Field(max_length=40)] = ()
    base: Name = ""  # name of the snapshot in which it began instead; "": it began with `start`
    acts: Annotated[tuple[LoggedAct, ...], Field(max_length=MOST_ACTS)] = ()  # acts since then
    steps: Count  # steps so far; a follower never runs beyond
    other_steps: Count | None = None  # steps so far of the second run of a fork
    pace: Pace = 1
    paused: bool = False
    goes: bool = True  # whether it is running; `rate`: steps per second
    rate: Finite = 30.0
    mark: Name  # mark of the readings at `steps`, to six digits


class TourState(Content):
    """Position of a leader's tour."""

    tour: TourOfPark
    stop: Count
    time_s: Seconds
    pace: Finite
    paused_by: PausedBy | None


class Errand(Content):
    """A place to which a whole class is sent to work. `number` grows with each errand."""

    number: Count = 0
    zone: Name = ""


class ClassState(Content):
    """A teacher's instructions for the following screens."""

    free: bool = False  # whether all screens may explore freely
    gathered: Count = 0  # number of times all were called back
    errand: Errand = Errand()  # the last errand
    collected: Count = 0  # number of times results were requested


class LeaderState(Written):
    """A leader's whole visit, without what concerns the presenter or the teacher alone.

    Attributes
    ----------
    mode : of the leader: a class speaks of its teacher.
    program, scene : a follower of another version or scene shows places and no runs.
    session : changes when the leader starts again.
    number : grows with each message of a session; a smaller one is outdated.
    flies : whether the camera is on its way to `pose`; else it is there.
    day_phase : the light shown.
    pointed, picked : highlighted zone; part touched last.
    """

    program: Name = __version__
    mode: Name = "explore"
    scene: Name
    session: Name
    number: Count
    zone: Name | None
    operating: bool
    pose: PoseAsNumbers
    flies: bool
    day_phase: Finite
    pointed: Name | None = None
    picked: Name | None = None
    run: RunState | None = None
    tour: TourState | None = None
    talk: Talk | None = None
    lesson: Lesson | None = None
    quiz: Quiz = Quiz()
    together: ClassState = ClassState()

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park or this version lacks; None if it fits."""
        if self.program != __version__:
            return f"version {self.program}"
        if self.scene != scene_mark(park):
            return f"scene {self.scene}"
        if self.tour is not None and self.tour.stop >= len(self.tour.tour.stops):
            return f"stop {self.tour.stop}"
        parts = (part.misfit(park) for part in (self.talk, self.lesson, self.quiz) if part is not None)
        return next(filter(None, parts), None)


class Place(Content):
    """The place of a leader, which followers of any version understand."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    program: Name = "?"
    session: Name
    number: Count
    zone: Name | None = None
    operating: bool = False
    pose: PoseAsNumbers


class SnapshotMessage(Content):
    """The snapshot to which later acts of a leader's run apply."""

    session: Name
    id: Name
    zone: Name
    text: Annotated[str, Field(max_length=1_500_000)]


class PairResult(Content):
    """Result of a pair's run: one point of the class chart."""

    collected: Count  # the request for results that this answers
    zone: Name
    kind: Name
    # values, readings: parameters and readings, by name
    values: Annotated[dict[Name, Value], Field(max_length=60)]
    readings: Annotated[dict[Name, Annotated[float, Field(allow_inf_nan=True)]], Field(max_length=80)]
    # its state code, to show it to all; "": it would be too long
    code: Annotated[str, Field(max_length=MOST_LETTERS)] = ""


class PairState(Content):
    """Status of a following screen."""

    standing: Name
    zone: Name | None = None
    agrees: bool | None = None
    result: PairResult | None = None


def message_of(text: str, park: Park) -> LeaderState | Place | None:
    """The leader's state in a message; only its place if it is of another version or scene; None if it is damaged."""
    try:
        return read(LeaderState, text, park)
    except Unreadable:
        pass
    try:
        return Place.model_validate_json(text)
    except (ValidationError, RecursionError):
        return None


def scene_mark(park: Park) -> str:
    """Checksum of what two parks must share for one to follow the other: zones, exhibits, tours, questions."""
    kinds = [(zone.id, zone.exhibit.kind if zone.exhibit else "") for zone in park.zones.values()]
    tours = [(tour.id, [stop.id for stop in tour.stops]) for tour in park.tours.values()]
    questions = [(id, len(question.options)) for id, question in park.quiz.items()]
    return f"{crc32(repr((sorted(kinds), sorted(tours), sorted(questions))).encode()):08x}"
