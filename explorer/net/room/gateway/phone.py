"""A phone or following screen: its identity in a signed cookie, its outgoing messages and its rate limit."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections import deque
from contextlib import suppress
from typing import Literal, NamedTuple

from aiohttp import web

from .door import Bucket

Role = Literal["phone", "presenter", "follower"]
ROLES: tuple[Role, ...] = ("phone", "presenter")
"""Roles with a cookie; a following screen is a program and has none."""
MOST_ANSWERS = 20
SEND_S = 20.0
"""A phone that accepts no data for this long is disconnected; it reconnects automatically."""


class Who(NamedTuple):
    """The identity of one phone."""

    role: Role
    id: str


class Tokens:
    """Makes and checks cookies. The key is the show's, so that a restarted gateway still knows its phones."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def made(self, role: Role) -> str:
        """The cookie of a new phone."""
        body = f"{role}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._mark(body)}"

    def who(self, cookie: str) -> Who | None:
        """The phone of a cookie; None if it is not ours."""
        body, _, mark = cookie.rpartition(".")
        role, _, id = body.partition(".")
        known = next((one for one in ROLES if one == role), None)
        if known is None or not hmac.compare_digest(self._mark(body).encode(), mark.encode()):
            return None
        return Who(known, id)

    def _mark(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()[:32]


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
