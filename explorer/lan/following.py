"""A follower's end of a room: it finds the show by address and code, hears where it is, and says how it stands itself."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from threading import Thread
from typing import Any, Literal, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from pydantic import BaseModel, ValidationError

from .. import __version__
from ..visit.follow.acts import FollowAct, Lead, LeadFrom
from ..visit.follow.shapes import LeaderState, PairState, Place, SnapshotMessage
from .beacon import found as found_in_networks
from .bus import Bus, Endpoint, Subscription
from .topics import Room, last_level

HERE, PORT = "127.0.0.1", 8080
ASK_S, AGAIN_S = 4.0, 2.0
"""So long a show is given to answer; so long it is left alone after it did not."""
LOST_S = 4.0
"""A broker that is away for so long is asked for again: the show may have been started anew, with another one."""
SAY_S, LONG_SAY_S = 0.5, 1.5
LONG = 4000
"""A result whose state code has more letters takes long to write and to send: it is said less often."""
_TYPED = re.compile(r"(?:(?:http://)?(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?[/#]+)?(?P<code>\d{6})")

LinkState = Literal["searching", "connected", "wrong code", "too often"]


@dataclass(frozen=True, slots=True)
class FollowAddress:
    """Where a show is that can be followed, as typed: its page's address with the code, or the code alone."""

    host: str  # "": it is looked for, on this computer first and then in its networks
    port: int
    code: str = field(repr=False)

    @classmethod
    def of_text(cls, text: str) -> FollowAddress:
        """From `http://192.168.1.20:8080/#123456`, `192.168.1.20/123456` or `123456`. ValueError if it is none of these."""
        found = _TYPED.fullmatch(text.strip())
        if found is None or not 0 < int(found["port"] or PORT) < 65536:
            raise ValueError(text)
        host = HERE if found["host"] == "localhost" else found["host"] or ""
        return cls(host, int(found["port"] or PORT), found["code"])

    @property
    def text(self) -> str:
        """As it can be typed."""
        return f"{self.host}:{self.port}/{self.code}" if self.host else self.code

    @property
    def url(self) -> str:
        """Where the show is asked for its broker."""
        return f"http://{self.host}:{self.port}/follow"


