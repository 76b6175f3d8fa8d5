"""Screens that follow a show, over the broker and the gateway as they really run."""

from __future__ import annotations

import os
import signal
from asyncio import DatagramTransport
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("amqtt", reason="the extra `lan` is not installed")

from explorer.bootstrap import ROOT
from explorer.lan.beacon import A_SECOND, ASK, Beacon, found
from explorer.lan.following import FollowAddress, FollowerLink
from explorer.lan.host import RoomHost, RoomOptions
from explorer.park import Park, load
from explorer.visit import FOLLOW, Open, Operate, Pause, Press, Settings, Visit
from explorer.visit.follow.pair import pair_state

from ..processes import free_port
from .phones import Show

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
    show.until(lambda: host.is_open)
    return show


class Screen:
    """A screen that follows, without a window."""

    def __init__(self, show: Show, code: str = CODE) -> None:
        port = int(show.host.url.rpartition(":")[2])
        self.show, self.link = show, FollowerLink(FollowAddress("127.0.0.1", port, code))
        self.visit = Visit.begin(show.visit.park, FOLLOW, Settings(language="zh", comfort="cut"))

    def until(self, condition: Callable[[], object]) -> None:
        """Let show and screen go on until something is so."""

        def frame() -> object:
            for act in self.link.news():
                self.visit = self.visit.after(act)
            self.visit = self.visit.advance(1 / 60)
            self.show.visit = self.show.visit.advance(1 / 60)
            self.link.say(lambda: pair_state(self.visit))
            return condition()

        self.show.until(frame)

    def is_equal(self) -> bool:
        """Whether it has come to the very step and readings of the show."""
        here, there = self.visit.run, self.show.visit.run
        if here is None or there is None or here.steps != there.steps:
            return False
        return here.readings == there.readings and here.paused == there.paused


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


def test_a_broker_that_is_killed_is_found_again(screen: Screen) -> None:
    show = screen.show
    show.do(Pause(True))
    screen.until(screen.is_equal)
    pid = show.host.broker.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    show.do(Press("break_sensor"))
    screen.until(screen.is_equal)
    assert screen.visit.run is not None
    assert screen.visit.run.readings["broken"] == 1


def test_a_wrong_code_is_said_to_be_wrong(show: Show) -> None:
    stranger = Screen(show, code="000000")
    stranger.until(lambda: stranger.link.state == "wrong code")
    assert stranger.visit.following is not None
    assert stranger.visit.following.standing == "waits"
    stranger.link.close()


def test_a_screen_with_a_code_alone_finds_its_show_and_keeps_where(show: Show) -> None:
    port = int(show.host.url.rpartition(":")[2])
    kept: list[str] = []
    show.until(lambda: found(["127.0.0.1"], BEACON) == [("127.0.0.1", port)])

    def find() -> list[tuple[str, int]]:
        return [("127.0.0.1", 9), *found(["127.0.0.1"], BEACON)]  # at the first of them nobody answers

    link = FollowerLink(FollowAddress.of_text(CODE), keep=kept.append, find=find)
    show.until(lambda: link.news() or link.state == "connected")
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
