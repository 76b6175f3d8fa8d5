"""Screens that follow a show, over the gateway as it really runs."""

from __future__ import annotations

import os
import signal
import sys
from asyncio import DatagramTransport
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from explorer.base.bootstrap import ROOT
from explorer.net.room.addresses import FollowAddress
from explorer.net.room.beacon import A_SECOND, ASK, Beacon, found
from explorer.net.room.following import FollowerLink
from explorer.net.room.gateway.server import MOST_FOLLOWERS_OF_ADDRESS, MOST_REFUSED, WRONG_CODES
from explorer.net.room.host import RoomHost, RoomOptions
from explorer.net.room.leading import Leading
from explorer.net.room.messages import CODE_HEADER, FOLLOWER_BYTES, ID_HEADER
from explorer.park import Park, load
from explorer.visit import FOLLOW, Open, Operate, Pause, Press, Settings, Visit
from explorer.visit.follow.class_results import pair_state

from ...processes import free_port
from .phones import Show, answer, join

CODE = "471108"
BEACON = free_port()


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture(scope="module")
def host() -> Iterator[RoomHost]:
    opened = RoomHost(RoomOptions("127.0.0.1", port=0, code=CODE, beacon_port=BEACON))
    yield opened
    opened.close()


@pytest.fixture
def show(host: RoomHost, park: Park) -> Show:
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Open("line")).after(Operate())
    show = Show(host, visit)
    host.leading = Leading()  # who came in the test before is forgotten
    show.until(lambda: host.is_open)
    return show


class Screen:
    """A screen that follows, without a window."""

    def __init__(self, show: Show, code: str = CODE) -> None:
        port = int(show.host.url.rpartition(":")[2])
        self.show, self.link = show, FollowerLink(FollowAddress("127.0.0.1", port, code))
        self.visit = Visit.begin(show.visit.park, FOLLOW, Settings(language="zh", comfort="cut"))

    def frame(self) -> None:
        """Hear, let time go by, and say how it stands."""
        for act in self.link.news(self.visit.park):
            self.visit = self.visit.after(act)
        self.visit = self.visit.advance(1 / 60)
        self.link.say(lambda: pair_state(self.visit))

    def until(self, condition: Callable[[], object], *others: Screen) -> None:
        """Let show and screens go on until something is so."""

        def frame() -> object:
            self.show.visit = self.show.visit.advance(1 / 60)
            for screen in (self, *others):
                screen.frame()
            return condition()

        self.show.until(frame)

    def is_equal(self) -> bool:
        """Whether it has come to the very step and readings of the show."""
        here, there = self.visit.run, self.show.visit.run
        if here is None or there is None or here.steps != there.steps:
            return False
        return here.readings == there.readings and here.paused == there.paused


def follow_socket(
    host: RoomHost, id: str, code: str = CODE, asks_from: str = "127.0.0.1", most_waiting: int | None = None
) -> ClientConnection:
    """A follower that is no program of ours."""
    return connect(
        host.url.replace("http", "ws") + "/ws",
        additional_headers={CODE_HEADER: code, ID_HEADER: id},
        compression=None, ping_interval=None, max_size=None, max_queue=most_waiting,
        close_timeout=1, source_address=(asks_from, 0),
    )  # fmt: skip


def follow_status(host: RoomHost, id: str, code: str = CODE, asks_from: str = "127.0.0.1") -> int:
    try:
        with follow_socket(host, id, code, asks_from):
            return 101
    except InvalidStatus as refused:
        return int(refused.response.status_code)


def closed(socket: ClientConnection) -> int | None:
    """By which code a socket was closed; None while it is open."""
    try:
        while True:
            socket.recv(timeout=0)
    except TimeoutError:
        return None
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else 1006


@pytest.fixture
def screen(show: Show) -> Iterator[Screen]:
    joined = Screen(show)
    joined.until(lambda: joined.visit.zone == "line")
    yield joined
    joined.link.close()


def test_a_screen_follows_and_is_known(screen: Screen) -> None:
    show = screen.show
    show.do(Press("break_sensor"))
    screen.until(lambda: screen.visit.run and screen.visit.run.steps > 30)
    show.do(Pause(True))
    screen.until(screen.is_equal)
    screen.until(lambda: [pair.state.agrees for pair in show.host.leading.pairs] == [True])
    assert screen.visit.settings.language == "zh"


