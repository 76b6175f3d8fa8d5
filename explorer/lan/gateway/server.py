"""The web server of the gateway: the page, joining by code, one WebSocket a phone.

    python -m explorer.lan gateway

In, one line of JSON: `{"host": "192.168.1.20", "port": 8080, "broker": 1883, "password": "...", "room": "a", "code": "123456",
"staff": "...", "key": "hex"}`. Out: `{"port": 8080}`, or `{"trouble": "..."}` if it cannot listen there.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from math import ceil
from typing import Any

from aiohttp import WSMsgType, web

from ..beacon import listen
from ..bus import Bus, Endpoint, Subscription
from ..codes import long_code
from ..messages import Message, decode
from ..process import first_line, report, until_closed
from ..topics import Room
from . import files
from .door import MOST_OF_ONE_ADDRESS, Door
from .files import HEADERS
from .limits import Guesses, Window
from .phone import Phone
from .room import RoomState, every
from .tokens import Role, Tokens, Who
from .words import page_words

COOKIE = "park"
COOKIE_S = 4 * 3600
MOST_PHONES, MOST_SOCKETS_OF_ONE = 600, 3
MOST_BYTES = 1024
MOST_REFUSED = 200
"""A phone that has sent so many messages too many is cut off."""
WRONG_CODES, WRONG_S = 10, 6.0
"""So many wrong codes of one address at once, then one each so many seconds: no typed code waits longer. QR codes never wait."""
NEW_PHONES, NEW_PHONES_S = MOST_PHONES, 600.0
"""So many new phones of one address in ten minutes: a whole class may be behind one. Each has a vote."""
NOTICE_S = 60.0
"""Staff is told for so long that phones did not get in."""
BODY_S = 5.0
"""A phone is given so long to send its code."""
IDLE_S = 15.0
"""A connection without a WebSocket that asks nothing more for so long is closed."""
MOST_LINE_BYTES, MOST_FIELD_BYTES, MOST_FIELDS = 1024, 4096, 48
PORTS = 20
"""If a port is taken, so many after it are tried."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


SHORT = 6
"""So many digits has a code that is typed."""


class _Join(Message):
    code: str


