"""A booth's connection to its fleet, on its own thread: sends outbox and health, receives orders and content."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ...i18n import Text
from ...visit.log.database import PageKeeper
from ...visit.log.schema import NewerDatabase
from ..room.bus import Bus, Subscription
from ..room.messages import FleetRows, Health, Kept, Orders, PackOffer, decode
from ..room.topics import Booth
from .address import Address
from .outbox import Outbox, Waiting, boot_id
from .packs import MOST_BYTES, PIECE, PackRefused, Shelf

PATIENCE_S = 20.0
HERE = ("127.0.0.1", "::1", "localhost")
LOOK_S = 0.1
AGAIN_S = 5.0
"""Rows that were not confirmed within this time are sent again."""
HEALTH_S = 10.0
FETCH_AGAIN_S = 60.0
GONE = Health(state="gone")


@contextmanager
def fetch(offer: PackOffer, beside: Path, ca: str = "") -> Iterator[IO[bytes]]:
    """The bytes of an offer, in a temporary file.

    Raises PackRefused if the address is neither of the two, or the bytes differ from those offered; OSError if it cannot
    be fetched, or the disk is full.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=beside) as file:
        digest, count = hashlib.sha256(), 0
        with _opened(offer.url, ca) as source:
            while piece := source.read(PIECE):
                count += len(piece)
                if count > min(offer.bytes, MOST_BYTES):
                    raise PackRefused(Text("it is larger than was offered"))
                digest.update(piece)
                file.write(piece)
        if count != offer.bytes or digest.hexdigest() != offer.sha256:
            raise PackRefused(Text("other bytes came than were offered"))
        file.seek(0)
        yield file


def _opened(url: str, ca: str) -> IO[bytes]:
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(parts.path).open("rb")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise PackRefused(Text("a pack comes by https:// or from a file, not by {url}", url=url))
    context = ssl.create_default_context(cadata=ca or None)
    try:
        found: IO[bytes] = urlopen(Request(url), timeout=PATIENCE_S, context=context)
    except URLError as fault:
        raise OSError(str(fault.reason)) from None
    return found