def test_a_gateway_that_is_killed_is_found_again(screen: Screen) -> None:
    show = screen.show
    show.do(Pause(True))
    screen.until(screen.is_equal)
    pid, number = show.host.gateway.pid, show.host.leading.pairs[-1].number
    assert pid is not None
    os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    show.do(Press("break_sensor"))
    screen.until(screen.is_equal)
    assert screen.visit.run is not None
    assert screen.visit.run.readings["broken"] == 1
    assert show.host.leading.pairs[-1].number == number, "it is the same screen as before"


def test_who_comes_late_gets_the_run_at_once(show: Show) -> None:
    """A run of many steps goes on from a snapshot, which is said every ten seconds."""
    for _ in range(400):
        show.visit = show.visit.advance(0.05)
    first = Screen(show)
    first.until(lambda: first.visit.run)
    show.do(Pause(True))
    first.until(first.is_equal)
    late, came = Screen(show), list[str]()

    def hears() -> bool:
        came.extend(type(act).__name__ for act in late.link.news(late.visit.park))
        return "Lead" in came

    first.until(hears)
    assert came[:2] == ["LeadFrom", "Lead"]
    for one in (first, late):
        one.link.close()


def test_one_that_takes_nothing_holds_up_nobody(show: Show, screen: Screen) -> None:
    """The others are equal meanwhile, and of what it does not take only the newest waits."""
    host = show.host
    deaf = follow_socket(
        host, "0123456789abcdef", most_waiting=2
    )  # nobody reads it: it is full after some messages
    other = Screen(show)
    sent_mb = 0

    def fill() -> bool:
        nonlocal sent_mb
        sent_mb += 1
        host.gateway.send(f'{{"t":"snapshot","v":"{sent_mb}{"x" * 1_000_000}"}}', "snapshot")
        return sent_mb > 200 and other.visit.zone == "line"

    screen.until(fill, other)
    show.do(Press("break_sensor"))
    show.do(Pause(True))
    screen.until(lambda: screen.is_equal() and other.is_equal(), other)
    assert host.gateway.pid is not None
    assert psutil.Process(host.gateway.pid).memory_info().rss < 200_000_000
    other.link.close()
    deaf.close()


def test_what_a_hostile_follower_cannot_do(show: Show, screen: Screen) -> None:
    """It says how it stands, and nothing else: no wish, no vote, no call, no place of another; a flood and a long word end it."""
    host = show.host
    begun = list(show.acts)
    liar = follow_socket(host, "0123456789abcdef")
    for message in (
        '{"t":"turn","id":1,"kind":"line","name":"station","value":2}', '{"t":"call","reason":"help"}', "[]", "\x00",
        '{"standing":"follows","zone":5}', '{"t":"follower","id":"x","state":"{}"}', '{"standing":"free"}',
    ):  # fmt: skip
        liar.send(message)
    show.until(lambda: any(pair.state.standing == "free" for pair in host.leading.pairs))
    standings = [pair.state.standing for pair in host.leading.pairs]
    assert standings.count("free") == 1 and set(standings) <= {"follows", "waits", "free"}
    assert host.called is None and show.acts == begun
    liar.send("x" * (FOLLOWER_BYTES + 1000))
    show.until(lambda: closed(liar) == 1009)
    flooder = follow_socket(host, "fedcba9876543210")
    with suppress(ConnectionClosed):
        for _ in range(50 * MOST_REFUSED):
            flooder.send('{"standing":"free"}')
    show.until(lambda: closed(flooder) == 1008)
    show.do(Pause(True))
    screen.until(screen.is_equal)


