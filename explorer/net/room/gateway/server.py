"""The web server of the gateway: the page, joining by code, one WebSocket for each phone and each screen that follows.

    python -m explorer.net.room

Input: first one line of JSON: `{"host": "192.168.1.20", "port": 8080, "code": "123456", "staff": "...", "key": "hex", "beacon":
8079}`; then the show's messages, one `envelope` a line. Output: one `FromGateway` a line, first `Opened`.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any, Literal

from aiohttp import WSMsgType, web

from ....base.child import LineWriter, first_line, hear_parent
from ..beacon import listen
from ..codes import long_code
from ..messages import CODE_HEADER, FOLLOWER_BYTES, ID_HEADER, FromGateway, Message, Opened, Refusals, decode
from . import files
from .door import MOST_OF_ONE_ADDRESS, Door, Guesses, Window
from .files import HEADERS
from .phone import Phone, Role, Tokens, Who
from .room import RoomState, every
from .words import page_words

COOKIE = "park"
_ID = re.compile(r"[0-9a-f]{8,32}")
COOKIE_S = 4 * 3600
MOST_PHONES, MOST_SOCKETS_OF_ONE = 600, 3
MOST_FOLLOWERS, MOST_FOLLOWERS_OF_ADDRESS = 200, 30
MOST_BYTES = 1024
MOST_REFUSED = 200
"""A phone is disconnected after this number of messages over its rate limit."""
WRONG_CODES, WRONG_S = 10, 6.0
"""Allowed wrong codes of one address, then one per `WRONG_S` seconds, the longest wait of a typed code. QR codes never wait."""
NEW_PHONES, NEW_PHONES_S = MOST_PHONES, 600.0
"""Allowed new phones of one address in ten minutes; a whole class may share one address. Each phone has a vote."""
NOTICE_S = 60.0
"""Time that staff are shown that phones were refused."""
CLOSE_S = 1.0
"""Timeout for closing all connections when the show has ended."""
TCP_THIN_LINEAR_TIMEOUTS = 16
"""Socket option of Linux that the module `socket` does not name."""
BODY_S = 5.0
"""Timeout for the body of a request with a code."""
IDLE_S = 15.0
"""A connection without a WebSocket is closed after this time without a request."""
MOST_LINE_BYTES, MOST_FIELD_BYTES, MOST_FIELDS = 1024, 4096, 48
PORTS = 20
"""Number of ports tried after a taken one."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


SHORT = 6
"""Length of a typed code in digits."""


class _Join(Message):
    code: str