class FollowerLink:
    """Keeps the connection of one follower. Once a frame: `news` and `say`; neither waits.

    Attributes
    ----------
    address : of the show, as far as it is known.
    state : how the connection stands.

    Parameters
    ----------
    known : where a show was found earlier; asked before the network is.
    keep : called with the address at which the show was found.
    find : asks the network for shows; waits, and is called on a thread.
    """

    def __init__(
        self,
        address: FollowAddress,
        clock: Callable[[], float] = time.monotonic,
        known: FollowAddress | None = None,
        keep: Callable[[str], object] = lambda text: None,
        find: Callable[[], list[tuple[str, int]]] = found_in_networks,
    ) -> None:
        self.address, self._clock = address, clock
        self._typed, self._known, self._keep, self._find = address, known, keep, find
        self.state: LinkState = "searching"
        self.id = secrets.token_hex(4)
        self._bus: Bus | None = None
        self._room: Room | None = None
        self._found: tuple[FollowAddress, dict[str, Any]] | int | None = None
        self._is_long = False
        self._asker: Thread | None = None
        self._again_s, self._alive_s, self._sent_s = clock(), clock(), clock() - SAY_S

    def news(self) -> list[FollowAct]:
        """What the leader has said since the last call, oldest first; only the last of its states counts."""
        self._look()
        if self._bus is None:
            return []
        acts: list[FollowAct] = []
        for message in self._bus.news():
            act = _act_of(last_level(message.topic), message.payload)
            if isinstance(act, Lead) and acts and isinstance(acts[-1], Lead):
                acts.pop()
            if act is not None:
                acts.append(act)
        return acts

    def say(self, state: Callable[[], PairState | None]) -> None:
        """Say how the follower stands, twice a second.

        Parameters
        ----------
        state : asked for only then.
        """
        now = self._clock()
        every_s = LONG_SAY_S if self._is_long else SAY_S
        if self._bus is None or self._room is None or now - self._sent_s < every_s:
            return
        self._sent_s, message = now, state()
        if message is not None:
            self._is_long = message.result is not None and len(message.result.code) > LONG
            self._bus.publish(self._room.pair(self.id), message)

    def close(self) -> None:
        """End it."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _look(self) -> None:
        now = self._clock()
        if self._bus is not None:
            if self._bus.is_connected:
                self._alive_s, self.state = now, "connected"
                return
            self.state = "searching"
            if now - self._alive_s < LOST_S:
                return
        if self._asker is not None:
            if not self._asker.is_alive():
                self._asker, self._again_s = None, now + AGAIN_S
                self._answered()
        elif now >= self._again_s:
            self._asker = Thread(target=self._ask, daemon=True)
            self._asker.start()

    def _ask(self) -> None:
        """Ask shows where their broker is; on a thread, since that may take long. The first that knows the code is it."""
        answers: list[int] = []
        for address in self._candidates():
            found = _asked(address)
            if isinstance(found, dict):
                self._found = address, found
                return
            answers += [found] if found is not None else []
        self._found = max(answers, default=None)

    def _candidates(self) -> Iterator[FollowAddress]:
        """Where the show may be: as typed; else where it was, on this computer, and where the network knows one."""
        typed = self._typed
        if typed.host:
            yield typed
            return
        known = [(it.host, it.port) for it in (self.address, self._known) if it is not None and it.host]
        asked = dict.fromkeys([*known, (HERE, PORT)])
        for host, port in asked:
            yield replace(typed, host=host, port=port)
        for host, port in self._find():
            if (host, port) not in asked:
                yield replace(typed, host=host, port=port)

    def _answered(self) -> None:
        found, self._found = self._found, None
        if found is None:
            return
        if isinstance(found, int):
            self.state = "wrong code" if found == 403 else "too often" if found == 429 else "searching"
            return
        address, way = found
        try:
            room, port, password = Room(str(way["room"])), int(way["port"]), str(way["password"])
        except (KeyError, ValueError):
            return
        self.address = address
        self._keep(address.text)
        self.connect(Endpoint(address.host, port, "follower", password), room)

    def connect(self, endpoint: Endpoint, room: Room) -> None:
        """Hear the leader of a room on a broker."""
        self.close()
        hears = [Subscription(room.snapshot, 1), Subscription(room.state)]
        self._bus, self._room, self._alive_s = (
            Bus(f"follower-{self.id}", endpoint, hears),
            room,
            self._clock(),
        )


def _asked(address: FollowAddress) -> dict[str, Any] | int | None:
    """What a show answers who asks with the code: the way to its broker, or the status of its refusal; None: nothing."""
    body = json.dumps({"code": address.code}).encode()
    asked = Request(address.url, body, {"Content-Type": "application/json"})
    try:
        with urlopen(asked, timeout=ASK_S) as answer:
            found = json.loads(answer.read(10_000))
            return found if isinstance(found, dict) else None
    except HTTPError as error:
        error.close()
        return error.code
    except (OSError, ValueError):
        return None


ShapeT = TypeVar("ShapeT", bound=BaseModel)


def _act_of(what: str, payload: bytes) -> FollowAct | None:
    if what == "snapshot":
        snapshot = _decoded(SnapshotMessage, payload)
        return LeadFrom(snapshot) if snapshot is not None else None
    if what != "state":
        return None
    state = _decoded(LeaderState, payload)
    if state is not None and state.program == __version__:
        return Lead(state)
    place = _decoded(Place, payload)
    return Lead(place) if place is not None else None


def _decoded(shape: type[ShapeT], payload: bytes) -> ShapeT | None:
    try:
        return shape.model_validate_json(payload)
    except (ValidationError, RecursionError):
        return None
