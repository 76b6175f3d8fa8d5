"""The connection of one phone or following screen: its outgoing messages and its rate limit."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from aiohttp import web

from .limits import Bucket
from .tokens import Who

MOST_ANSWERS = 20
SEND_S = 20.0
"""A phone that accepts no data for this long is disconnected; it reconnects automatically."""


class Phone:
    """A WebSocket that queues only the newest message of each kind: a slow phone neither delays others nor fills memory."""

    def __init__(self, socket: web.WebSocketResponse, who: Who, address: str = "") -> None:
        self.socket, self.who, self.address = socket, who, address
        self.messages = Bucket(8, 12)
        self.presses = Bucket(1, 2)
        self._newest: dict[str, str] = {}
        self._answers: deque[str] = deque(maxlen=MOST_ANSWERS)
        self._news = asyncio.Event()

    def put(self, kind: str, text: str) -> None:
        """Queue a message; it replaces one of the same kind that still waits."""
        if kind == "state":
            self._newest.pop(kind, None)  # so that it comes after the snapshot it is based on
        self._newest[kind] = text
        self._news.set()

    def answer(self, text: str) -> None:
        """Queue a reply."""
        self._answers.append(text)
        self._news.set()

    async def send_all(self) -> None:
        """Send queued messages until the phone is gone."""
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
