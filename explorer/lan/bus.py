"""A connection to a broker: paho on a thread of its own. What draws takes what has come once a frame, and never waits."""

from __future__ import annotations

import ssl
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from pydantic import BaseModel

from .topics import matches

MOMENT_S = 2.0
"""What was wanted longer ago is not wanted any more."""
MOST_WAITING = 4000
MOST_QUEUED = 1000
"""So many may wait to be sent while a broker is away, so that it does not eat the memory."""
LARGEST_BYTES = 2_000_000
KEEP_ALIVE_S = 5
AGAIN_S = (0.25, 5.0)
"""Between two attempts to connect, at first and at most."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a broker is, and who one is there."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    # whether the connection is encrypted; `ca`: the file with the authority that the broker's certificate is of;
    # None: one that the system trusts
    tls: bool = False
    ca: Path | None = None

    @classmethod
    def of_url(cls, url: str, ca: Path | None = None) -> Endpoint:
        """From `mqtt://user:password@host:port` or `mqtts://...`.

        Raises ValueError if it is no such address.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
            raise ValueError(url)
        tls = parts.scheme == "mqtts"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, parts.port or (8883 if tls else 1883), user, password, tls, ca)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is to be heard."""

    topic: str  # a topic or a filter
    qos: int = 0  # 0: may be lost; 1: comes at least once
    stale_s: float = inf  # what waits longer than this to be read is dropped


@dataclass(frozen=True, slots=True)
class Received:
    """One message."""

    topic: str
    payload: bytes
    retained: bool  # whether the broker had kept it for newcomers, so that it may be old
    came_s: float  # when it came, on the clock of `time.monotonic`


class Bus:
    """One connection, made again by itself whenever it breaks.

    What is published as retained is published again at each new connection: a broker that was away may have forgotten it.

    Attributes
    ----------
    connections : how often it was connected.
    refused : why the broker has refused the last connection, "" if it has not.
    dropped : messages that nobody read in time.

    Parameters
    ----------
    client : the name of the connection. Two of one name push each other out; our brokers want it to begin with the user.
    will : a topic and what the broker publishes there, retained, when this end is lost without a word.
    most_waiting : so many messages may wait to be read; then the oldest are dropped.
    on_news : called from the connection's thread when something has come, or the connection has changed.
    """

    def __init__(
        self,
        client: str,
        endpoint: Endpoint,
        hears: Iterable[Subscription] = (),
        *,
        will: tuple[str, BaseModel | bytes] | None = None,
        on_news: Callable[[], object] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._hears, self._on_news, self._clock = tuple(hears), on_news, clock
        self._inbox: deque[Received] = deque(maxlen=most_waiting)
        self._kept: dict[str, tuple[bytes, int]] = {}
        self._lock = Lock()
        self._is_connected = False
        self.connections, self.dropped, self.refused = 0, 0, ""
        self._client = one = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=client, protocol=mqtt.MQTTv311
        )
        if endpoint.user:
            one.username_pw_set(endpoint.user, endpoint.password)
        if endpoint.tls:
            one.tls_set(str(endpoint.ca) if endpoint.ca else None, cert_reqs=ssl.CERT_REQUIRED)
        if will is not None:
            one.will_set(will[0], as_bytes(will[1]), qos=1, retain=True)
        one.max_queued_messages_set(MOST_QUEUED)
        one.reconnect_delay_set(*AGAIN_S)  # type: ignore[arg-type]  # parts of a second, too
        one.on_connect, one.on_disconnect, one.on_message = self._connected, self._lost, self._received
        one.connect_async(endpoint.host, endpoint.port, KEEP_ALIVE_S)
        one.loop_start()

    @property
    def is_connected(self) -> bool:
        return self._is_connected

    def publish(self, topic: str, message: BaseModel | bytes, *, retain: bool = False, qos: int = 0) -> bool:
        """Say something; whether it is on its way, or is kept until there is a connection.

        What is only for the moment (quality 0, not retained) is dropped where there is none.
        """
        payload = as_bytes(message)
        with self._lock:
            if retain:
                self._kept[topic] = (payload, qos)
            if not self._is_connected and (retain or qos == 0):
                return retain
            return self._client.publish(topic, payload, qos=qos, retain=retain).rc == mqtt.MQTT_ERR_SUCCESS

    def news(self, most: int = MOST_WAITING) -> list[Received]:
        """What has come since the last call, oldest first, without what is stale. Never waits."""
        found: list[Received] = []
        now = self._clock()
        while self._inbox and len(found) < most:
            message = self._inbox.popleft()
            if now - message.came_s > self._patience_s(message):
                self.dropped += 1
            else:
                found.append(message)
        return found

    def close(self) -> None:
        """Say good-bye: the last will is not published."""
        self._client.disconnect()
        self._client.loop_stop()
        self._is_connected = False

    def _patience_s(self, message: Received) -> float:
        return min(
            (heard.stale_s for heard in self._hears if matches(heard.topic, message.topic)), default=inf
        )

    # ---- on the connection's thread

    def _connected(self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        if reason.is_failure:
            self.refused = str(reason)
            self._on_news()
            return
        if self._hears:
            client.subscribe([(heard.topic, heard.qos) for heard in self._hears])
        with self._lock:
            self._is_connected, self.refused = True, ""
            self.connections += 1
            for topic, (payload, qos) in self._kept.items():
                client.publish(topic, payload, qos=qos, retain=True)
        self._on_news()

    def _lost(self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        with self._lock:
            self._is_connected = False
        self._on_news()

    def _received(self, client: mqtt.Client, data: Any, message: mqtt.MQTTMessage) -> None:
        if len(message.payload) > LARGEST_BYTES:
            self.dropped += 1
            return
        if len(self._inbox) == self._inbox.maxlen:
            self.dropped += 1
        self._inbox.append(Received(message.topic, bytes(message.payload), message.retain, self._clock()))
        self._on_news()


def as_bytes(message: BaseModel | bytes) -> bytes:
    """A message as it travels."""
    return message if isinstance(message, bytes) else message.model_dump_json().encode()
