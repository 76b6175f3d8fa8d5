"""The room of a show: broker and gateway beside it, what the show tells its phones, and what phones want of it. Knows no Qt."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..exhibits.asked import Refused
from ..visit import (
    Act,
    Backward,
    Blacken,
    NextStop,
    Onward,
    PhonePress,
    PhoneTurn,
    PreviousStop,
    Visit,
)
from ..visit.kiosk.reducer import is_new_visitor
from ..visit.lesson.acts import Ask, Count, PutAway, Reveal, ShowOptions
from ..visit.lesson.asking import next_question
from ..visit.state_code import code_of
from ..visit.talk.acts import JumpTo
from ..visit.tour.acts import ToStop
from .addresses import LOOPBACK, Wifi
from .beacon import PORT as BEACON_PORT
from .bus import MOMENT_S, Bus, Endpoint, Received, Subscription
from .codes import long_code, room_code, staff_code
from .leading import Leading
from .messages import (
    Message,
    Outcome,
    Outcomes,
    Presence,
    RemotePress,
    Request,
    StaffCall,
    Votes,
    decode,
)
from .phone_words import exhibit_words, park_words
from .process import ProcessBeside
from .rights import room_accounts
from .showing import allowed, notes_of, question_of, readings_of, screen_of
from .topics import Room, last_level, matches

PORT = 8080
SCREEN_EVERY_S, READINGS_EVERY_S, CODE_EVERY_S = 0.1, 0.2, 2.0
AGAIN_S = 2.0
"""The screen is said again so often, so that phones know that the show is there."""
CALL_SHOWN_S = 120.0


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """What staff want of a room."""

    address: str  # of this computer, for phones
    port: int = PORT
    wifi: Wifi | None = None  # the network that guests may join
    code: str = field(default_factory=room_code)
    staff: str = field(default_factory=staff_code, repr=False)
    # signs the cookies of phones; a show that is started again with the same one knows its phones
    key: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    new_phones: int | None = None
    beacon_port: int = BEACON_PORT  # where screens that follow ask for shows


@dataclass(frozen=True, slots=True)
class Called:
    """Staff was called."""

    call: StaffCall
    at_s: float  # when, on the clock of `time.monotonic`


class RoomHost:
    """Keeps a room open beside a show. Once a frame: `look`, `take`, `show`. None of them waits.

    Attributes
    ----------
    wifi : the network that guests are shown; `keep_wifi` is called with another one.
    presence : who is there.
    called : the last call for staff, until it is answered.
    leading : the screens that follow.
    trouble : what the gateway says where it cannot listen, "" if it can.
    """

    def __init__(
        self,
        options: RoomOptions,
        room: Room | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.options, self.room, self._clock = options, room or Room(secrets.token_hex(4)), clock
        self.accounts = room_accounts(self.room)
        self._broker_port, self._follow_port, self._port = 0, 0, options.port
        self.broker = ProcessBeside("broker", self._broker_job)
        self.gateway = ProcessBeside("gateway", self._gateway_job)
        self.bus: Bus | None = None
        self.leading = Leading(self.room, clock)
        self.wifi = options.wifi
        self.keep_wifi: Callable[[Wifi | None], object] = lambda wifi: None
        self.presence, self.trouble = Presence(phones=0), ""
        self.called: Called | None = None
        self._start, self._visitor = secrets.token_hex(4), 0
        self._before: Visit | None = None
        self._visited: tuple[str, ...] = ()
        self._voted: dict[str, tuple[int, ...]] = {}
        self._sent: dict[str, tuple[bytes, float]] = {}
        self._exhibit, self._park_sent = "", False
        self._read_s = self._coded_s = -1e9

    # ---- where it is

    @property
    def now_s(self) -> float:
        """The time on the clock of calls."""
        return self._clock()

    @property
    def is_open(self) -> bool:
        """Whether phones can join."""
        return self.gateway.is_ready and "port" in self.gateway.reported and self.bus is not None

    @property
    def url(self) -> str:
        """What one types into a phone; "" while nobody can join."""
        return f"http://{self.options.address}:{self._port}" if self.is_open else ""

    @property
    def join_url(self) -> str:
        """The same with a long code, for a QR code. It stands behind a #, so that no log of a router has it."""
        return f"{self.url}/#{long_code(self.options.key)}" if self.is_open else ""

    @property
    def staff_url(self) -> str:
        """The same for a presenter's phone."""
        return f"{self.url}/#{self.options.staff}" if self.is_open else ""

    @property
    def follow(self) -> str:
        """What one types after `run --follow` on a laptop; "" while nobody can join."""
        port = "" if self._port == PORT else f":{self._port}"
        return f"{self.options.address}{port}/{self.options.code}" if self.is_open else ""

    @property
    def session(self) -> str:
        """The present visitor of the present start of the show."""
        return f"{self._start}-{self._visitor}"

    # ---- once a frame

    def look(self) -> None:
        """Start what has ended, and connect what has started."""
        self.broker.look()
        if not self.broker.is_ready:
            return
        if self.bus is None:
            ports = self.broker.reported["ports"]
            self._broker_port, self._follow_port = int(ports[0]), int(ports[-1])
            room = self.room
            hears = [
                Subscription(room.requests, stale_s=MOMENT_S),
                Subscription(room.remote, stale_s=MOMENT_S),
                Subscription(room.votes, 1),
                Subscription(room.presence, 1),
                Subscription(room.call, 1, stale_s=CALL_SHOWN_S),
                Subscription(room.pairs, stale_s=MOMENT_S),
            ]
            account = self.accounts["show"]
            endpoint = Endpoint(LOOPBACK, self._broker_port, "show", account.password)
            self.bus = Bus("show", endpoint, hears, clock=self._clock)
        self.gateway.look()
        reported = self.gateway.reported
        if "port" in reported:
            self._port, self.trouble = int(reported["port"]), ""
        elif "trouble" in reported:
            self.trouble = str(reported["trouble"])

    def take(self, visit: Callable[[], Visit], do: Callable[[Act], object]) -> None:
        """Do what phones want.

        Parameters
        ----------
        visit : the present visit; asked again after each act.
        do : answers an act.
        """
        outcomes: list[tuple[int, Outcome]] = []
        for message in self.bus.news() if self.bus is not None else ():
            outcome = self._taken(message, visit(), do)
            if outcome is not None:
                outcomes.append(outcome)
        if outcomes and self.bus is not None:
            self.bus.publish(self.room.outcomes, Outcomes(outcomes=tuple(outcomes)))

    def begin_visit(self) -> None:
        """Another visitor has come: what phones wished and voted for the one before is over."""
        self._visitor += 1
        self._visited, self._voted = (), {}

    def show(self, visit: Visit) -> None:
        """Tell phones what is new."""
        before, self._before = self._before, visit
        if before is not None and is_new_visitor(before, visit):
            self.begin_visit()
        if visit.zone is not None and visit.zone not in self._visited:
            self._visited = (*self._visited, visit.zone)
        if self.bus is None:
            return
        self.leading.show(visit, self.bus)
        now = self._clock()
        if not self._park_sent:
            self._park_sent = True
            self.bus.publish(self.room.park, park_words(visit.park), retain=True, qos=1)
        run = visit.run if visit.operating else None
        if run is not None and run.exhibit.kind != self._exhibit:
            self._exhibit = run.exhibit.kind
            words = exhibit_words(self._exhibit, visit.park.languages)
            self.bus.publish(self.room.exhibit, words, retain=True, qos=1)
        if now - self._sent.get("screen", (b"", -1e9))[1] >= SCREEN_EVERY_S:
            self._say("screen", screen_of(visit, self.session, self._visited), now)
            reason = self.called.call.reason if self.called is not None else None
            self._say("notes", notes_of(visit, reason), now)
        if run is not None and now - self._read_s >= READINGS_EVERY_S:
            self._read_s, code = now, ""
            if now - self._coded_s >= CODE_EVERY_S:
                self._coded_s = now
                try:
                    code = code_of(run)
                except Refused:
                    code = ""  # too long a run has none
            self.bus.publish(self.room.readings, readings_of(run, code))

    def set_wifi(self, wifi: Wifi | None) -> None:
        """Show guests another network, or none, and keep it for the next start."""
        self.wifi = wifi
        self.keep_wifi(wifi)

    def answer_call(self) -> None:
        """Staff has come."""
        self.called = None

    def close(self) -> None:
        """End it, with all that it has started."""
        if self.bus is not None:
            self.bus.close()
        self.gateway.close()
        self.broker.close()

    # ---- what is wanted

    def _taken(
        self, message: Received, visit: Visit, do: Callable[[Act], object]
    ) -> tuple[int, Outcome] | None:
        """What became of one message, if somebody waits for it."""
        if matches(self.room.pairs, message.topic):
            self.leading.take(message)
            return None
        match last_level(message.topic):
            case "requests" if (request := decode(Request, message.payload)) is not None:
                return request.id, self._requested(request, visit, do)
            case "remote" if (press := decode(RemotePress, message.payload)) is not None:
                if press.command == "answer":
                    self.answer_call()
                    return press.id, "done"
                late = self._clock() - press.asked_s > MOMENT_S
                act = None if late else remote_act(press, visit)
                return press.id, "late" if late else _done(act, do)
            case "votes" if (votes := decode(Votes, message.payload)) is not None:
                self._count(votes, visit, do)
            case _:
                self.hear(message)
        return None

    def hear(self, message: Received) -> None:
        """Take what changes no visit: who is there, and calls for staff."""
        match last_level(message.topic):
            case "presence" if (presence := decode(Presence, message.payload)) is not None:
                self.presence = presence
            case "call" if not message.retained:
                call = decode(StaffCall, message.payload)
                self.called = Called(call, self._clock()) if call is not None else self.called

    def _requested(self, request: Request, visit: Visit, do: Callable[[Act], object]) -> Outcome:
        if self._clock() - request.asked_s > MOMENT_S:
            return "late"
        return _done(request_act(request, visit), do)

    def _count(self, votes: Votes, visit: Visit, do: Callable[[Act], object]) -> None:
        """The counts of a question: what is new in them become hands, as if a teacher had counted them."""
        question = question_of(visit)
        if votes.session != self.session or question is None or question.id != votes.question:
            return
        if len(votes.counts) != len(question.options) or question.right is not None:
            return
        before = self._voted.get(question.id, (0,) * len(votes.counts))
        self._voted[question.id] = votes.counts
        for option, (old, new) in enumerate(zip(before, votes.counts, strict=True), 1):
            if old != new:
                do(Count(option, new - old))

    # ---- what is said

    def _say(self, name: str, message: Message, now: float) -> None:
        assert self.bus is not None
        payload = message.model_dump_json().encode()
        last, at_s = self._sent.get(name, (b"", -1e9))
        if payload != last or now - at_s >= AGAIN_S:
            self._sent[name] = (payload, now)
            self.bus.publish(getattr(self.room, name), payload, retain=True)

    # ---- the jobs of the processes

    def _broker_job(self) -> Mapping[str, Any]:
        accounts = {name: account.as_json() for name, account in self.accounts.items()}
        listens = [f"{LOOPBACK}:{self._broker_port}"]
        if self.options.address != LOOPBACK:
            listens.append(f"{self.options.address}:{self._follow_port}")  # for screens that follow
        return {"listens": listens, "accounts": accounts}

    def _gateway_job(self) -> Mapping[str, Any]:
        options = self.options
        more = {} if options.new_phones is None else {"new_phones": options.new_phones}
        return {
            "host": options.address,
            "port": self._port,
            "broker": self._broker_port,
            "password": self.accounts["gateway"].password,
            "room": self.room.id,
            "beacon": options.beacon_port,
            "follow": {"port": self._follow_port, "password": self.accounts["follower"].password},
            "code": options.code,
            "staff": options.staff,
            "key": options.key,
            **more,
        }


