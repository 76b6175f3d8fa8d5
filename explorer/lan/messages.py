"""The shapes of all messages but those between screens, which are the visit's own (`visit.follow.shapes`).

What does not fit its shape is no message: `decode` gives None, and nothing is raised in a show.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

WIRE = 1
"""The version of these shapes. A program with another one says so and takes no runs."""
CODE_HEADER, ID_HEADER = "X-Park-Code", "X-Park-Follower"
"""By these a screen that follows is let in; no page elsewhere can have a browser send them."""
FOLLOWER_BYTES = 64 * 1024
"""The longest message of a screen that follows."""

Name = Annotated[str, Field(min_length=1, max_length=60)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=9999)]
Value = bool | int | Number | Annotated[str, Field(max_length=60)]
Words = dict[str, str]
"""A text in the languages of the scene."""


class Message(BaseModel):
    """One message: a value, with nothing in it that its shape does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


MessageT = TypeVar("MessageT", bound=Message)


def decode(shape: type[MessageT], payload: bytes | str) -> MessageT | None:
    """The message in some bytes; None if they are none of this shape."""
    try:
        return shape.model_validate_json(payload)
    except (ValidationError, RecursionError):
        return None


class _Wire(BaseModel):
    version: int


def wire_of(payload: bytes | str) -> int | None:
    """Which version of these shapes a message is of, if it says so; also where nothing else in it is known."""
    try:
        return _Wire.model_validate_json(payload).version
    except (ValidationError, RecursionError):
        return None


# ---- the show and its phones


class SourceWords(Message):
    """Where a fact was read."""

    title: Words
    publisher: Words
    url: str


class ZoneWords(Message):
    """A zone as a visitor takes it home: its number, its name, its sentence and what it rests on."""

    number: int
    title: Words
    lead: Words
    sources: tuple[Name, ...] = ()
    icon: str = ""  # the drawing of its icon, as SVG
    colours: tuple[str, str] = ("", "")  # the one it is known by, by day and by night
    district: Words = {}
    # paragraphs to be read; the gateway keeps them and gives them to phones that ask
    article: Words = {}


class ParkWords(Message):
    """The words of a park that phones need."""

    version: int = WIRE
    languages: tuple[str, ...]
    title: Words
    notice: Words = {}
    # logo, colours: the company's whose park it is; colours for the light and for the dark page; "" without one
    logo: str = ""
    colours: tuple[str, str] = ("", "")
    zones: dict[Name, ZoneWords]
    sources: dict[Name, SourceWords]


class DialWords(Message):
    """A parameter of an exhibit."""

    name: Name
    shape: Literal["number", "switch", "choice"]
    label: Words
    meaning: Words
    unit: Words = {}
    low: Number = 0.0
    high: Number = 0.0
    step: Number = 1.0
    ends: tuple[Words, ...] = ()  # what stands at the two ends of its line instead of numbers
    choices: tuple[tuple[Value, Words], ...] = ()  # value and words of each choice
    names: tuple[Words, ...] = ()  # what each step is called, where it is not a number to a visitor (a month)


class ActionWords(Message):
    """An action of an exhibit; `breaks`: it does damage in the model."""

    name: Name
    label: Words
    meaning: Words
    breaks: bool = False


class OutputWords(Message):
    """A reading of an exhibit; `names` are what its whole values from `low` on are called."""

    label: Words
    unit: Words = {}
    low: Number
    names: tuple[Words, ...] = ()
    is_figure: bool = False


class ExhibitWords(Message):
    """What an exhibit is, from its class alone; the same page of a phone serves them all."""

    version: int = WIRE
    kind: Name
    title: Words
    limit: Words
    truth: Words
    dials: tuple[DialWords, ...]
    actions: tuple[ActionWords, ...]
    outputs: tuple[OutputWords, ...]


class Allowed(Message):
    """What phones may do with the open exhibit now: one dial and some actions."""

    dial: Name | None = None
    actions: tuple[Name, ...] = ()


