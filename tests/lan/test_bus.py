"""What is published, what is read, and what is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("amqtt", reason="the extra `lan` is not installed")

from explorer.lan.bus import Bus, Endpoint, Subscription
from explorer.lan.process import ProcessBeside
from explorer.lan.rights import Account

from .conftest import ROOM, Connect, until


@dataclass
class Clock:
    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_what_waits_too_long_is_dropped(
    connect: Connect, broker: ProcessBeside, accounts: dict[str, Account]
) -> None:
    clock = Clock()
    endpoint = Endpoint("127.0.0.1", broker.reported["ports"][0], "show", accounts["show"].password)
    came: list[int] = []
    hears = [Subscription(ROOM.requests, stale_s=2.0), Subscription(ROOM.votes, 1)]
    show = Bus("show", endpoint, hears, clock=clock, on_news=lambda: came.append(1))
    try:
        until(lambda: show.is_connected)
        gateway = connect("gateway")
        gateway.publish(ROOM.requests, b"old")
        gateway.publish(ROOM.votes, b"old", qos=1)
        until(lambda: len(came) >= 3)  # the connection, and two messages
        clock.now_s += 2.5
        gateway.publish(ROOM.requests, b"new")
        until(lambda: len(came) >= 4)
        assert [(m.topic, m.payload) for m in show.news()] == [(ROOM.votes, b"old"), (ROOM.requests, b"new")]
        assert show.dropped == 1
    finally:
        show.close()


def test_a_show_that_reads_nothing_keeps_the_newest(
    connect: Connect, broker: ProcessBeside, accounts: dict[str, Account]
) -> None:
    endpoint = Endpoint("127.0.0.1", broker.reported["ports"][0], "show", accounts["show"].password)
    show = Bus("show", endpoint, [Subscription(ROOM.requests)], most_waiting=10)
    try:
        until(lambda: show.is_connected)
        gateway = connect("gateway")
        for number in range(15):
            gateway.publish(ROOM.requests, str(number).encode())
        until(lambda: show.dropped >= 5)
        assert [int(message.payload) for message in show.news()] == list(range(5, 15))
    finally:
        show.close()


def test_without_a_broker_nothing_waits_and_the_moment_is_lost() -> None:
    bus = Bus("show", Endpoint("127.0.0.1", 9))  # nobody listens there
    try:
        assert not bus.publish(ROOM.readings, b"now")
        assert bus.publish(ROOM.screen, b"kept", retain=True)
        assert bus.news() == [] and not bus.is_connected
    finally:
        bus.close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mqtt://hub", Endpoint("hub", 1883)),
        ("mqtts://b07:a%40b@hub.example:9000", Endpoint("hub.example", 9000, "b07", "a@b", True, Path("ca"))),
    ],
)
def test_addresses(url: str, expected: Endpoint) -> None:
    assert Endpoint.of_url(url, expected.ca) == expected
    assert expected.password not in repr(expected) or not expected.password


@pytest.mark.parametrize("url", ["hub", "http://hub", "mqtt://", "mqtt://hub:port"])
def test_no_address(url: str) -> None:
    with pytest.raises(ValueError):
        Endpoint.of_url(url)
