"""The door of the gateway: lets connections in, so many of one address, and closes those that ask nothing."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable

MOST_CONNECTIONS, MOST_OF_ONE_ADDRESS = 900, 60
"""Below what a system lets one process have open; a phone needs one, and a few more for a moment."""
FIRST_S = 10.0
"""A connection that has asked nothing by then is closed."""
PAUSE_S = 0.2
"""After the system had no room for one more connection."""


class Door:
    """Connections to one address of this computer.

    The web server alone takes as many as come, and waits for ever for what they want.
    Raises OSError if it cannot listen there.

    Parameters
    ----------
    host, port : where it listens; port 0: one that is free.
    made : makes what answers one connection.
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
        """The one it has got."""
        return int(self._socket.getsockname()[1])

    def note(self, connection: asyncio.BaseTransport | None) -> None:
        """A connection has asked something."""
        if connection in self._here:
            self._asked.add(connection)

    def admit(self, connection: asyncio.BaseTransport | None) -> None:
        """A connection is that of a phone that has joined: many such may be behind one address."""
        if connection in self._here:
            self._here[connection] = ""
            self._asked.add(connection)

    async def let_in(self) -> None:
        """Let connections in, for ever."""
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
                connection.close()  # it has gone again
                continue
            self._here[transport] = peer[0]
            loop.call_later(self._first_s, self._look_at, transport)

    def close(self) -> None:
        """Let nobody in any more."""
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