def _done(act: Act | None, do: Callable[[Act], object]) -> Outcome:
    if act is None:
        return "refused"
    try:
        do(act)
    except (KeyError, ValueError, TypeError):
        return "refused"
    return "done"


def request_act(request: Request, visit: Visit) -> Act | None:
    """The act of a request; None if phones may not do that. The gateway has looked too, but is another process."""
    run, may = visit.run, allowed(visit)
    if run is None or run.exhibit.kind != request.kind:
        return None
    if request.act == "press":
        return PhonePress(request.name, request.kind) if request.name in may.actions else None
    value = request.value
    if request.name != may.dial or value is None:
        return None
    is_whole = type(run.exhibit).model_fields[request.name].annotation is int
    if is_whole and isinstance(value, float):
        value = round(value)
    return PhoneTurn(request.name, value, request.kind)


def remote_act(press: RemotePress, visit: Visit) -> Act | None:
    """What a presenter's button means now; None if it means nothing."""
    talk, playback = visit.talk, visit.playback
    match press.command:
        case "next":
            return Onward() if talk is not None else NextStop() if playback is not None else None
        case "back":
            return Backward() if talk is not None else PreviousStop() if playback is not None else None
        case "black":
            return Blacken(not talk.black) if talk is not None else None
        case "question":
            question = next_question(visit)
            return Ask(question) if question is not None else None
        case "options":
            return ShowOptions()
        case "reveal":
            return Reveal()
        case "away":
            return PutAway()
        case "jump":
            return _jump(press.stop, visit)
        case "answer":
            return None  # changes no visit


def _jump(stop: int, visit: Visit) -> Act | None:
    playback = visit.playback
    if playback is None or not 0 <= stop < len(playback.tour.stops):
        return None
    return JumpTo(stop) if visit.talk is not None else ToStop(stop)