class QuestionOnShow(Message):
    """A question and what has become of it. Options are empty until they are shown; `right` is None until it is revealed."""

    id: Name
    question: Words
    options: tuple[Words, ...] = ()
    right: int | None = None
    explanation: Words | None = None
    counts: tuple[Count, ...] = ()


class TalkOnShow(Message):
    """Where a tour, a talk or a lesson is."""

    # stop, stops: the number of the stop, from 0, and how many there are
    stop: int
    stops: int
    caption: Words
    is_black: bool = False
    is_led: bool = False  # whether a presenter leads, so that a presenter's phone can


class Screen(Message):
    """What the show has on its screen, as far as phones want to know."""

    version: int = WIRE
    # changes when the show starts again, or another visitor begins: what phones have of the one before is over
    session: Name
    mode: Name
    zone: Name | None = None
    kind: Name | None = None
    visited: tuple[Name, ...] = ()  # the zones that were seen, in order
    values: dict[str, Value] = {}  # the parameters of the open exhibit
    allowed: Allowed = Allowed()
    question: QuestionOnShow | None = None
    talk: TalkOnShow | None = None
    is_over: bool = False  # whether the talk or the lesson has ended: time to take one's visit along


class ReadingsNow(Message):
    """The readings of the open exhibit, in the order of its outputs."""

    kind: Name
    time_s: Number
    values: tuple[Number | None, ...]
    # its state code; "" where this message is not one of those that carry it
    code: str = Field("", max_length=4000)


CallReason = Literal["help", "sound", "stuck"]


class PresenterNotes(Message):
    """What a presenter reads: the note of this stop, what comes next, the question that belongs here, a call for staff."""

    note: Words | None = None
    next: Words | None = None
    question: Name | None = None
    call: CallReason | None = None
    elapsed_s: Number | None = None
    planned_s: Number | None = None
    running: bool = False
    stops: tuple[str, ...] = ()  # the zone of each stop, "" for the whole park


Id = Annotated[int, Field(ge=0, le=2**31)]
"""The number of a wish, by which its outcome comes back."""


class Turn(Message):
    """A phone, or the median of all of them, turns the dial."""

    t: Literal["turn"] = "turn"
    id: Id
    kind: Name
    name: Name
    value: Value


class Press(Message):
    """A phone presses an action."""

    t: Literal["press"] = "press"
    id: Id
    kind: Name
    name: Name


RemoteCommand = Literal["next", "back", "black", "options", "reveal", "question", "away", "jump", "answer"]


class Remote(Message):
    """A presenter's phone leads."""

    t: Literal["remote"] = "remote"
    id: Id
    command: RemoteCommand
    stop: Count = 0  # where to jump, from 0


class Vote(Message):
    """A phone chooses an option, from 1; it does not leave the gateway."""

    t: Literal["vote"] = "vote"
    question: Name
    option: Annotated[int, Field(ge=1, le=9)]


class Call(Message):
    """A phone calls the staff; the gateway adds the zone."""

    t: Literal["call"] = "call"
    reason: CallReason
    zone: Name | None = None


class Votes(Message):
    """All votes for the question on show, in one session of the show: one count for each option."""

    t: Literal["votes"] = "votes"
    session: Name
    question: Name
    counts: tuple[Count, ...] = Field(max_length=9)


class Presence(Message):
    """How many phones are in the room."""

    t: Literal["presence"] = "presence"
    phones: Count
    presenters: Count = 0


class Refusals(Message):
    """Why phones of an address do not get in just now; "" once they do again."""

    t: Literal["refusals"] = "refusals"
    why: Literal["", "locked", "crowded"] = ""
    address: Annotated[str, Field(max_length=60)] = ""
    seconds: Count = 0  # how long one waits at most


class Follower(Message):
    """How a screen stands that follows; `state` is a `visit.follow.shapes.PairState` as JSON."""

    t: Literal["follower"] = "follower"
    id: Name
    state: Annotated[str, Field(max_length=FOLLOWER_BYTES)]


class Opened(Message):
    """The gateway listens, or says why it cannot."""

    t: Literal["opened"] = "opened"
    port: int = 0
    trouble: str = ""