class Server:
    """The web server.

    Parameters
    ----------
    job : the first line from the show, with the options of this process.
    """

    def __init__(self, job: dict[str, Any]) -> None:
        self._job = job
        self._tokens = Tokens(bytes.fromhex(job["key"]))
        self._wrong = Guesses(WRONG_CODES, WRONG_S)
        self._notice: asyncio.TimerHandle | None = None
        self._new = Window(int(job.get("new_phones", NEW_PHONES)), NEW_PHONES_S)
        self._hosts: frozenset[str] = frozenset()
        self._door: Door | None = None
        self._state: RoomState | None = None

    @property
    def state(self) -> RoomState:
        """The state of the room."""
        assert self._state is not None  # set before the server listens
        return self._state

    async def run(self) -> None:
        """Serve until the show closes the input."""
        job, tell = self._job, LineWriter(sys.stdout.buffer)
        self._state = state = RoomState(tell.put)
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            shutdown_timeout=0.5,
            keepalive_timeout=IDLE_S,
            max_line_size=MOST_LINE_BYTES,
            max_field_size=MOST_FIELD_BYTES,
            max_headers=MOST_FIELDS,
        )
        await runner.setup()
        assert runner.server is not None  # set by `setup`
        door, trouble = self._opened(runner.server, job["host"], job["port"])
        self._door, opened = door, Opened(port=door.port if door else 0, trouble=trouble)
        print(FromGateway(at_s=time.monotonic(), what=opened).model_dump_json(), flush=True)
        if door is None:
            await runner.cleanup()
            return
        beacon = await listen(job["host"], door.port, job["beacon"])
        work = (
            hear_parent(state.hear), door.let_in(), every(0.1, state.tell_hands), every(0.5, state.tell_votes),
            every(1.0, state.tell_link),
        )  # fmt: skip
        tasks = [asyncio.create_task(one) for one in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()  # a failure ends the gateway, which is restarted; otherwise half of it would go on unnoticed
        finally:
            door.close()
            if beacon is not None:
                beacon.close()
            if closing := [asyncio.create_task(phone.socket.close()) for phone in state.phones]:
                await asyncio.wait(closing, timeout=CLOSE_S)  # a phone that sleeps does not answer
            await runner.cleanup()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _opened(
        self, made: Callable[[], asyncio.BaseProtocol], host: str, wanted: int
    ) -> tuple[Door | None, str]:
        """The door at a port or one of the next ones; or the reason for having no door."""
        fault = ""
        most = max(MOST_OF_ONE_ADDRESS, 4 * int(self._job.get("new_phones", 0)))
        for port in range(wanted, wanted + PORTS) if wanted else (0,):
            try:
                door = Door(host, port, made, most)
            except OSError as error:
                fault = error.strerror or str(error)
                continue
            self._hosts = frozenset({f"{host}:{door.port}", *([host] if door.port == 80 else [])})
            return door, ""
        return None, fault

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=1024, middlewares=[self._guard])
        application.add_routes(
            [
                web.get("/", self._page),
                web.get(r"/{name:page\.(?:js|css)}", self._part),
                web.get("/words.json", self._words),
                web.get("/figtree.ttf", self._typeface),
                web.get("/articles.json", self._articles),
                web.post("/join", self._join),
                web.get("/me", self._me),
                web.get("/ws", self._talk),
                *([web.get(r"/park/{path:.*}", self._of_park)] if self._job.get("pages") else []),
            ]
        )
        return application

    # ---- requests

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse requests for another host name than the one on the screen: another site could point its own name here."""
        if self._door is not None:
            self._door.note(request.transport)
        if request.host not in self._hosts:
            raise web.HTTPForbidden
        return await handler(request)

    def _is_own(self, request: web.Request) -> bool:
        return request.headers.get("Origin") == f"http://{request.host}"

    def _who(self, request: web.Request) -> Who | None:
        return self._tokens.who(request.cookies.get(COOKIE, ""))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return files.page(with_park=bool(self._job.get("pages")))

    async def _of_park(self, request: web.Request) -> web.StreamResponse:
        """The park as pages, for everyone in the room."""
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        return files.of_park(Path(self._job["pages"]), request.match_info["path"], packs=packs)

    async def _part(self, request: web.Request) -> web.StreamResponse:
        return files.part(request.match_info["name"])

    async def _typeface(self, request: web.Request) -> web.StreamResponse:
        return files.answered(files.typeface(), "font/ttf", {**files.KEPT, "Content-Encoding": "gzip"})

    async def _articles(self, request: web.Request) -> web.StreamResponse:
        """The articles, for phones that have joined."""
        if self._who(request) is None:
            raise web.HTTPForbidden
        return files.answered(self.state.articles, "application/json")

    async def _words(self, request: web.Request) -> web.StreamResponse:
        return files.answered(page_words(), "application/json")

    async def _me(self, request: web.Request) -> web.StreamResponse:
        """Whether the phone is known: a refused WebSocket does not tell a page the reason."""
        who = self._who(request)
        if who is None:
            raise web.HTTPForbidden
        return web.json_response({"role": who.role}, headers=HEADERS)

    async def _join(self, request: web.Request) -> web.StreamResponse:
        """Check a typed or scanned code; answers with a cookie."""
        address = request.remote or ""
        if not self._is_own(request):
            raise web.HTTPForbidden
        role = self._admitted((await self._asked(request)).code, address)
        known = self._who(request)
        if known is not None and (known.role in (role, "presenter")):
            return web.json_response({"role": known.role})
        if not self._new.take(address):
            self._tell("crowded", address)
            raise web.HTTPServiceUnavailable
        answer = web.json_response({"role": role})
        answer.set_cookie(
            COOKIE, self._tokens.made(role), httponly=True, samesite="Strict", max_age=COOKIE_S, path="/"
        )
        return answer

    @staticmethod
    async def _asked(request: web.Request) -> _Join:
        """The body of a request to join."""
        try:
            async with asyncio.timeout(BODY_S):
                join = decode(_Join, await request.read())
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        if join is None:
            raise web.HTTPBadRequest
        return join

    def _admitted(self, code: str, address: str) -> Role:
        """The role of a code. Raises 403 for a wrong code, 429 after too many, with the time to wait.

        A long code is checked even then: it cannot be guessed, and a guest's wrong guesses must not lock out those
        who scan.
        """
        role = self._role(code)
        wait_s = self._wrong.wait_s(address)  # read here, since many guesses may have arrived together
        if wait_s and (role is None or len(code.strip()) <= SHORT):
            self._tell("locked", address)
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(ceil(wait_s))})
        if role is None:
            self._wrong.note(address)
            raise web.HTTPForbidden
        return role

    def _tell(self, why: Literal["locked", "crowded"], address: str) -> None:
        """Report to staff on the screen, for a while, that phones were refused."""
        self.state.refuse(Refusals(why=why, address=address, seconds=round(WRONG_S)))
        if self._notice is not None:
            self._notice.cancel()
        self._notice = asyncio.get_running_loop().call_later(NOTICE_S, partial(self.state.refuse, Refusals()))

    def _role(self, code: str) -> Role | None:
        given = code.strip().encode()
        is_staff = hmac.compare_digest(given, self._job["staff"].encode())
        is_phone = hmac.compare_digest(given, self._job["code"].encode()) or hmac.compare_digest(
            given, long_code(self._job["key"]).encode()
        )
        return "presenter" if is_staff else "phone" if is_phone else None

    def _follows(self, request: web.Request) -> Who | None:
        """The following screen that sent a request, by the code of the room; None if it is not one."""
        code, id = request.headers.get(CODE_HEADER), request.headers.get(ID_HEADER, "")
        if code is None:
            return None
        address = request.remote or ""
        self._admitted(code, address)
        if not _ID.fullmatch(id):
            raise web.HTTPBadRequest
        here = [phone for phone in self.state.phones if phone.who.role == "follower"]
        of_address = sum(phone.address == address for phone in here)
        if len(here) >= MOST_FOLLOWERS or of_address >= MOST_FOLLOWERS_OF_ADDRESS:
            raise web.HTTPServiceUnavailable
        return Who("follower", id)

    def _phone(self, request: web.Request) -> Who:
        """The phone that sent a request, by its cookie."""
        who, phones = self._who(request), self.state.phones
        if who is None or not self._is_own(request):
            raise web.HTTPForbidden
        if len(phones) >= MOST_PHONES:
            self._tell("crowded", request.remote or "")
        if len(phones) >= MOST_PHONES or sum(phone.who == who for phone in phones) >= MOST_SOCKETS_OF_ONE:
            raise web.HTTPServiceUnavailable
        return who

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        who, state = self._follows(request) or self._phone(request), self.state
        most = FOLLOWER_BYTES if who.role == "follower" else MOST_BYTES
        channel = web.WebSocketResponse(heartbeat=10, max_msg_size=most, compress=False, autoping=False)
        await channel.prepare(request)
        _keep_repeating(request.transport)
        if self._door is not None:
            self._door.admit(request.transport)
        phone = Phone(channel, who, request.remote or "")
        phone.put("role", f'{{"t":"role","v":"{who.role}"}}')
        state.enter(phone)
        sender = asyncio.create_task(phone.send_all())

        def cut_off(task: asyncio.Task[None]) -> None:
            """End the connection of a phone that accepts no data."""
            if not task.cancelled() and request.transport is not None:
                request.transport.abort()

        sender.add_done_callback(cut_off)
        try:
            async for message in channel:
                if message.type not in (WSMsgType.TEXT, WSMsgType.PING, WSMsgType.PONG):
                    break
                if phone.messages.take():
                    if message.type == WSMsgType.TEXT:
                        state.take(phone, message.data)
                    elif message.type == WSMsgType.PING:
                        await channel.pong(message.data)
                elif phone.messages.refused > MOST_REFUSED:
                    await channel.close(code=1008)
        finally:
            state.leave(phone)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return channel


def _keep_repeating(transport: asyncio.Transport | None) -> None:
    """Retransmit data lost in a poor network every fifth of a second; by default the interval doubles each time."""
    connection = transport.get_extra_info("socket") if transport is not None else None
    if connection is not None and sys.platform == "linux":
        connection.setsockopt(socket.IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, 1)


def main() -> int:
    """Read the options and run the gateway."""
    asyncio.run(Server(json.loads(first_line())).run())
    return 0
