"""The gateway's state of the room: the show's last messages, votes, the dial that phones share, and the connected phones."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable

from pydantic import ValidationError

from ..messages import (
    WIRE,
    Call,
    DialWords,
    ExhibitWords,
    Follower,
    FromGateway,
    FromPhone,
    Outcomes,
    ParkWords,
    Presence,
    Press,
    Refusals,
    Remote,
    Reported,
    Screen,
    TouchSpot,
    Turn,
    Value,
    Vote,
    Votes,
    decode,
    envelope,
    kind_and_payload,
    wire_of,
)
from .door import Bucket, Window
from .phone import Phone

LASTS_S = 3.0
"""Time that a phone's value counts after its last move."""
ROOM_PRESSES_A_SECOND = 4
CALL_PHONE_S, CALL_ROOM_S = 30.0, 5.0
SILENT_S = 5.0
"""After this silence the show counts as gone."""
MOST_WAITING = 200
"""Maximum number of requests that wait for their outcome, a few seconds' worth. Each may be from all phones together."""
KINDS = ("park", "exhibit", "screen", "readings")
HEARS = {
    "phone": KINDS,
    "presenter": (*KINDS, "notes", "picture_now", "picture_next"),
    "follower": ("snapshot", "state"),
}
"""The kinds of messages each role receives, all of them complete; a state is based on the snapshot before it."""