FromPhone: TypeAdapter[Turn | Press | Vote | Call | Remote] = TypeAdapter(
    Annotated[Turn | Press | Vote | Call | Remote, Field(discriminator="t")]
)
Reported = Turn | Press | Remote | Call | Votes | Presence | Refusals | Follower | Opened
"""What a gateway tells its show."""


class FromGateway(Message):
    """One line of a gateway to its show."""

    # when it was asked for, on the clock `time.monotonic` of the computer that both share
    at_s: Number
    what: Annotated[Reported, Field(discriminator="t")]


Outcome = Literal["done", "refused", "late"]


class Outcomes(Message):
    """What became of the wishes of one frame, by their numbers."""

    outcomes: tuple[tuple[int, Outcome], ...]


def envelope(kind: str, message: BaseModel) -> str:
    """A message of a show as one line: to its gateway, and from there to phones and screens."""
    return f'{{"t":"{kind}","v":{message.model_dump_json()}}}'


def kind_and_payload(line: str) -> tuple[str, str]:
    """What an envelope holds; two empty strings if it is none."""
    head, comma, rest = line.strip().partition(',"v":')
    if not comma or not head.startswith('{"t":"'):
        return "", ""
    return head[6:-1], rest[:-1]


# ---- a real line


Quality = Literal["good", "uncertain", "bad"]


class TagValue(Message):
    """The value of a tag."""

    value: Value
    time_s: Number  # when the line measured it, seconds since 1970
    quality: Quality = "good"


class LineLink(Message):
    """How a bridge stands to its line; `lost` is the bridge's last will."""

    state: Literal["live", "stale", "lost"]
    since_s: Number = 0.0  # since when, seconds since 1970
    why: str = Field("", max_length=300)


# ---- a fleet


class FleetRow(Message):
    """A page of a visit, from the outbox of a booth."""

    n: int = Field(ge=1)  # its number in the epoch of the outbox
    page: str = Field(max_length=200_000)  # as JSON; the hub leaves out what it cannot read
    session: Name  # of the process that made it: visits are counted within one
    # boot, steady_s: when it was made, on the steady clock of one start of the machine
    boot: Name
    steady_s: Number


class FleetRows(Message):
    """What a booth has and the hub has not confirmed, the oldest first."""

    epoch: Name  # of the outbox: another disk is another epoch
    # boot, steady_s: when this message was made, on the booth's steady clock
    boot: Name
    steady_s: Number
    rows: tuple[FleetRow, ...] = Field(min_length=1, max_length=50)


class Kept(Message):
    """The hub has committed all rows of an epoch up to this number."""

    epoch: Name
    upto: int = Field(ge=0)


class Health(Message):
    """How a booth is. Its last will is `gone`."""

    state: Literal["up", "gone"]
    mode: Annotated[str, Field(max_length=20)] = ""
    zone: Annotated[str, Field(max_length=60)] = ""
    visitor: bool = False
    frame_age_s: Number = 0.0  # seconds since the last frame was drawn
    version: Annotated[str, Field(max_length=40)] = ""
    content: int = 0  # the version of the content pack; 0: the scene of the program
    memory_mb: int = 0
    disk_free_mb: int = 0
    volume: int = 0
    waiting: int = 0  # rows that the hub has not confirmed
    wall_s: Number = 0.0  # what the booth's clock shows
    # error, trouble: the last error of the show; what keeps the booth from sending or from taking content
    error: Annotated[str, Field(max_length=300)] = ""
    trouble: Annotated[str, Field(max_length=300)] = ""


class Orders(Message):
    """What the hub wants of a booth."""

    volume: Annotated[int, Field(ge=0, le=100)] | None = None  # in percent; None: as the booth was started
    # quiet_from, quiet_to: hours of the day, on the booth's clock, in which it is silent; equal: none
    quiet_from: Annotated[int, Field(ge=0, le=23)] = 0
    quiet_to: Annotated[int, Field(ge=0, le=23)] = 0


class PackOffer(Message):
    """The content that a booth shall show."""

    version: int = Field(ge=1)
    url: str = Field(max_length=500)  # https:// or, for a stick, file://
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    bytes: int = Field(ge=1)
