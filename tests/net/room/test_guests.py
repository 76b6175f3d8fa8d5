"""Hostile guests who connect and ask nothing: what they can hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from explorer.net.room.gateway.door import Door

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
