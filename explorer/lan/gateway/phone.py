"""One phone, or one screen that follows, that is connected: what is on its way to it, and what it may still do."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from aiohttp import web

from .limits import Bucket
from .tokens import Who

MOST_ANSWERS = 20
SEND_S = 20.0
"""A phone that takes nothing for so long is cut off; it comes back by itself."""


class Phone:
    """A WebSocket with a place for the newest message of each kind, so that a slow phone holds up nobody and eats no memory."""

    def __init__(self, socket: web.WebSocketResponse, who: Who, address: str = "") -> None:
        self.socket, self.who, self.address = socket, who, address
        self.messages = Bucket(8, 12)
        self.presses = Bucket(1, 2)
        self._newest: dict[str, str] = {}
        self._answers: deque[str] = deque(maxlen=MOST_ANSWERS)
        self._news = asyncio.Event()

    def put(self, kind: str, text: str) -> None:
        """Send a message soon, instead of an older one of its kind that is still waiting."""
        if kind == "state":
            self._newest.pop(kind, None)  # it comes after the snapshot that it goes on from
        self._newest[kind] = text
        self._news.set()

    def answer(self, text: str) -> None:
        """Send an answer soon."""
        self._answers.append(text)
        self._news.set()

    async def send_all(self) -> None:
        """Send what there is, until the phone is gone."""
        with suppress(ConnectionError, RuntimeError, TimeoutError):
            while not self.socket.closed:
                await self._news.wait()
                self._news.clear()
                while self._newest or self._answers:
                    text = (
                        self._answers.popleft()
                        if self._answers
                        else self._newest.pop(next(iter(self._newest)))
                    )
                    async with asyncio.timeout(SEND_S):
                        await self.socket.send_str(text)
