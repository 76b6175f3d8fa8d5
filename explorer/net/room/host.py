"""The room of a show: runs the gateway, sends the show's state to phones and carries out their requests. Knows no Qt."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from ...base.child import Child
from ...exhibits.exhibit import Exhibit
from ...i18n import Text
from ...visit import (
    Act,
    Backward,
    Blacken,
    NextStop,
    Onward,
    PhonePress,
    PhoneTurn,
    PreviousStop,
    ShowSpot,
    Visit,
)
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.lesson.acts import Ask, Count, PutAway, Reveal, ShowOptions
from ...visit.lesson.reducer import next_question
from ...visit.talk.acts import JumpTo
from ...visit.tour.acts import ToStop
from .addresses import PORT, Wifi
from .beacon import PORT as BEACON_PORT
from .codes import long_code, room_code, staff_code
from .leading import Leading
from .messages import (
    Call,
    Follower,
    FromGateway,
    Opened,
    Outcome,
    Outcomes,
    Presence,
    Press,
    Refusals,
    Remote,
    TouchSpot,
    Turn,
    Votes,
    decode,
    envelope,
)
from .phone_words import exhibit_words, park_words
from .presenting import Picture
from .showing import allowed, notes_of, question_of, readings_of, screen_of, spots_of, tour_led

SCREEN_EVERY_S, READINGS_EVERY_S = 0.1, 0.2
AGAIN_S = 2.0
"""Interval at which the screen is sent again, so that phones know that the show is running."""
CALL_SHOWN_S = 120.0
MOMENT_S = 2.0
"""Requests older than this are ignored."""


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """Options of a room, set by staff."""

    address: str  # address of this computer for phones
    port: int = PORT
    wifi: Wifi | None = None  # the Wi-Fi network for guests
    code: str = field(default_factory=room_code)
    staff: str = field(default_factory=staff_code, repr=False)
    # signs the cookies of phones; a show restarted with the same key still knows its phones
    key: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    new_phones: int | None = None
    pages: str = ""  # folder of `export --web` for phones in the room; "": none
    beacon_port: int = BEACON_PORT  # port on which following screens ask for shows


@dataclass(frozen=True, slots=True)
class Called:
    """A call for staff."""

    call: Call
    at_s: float  # time of the call, on the clock of `time.monotonic`


class RoomHost:
    """Keeps a show's room open. Call `look`, `take` and `show` once a frame; they never wait.

    Attributes
    ----------
    wifi : the network shown to guests; `keep_wifi` is called when it changes.
    presence : how many phones are connected.
    called : the last call for staff, until answered.
    leading : the following screens.
    trouble : why the gateway cannot listen, "" if it can.
    refusals : phones that were refused lately; None if there were none.
    """

    def __init__(self, options: RoomOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self.options, self._clock = options, clock
        self._port, self._is_open, self._endings = options.port, False, 0
        self.gateway = Child(("-m", "explorer.net.room"), self._job, is_silent=True)
        self.leading = Leading(clock)
        self.wifi = options.wifi
        self.keep_wifi: Callable[[Wifi | None], object] = lambda wifi: None
        self.presence, self.trouble = Presence(phones=0), ""
        self.called: Called | None = None
        self.refusals: Refusals | None = None
        self._wanted: list[FromGateway] = []
        self._start, self._visitor = secrets.token_hex(4), 0
        self._before: Visit | None = None
        self._visited: tuple[str, ...] = ()
        self._voted: dict[str, tuple[int, ...]] = {}
        self._sent: dict[str, tuple[str, float]] = {}
        self._exhibit: type[Exhibit[Any]] | None = None
        self._park_sent = False
        self._read_s = -1e9

    # ---- addresses

    @property
    def now_s(self) -> float:
        """The present time on the clock of calls."""
        return self._clock()

    @property
    def is_open(self) -> bool:
        """Whether phones can join."""
        return self._is_open and self.gateway.is_running

    @property
    def url(self) -> str:
        """The address to type into a phone; "" while the room is closed."""
        return f"http://{self.options.address}:{self._port}" if self.is_open else ""

    @property
    def spaced_code(self) -> str:
        """The code as it is read: two groups of three digits."""
        code = self.options.code
        return f"{code[:3]}\u2009{code[3:]}"

    @property
    def how_to_join(self) -> Text:
        """What to do to join."""
        return Text("Phones join at {url} with the code {code}.", url=self.url, code=self.spaced_code)

    @property
    def join_url(self) -> str:
        """The same with a long code, for a QR code. The code follows a #, so that it appears in no router's log."""
        return f"{self.url}/#{long_code(self.options.key)}" if self.is_open else ""

    @property
    def staff_url(self) -> str:
        """The same for a presenter's phone."""
        return f"{self.url}/#{self.options.staff}" if self.is_open else ""

    @property
    def session(self) -> str:
        """Id of the present visitor in the present start of the show."""
        return f"{self._start}-{self._visitor}"

    # ---- once a frame

    def look(self) -> None:
        """Start the gateway if it is not running, and read its reports."""
        for line in self.gateway.look():
            report = decode(FromGateway, line)
            if report is not None:
                self.hear(report)
        if self.gateway.endings != self._endings:
            self._endings, self._is_open = self.gateway.endings, False
            self.presence, self.refusals = Presence(phones=0), None

    def hear(self, report: FromGateway) -> None:
        """Handle a report that does not change the visit: presence and calls for staff. Other reports wait for `take`."""
        match report.what:
            case Opened(port=port, trouble=trouble):
                self._is_open, self.trouble = bool(port), trouble
                self._port = port or self._port
            case Presence():
                self.presence = report.what
            case Refusals():
                self.refusals = report.what if report.what.why else None
            case Call():
                if self._clock() - report.at_s < CALL_SHOWN_S:
                    self.called = Called(report.what, self._clock())
            case Follower():
                if self._clock() - report.at_s < MOMENT_S:
                    self.leading.take(report.what)
            case _:
                self._wanted.append(report)

    def take(self, visit: Callable[[], Visit], do: Callable[[Act], object]) -> None:
        """Carry out the requests of phones.

        Parameters
        ----------
        visit : the present visit; asked again after each act.
        do : handles an act.
        """
        wanted, self._wanted = self._wanted, []
        outcomes: list[tuple[int, Outcome]] = []
        for report in wanted:
            match report.what:
                case Remote(id=id, command="answer"):
                    self.answer_call()
                    outcomes.append((id, "done"))
                case Turn() | Press() | TouchSpot() | Remote():
                    is_late = self._clock() - report.at_s > MOMENT_S
                    outcome: Outcome = "late" if is_late else _done(act_of(report.what, visit()), do)
                    outcomes.append((report.what.id, outcome))
                case Votes():
                    self._count(report.what, visit(), do)
        if outcomes:
            self.gateway.send(envelope("outcomes", Outcomes(outcomes=tuple(outcomes))))

    def begin_visit(self) -> None:
        """Another visitor has come: drop the previous visitor's requests and votes."""
        self._visitor += 1
        self._visited, self._voted = (), {}

    def show(self, visit: Visit) -> None:
        """Send phones what has changed."""
        before, self._before = self._before, visit
        if before is not None and is_new_visitor(before, visit):
            self.begin_visit()
        if visit.zone is not None and visit.zone not in self._visited:
            self._visited = (*self._visited, visit.zone)
        self.leading.show(visit, self._keep)
        now = self._clock()
        if not self._park_sent:
            self._park_sent = True
            self._keep("park", park_words(visit.park))
        run = visit.run if visit.operating else None
        if run is not None and type(run.exhibit) is not self._exhibit:
            self._exhibit = type(run.exhibit)
            self._keep("exhibit", exhibit_words(self._exhibit, visit.park.languages))
        if now - self._sent.get("screen", ("", -1e9))[1] >= SCREEN_EVERY_S:
            self._say("screen", screen_of(visit, self.session, self._visited), now)
            reason = self.called.call.reason if self.called is not None else None
            self._say("notes", notes_of(visit, reason), now)
        if run is not None and now - self._read_s >= READINGS_EVERY_S:
            self._read_s = now
            self.gateway.send(envelope("readings", readings_of(run)), "readings")

    def show_picture(self, which: Literal["now", "next"], jpeg: bytes) -> None:
        """Send presenters' phones a picture of the audience's view or of the next stop or slide; empty bytes remove it."""
        self._keep(f"picture_{which}", Picture(jpeg=base64.b64encode(jpeg).decode("ascii")))

    def set_wifi(self, wifi: Wifi | None) -> None:
        """Show guests another network, or none, and store it for the next start."""
        self.wifi = wifi
        self.keep_wifi(wifi)

    def answer_call(self) -> None:
        """Mark the call for staff as answered."""
        self.called = None

    def close(self) -> None:
        """End the room and the processes it has started."""
        self.gateway.close()

    def _count(self, votes: Votes, visit: Visit, do: Callable[[Act], object]) -> None:
        """Turn new votes into counted hands, as if a teacher had counted them."""
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

    # ---- sending

    def _keep(self, kind: str, message: BaseModel) -> None:
        """Send a message that phones which join later receive too."""
        self.gateway.send(envelope(kind, message), kind, keep=True)

    def _say(self, kind: str, message: BaseModel, now: float) -> None:
        line = envelope(kind, message)
        last, at_s = self._sent.get(kind, ("", -1e9))
        if line != last or now - at_s >= AGAIN_S:
            self._sent[kind] = (line, now)
            self.gateway.send(line, kind, keep=True)

    def _job(self) -> str:
        options = self.options
        job = {
            "host": options.address,
            "port": self._port,
            "beacon": options.beacon_port,
            "code": options.code,
            "staff": options.staff,
            "key": options.key,
            "pages": options.pages,
        }
        if options.new_phones is not None:
            job["new_phones"] = options.new_phones
        return json.dumps(job)


