"""What is published, what is read, and what is dropped: a connection to a real broker, which is killed and comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.net.room.bus import Bus, Endpoint, Received, Subscription

from ...processes import free_port
from ..fleet.mosquitto import PROGRAM, started

needs_mosquitto = pytest.mark.skipif(PROGRAM is None, reason="Mosquitto is not installed")


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + 60.0
    while not condition():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.005)


class Broker:
    """Mosquitto, letting everybody in. A later start has the same port, and has forgotten everything."""

    def __init__(self, folder: Path) -> None:
        self.port, self._settings = free_port(), folder / "mosquitto.conf"
        self._settings.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\n")
        self.start()

    def start(self) -> None:
        self._process = started(self._settings, self.port)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    one = Broker(tmp_path)
    yield one
    one.kill()


Connect = Callable[..., Bus]


@pytest.fixture
def connect(broker: Broker) -> Iterator[Connect]:
    made: list[Bus] = []

    def connected(client: str, *hears: Subscription, **more: object) -> Bus:
        bus = Bus(client, Endpoint("127.0.0.1", broker.port), hears, **more)  # type: ignore[arg-type]
        made.append(bus)
        until(lambda: bus.is_connected)
        return bus

    yield connected
    for bus in made:
        bus.close()


@needs_mosquitto
def test_a_show_that_reads_nothing_keeps_the_newest(connect: Connect) -> None:
    show, other = connect("show", Subscription("line"), most_waiting=10), connect("other")
    for number in range(15):
        other.publish("line", str(number).encode())
    until(lambda: show.dropped >= 5)
    assert [int(message.payload) for message in show.news()] == list(range(5, 15))


@needs_mosquitto
def test_a_broker_that_is_killed_hears_everything_again(connect: Connect, broker: Broker) -> None:
    show, came = connect("show"), list[Received]()
    show.publish("screen", b"kept", retain=True)
    broker.kill()
    until(lambda: not show.is_connected)
    broker.start()
    until(lambda: show.connections == 2)
    other = connect("other", Subscription("screen"))
    until(lambda: came.extend(other.news()) or came)
    assert came[0].payload == b"kept"


def test_without_a_broker_nothing_waits_and_the_moment_is_lost() -> None:
    bus = Bus("show", Endpoint("127.0.0.1", 9))  # nobody listens there
    try:
        assert not bus.publish("readings", b"now")
        assert bus.publish("screen", b"kept", retain=True)
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
