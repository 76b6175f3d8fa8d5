"""Hostile guests who speak no HTTP and no MQTT as it is meant: what they can hold, and what is remembered of them."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Awaitable, Callable

import pytest

pytest.importorskip("amqtt", reason="the extra `lan` is not installed")

from explorer.lan.broker import GUEST_A_SECOND, GUEST_BYTES, RoomBroker
from explorer.lan.bus import Subscription
from explorer.lan.gateway.door import Door
from explorer.lan.rights import Account, room_accounts
from explorer.lan.topics import Room

from .conftest import ROOM, Connect, heard

PATIENCE_S = 60.0


class Answering(asyncio.Protocol):
    """One connection."""

    def __init__(self, made: list[asyncio.BaseTransport]) -> None:
        self._made = made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._made.append(transport)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.005)


async def ended(reader: asyncio.StreamReader) -> bool:
    """Whether the other side has closed, once it has."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            return await reader.read(1000) == b""
        except ConnectionError:
            return True


def test_a_connection_that_asks_nothing_is_closed_and_one_address_has_so_many() -> None:
    async def proof() -> None:
        made: list[asyncio.BaseTransport] = []
        loop, ahead_s = asyncio.get_running_loop(), [0.0]
        now_s = loop.time
        loop.time = lambda: now_s() + ahead_s[0]  # type: ignore[method-assign]
        door = Door("127.0.0.1", 0, lambda: Answering(made), most_of_one_address=3, first_s=900.0)
        task = asyncio.create_task(door.let_in())
        asks = await asyncio.open_connection("127.0.0.1", door.port)
        await until(lambda: len(made) == 1)
        door.note(made[0])
        idle = [await asyncio.open_connection("127.0.0.1", door.port) for _ in range(2)]
        await until(lambda: len(made) == 3)
        one_more = await asyncio.open_connection("127.0.0.1", door.port)
        assert await ended(one_more[0])
        assert len(made) == 3
        ahead_s[0] = 901.0
        for reader, _ in idle:
            assert await ended(reader)
        assert not made[0].is_closing()
        again = await asyncio.open_connection("127.0.0.1", door.port)  # their places are free
        await until(lambda: len(made) == 4)
        for _, writer in (asks, *idle, one_more, again):
            writer.close()
        for transport in made:
            transport.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        door.close()

    asyncio.run(proof())


def connect_packet(client: str, user: str, password: str) -> bytes:
    """How an MQTT client begins."""

    def text(words: str) -> bytes:
        return struct.pack("!H", len(words)) + words.encode()

    body = text("MQTT") + b"\x04\xc2\x00\x3c" + text(client) + text(user) + text(password)
    return b"\x10" + bytes([len(body)]) + body


LONG = b"\xff\xff\xff\x7f"
"""256 MB, as MQTT writes a length."""
JUNK = (
    b"GET / HTTP/1.1\r\nHost: 192.168.1.20\r\n\r\n",
    b"\x10\x04\x00\x02\xff\xfe",
    b"\x10" + LONG + b"\x00\x04MQTT\x04\xc2\x00\x3c\xff\xff" + b"x" * 5000,
    connect_packet("follower-1", "follower", "guessed"),
    connect_packet("", "", ""),
)


def on_a_broker(proof: Callable[[RoomBroker, dict[str, Account]], Awaitable[None]]) -> None:
    """Run something beside a broker in this process."""

    async def run() -> None:
        accounts = room_accounts(Room("test"))
        broker = RoomBroker(["127.0.0.1:0"], {name: one.as_json() for name, one in accounts.items()})
        await broker.start()
        try:
            await proof(broker, accounts)
        finally:
            await broker.shutdown()

    asyncio.run(run())


def test_strangers_are_sent_away_and_forgotten() -> None:
    async def proof(broker: RoomBroker, accounts: dict[str, Account]) -> None:
        for junk in JUNK:
            for _ in range(2):
                reader, writer = await asyncio.open_connection("127.0.0.1", broker.ports[0])
                writer.write(junk)
                writer.write_eof()
                while not await ended(reader):  # a refusal is an answer, too
                    pass
                writer.close()
                await until(lambda: broker.known == 0)
        greeting = connect_packet("follower-1", "follower", accounts["follower"].password)
        reader, writer = await asyncio.open_connection("127.0.0.1", broker.ports[0])
        writer.write(greeting)
        assert (await reader.readexactly(4))[3] == 0  # accepted
        assert broker.known == 1
        writer.write(b"\x30" + LONG + b"\x00\x01a" + b"x" * (GUEST_BYTES + 1000))
        while not await ended(reader):
            pass
        writer.close()
        await until(lambda: broker.known == 0)

    on_a_broker(proof)


def test_nothing_of_a_guest_is_kept_and_a_flood_is_cut(connect: Connect) -> None:
    show = connect("show", Subscription(ROOM.pairs, 1))
    guest = connect("follower", client="follower-9")
    for _ in range(50 * GUEST_A_SECOND):
        guest.publish(ROOM.pair("9"), b"flood", retain=True)
    came = show.news()
    while not any(message.payload == b"end" for message in came):
        guest.publish(ROOM.pair("9"), b"end")  # once it may say something again
        time.sleep(0.1)
        came += show.news()
    assert 0 < sum(message.payload == b"flood" for message in came) < 25 * GUEST_A_SECOND
    later = connect("show", Subscription(ROOM.pairs, 1), client="show-3")
    connect("show", client="show-4").publish(ROOM.pair("8"), b"end", qos=1)
    assert [message.payload for message in heard(later)] == [b"end"]
