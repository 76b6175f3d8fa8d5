"""A connection to a broker, run by paho on its own thread. The drawing thread polls it once a frame and never waits."""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from pydantic import BaseModel

MOST_WAITING = 4000
MOST_QUEUED = 1000
"""Maximum number of messages that wait to be sent while the broker is away; it bounds the memory."""
LARGEST_BYTES = 2_000_000
KEEP_ALIVE_S = 5
AGAIN_S = (0.25, 5.0)
"""Pause between two attempts to connect, at first and at most."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Address of a broker, with user and password."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    # tls: whether the connection is encrypted; ca: file with the certificate authority of the broker;
    # None: the system's authorities
    tls: bool = False
    ca: Path | None = None

    @classmethod
    def of_url(cls, url: str, ca: Path | None = None) -> Endpoint:
        """Parse `mqtt://user:password@host:port` or `mqtts://...`.

        Raises ValueError if it is not such an address.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
            raise ValueError(url)
        tls = parts.scheme == "mqtts"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, parts.port or (8883 if tls else 1883), user, password, tls, ca)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic to subscribe to."""

    topic: str  # a topic or a filter
    qos: int = 0  # 0: may be lost; 1: arrives at least once


@dataclass(frozen=True, slots=True)
class Received:
    """One message."""

    topic: str
    payload: bytes
    retained: bool  # whether the broker had stored it for new subscribers, so that it may be old


class Bus:
    """A connection to a broker that reconnects whenever it breaks.

    Retained messages are published again on each new connection, because a restarted broker may have forgotten them.

    Attributes
    ----------
    connections : how often it has connected.
    refused : why the broker refused the last connection, "" if it did not.
    dropped : number of messages that were not read in time.

    Parameters
    ----------
    client : client id. Two of the same id disconnect each other; our brokers require that it begins with the user name.
    will : topic and payload of the last will, published as retained by the broker when this end is lost.
    most_waiting : maximum number of unread messages; beyond it the oldest are dropped.
    """

    def __init__(
        self,
        client: str,
        endpoint: Endpoint,
        hears: Iterable[Subscription] = (),
        *,
        will: tuple[str, BaseModel | bytes] | None = None,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._hears = tuple(hears)
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
        """Publish a message; returns whether it was sent, or is stored until there is a connection.

        A transient message (QoS 0, not retained) is dropped if there is no connection.
        """
        payload = as_bytes(message)
        with self._lock:
            if retain:
                self._kept[topic] = (payload, qos)
            if not self._is_connected and (retain or qos == 0):
                return retain
            return self._client.publish(topic, payload, qos=qos, retain=retain).rc == mqtt.MQTT_ERR_SUCCESS

    def news(self, most: int = MOST_WAITING) -> list[Received]:
        """Messages received since the last call, oldest first. Never waits."""
        return [self._inbox.popleft() for _ in range(min(len(self._inbox), most))]

    def close(self) -> None:
        """Disconnect properly: the last will is not published."""
        self._client.disconnect()
        self._client.loop_stop()
        self._is_connected = False

    # ---- on the connection's thread

    def _connected(self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        if reason.is_failure:
            self.refused = str(reason)
            return
        if self._hears:
            client.subscribe([(heard.topic, heard.qos) for heard in self._hears])
        with self._lock:
            self._is_connected, self.refused = True, ""
            self.connections += 1
            for topic, (payload, qos) in self._kept.items():
                client.publish(topic, payload, qos=qos, retain=True)

    def _lost(self, client: mqtt.Client, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        with self._lock:
            self._is_connected = False

    def _received(self, client: mqtt.Client, data: Any, message: mqtt.MQTTMessage) -> None:
        if len(message.payload) > LARGEST_BYTES:
            self.dropped += 1
            return
        if len(self._inbox) == self._inbox.maxlen:
            self.dropped += 1
        self._inbox.append(Received(message.topic, bytes(message.payload), message.retain))


def as_bytes(message: BaseModel | bytes) -> bytes:
    """A message as sent over the wire."""
    return message if isinstance(message, bytes) else message.model_dump_json().encode()
