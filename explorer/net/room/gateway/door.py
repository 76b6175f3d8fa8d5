"""The door of the gateway: limits the connections of an address, and the rate of a phone, an address and a room."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable

MOST_CONNECTIONS, MOST_OF_ONE_ADDRESS = 900, 60
"""Connections in all and per address; below a system's limit of open files. A phone needs one, briefly a few more."""
FIRST_S = 10.0
"""Time within which a new connection must send its first request."""
PAUSE_S = 0.2
"""Pause after the system could not accept a connection."""


class Door:
    """Accepts connections to one address of this computer.

    A web server alone would accept any number of them, and wait for their requests without a limit.
    Raises OSError if it cannot listen there.

    Parameters
    ----------
    host, port : where it listens; port 0: any free one.
    made : makes the protocol of a connection.
    """

    def __init__(
        self,
        host: str,
        port: int,
        made: Callable[[], asyncio.BaseProtocol],
        most_of_one_address: int = MOST_OF_ONE_ADDRESS,
        first_s: float = FIRST_S,
    ) -> None:
        self._made, self._most_of_one, self._first_s = made, most_of_one_address, first_s
        self._socket = socket.create_server((host, port), backlog=128)
        self._socket.setblocking(False)
        self._here: dict[asyncio.BaseTransport, str] = {}
        self._asked: set[asyncio.BaseTransport] = set()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._socket.getsockname()[1])

    def note(self, connection: asyncio.BaseTransport | None) -> None:
        """Note that a connection has sent a request."""
        if connection in self._here:
            self._asked.add(connection)

    def admit(self, connection: asyncio.BaseTransport | None) -> None:
        """Note that a connection belongs to a phone that has joined: one address may have many."""
        if connection in self._here:
            self._here[connection] = ""
            self._asked.add(connection)

    async def let_in(self) -> None:
        """Accept connections for ever."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, peer = await loop.sock_accept(self._socket)
            except OSError:
                await asyncio.sleep(PAUSE_S)
                continue
            if not self._has_room(peer[0]):
                connection.close()
                continue
            try:
                transport, _ = await loop.connect_accepted_socket(self._made, connection)
            except OSError:
                connection.close()  # the client has already gone
                continue
            self._here[transport] = peer[0]
            loop.call_later(self._first_s, self._look_at, transport)

    def close(self) -> None:
        """Stop accepting connections."""
        self._socket.close()

    def _has_room(self, address: str) -> bool:
        self._here = {one: of for one, of in self._here.items() if not one.is_closing()}
        self._asked &= self._here.keys()
        return (
            len(self._here) < MOST_CONNECTIONS and Counter(self._here.values())[address] < self._most_of_one
        )

    def _look_at(self, connection: asyncio.BaseTransport) -> None:
        if connection not in self._asked and not connection.is_closing():
            connection.close()


class Bucket:
    """Token bucket: burst size and sustained rate.

    Attributes
    ----------
    refused : how many requests were over the limit.
    """

    def __init__(self, a_second: float, at_once: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second, self._most, self._clock = a_second, at_once, clock
        self._left, self._at_s = at_once, clock()
        self.refused = 0

    def take(self) -> bool:
        """Whether one more is allowed now; counts it."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at_s) * self._a_second)
        self._at_s = now
        if self._left < 1.0:
            self.refused += 1
            return False
        self._left -= 1.0
        return True


class Guesses:
    """Limits wrong guesses by address: a burst, then one per interval, which is also the longest wait."""

    MOST_KEYS = 10_000

    def __init__(self, at_once: int, each_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._ahead_s, self._each_s, self._clock = at_once * each_s, each_s, clock
        self._until_s: dict[Hashable, float] = {}

    def wait_s(self, key: Hashable) -> float:
        """Time until an address may guess again; 0: now."""
        ahead_s = self._until_s.get(key, 0.0) - self._clock()
        return max(ahead_s - self._ahead_s + self._each_s, 0.0) if ahead_s > 0.0 else 0.0

    def note(self, key: Hashable) -> None:
        """Count a wrong guess."""
        if key not in self._until_s and len(self._until_s) >= self.MOST_KEYS:
            del self._until_s[next(iter(self._until_s))]
        self._until_s[key] = max(self._until_s.get(key, 0.0), self._clock()) + self._each_s


class Window:
    """Sliding-window limit for each key, such as an address."""

    MOST_KEYS = 10_000

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: dict[Hashable, deque[float]] = {}

    def is_full(self, key: Hashable) -> bool:
        """Whether one more would exceed the limit."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and self._clock() - times[0] > self._seconds:
            times.popleft()
        if not times:
            del self._times[key]
            return False
        return len(times) >= self._most

    def note(self, key: Hashable) -> None:
        """Count one more."""
        if key not in self._times and len(self._times) >= self.MOST_KEYS:
            del self._times[next(iter(self._times))]
        self._times.setdefault(key, deque()).append(self._clock())

    def take(self, key: Hashable) -> bool:
        """Whether one more is allowed now; if so, counts it."""
        if self.is_full(key):
            return False
        self.note(key)
        return True
