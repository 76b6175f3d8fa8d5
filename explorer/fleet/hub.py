"""The hub of a fleet: collects the rows of all booths, knows how each is, and says what each shall do."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..lan.bus import Bus, Endpoint, Received, Subscription
from ..lan.messages import FleetRows, Health, Kept, Orders, PackOffer, decode
from ..lan.topics import Booth, fleet_topic, last_level
from .collected import Collected

SILENT_S = 35.0
"""A booth that says nothing for so long counts as silent: three of its messages are missing."""
SLOW_FRAME_S = 5.0
MOST_BOOTHS = 5_000
MOST_AT_ONCE = 200
"""Messages whose rows are written with one commit."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a booth."""

    health: Health
    # when it last spoke, on the hub's clock; None: the broker had kept what is known
    heard_s: float | None = None
    skew_s: float | None = None  # how far its clock is ahead of the hub's

    def state(self, now_s: float) -> str:
        """In one word: up, slow, silent or gone."""
        if self.health.state == "gone":
            return "gone"
        if self.heard_s is None or now_s - self.heard_s > SILENT_S:
            return "silent"
        return "slow" if self.health.frame_age_s > SLOW_FRAME_S else "up"


class Hub:
    """The hub of a fleet.

    Attributes
    ----------
    seen : what is known of each booth.
    trouble : why nothing can be written, "" if all is well.

    Parameters
    ----------
    clock : seconds since 1970.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        collected: Collected,
        clock: Callable[[], float] = time.time,
        client: str = "hub",
    ) -> None:
        self._collected, self._clock = collected, clock
        self.seen: dict[str, Seen] = {}
        self.orders: dict[str, Orders] = {}
        self.trouble = ""
        self._bus = Bus(
            f"{endpoint.user or 'hub'}-{client}",
            endpoint,
            [Subscription(fleet_topic("+", what), 1) for what in ("rows", "health", "orders")],
        )

    @property
    def is_connected(self) -> bool:
        return self._bus.is_connected

    def look(self) -> int:
        """Take what has come; how many messages that were."""
        news = self._bus.news(MOST_AT_ONCE)
        rows: list[tuple[str, FleetRows, float]] = []
        for message in news:
            if (found := self._take(message)) is not None:
                rows.append((*found, self._clock()))
        if rows:
            self._collect(rows)
        return len(news)

    def _collect(self, messages: list[tuple[str, FleetRows, float]]) -> None:
        """Write rows, and only then say so: without that word a booth keeps its rows and says them again."""
        try:
            found = self._collected.take(messages)
        except sqlite3.Error as fault:
            self.trouble = f"{type(fault).__name__}: {fault}"
            return
        self.trouble = ""
        for (booth, rows, _), upto in zip(messages, found, strict=True):
            self._bus.publish(Booth(booth).kept, Kept(epoch=rows.epoch, upto=upto), qos=1)

    def order(self, booth: str, orders: Orders) -> None:
        """Say what a booth shall do, now and after each of its starts."""
        self.orders[booth] = orders
        self._bus.publish(Booth(booth).orders, orders, retain=True, qos=1)

    def offer(self, booth: str, offer: PackOffer) -> None:
        """Say which content a booth shall show."""
        self._bus.publish(Booth(booth).pack, offer, retain=True, qos=1)

    def visits(self) -> Mapping[str, int]:
        """How many visits of each booth were collected."""
        return self._collected.visits()

    def now_s(self) -> float:
        """The hub's clock."""
        return self._clock()

    def close(self) -> None:
        """Listen no more, and close the file."""
        self._bus.close()
        self._collected.close()

    def _take(self, message: Received) -> tuple[str, FleetRows] | None:
        """Take a message; rows are given back, since those of many booths are written at once."""
        parts = message.topic.split("/")
        if len(parts) != 4:
            return None
        booth, what = parts[2], last_level(message.topic)
        if what == "health":
            self._hear(booth, message)
        elif what == "orders":
            orders = decode(Orders, message.payload)
            if orders is not None and message.retained:
                self.orders[booth] = orders
        elif (rows := decode(FleetRows, message.payload)) is not None:
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
