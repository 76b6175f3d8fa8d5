"""Discovery of shows in the local network: a screen broadcasts a question, and shows with an open room answer.

A show answers only while it has a room (`--lan`), only to its own network, ten times a second at most, and with no more
bytes than the question had, so it cannot be used to flood others. Neither question nor answer holds a code or anything
from which one could be derived: the code is given to the show itself, which counts wrong ones.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import select
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import cast

import psutil

from .addresses import LOOPBACK
from .gateway.door import Bucket

PORT = 8079
ASK = b"park-explorer: who can be followed?".ljust(64, b".")
ANSWER = "park-explorer"
A_SECOND = 10
WAIT_S = 0.7
MOST_FOUND = 20
AUTOMATIC = 65_536


class Beacon(asyncio.DatagramProtocol):
    """Answers discovery questions with the address of a show.

    Parameters
    ----------
    address : of this computer, in the network of the askers.
    page_port : port of the show's page.
    """

    def __init__(self, address: str, page_port: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._network = network_of(address)
        self._answer = json.dumps({ANSWER: page_port}).encode()
        self._bucket = Bucket(A_SECOND, A_SECOND, clock)
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if data == ASK and self._transport is not None and self._is_near(addr[0]) and self._bucket.take():
            self._transport.sendto(self._answer, addr)

    def _is_near(self, asker: str) -> bool:
        with suppress(ValueError):
            return ipaddress.ip_address(asker) in self._network
        return False


async def listen(address: str, page_port: int, port: int = PORT) -> asyncio.BaseTransport | None:
    """Answer questions until the transport is closed. None if another program has the port: then the address must be typed."""
    where = LOOPBACK if address == LOOPBACK else "0.0.0.0"  # a broadcast carries no address of the receiver
    with suppress(OSError):
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: Beacon(address, page_port), local_addr=(where, port)
        )
        return transport
    return None


def network_of(address: str) -> ipaddress.IPv4Network:
    """The network of an address of this computer; only the address itself if the network is unknown."""
    for of_name in psutil.net_if_addrs().values():
        for one in of_name:
            if one.family == socket.AF_INET and one.address == address and one.netmask:
                return ipaddress.IPv4Network(f"{address}/{one.netmask}", strict=False)
    return ipaddress.IPv4Network(address)


def targets() -> list[str]:
    """The broadcast addresses of all networks of this computer, and its own address."""
    found = [LOOPBACK]
    for of_name in psutil.net_if_addrs().values():
        found += [one.broadcast for one in of_name if one.family == socket.AF_INET and one.broadcast]
    return list(dict.fromkeys(found))


def found(
    places: Iterable[str] | None = None, port: int = PORT, wait_s: float = WAIT_S
) -> list[tuple[str, int]]:
    """Address and page port of each show that answered, this computer's own first. Blocks; never raises.

    Parameters
    ----------
    places : addresses to ask; None: all networks of this computer.
    """
    shows: dict[tuple[str, int], None] = {}
    # this computer may be in no network
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        one.setblocking(False)
        for place in targets() if places is None else places:
            with suppress(OSError):  # the network may be down
                one.sendto(ASK, (place, port))
        end_s = time.monotonic() + wait_s
        while (left_s := end_s - time.monotonic()) > 0 and len(shows) < MOST_FOUND:
            if not select.select([one], [], [], left_s)[0]:
                break
            with suppress(
                OSError, ValueError, KeyError, TypeError
            ):  # Windows reports a port that is closed as an error
                data, (host, _) = one.recvfrom(256)
                page = json.loads(data)[ANSWER]
                if isinstance(page, int) and 0 < page < AUTOMATIC:
                    shows[host, page] = None
    return sorted(shows, key=lambda show: show[0] != LOOPBACK)
