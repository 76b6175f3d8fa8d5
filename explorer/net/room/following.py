"""The follower's end of a room: finds the show by address and code, receives the leader's state and reports its own."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from ...i18n import Text
from ...park.model import Park
from ...visit.follow.acts import FollowAct, Lead, LeadFrom
from ...visit.follow.shapes import PairState, SnapshotMessage, message_of
from .addresses import LOOPBACK, PORT, FollowAddress
from .beacon import found as found_in_networks
from .messages import CODE_HEADER, ID_HEADER, decode, kind_and_payload

if TYPE_CHECKING:
    from aiohttp import ClientSession, ClientWebSocketResponse

ASK_S = 4.0
"""Timeout of a request to a show."""
AGAIN_S, WRONG_AGAIN_S = 1.0, 20.0
"""Wait before shows are asked again; the second after all of them refused the code, since they count wrong codes."""
HEARTBEAT_S = 8.0
"""Interval of the connection's pings; the timeout of the reply is half of it."""
LARGEST_BYTES = 4_000_000
SAY_S, LONG_SAY_S = 0.5, 1.5
LONG = 4000
"""Length of a state code from which a result counts as long; it is costly to build and send, and is reported less often."""

LinkState = Literal["searching", "connected", "wrong code", "too often"]


class FollowerLink:
    """The connection of one follower. Call `news` and `say` once a frame; neither waits.

    Attributes
    ----------
    address : of the show, as far as known.
    state : state of the connection.

    Parameters
    ----------
    known : where a show was found earlier; tried before the network is searched.
    keep : called with the address at which the show was found.
    find : searches the network for shows; blocks, and is called on a thread.
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
        self._lock = Lock()
        self._came: dict[str, str] = {}
        self._to_say, self._has_to_say = "", asyncio.Event()
        self._found: FollowAddress | None = None
        self._is_long = False
        self._sent_s = clock() - SAY_S
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="follow", daemon=True)
        self._thread.start()

    @property
    def is_refused(self) -> bool:
        """Whether every show that answered has refused the code."""
        return self.state in ("wrong code", "too often")

    @property
    def state_words(self) -> Text:
        """The state of the connection in words."""
        host = self.address.host
        if self.is_refused:
            return (
                Text("Wrong code. Type the one on the main screen.")
                if self.state == "wrong code"
                else Text("Too many wrong codes. Trying again in a minute.")
            )
        if self.state == "connected":
            return Text("Connected to {host}.", host=host)
        return (
            Text("Looking for the main screen at {host} …", host=host)
            if host
            else Text("Looking for the main screen in this network …")
        )

    def news(self, park: Park) -> list[FollowAct]:
        """Messages of the leader since the last call; a snapshot comes before the state that is based on it.

        Parameters
        ----------
        park : the park of this screen.
        """
        found, self._found = self._found, None
        if found is not None:
            self._keep(found.text)
        with self._lock:
            came, self._came = self._came, {}
        return [act for kind, payload in came.items() if (act := _act_of(kind, payload, park)) is not None]

    def say(self, state: Callable[[], PairState | None]) -> None:
        """Report the follower's state, twice a second.

        Parameters
        ----------
        state : called only when a report is due.
        """
        now = self._clock()
        every_s = LONG_SAY_S if self._is_long else SAY_S
        if self.state != "connected" or now - self._sent_s < every_s:
            return
        self._sent_s, message = now, state()
        if message is not None:
            self._is_long = message.result is not None and len(message.result.code) > LONG
            self._to_say = message.model_dump_json()
            self._on_thread(self._has_to_say.set)

    def close(self) -> None:
        """Close the connection and end the thread."""
        self._on_thread(lambda: [task.cancel() for task in asyncio.all_tasks(self._loop)])
        self._thread.join(ASK_S)

    def _on_thread(self, do: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has already ended
            self._loop.call_soon_threadsafe(do)

    # ---- on the thread

    def _run(self) -> None:
        from aiohttp import ClientSession, ClientTimeout  # slow to import, not needed at a start

        async def follow() -> None:
            async with ClientSession(timeout=ClientTimeout(total=None, connect=ASK_S)) as session:
                while True:
                    refused = await self._search(session)
                    self.state = refused or "searching"
                    await asyncio.sleep(WRONG_AGAIN_S if refused is not None else AGAIN_S)

        with suppress(asyncio.CancelledError), asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(follow())

    async def _search(self, session: ClientSession) -> LinkState | None:
        """Follow the first show that accepts the code until it ends; if all that answered refused, the reason."""
        refused: list[LinkState] = []
        for address in self._candidates():
            answer = await self._follow(session, address)
            if answer == "connected":
                return None
            refused += [answer] if answer is not None else []
        return min(refused, default=None)  # *too often* takes precedence over *wrong code*

    def _candidates(self) -> Iterator[FollowAddress]:
        """Possible addresses of the show: the typed one, or the last known, this computer, and shows found in the network."""
        typed = self._typed
        if typed.host:
            yield typed
            return
        known = [(it.host, it.port) for it in (self.address, self._known) if it is not None and it.host]
        asked = dict.fromkeys([*known, (LOOPBACK, PORT)])
        for host, port in asked:
            yield replace(typed, host=host, port=port)
        for host, port in self._find():
            if (host, port) not in asked:
                yield replace(typed, host=host, port=port)

    async def _follow(self, session: ClientSession, address: FollowAddress) -> LinkState | None:
        """Follow the show at an address until it ends; the reason if it refuses. None if no show is there."""
        from aiohttp import ClientError, WSServerHandshakeError

        headers = {CODE_HEADER: address.code, ID_HEADER: self.id}
        try:
            async with asyncio.timeout(ASK_S):
                socket = await session.ws_connect(
                    address.url, headers=headers, heartbeat=HEARTBEAT_S, max_msg_size=LARGEST_BYTES
                )
        except WSServerHandshakeError as fault:
            return "wrong code" if fault.status == 403 else "too often" if fault.status == 429 else None
        except (ClientError, OSError, TimeoutError, ValueError):
            return None
        self.address = self._found = address
        self.state = "connected"
        speaker = asyncio.create_task(self._speak(socket))
        try:
            async with socket:
                async for message in socket:
                    self._hear(message.data)
        except (ClientError, OSError):
            pass  # the show is searched for again
        finally:
            self.state = "searching"
            speaker.cancel()
        return "connected"

    def _hear(self, text: object) -> None:
        kind, payload = kind_and_payload(text) if isinstance(text, str) else ("", "")
        if kind in ("snapshot", "state"):
            with self._lock:
                self._came.pop(kind, None)  # so that it comes after the snapshot it is based on
                self._came[kind] = payload

    async def _speak(self, socket: ClientWebSocketResponse) -> None:
        with suppress(ConnectionError, RuntimeError):
            while True:
                await self._has_to_say.wait()
                self._has_to_say.clear()
                await socket.send_str(self._to_say)


def _act_of(kind: str, payload: str, park: Park) -> FollowAct | None:
    if kind == "snapshot":
        snapshot = decode(SnapshotMessage, payload)
        return LeadFrom(snapshot) if snapshot is not None else None
    state = message_of(payload, park)
    return Lead(state) if state is not None else None
