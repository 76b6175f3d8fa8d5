"""The formats of all messages except those between screens, which belong to the visit (`visit.follow.shapes`).

A payload that does not fit its format is not a message: `decode` gives None, and a show raises nothing.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

WIRE = 1
"""Version of these formats. A program of another version says so and takes no runs."""
CODE_HEADER, ID_HEADER = "X-Park-Code", "X-Park-Follower"
"""Headers that let a following screen in; a page of another site cannot make a browser send them."""
FOLLOWER_BYTES = 64 * 1024
"""Maximum length of a message from a following screen."""

Name = Annotated[str, Field(min_length=1, max_length=60)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=9999)]
Value = bool | int | Number | Annotated[str, Field(max_length=60)]
Words = dict[str, str]
"""A text in the languages of the scene."""


class Message(BaseModel):
    """One message: immutable, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


MessageT = TypeVar("MessageT", bound=BaseModel)


def decode(shape: type[MessageT], payload: bytes | str) -> MessageT | None:
    """The message in a payload; None if it does not fit the format."""
    try:
        return shape.model_validate_json(payload)
    except (ValidationError, RecursionError):
        return None


class _Wire(BaseModel):
    version: int


def wire_of(payload: bytes | str) -> int | None:
    """The format version a message states, if any; works even if the rest of it is unknown."""
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
    """A zone as listed in the summary of a visit: number, name, sentence and sources."""

    number: int
    title: Words
    lead: Words
    sources: tuple[Name, ...] = ()
    icon: str = ""  # SVG of its icon
    colours: tuple[str, str] = ("", "")  # its colour by day and by night
    district: Words = {}
    # paragraphs of its article; the gateway stores them for phones that ask
    article: Words = {}


class ParkWords(Message):
    """The words of a park that phones need."""

    version: int = WIRE
    languages: tuple[str, ...]
    title: Words
    notice: Words = {}
    # logo, colours: of the park's company; colours for the light and for the dark page; "" without one
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
    ends: tuple[Words, ...] = ()  # labels at the ends of the slider instead of numbers
    choices: tuple[tuple[Value, Words], ...] = ()  # value and label of each choice
    names: tuple[Words, ...] = ()  # label of each step if it is not a number to a visitor (a month)


class ActionWords(Message):
    """An action of an exhibit; `breaks`: it causes damage in the model."""

    name: Name
    label: Words
    meaning: Words
    breaks: bool = False


class OutputWords(Message):
    """A reading of an exhibit; `names` are the labels of its whole values from `low` on."""

    label: Words
    unit: Words = {}
    low: Number
    names: tuple[Words, ...] = ()
    is_figure: bool = False


class ExhibitWords(Message):
    """The description of an exhibit, from its class alone; one phone page serves all exhibits."""

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
    """A question and its present state. Options are empty until they are shown; `right` stays None until it is revealed."""

    id: Name
    question: Words
    options: tuple[Words, ...] = ()
    right: int | None = None
    explanation: Words | None = None
    counts: tuple[Count, ...] = ()


class TalkOnShow(Message):
    """The present stop of a tour, a talk or a lesson."""

    # stop, stops: index of the stop, and their number
    stop: int
    stops: int
    caption: Words
    is_black: bool = False
    is_led: bool = False  # whether a presenter leads, so that a presenter's phone can lead too
    is_past: bool = False  # whether a talk has left its last stop: `stop` is then their number


class SpotOnShow(Message):
    """A hot spot of the open zone that phones may open."""

    id: Name
    title: Words
    text: Words = {}
    link: str = ""


class Screen(Message):
    """What the show has on its screen, as far as phones need it."""

    version: int = WIRE
    # changes when the show restarts or another visitor begins: phones then drop what they have
    session: Name
    mode: Name
    zone: Name | None = None
    kind: Name | None = None
    visited: tuple[Name, ...] = ()  # the zones visited, in order
    values: dict[str, Value] = {}  # parameters of the open exhibit
    allowed: Allowed = Allowed()
    question: QuestionOnShow | None = None
    talk: TalkOnShow | None = None
    spots: tuple[SpotOnShow, ...] = ()  # hot spots that phones may open
    spot: Name | None = None  # the one whose card is open
    is_over: bool = False  # whether the talk or the lesson has ended: phones offer the visit's summary


class ReadingsNow(Message):
    """The readings of the open exhibit, in the order of its outputs."""

    kind: Name
    time_s: Number
    values: tuple[Number | None, ...]


CallReason = Literal["help", "sound", "stuck"]


Id = Annotated[int, Field(ge=0, le=2**31)]
"""The number of a request, with which its outcome is returned."""


class Turn(Message):
    """A phone, or the median of all phones, turns the dial."""

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


class TouchSpot(Message):
    """A phone opens the card of a hot spot on the screen; an empty name closes it."""

    t: Literal["spot"] = "spot"
    id: Id
    name: Annotated[str, Field(max_length=60)]


