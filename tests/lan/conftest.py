"""One broker for each module of tests: a real process on this computer alone, with a port of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import pytest

from explorer.lan.process import ProcessBeside
from explorer.lan.rights import Account, room_accounts
from explorer.lan.topics import Booth, Room

if TYPE_CHECKING:
    from explorer.lan.bus import Bus, Received, Subscription

ROOM = Room("test")
PATIENCE_S = 60.0


def until(condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Wait until something is so; fails after a long time."""
    end_s = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.005)


class Connect(Protocol):
    """Makes a connection to the broker of the module, closed with the test."""

    def __call__(
        self, user: str, *hears: str | Subscription, client: str = "", password: str | None = None
    ) -> Bus: ...


@pytest.fixture(scope="module")
def accounts() -> dict[str, Account]:
    booth, other = Booth("b07"), Booth("b08")
    return {
        **room_accounts(ROOM),
        "b07": Account((booth.health, booth.rows), (booth.kept, booth.pack)),
        "hub": Account((booth.kept, booth.pack, other.pack), ("park/fleet/#",)),
    }


@pytest.fixture(scope="module")
def broker(accounts: dict[str, Account]) -> Iterator[ProcessBeside]:
    job = {"listens": ["127.0.0.1:0"], "accounts": {name: one.as_json() for name, one in accounts.items()}}
    process = ProcessBeside("broker", lambda: job)
    job["listens"] = [
        f"127.0.0.1:{process.wait_until_ready()['ports'][0]}"
    ]  # a later start has the same port
    yield process
    process.close()


@pytest.fixture
def connect(broker: ProcessBeside, accounts: dict[str, Account]) -> Iterator[Connect]:
    from explorer.lan.bus import (  # modules that need it are skipped where it is missing
        Bus,
        Endpoint,
        Subscription,
    )

    made: list[Bus] = []

    def connected(
        user: str, *hears: str | Subscription, client: str = "", password: str | None = None
    ) -> Bus:
        endpoint = Endpoint(
            "127.0.0.1",
            broker.reported["ports"][0],
            user,
            accounts[user].password if password is None else password,
        )
        heard = [one if isinstance(one, Subscription) else Subscription(one) for one in hears]
        bus = Bus(client or user, endpoint, heard)
        made.append(bus)
        until(lambda: bus.connections or bus.refused)
        return bus

    yield connected
    for bus in made:
        bus.close()


def heard(bus: Bus, count: int = 1) -> list[Received]:
    """So many messages, once they have come."""
    found: list[Received] = []

    def came() -> bool:
        found.extend(bus.news())
        return len(found) >= count

    until(came)
    return found


def topics(messages: Iterable[Received]) -> list[str]:
    return [message.topic for message in messages]
