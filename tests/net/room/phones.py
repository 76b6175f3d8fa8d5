"""Phones for tests: a cookie, a WebSocket, and what came through it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from explorer.net.room.host import RoomHost
from explorer.visit import Act, Visit

PATIENCE_S = 60.0


class Show:
    """A show without a picture: a visit, and its room."""

    def __init__(self, host: RoomHost, visit: Visit) -> None:
        self.host, self.visit = host, visit
        self.acts: list[Act] = []

    def do(self, act: Act) -> None:
        self.acts.append(act)
        self.visit = self.visit.after(act)

    def frame(self, dt_s: float = 0.0) -> None:
        self.host.look()
        self.host.take(lambda: self.visit, self.do)
        self.visit = self.visit.advance(dt_s)
        self.host.show(self.visit)

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
        """Draw frames until something is so."""
        end_s = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end_s, "it never came"
            self.frame()
            time.sleep(0.004)


def answer(
    host: RoomHost, path: str, body: bytes | None = None, *, asks_from: str = "127.0.0.1", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the gateway answers; it is asked by `POST` if there is a body."""
    usual = {"Origin": host.url} if body is not None else {}
    way = HTTPConnection(host.url.removeprefix("http://"), timeout=PATIENCE_S, source_address=(asks_from, 0))
    with closing(way):
        way.request("GET" if body is None else "POST", path, body, {**usual, **headers})
        got = way.getresponse()
        return got.status, dict(got.headers), got.read()


def join(
    host: RoomHost, code: str | None = None, *, asks_from: str = "127.0.0.1", **headers: str
) -> tuple[int, str]:
    """Status, and the cookie if there is one."""
    body = json.dumps({"code": host.options.code if code is None else code}).encode()
    status, reply, _ = answer(host, "/join", body, asks_from=asks_from, **headers)
    return status, reply.get("Set-Cookie", "").partition(";")[0]


def socket_status(host: RoomHost, cookie: str, origin: str | None = None) -> int:
    """What a WebSocket is answered."""
    try:
        with connect_socket(host, cookie, origin):
            return 101
    except InvalidStatus as refused:
        return int(refused.response.status_code)


def connect_socket(host: RoomHost, cookie: str, origin: str | None = None) -> ClientConnection:
    headers = {"Cookie": cookie} if cookie else {}
    url = host.url.replace("http", "ws") + "/ws"
    return connect(
        url,
        origin=origin or host.url,
        additional_headers=headers,
        compression=None,
        ping_interval=None,
        max_queue=None,
    )  # type: ignore[arg-type]


class Phone:
    """One phone in the room."""

    def __init__(self, show: Show, code: str | None = None, cookie: str = "") -> None:
        self._show, self._number = show, 0
        self.status, self.cookie = (200, cookie) if cookie else join(show.host, code)
        assert self.status == 200
        self.socket = connect_socket(show.host, self.cookie)
        self.came: list[dict[str, Any]] = []
        self.closed: int | None = None

    @property
    def screen(self) -> Any:
        """What is on the show's screen now; None as long as only an older visit was said."""
        now = self.last("screen")
        return now if now is not None and now["session"] == self._show.host.session else None

    def read(self) -> None:
        """Take what has come."""
        try:
            while True:
                self.came.append(json.loads(self.socket.recv(timeout=0)))
        except TimeoutError:
            pass
        except ConnectionClosed as closed:
            self.closed = closed.rcvd.code if closed.rcvd else 1006

    def last(self, kind: str) -> Any:
        """The newest message of a kind; None if there was none."""
        self.read()
        return next(
            (message.get("v", message) for message in reversed(self.came) if message["t"] == kind), None
        )

    def until(self, condition: Callable[[], object]) -> None:
        self._show.until(condition)

    def send(self, raw: str | None = None, /, **message: Any) -> int:
        """Send something; the number of it."""
        self._number += 1
        if message.get("t") in ("turn", "press", "spot", "remote"):
            message.setdefault("id", self._number)
        with suppress(ConnectionClosed):
            self.socket.send(raw if raw is not None else json.dumps(message))
        return self._number

    def outcome(self, id: int) -> str:
        """What became of a request."""
        self.until(lambda: self.outcome_so_far(id))
        return self.outcome_so_far(id) or ""

    def outcome_so_far(self, id: int) -> str | None:
        self.read()
        return next((m["what"] for m in self.came if m["t"] == "outcome" and m["id"] == id), None)

    def close(self) -> None:
        self.socket.close()