def _done(act: Act | None, do: Callable[[Act], object]) -> Outcome:
    if act is None:
        return "refused"
    try:
        do(act)
    except (KeyError, ValueError, TypeError):
        return "refused"
    return "done"


def act_of(wish: Turn | Press | TouchSpot | Remote, visit: Visit) -> Act | None:
    """The act of a phone's request; None if phones may not do it. The gateway, another process, has checked it too."""
    if isinstance(wish, Remote):
        return remote_act(wish, visit)
    if isinstance(wish, TouchSpot):
        may_open = not wish.name or any(spot.id == wish.name for spot in spots_of(visit))
        return ShowSpot(wish.name or None) if may_open else None
    run, may = visit.run, allowed(visit)
    if run is None or run.exhibit.kind != wish.kind:
        return None
    if isinstance(wish, Press):
        return PhonePress(wish.name, wish.kind) if wish.name in may.actions else None
    if wish.name != may.dial:
        return None
    value = wish.value
    is_whole = type(run.exhibit).model_fields[wish.name].annotation is int
    if is_whole and isinstance(value, float):
        value = round(value)
    return PhoneTurn(wish.name, value, wish.kind)


def remote_act(press: Remote, visit: Visit) -> Act | None:
    """The act of a presenter's button; None if it has no effect now."""
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
            return None  # does not change the visit


def _jump(stop: int, visit: Visit) -> Act | None:
    tour = tour_led(visit)
    if tour is None or not 0 <= stop < len(tour.stops):
        return None
    return JumpTo(stop) if visit.talk is not None else ToStop(stop)