class Server:
    """The web server.

    Parameters
    ----------
    job : what the show wants of this process.
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
        """The room."""
        assert self._state is not None  # it is made before the server listens
        return self._state

    async def run(self) -> None:
        """Serve until the show closes the input."""
        job, loop = self._job, asyncio.get_running_loop()
        room, news = Room(job["room"]), asyncio.Event()
        topics = (room.park, room.exhibit, room.screen, room.readings, room.notes, room.outcomes)
        endpoint = Endpoint("127.0.0.1", job["broker"], "gateway", job["password"])

        def wake() -> None:
            with suppress(RuntimeError):  # the loop has ended before the connection
                loop.call_soon_threadsafe(news.set)

        bus = Bus("gateway", endpoint, [Subscription(topic) for topic in topics], on_news=wake)
        self._state = state = RoomState(room, bus)

        async def hear() -> None:
            while True:
                await news.wait()
                news.clear()
                state.hear(bus.news())

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
        assert runner.server is not None  # it is set up
        door = self._door = self._opened(runner.server, job["host"], job["port"])
        if door is None:
            await runner.cleanup()
            bus.close()
            return
        report(port=door.port)
        beacon = await listen(job["host"], door.port, job["beacon"])
        work = (
            until_closed(), door.let_in(), hear(), every(0.1, state.tell_hands), every(0.5, state.tell_votes),
            every(1.0, state.tell_link),
        )  # fmt: skip
        tasks = [asyncio.create_task(one) for one in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()  # what has failed ends the gateway, which is started again: half of one would go on unseen
        finally:
            door.close()
            if beacon is not None:
                beacon.close()
            for phone in list(state.phones):
                await phone.socket.close()
            await runner.cleanup()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            bus.close()

    def _opened(self, made: Callable[[], asyncio.BaseProtocol], host: str, wanted: int) -> Door | None:
        """The door at a port, or at one of those after it; None after saying why there is none."""
        fault = ""
        most = max(MOST_OF_ONE_ADDRESS, 4 * int(self._job.get("new_phones", 0)))
        for port in range(wanted, wanted + PORTS) if wanted else (0,):
            try:
                door = Door(host, port, made, most)
            except OSError as error:
                fault = error.strerror or str(error)
                continue
            self._hosts = frozenset({f"{host}:{door.port}", *([host] if door.port == 80 else [])})
            return door
        report(trouble=fault)
        return None

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
                web.post("/follow", self._follow),
                web.get("/me", self._me),
                web.get("/ws", self._talk),
            ]
        )
        return application

    # ---- what may be asked

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Nobody comes by another name than the one on the screen: a page elsewhere could point its own name here."""
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
        return files.page()

    async def _part(self, request: web.Request) -> web.StreamResponse:
        return files.part(request.match_info["name"])

    async def _typeface(self, request: web.Request) -> web.StreamResponse:
        return files.answered(files.typeface(), "font/ttf", {**files.KEPT, "Content-Encoding": "gzip"})

    async def _articles(self, request: web.Request) -> web.StreamResponse:
        """What there is to read; for phones that have joined."""
        if self._who(request) is None:
            raise web.HTTPForbidden
        return files.answered(self.state.articles, "application/json")

    async def _words(self, request: web.Request) -> web.StreamResponse:
        return files.answered(page_words(), "application/json")

    async def _me(self, request: web.Request) -> web.StreamResponse:
        """Whether the phone is known: a WebSocket that is refused does not say why."""
        who = self._who(request)
        if who is None:
            raise web.HTTPForbidden
        return web.json_response({"role": who.role}, headers=HEADERS)

    async def _join(self, request: web.Request) -> web.StreamResponse:
        """A code, typed or from the QR code; the answer is a cookie."""
        address = request.remote or ""
        if not self._is_own(request):
            raise web.HTTPForbidden
        role = self._admitted(await self._asked(request), address)
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

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        """A screen that follows gets the way to the broker for the code of the room; it is a program, and has no cookie."""
        address = request.remote or ""
        self._admitted(await self._asked(request), address)
        return web.json_response({"room": self._job["room"], **self._job["follow"]}, headers=HEADERS)

    @staticmethod
    async def _asked(request: web.Request) -> _Join:
        """What somebody sends who wants in."""
        try:
            async with asyncio.timeout(BODY_S):
                join = decode(_Join, await request.read())
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        if join is None:
            raise web.HTTPBadRequest
        return join

    def _admitted(self, join: _Join, address: str) -> Role:
        """The role of a code. Raises what refuses it: 403 for a wrong one, 429 where too many were wrong, with the time to wait.

        A long code is looked at all the same: nobody finds one by guessing, and a guest's wrong ones lock nobody out who scans.
        """
        role = self._role(join.code)
        wait_s = self._wrong.wait_s(address)  # asked now: many guesses may have been on their way together
        if wait_s and (role is None or len(join.code.strip()) <= SHORT):
            self._tell("locked", address)
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(ceil(wait_s))})
        if role is None:
            self._wrong.note(address)
            raise web.HTTPForbidden
        return role

    def _tell(self, why: str, address: str) -> None:
        """Have staff read on the screen that phones did not get in, for a while."""
        report(refused={"why": why, "address": address, "seconds": round(WRONG_S)})
        if self._notice is not None:
            self._notice.cancel()
        self._notice = asyncio.get_running_loop().call_later(NOTICE_S, partial(report, refused=None))

    def _role(self, code: str) -> Role | None:
        given = code.strip().encode()
        is_staff = hmac.compare_digest(given, self._job["staff"].encode())
        is_phone = hmac.compare_digest(given, self._job["code"].encode()) or hmac.compare_digest(
            given, long_code(self._job["key"]).encode()
        )
        return "presenter" if is_staff else "phone" if is_phone else None

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        who, state = self._who(request), self.state
        if who is None or not self._is_own(request):
            raise web.HTTPForbidden
        if len(state.phones) >= MOST_PHONES:
            self._tell("crowded", request.remote or "")
        if len(state.phones) >= MOST_PHONES or sum(p.who == who for p in state.phones) >= MOST_SOCKETS_OF_ONE:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(heartbeat=10, max_msg_size=MOST_BYTES, compress=False, autoping=False)
        await socket.prepare(request)
        if self._door is not None:
            self._door.admit(request.transport)
        phone = Phone(socket, who)
        phone.put("role", f'{{"t":"role","v":"{who.role}"}}')
        state.enter(phone)
        sender = asyncio.create_task(phone.send_all())

        def cut_off(task: asyncio.Task[None]) -> None:
            """End the connection of a phone that takes nothing."""
            if not task.cancelled() and request.transport is not None:
                request.transport.abort()

        sender.add_done_callback(cut_off)
        try:
            async for message in socket:
                if message.type not in (WSMsgType.TEXT, WSMsgType.PING, WSMsgType.PONG):
                    break
                if phone.messages.take():
                    if message.type == WSMsgType.TEXT:
                        state.take(phone, message.data)
                    elif message.type == WSMsgType.PING:
                        await socket.pong(message.data)
                elif phone.messages.refused > MOST_REFUSED:
                    await socket.close(code=1008)
        finally:
            state.leave(phone)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket


def main() -> int:
    """Read what is wanted, and be the gateway."""
    asyncio.run(Server(first_line()).run())
    return 0