RemoteCommand = Literal["next", "back", "black", "options", "reveal", "question", "away", "jump", "answer"]


class Remote(Message):
    """A command of a presenter's phone."""

    t: Literal["remote"] = "remote"
    id: Id
    command: RemoteCommand
    stop: Count = 0  # index of the stop to jump to


class Vote(Message):
    """A phone chooses an option, counted from 1; the vote does not leave the gateway."""

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
    """Why phones of an address are refused at present; "" once they are admitted again."""

    t: Literal["refusals"] = "refusals"
    why: Literal["", "locked", "crowded"] = ""
    address: Annotated[str, Field(max_length=60)] = ""
    seconds: Count = 0  # longest wait


class Follower(Message):
    """The state of a following screen; `state` is a `visit.follow.shapes.PairState` as JSON."""

    t: Literal["follower"] = "follower"
    id: Name
    state: Annotated[str, Field(max_length=FOLLOWER_BYTES)]


class Opened(Message):
    """The gateway listens, or reports why it cannot."""

    t: Literal["opened"] = "opened"
    port: int = 0
    trouble: str = ""


FromPhone: TypeAdapter[Turn | Press | TouchSpot | Vote | Call | Remote] = TypeAdapter(
    Annotated[Turn | Press | TouchSpot | Vote | Call | Remote, Field(discriminator="t")]
)
Reported = Turn | Press | TouchSpot | Remote | Call | Votes | Presence | Refusals | Follower | Opened
"""What a gateway reports to its show."""


class FromGateway(Message):
    """One line from a gateway to its show."""

    # time of the request, on the clock `time.monotonic` that both processes share
    at_s: Number
    what: Annotated[Reported, Field(discriminator="t")]


Outcome = Literal["done", "refused", "late"]


class Outcomes(Message):
    """Outcomes of the requests of one frame, by their numbers."""

    outcomes: tuple[tuple[int, Outcome], ...]


def envelope(kind: str, message: BaseModel) -> str:
    """A message of a show as one line: to its gateway, and from there to phones and screens."""
    return f'{{"t":"{kind}","v":{message.model_dump_json()}}}'


def kind_and_payload(line: str) -> tuple[str, str]:
    """Kind and payload of an envelope; two empty strings if it is not one."""
    head, comma, rest = line.strip().partition(',"v":')
    if not comma or not head.startswith('{"t":"'):
        return "", ""
    return head[6:-1], rest[:-1]


# ---- a real line


Quality = Literal["good", "uncertain", "bad"]


class TagValue(Message):
    """The value of a tag."""

    value: Value
    time_s: Number  # when it was measured, seconds since 1970
    quality: Quality = "good"


class LineLink(Message):
    """State of the link between a bridge and its line; `lost` is the bridge's last will."""

    state: Literal["live", "stale", "lost"]
    since_s: Number = 0.0  # start of this state, seconds since 1970
    why: str = Field("", max_length=300)


# ---- a fleet


class FleetRow(Message):
    """A page of a visit, from a booth's outbox."""

    n: int = Field(ge=1)  # its number in the outbox's epoch
    page: str = Field(max_length=200_000)  # JSON; the hub skips what it cannot read
    session: Name  # of the process that wrote it: visits are numbered within one
    # boot, steady_s: time of writing, on the monotonic clock of one boot of the machine
    boot: Name
    steady_s: Number


class FleetRows(Message):
    """The rows of a booth that the hub has not confirmed, oldest first."""

    epoch: Name  # of the outbox: a new disk begins a new epoch
    # boot, steady_s: time of this message, on the booth's monotonic clock
    boot: Name
    steady_s: Number
    rows: tuple[FleetRow, ...] = Field(min_length=1, max_length=50)


class Kept(Message):
    """The hub has committed all rows of an epoch up to this number."""

    epoch: Name
    upto: int = Field(ge=0)


class Health(Message):
    """Health of a booth. Its last will is `gone`."""

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
    waiting: int = 0  # number of rows that the hub has not confirmed
    wall_s: Number = 0.0  # the booth's wall clock
    # error, trouble: the last error of the show; what keeps the booth from sending or fetching content
    error: Annotated[str, Field(max_length=300)] = ""
    trouble: Annotated[str, Field(max_length=300)] = ""


class Orders(Message):
    """The hub's orders to a booth."""

    volume: Annotated[int, Field(ge=0, le=100)] | None = None  # in percent; None: as the booth was started
    # quiet_from, quiet_to: hours of the day, on the booth's clock, between which it is silent; equal: never
    quiet_from: Annotated[int, Field(ge=0, le=23)] = 0
    quiet_to: Annotated[int, Field(ge=0, le=23)] = 0


class PackOffer(Message):
    """The content that a booth should show."""

    version: int = Field(ge=1)
    url: str = Field(max_length=500)  # https:// or, for a stick, file://
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    bytes: int = Field(ge=1)
