"""Phones in a process of their own, which turn a dial: `python -m tests.tools.bench.phones URL CODE COUNT A_SECOND`.

Once all are in, it prints `{"joined": N, "failed": N}`. When its input closes it prints what it has met with, as one line of
JSON, and ends.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

JOIN_EVERY_S = 0.02
"""Phones come one after the other, as in a room."""
PATIENCE_S = 60.0


@dataclass(slots=True)
class Phones:
    """All phones."""

    url: str
    code: str
    a_second: float
    # exhibit, parameter, lowest and highest value that phones wish for
    dial: tuple[str, str, int, int] = ("line", "speed", 5, 15)
    # from a wish to what became of it: phone, gateway, show, and back
    trips_ms: list[float] = field(default_factory=list)
    joined: int = 0
    failed: int = 0
    sent: int = 0
    ends: bool = False

    async def one(self) -> None:
        """One phone, until all end."""
        try:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
                own = {"Origin": self.url}
                async with session.post(f"{self.url}/join", json={"code": self.code}, headers=own) as answer:
                    answer.raise_for_status()
                async with session.ws_connect(f"{self.url}/ws", headers=own) as socket:
                    self.joined += 1
                    await self._wish(socket)
        except (aiohttp.ClientError, OSError):
            self.failed += 1

    async def _wish(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        sent = dict[int, float]()
        listener = asyncio.create_task(self._listen(socket, sent))
        kind, name, low, high = self.dial
        number = 0
        await asyncio.sleep(random.random())
        while not self.ends:
            if self.a_second:
                number += 1
                self.sent += 1
                sent[number] = time.perf_counter()
                wish = {
                    "t": "turn",
                    "id": number,
                    "kind": kind,
                    "name": name,
                    "value": random.randint(low, high),
                }
                await socket.send_str(json.dumps(wish))
            await asyncio.sleep(1 / self.a_second if self.a_second else 0.5)
        listener.cancel()

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, sent: dict[int, float]) -> None:
        async for message in socket:
            if message.type != aiohttp.WSMsgType.TEXT or '"outcome"' not in message.data[:16]:
                continue
            number = json.loads(message.data)["id"]
            if number in sent:
                self.trips_ms.append(1000 * (time.perf_counter() - sent[number]))
                for older in [id for id in sent if id <= number]:
                    del sent[older]  # one that was overtaken has no answer of its own

    def figures(self) -> dict[str, Any]:
        """What they have met with."""
        return {"sent": self.sent, "failed": self.failed, "trips_ms": [round(ms, 1) for ms in self.trips_ms]}


async def run(phones: Phones, count: int) -> None:
    """Let them all in, and let them wish until the input closes."""
    tasks = []
    for _ in range(count):
        tasks.append(asyncio.create_task(phones.one()))
        await asyncio.sleep(JOIN_EVERY_S)
    end_s = time.monotonic() + PATIENCE_S
    while phones.joined + phones.failed < count and time.monotonic() < end_s:
        await asyncio.sleep(0.05)
    print(json.dumps({"joined": phones.joined, "failed": phones.failed}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    phones.ends = True
    print(json.dumps(phones.figures()), flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    url, code, count, a_second = sys.argv[1:]
    asyncio.run(run(Phones(url, code, float(a_second)), int(count)))
