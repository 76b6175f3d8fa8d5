"""The hub of a fleet: collects the rows of all booths, tracks their health, and sends their orders."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..room.bus import Bus, Endpoint, Received, Subscription
from ..room.messages import FleetRows, Health, Kept, Orders, PackOffer, decode
from ..room.topics import Booth, fleet_topic, last_level
from .collected import Collected

SILENT_S = 35.0
"""After this silence a booth counts as silent: three of its messages are missing."""
SLOW_FRAME_S = 5.0
MOST_BOOTHS = 5_000
MOST_AT_ONCE = 200
"""Maximum number of messages whose rows are written in one commit."""
LOOK_S = 1.0
"""Interval at which the fleet's members and the free disk space are checked."""
MOST_MESSAGES = 20
"""Maximum number of messages with rows accepted from one booth between two checks; a healthy booth sends ten at most."""
LEAST_FREE_BYTES = 500_000_000
"""With less free disk space nothing is collected: booths keep their rows."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The known state of a booth."""

    health: Health
    # time of its last message, on the hub's clock; None: only retained messages so far
    heard_s: float | None = None
    skew_s: float | None = None  # seconds by which its clock is ahead of the hub's

    def state(self, now_s: float) -> str:
        """The state in one word: up, slow, silent or gone."""
        if self.health.state == "gone":
            return "gone"
        if self.heard_s is None or now_s - self.heard_s > SILENT_S:
            return "silent"
        return "slow" if self.health.frame_age_s > SLOW_FRAME_S else "up"


class Hub:
    """The hub of a fleet.

    Attributes
    ----------
    seen : the known state of each booth.
    trouble : why nothing can be written, "" if all is well.

    Parameters
    ----------
    members : the present booths of the fleet, so that removed ones are forgotten; None: all that send messages.
    free_bytes : free space on the disk of the database.
    clock : seconds since 1970.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        collected: Collected,
        members: Callable[[], Collection[str]] | None = None,
        free_bytes: Callable[[], int] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._collected, self._clock = collected, clock
        self._members = members
        self._free_bytes = free_bytes or (lambda: shutil.disk_usage(collected.path.parent).free)
        self._known: Collection[str] | None = None
        self._looked_s = -LOOK_S
        self._is_full = False
        self._spoken: dict[str, int] = {}
        self.seen: dict[str, Seen] = {}
        self.orders: dict[str, Orders] = {}
        self.trouble = ""
        self._bus = Bus(
            # unguessable, because a client with the same id would disconnect this one
            f"{endpoint.user or 'hub'}-{secrets.token_hex(8)}",
            endpoint,
            [Subscription(fleet_topic("+", what), 1) for what in ("rows", "health", "orders")],
        )

    @property
    def is_connected(self) -> bool:
        return self._bus.is_connected

    @property
    def connections(self) -> int:
        """How often it has connected."""
        return self._bus.connections

    def look(self) -> int:
        """Handle the messages received; returns their number."""
        if self._clock() - self._looked_s >= LOOK_S or self._clock() < self._looked_s:
            self._looked_s = self._clock()
            self._look_around()
        news = self._bus.news(MOST_AT_ONCE)
        rows: list[tuple[str, FleetRows, float]] = []
        for message in news:
            if (found := self._take(message)) is not None:
                rows.append((*found, self._clock()))
        if rows:
            self._collect(rows)
        return len(news)

    def _look_around(self) -> None:
        """Forget booths that were removed from the fleet, and check the free disk space."""
        self._spoken.clear()
        self._is_full = self._free_bytes() < LEAST_FREE_BYTES
        if self._members is None:
            return
        before, self._known = self._known, self._members()
        for booth in (set(self.seen) | set(before or ())) - set(self._known):
            self.forget(booth)

    def forget(self, booth: str) -> None:
        """Forget a booth and clear its retained messages on the broker. Its visits stay."""
        self.seen.pop(booth, None)
        self.orders.pop(booth, None)
        topics = Booth(booth)
        for topic in (topics.health, topics.orders, topics.pack):
            self._bus.publish(topic, b"", retain=True, qos=1)

    def _collect(self, messages: list[tuple[str, FleetRows, float]]) -> None:
        """Write rows and then confirm them: without confirmation a booth keeps its rows and sends them again."""
        if self._is_full:
            self.trouble = "the disk is full"
            return
        try:
            found = self._collected.take(messages)
        except sqlite3.Error as fault:
            self.trouble = f"{type(fault).__name__}: {fault}"
            return
        self.trouble = ""
        for (booth, rows, _), upto in zip(messages, found, strict=True):
            self._bus.publish(Booth(booth).kept, Kept(epoch=rows.epoch, upto=upto), qos=1)

    def order(self, booth: str, orders: Orders) -> None:
        """Send a booth its orders, for now and for each of its starts."""
        self.orders[booth] = orders
        self._bus.publish(Booth(booth).orders, orders, retain=True, qos=1)

    def offer(self, booth: str, offer: PackOffer) -> None:
        """Offer a booth the content that it should show."""
        self._bus.publish(Booth(booth).pack, offer, retain=True, qos=1)

    def visits(self) -> Mapping[str, int]:
        """Number of visits collected from each booth."""
        return self._collected.visits()

    def now_s(self) -> float:
        """The hub's clock."""
        return self._clock()

    def close(self) -> None:
        """Disconnect and close the file."""
        self._bus.close()
        self._collected.close()

    def _take(self, message: Received) -> tuple[str, FleetRows] | None:
        """Handle a message; rows are returned, since those of many booths are written together."""
        parts = message.topic.split("/")
        if len(parts) != 4:
            return None
        booth, what = parts[2], last_level(message.topic)
        if (self._known is not None and booth not in self._known) or not message.payload:
            return None
        if what == "health":
            self._hear(booth, message)
        elif what == "orders":
            orders = decode(Orders, message.payload)
            if orders is not None and message.retained:
                self.orders[booth] = orders
        else:
            self._spoken[booth] = self._spoken.get(booth, 0) + 1
            rows = decode(FleetRows, message.payload) if self._spoken[booth] <= MOST_MESSAGES else None
            if rows is not None:
                return booth, rows
        return None

    def _hear(self, booth: str, message: Received) -> None:
        health = decode(Health, message.payload)
        if health is None or (booth not in self.seen and len(self.seen) >= MOST_BOOTHS):
            return
        now_s, before = self._clock(), self.seen.get(booth)
        if message.retained or health.state == "gone":
            seen = before or Seen(health)
            self.seen[booth] = replace(
                seen, health=health if health.wall_s else seen.health.model_copy(update={"state": "gone"})
            )
            return
        self.seen[booth] = Seen(health, now_s, health.wall_s - now_s)


def offer_of(pack: Path, version: int, url: str) -> PackOffer:
    """The offer of a pack in a file. OSError if it cannot be read."""
    content = pack.read_bytes()
    return PackOffer(version=version, url=url, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