class Outgoing:
    """Sends an outbox until the hub has all of it, one unconfirmed batch at a time.

    Parameters
    ----------
    publish : sends a message; returns whether it was sent.
    """

    def __init__(
        self,
        waiting: Waiting,
        publish: Callable[[FleetRows], bool],
        boot: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._waiting, self._publish, self._clock = waiting, publish, clock
        self._boot = boot or boot_id()
        self._again_s = 0.0

    def look(self) -> None:
        """Send the oldest rows if no batch is unconfirmed, or after a timeout."""
        now = self._clock()
        if now < self._again_s:
            return
        rows = self._waiting.oldest()
        if rows:
            message = FleetRows(epoch=self._waiting.epoch, boot=self._boot, steady_s=now, rows=tuple(rows))
            self._publish(message)
            self._again_s = now + AGAIN_S

    def confirmed(self, kept: Kept) -> None:
        """The hub has committed rows."""
        if kept.epoch == self._waiting.epoch:
            self._waiting.confirm(kept.upto)
            self._again_s = 0.0

    def reconnected(self) -> None:
        """Send unconfirmed rows again: they may be lost."""
        self._again_s = 0.0


class FleetBooth:
    """One booth of a fleet.

    Parameters
    ----------
    database : the visit database whose outbox is sent; None: this show has none.
    shelf : the content packs of this booth.

    Attributes
    ----------
    outbox : for the visit database.
    shelf : the content packs of this booth.
    orders : the hub's latest orders.
    booth, host : the name of this booth, and where its broker is.
    """

    def __init__(self, address: Address, database: Path | None, shelf: Shelf | None = None) -> None:
        self.outbox: PageKeeper = Outbox()
        self.orders: Orders | None = None
        self._topics = topics = Booth(address.booth)
        self._database, self.shelf, self._address = database, shelf, address
        self._lock, self._end = Lock(), Event()
        self._health, self._reported_s = Health(state="up"), time.monotonic()
        self._offer: PackOffer | None = None
        self._fetch_s = 0.0
        self._news = False
        self.trouble = ""
        self.booth, self.host = address.booth, address.endpoint.host
        self._bus = Bus(
            f"{address.endpoint.user or address.booth}-{secrets.token_hex(3)}",
            address.endpoint,
            [Subscription(topics.kept, 1), Subscription(topics.pack, 1), Subscription(topics.orders, 1)],
            will=(topics.health, GONE),
        )
        self._thread = Thread(target=self._work, name="fleet", daemon=True)
        self._thread.start()

    @property
    def is_connected(self) -> bool:
        """Whether the broker answers."""
        return self._bus.is_connected

    def report(self, health: Health) -> None:
        """Set the booth's health; sent within `HEALTH_S`."""
        with self._lock:
            self._health, self._reported_s = health, time.monotonic()

    def take_pack(self) -> bool:
        """Whether a new pack waits to be shown; true once for each pack. Asked while the booth is idle."""
        with self._lock:
            news, self._news = self._news, False
        return news

    def drawn(self) -> None:
        """Mark the content on show as good: it was drawn."""
        if self.shelf is not None:
            self.shelf.drawn()

    def close(self) -> None:
        """Disconnect; remaining rows wait for the next start."""
        self._end.set()
        self._thread.join(5.0)

    # ---- on the thread

    def _work(self) -> None:
        waiting: Waiting | None = None
        outgoing: Outgoing | None = None
        connections, health_s = 0, 0.0
        while not self._end.wait(LOOK_S):
            try:
                if outgoing is None and self._database is not None:
                    waiting = Waiting(self._database)
                    outgoing = Outgoing(waiting, self._publish_rows)
                for message in self._bus.news():
                    kept = decode(Kept, message.payload) if message.topic == self._topics.kept else None
                    if kept is not None and outgoing is not None:
                        outgoing.confirmed(kept)
                    elif message.topic == self._topics.pack:
                        self._offer = decode(PackOffer, message.payload)
                    elif message.topic == self._topics.orders:
                        self.orders = decode(Orders, message.payload) or self.orders
                if self._bus.connections != connections and outgoing is not None:
                    connections = self._bus.connections
                    outgoing.reconnected()
                if self._bus.is_connected and outgoing is not None:
                    outgoing.look()
                if time.monotonic() - health_s >= HEALTH_S:
                    health_s = time.monotonic()
                    self._say_health(waiting)
                self.trouble = ""
            except (sqlite3.Error, OSError, NewerDatabase) as fault:  # disk full or locked: retry later
                self.trouble = f"{type(fault).__name__}: {fault}"
                _close(waiting)
                waiting = outgoing = None
                self._end.wait(AGAIN_S)
            self._follow_offer()
        self._bus.publish(self._topics.health, GONE, retain=True, qos=1)
        _close(waiting)
        self._end.wait(0.2)
        self._bus.close()

    def _publish_rows(self, rows: FleetRows) -> bool:
        return self._bus.publish(self._topics.rows, rows, qos=1)

    def _say_health(self, waiting: Waiting | None) -> None:
        with self._lock:
            health, reported_s = self._health, self._reported_s
        more = {
            # a hanging show does not report either, so its frame grows older here
            "frame_age_s": round(health.frame_age_s + time.monotonic() - reported_s, 1),
            "waiting": waiting.count if waiting is not None else 0,
            "content": self.shelf.version if self.shelf is not None else 0,
            "wall_s": time.time(),
            "trouble": self.trouble or (self.shelf.refused if self.shelf is not None else ""),
        }
        self._bus.publish(self._topics.health, health.model_copy(update=more), retain=True, qos=1)

    def _follow_offer(self) -> None:
        """Fetch the pack that the hub offers, verify it, and mark it to be shown when the booth is idle."""
        offer, shelf = self._offer, self.shelf
        if (
            offer is None
            or shelf is None
            or not shelf.wants(offer.version)
            or time.monotonic() < self._fetch_s
        ):
            return
        self._fetch_s = time.monotonic() + FETCH_AGAIN_S
        try:
            with fetch(offer, shelf.folder, self._address.ca) as file:
                shelf.install(file, offer.version)
        except PackRefused as fault:
            shelf.refused = f"{offer.version}: {fault}"
            self._offer = None  # until the hub offers it again
            return
        except OSError as fault:
            shelf.refused = f"{offer.version}: {fault}"
            return
        with self._lock:
            self._news = True


def _close(waiting: Waiting | None) -> None:
    if waiting is not None:
        waiting.close()