class Hands:
    """The values that the phones of a room want for the dial.

    The result is the median of numbers, so that one extreme value moves nothing, and the most frequent choice.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._dial: tuple[str, str] | None = None
        self._wishes: dict[str, tuple[float, Value]] = {}

    def set(self, kind: str, dial: DialWords, phone: str, value: Value) -> bool:
        """Set the value a phone wants; false if the dial has no such value."""
        if not is_value(dial, value):
            return False
        if self._dial != (kind, dial.name):
            self._dial, self._wishes = (kind, dial.name), {}
        self._wishes[phone] = (self._clock(), value)
        return True

    def leave(self, phone: str) -> None:
        """A phone has gone."""
        self._wishes.pop(phone, None)

    def clear(self) -> None:
        """Forget all values: another exhibit or another visitor has come."""
        self._dial, self._wishes = None, {}

    @property
    def wish(self) -> tuple[str, str, Value] | None:
        """Kind, dial, and the combined value; None if no phone has moved it lately."""
        now = self._clock()
        self._wishes = {phone: wish for phone, wish in self._wishes.items() if now - wish[0] < LASTS_S}
        if not self._wishes or self._dial is None:
            return None
        values = [value for _, value in self._wishes.values()]
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            together: Value = statistics.median_low([float(value) for value in values])
        else:
            together = Counter(values).most_common(1)[0][0]
        return (*self._dial, together)


def is_value(dial: DialWords, value: Value) -> bool:
    """Whether a value is valid for a dial."""
    match dial.shape:
        case "switch":
            return isinstance(value, bool)
        case "choice":
            return any(type(value) is type(choice) and value == choice for choice, _ in dial.choices)
        case "number":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and dial.low <= float(value) <= dial.high


class RoomState:
    """The room, as the gateway sees it.

    Attributes
    ----------
    articles : the articles of the zones, as JSON.

    Parameters
    ----------
    tell : sends a line to the show; it replaces one of the same key that still waits.
    """

    def __init__(
        self, tell: Callable[[str, str], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell_show, self._clock = tell, clock
        self.phones: set[Phone] = set()
        self.screen: Screen | None = None
        self.exhibit: ExhibitWords | None = None
        self.articles = b"{}"
        self._last: dict[str, str] = {}
        self._votes: dict[str, dict[str, int]] = {}
        self._votes_changed = False
        self._hands = Hands(clock)
        self._pending: dict[Phone, int] = {}
        self._waiting: dict[int, list[tuple[Phone, int]]] = {}
        self._number = 0
        self._presses = Bucket(ROOM_PRESSES_A_SECOND, ROOM_PRESSES_A_SECOND, clock)
        self._calls, self._room_calls = Window(1, CALL_PHONE_S, clock), Window(1, CALL_ROOM_S, clock)
        self._presence: Presence | None = None
        self._heard_s, self._live = clock(), False

    # ---- phones come and go

    def enter(self, phone: Phone) -> None:
        """A phone or a screen has connected: send it the show's present state."""
        self.phones.add(phone)
        for kind in HEARS[phone.who.role]:
            if kind in self._last:
                phone.put(kind, self._last[kind])
        phone.put("link", _link(self._live))
        self._tell_presence()

    def leave(self, phone: Phone) -> None:
        """A phone has gone. Its vote stays."""
        self.phones.discard(phone)
        self._pending.pop(phone, None)
        if not any(other.who == phone.who for other in self.phones):
            self._hands.leave(phone.who.id)
        self._tell_presence()

    def _tell_presence(self) -> None:
        ids = {phone.who for phone in self.phones}
        count = {role: sum(who.role == role for who in ids) for role in HEARS}
        now = Presence(phones=min(count["phone"], 9999), presenters=count["presenter"])
        if now != self._presence:
            self._presence = now
            self._tell(now, "presence")

    def refuse(self, refusals: Refusals) -> None:
        """Report to the show that phones are refused, or admitted again."""
        self._tell(refusals, "refusals")

    def _tell(self, what: Reported, key: str = "") -> None:
        self._tell_show(FromGateway(at_s=self._clock(), what=what).model_dump_json(), key)

    # ---- from the show

    def hear(self, line: bytes) -> None:
        """Take a line of the show, and pass it on."""
        self._heard_s = self._clock()
        text = line.decode("utf-8", "replace").strip()
        kind, payload = kind_and_payload(text)
        if kind == "outcomes":
            self._answer(payload)
        elif any(kind in kinds for kinds in HEARS.values()):
            self._pass_on(kind, payload, text)

    def _pass_on(self, kind: str, payload: str, text: str) -> None:
        if kind in ("park", "exhibit", "screen") and (wire := wire_of(payload)) != WIRE:
            if wire is not None:
                for phone in self.phones:
                    phone.put("old", '{"t":"old"}')
            return
        if kind == "screen":
            screen = decode(Screen, payload)
            if screen is None:
                return
            if self.screen is not None and screen.session != self.screen.session:
                self._votes, self._votes_changed = {}, False
                self._hands.clear()
            self.screen = screen
        elif kind == "park":
            text = self._without_articles(payload, text)
        elif kind == "exhibit":
            self.exhibit = decode(ExhibitWords, payload) or self.exhibit
        if self._last.get(kind) != text:  # the show repeats its screen as a sign of life
            self._last[kind] = text
            self._to_all(kind, text)

    def _without_articles(self, payload: str, text: str) -> str:
        """The line of a park without its articles, which are stored for phones that ask for them."""
        park = decode(ParkWords, payload)
        if park is None:
            return text
        articles = {id: zone.article for id, zone in park.zones.items()}
        self.articles = json.dumps(articles, ensure_ascii=False, separators=(",", ":")).encode()
        zones = {id: zone.model_copy(update={"article": {}}) for id, zone in park.zones.items()}
        return envelope("park", park.model_copy(update={"zones": zones}))

    def _to_all(self, kind: str, text: str) -> None:
        for phone in self.phones:
            if kind in (*HEARS[phone.who.role], "link"):
                phone.put(kind, text)

    def _answer(self, payload: str) -> None:
        outcomes = decode(Outcomes, payload)
        for number, outcome in outcomes.outcomes if outcomes is not None else ():
            for phone, id in self._waiting.pop(number, ()):
                phone.answer(_outcome(id, outcome))

    # ---- from phones

    def take(self, phone: Phone, text: str) -> None:
        """Handle a message of a phone or a screen. Invalid ones are dropped."""
        if phone.who.role == "follower":  # the show validates its messages
            self._tell(Follower(id=phone.who.id, state=text), f"follower {phone.who.id}")
            return
        try:
            message = FromPhone.validate_json(text)
        except (ValidationError, RecursionError):
            return
        match message:
            case Turn():
                self._turn(phone, message)
            case Press():
                self._press(phone, message)
            case TouchSpot():
                self._touch_spot(phone, message)
            case Vote():
                self._vote(phone, message)
            case Call():
                self._call(phone, message)
            case Remote():
                self._lead(phone, message)

    def _turn(self, phone: Phone, turn: Turn) -> None:
        screen, exhibit = self.screen, self.exhibit
        dial = next((d for d in exhibit.dials if d.name == turn.name), None) if exhibit else None
        may = (
            screen is not None
            and exhibit is not None
            and screen.kind == exhibit.kind == turn.kind
            and screen.allowed.dial == turn.name
        )
        if may and dial is not None and self._hands.set(turn.kind, dial, phone.who.id, turn.value):
            self._pending[phone] = turn.id
        else:
            phone.answer(_outcome(turn.id, "refused"))

    def _press(self, phone: Phone, press: Press) -> None:
        screen = self.screen
        if screen is None or screen.kind != press.kind or press.name not in screen.allowed.actions:
            phone.answer(_outcome(press.id, "refused"))
        elif not phone.presses.take() or not self._presses.take():
            phone.answer(_outcome(press.id, "slow"))
        else:
            self._tell(press.model_copy(update={"id": self._expect([(phone, press.id)])}))

    def _touch_spot(self, phone: Phone, touch: TouchSpot) -> None:
        screen = self.screen
        if screen is None or (touch.name and all(touch.name != spot.id for spot in screen.spots)):
            phone.answer(_outcome(touch.id, "refused"))
        elif not phone.presses.take() or not self._presses.take():
            phone.answer(_outcome(touch.id, "slow"))
        else:
            self._tell(touch.model_copy(update={"id": self._expect([(phone, touch.id)])}))

    def _vote(self, phone: Phone, vote: Vote) -> None:
        question = self.screen.question if self.screen is not None else None
        if question is None or question.id != vote.question or question.right is not None:
            return
        if vote.option <= len(question.options):
            self._votes.setdefault(vote.question, {})[phone.who.id] = vote.option
            self._votes_changed = True
            phone.answer('{"t":"counted"}')

    def _call(self, phone: Phone, call: Call) -> None:
        if not self._calls.is_full(phone.who.id) and not self._room_calls.is_full(""):
            self._calls.note(phone.who.id)
            self._room_calls.note("")
            zone = self.screen.zone if self.screen is not None else None
            self._tell(call.model_copy(update={"zone": zone}))
        phone.answer('{"t":"called"}')

    def _lead(self, phone: Phone, remote: Remote) -> None:
        if phone.who.role != "presenter":
            phone.answer(_outcome(remote.id, "refused"))
            return
        self._tell(remote.model_copy(update={"id": self._expect([(phone, remote.id)])}))

    def _expect(self, phones: list[tuple[Phone, int]]) -> int:
        self._number += 1
        self._waiting[self._number] = phones
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        return self._number

    # ---- timed

    def tell_hands(self) -> None:
        """Ten times a second: report the combined value if a phone has moved the dial and it differs."""
        pending, self._pending = self._pending, {}
        wish = self._hands.wish if pending else None
        if wish is None:
            return
        kind, name, value = wish
        screen = self.screen
        if screen is not None and screen.kind == kind and screen.values.get(name) == value:
            for phone, id in pending.items():
                phone.answer(_outcome(id, "done"))
            return
        number = self._expect(list(pending.items()))
        self._tell(Turn(id=number, kind=kind, name=name, value=value))

    def tell_votes(self) -> None:
        """Twice a second: report the counts if they have changed."""
        question = self.screen.question if self.screen is not None else None
        if not self._votes_changed or question is None or self.screen is None or not question.options:
            return
        self._votes_changed = False
        counts = [0] * len(question.options)
        for option in self._votes.get(question.id, {}).values():
            if option <= len(counts):
                counts[option - 1] += 1
        votes = Votes(session=self.screen.session, question=question.id, counts=tuple(counts))
        self._tell(votes, "votes")

    def tell_link(self) -> None:
        """Once a second: report whether the show is alive."""
        live = self._clock() - self._heard_s < SILENT_S
        if live != self._live:
            self._live = live
            self._to_all("link", _link(live))


async def every(seconds: float, do: Callable[[], object]) -> None:
    """Call a function at an interval, for ever."""
    while True:
        await asyncio.sleep(seconds)
        do()


def _outcome(id: int, what: str) -> str:
    return json.dumps({"t": "outcome", "id": id, "what": what})


def _link(live: bool) -> str:
    return json.dumps({"t": "link", "live": live})