def test_who_may_not_follow(show: Show) -> None:
    host, other = show.host, "127.0.0.3"
    for id in ("", "x", "../../../etc", "0" * 100):
        assert follow_status(host, id) == 400
    headers = {CODE_HEADER: CODE, ID_HEADER: "0123456789abcdef", "Upgrade": "websocket"}
    assert answer(host, "/ws", Host="evil.example", **headers)[0] == 403
    with ExitStack() as full, pytest.raises(InvalidStatus, match="503"):
        for number in range(MOST_FOLLOWERS_OF_ADDRESS + 1):
            full.enter_context(follow_socket(host, f"{number:08x}"))
    if sys.platform != "darwin":  # one address of its own alone
        guesses = [follow_status(host, "01234567", f"{n:06d}", other) for n in range(WRONG_CODES + 2)]
        assert guesses == [403] * WRONG_CODES + [429] * 2
        assert follow_status(host, "01234567", CODE, other) == 429
        assert join(host, CODE, asks_from=other)[0] == 429, "the same limit as for phones"


def test_a_wrong_code_is_said_to_be_wrong(show: Show) -> None:
    stranger = Screen(show, code="000000")
    stranger.until(lambda: stranger.link.state == "wrong code")
    assert stranger.visit.following is not None
    assert stranger.visit.following.standing == "waits"
    stranger.link.close()


def test_a_code_that_has_changed_is_said(show: Show, park: Park) -> None:
    """The teacher's show was started again by hand, at the same place: who followed hears why nothing goes on."""
    port = free_port()

    def opened(code: str) -> Show:
        begun = Show(RoomHost(RoomOptions("127.0.0.1", port=port, code=code, beacon_port=0)), show.visit)
        begun.until(lambda: begun.host.is_open)
        return begun

    first = opened(CODE)
    screen = Screen(first)
    screen.until(lambda: screen.visit.zone == "line")
    first.host.close()
    screen.show = opened("000001")
    screen.until(lambda: screen.link.state == "wrong code")
    screen.show.host.close()
    screen.show = opened(CODE)  # kept with the lesson's checkpoint: nobody types anything
    again = Screen(screen.show)
    again.until(lambda: again.link.state == "connected")
    again.link.close()
    screen.link.close()
    screen.show.host.close()


def test_a_screen_with_a_code_alone_finds_its_show_and_keeps_where(show: Show) -> None:
    port = int(show.host.url.rpartition(":")[2])
    kept: list[str] = []
    show.until(lambda: found(["127.0.0.1"], BEACON) == [("127.0.0.1", port)])

    def find() -> list[tuple[str, int]]:
        return [("127.0.0.1", 9), *found(["127.0.0.1"], BEACON)]  # at the first of them nobody answers

    link = FollowerLink(FollowAddress.of_text(CODE), keep=kept.append, find=find)
    show.until(lambda: link.news(show.visit.park) or link.state == "connected")
    assert kept == [f"127.0.0.1:{port}/{CODE}"] and link.address == FollowAddress.of_text(kept[0])
    link.close()


def test_a_show_answers_its_own_network_alone_and_not_too_often() -> None:
    said: list[tuple[bytes, object]] = []

    class Transport(DatagramTransport):
        def sendto(self, data: bytes, addr: object = None) -> None:  # type: ignore[override]
            said.append((data, addr))

    now_s = [50.0]
    beacon = Beacon("127.0.0.1", 8080, lambda: now_s[0])
    beacon.connection_made(Transport())
    for asked, asker in ((ASK, "192.0.2.7"), (b"who is there?", "127.0.0.1"), (ASK, "nonsense")):
        beacon.datagram_received(asked, (asker, 5000))
    assert not said
    for second in (1, 2, 3):
        for _ in range(100):
            beacon.datagram_received(ASK, ("127.0.0.1", 5000))
        assert len(said) == second * A_SECOND
        now_s[0] += 1.0
    assert all(len(data) <= len(ASK) and CODE.encode() not in data for data, _ in said)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://192.168.1.20:8081/#123456", ("192.168.1.20", 8081, "123456")),
        ("192.168.1.20/123456", ("192.168.1.20", 8080, "123456")),
        ("localhost:9000#123456", ("127.0.0.1", 9000, "123456")),
        ("123456", ("", 8080, "123456")),
    ],
)
def test_addresses_as_they_are_typed(text: str, address: tuple[str, int, str]) -> None:
    found = FollowAddress.of_text(text)
    assert (found.host, found.port, found.code) == address
    assert address[2] not in repr(found)


@pytest.mark.parametrize(
    "text", ["12345", "mqtt://x/123456", "host:99999/123456", "host/abcdef", "a b/123456"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        FollowAddress.of_text(text)
