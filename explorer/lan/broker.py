"""The broker of a room: amqtt in a process beside the show, on this computer alone unless its job says otherwise.

    python -m explorer.lan broker

In, one line of JSON: `{"listens": ["127.0.0.1:0"], "accounts": {name: {...}}}`. Out, once it listens: `{"ports": [1883]}`.
It ends when its input is closed, and with it when the process that started it is gone.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from amqtt.adapters import ReaderAdapter, StreamReaderAdapter, StreamWriterAdapter, WriterAdapter
from amqtt.broker import Broker, Server
from amqtt.contexts import Action
from amqtt.errors import AMQTTError
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from amqtt.session import Session
from amqtt.utils import gen_client_id

from .addresses import LOOPBACK
from .bus import LARGEST_BYTES
from .gateway.limits import Bucket
from .process import first_line, report, until_closed
from .rights import Account, accounts_from

MOST_CONNECTIONS, MOST_OF_ONE_ADDRESS = 300, 30
STRANGER_BYTES, GUEST_BYTES = 4096, 64 * 1024
"""So long may be what somebody says who is not known yet, and what a guest says."""
GUEST_A_SECOND = 8
CONNECT_S = 10.0
"""A connection that has not said by then who it is is closed."""


class Passwords(BaseAuthPlugin):
    """Lets in who has the password of an account. A client's id begins with its account's name.

    Two clients of one id push each other out; so a follower cannot push out the show.
    """

    @dataclass
    class Config:
        """What the broker hands to it."""

        accounts: dict[str, Any] = field(default_factory=dict)

    async def authenticate(self, *, session: Session) -> bool:
        """Whether the client may connect."""
        name = str(session.username or "")
        account = _account(self.config, name)
        right = account is not None and hmac.compare_digest(
            account.password.encode(), str(session.password or "").encode()
        )
        id = str(session.client_id or "")
        return right and (id == name or id.startswith(f"{name}-"))


class Rights(BaseTopicPlugin):
    """Asks the account for each topic."""

    @dataclass
    class Config:
        """What the broker hands to it."""

        accounts: dict[str, Any] = field(default_factory=dict)

    async def topic_filtering(
        self, *, session: Session | None = None, topic: str | None = None, action: Action | None = None
    ) -> bool:
        """Whether a client may do something with a topic."""
        account = _account(self.config, str(session.username or "")) if session is not None else None
        if session is None or account is None or not topic:
            return False
        if action != Action.PUBLISH:
            return account.may_hear(topic)
        return account.may_publish(topic) and not (account.is_guest and _says_too_much(session))


def _says_too_much(guest: Session) -> bool:
    """Whether a guest says more than a few things a second."""
    bucket: Bucket | None = getattr(guest, "bucket", None)
    if bucket is None:
        bucket = Bucket(GUEST_A_SECOND, 2 * GUEST_A_SECOND)
        guest.bucket = bucket  # a session has room for what others know of it
    return not bucket.take()


def _account(config: Any, name: str) -> Account | None:
    account = config.accounts.get(name)
    return accounts_from({name: account})[name] if account is not None else None


class TooLong(Exception):
    """Somebody says more at once than anybody has to say."""


class BoundedReader(StreamReaderAdapter):
    """Reads no more at once than `most_bytes`: amqtt alone would take 256 MB from a stranger."""

    most_bytes = STRANGER_BYTES

    async def read(self, n: int = -1) -> bytes:
        if n > self.most_bytes:
            raise TooLong(n)
        return bytes(await super().read(n))


class RoomBroker(Broker):
    """amqtt 0.12, with what goes round its rights repaired.

    It hands each newcomer the retained messages of everybody's subscriptions, and asks nobody whether it may hear them. It
    publishes a last will on any topic. It ends the connection of a client when a stranger without a password claims its id.
    It never forgets a stranger, and never gives back the place of one that talks junk.
    """

    def __init__(self, listens: list[str], accounts: dict[str, Any]) -> None:
        super().__init__(configuration(listens, accounts))
        self._guests = {name for name, account in accounts.items() if account["is_guest"]}
        self._here: Counter[str] = Counter()

    @property
    def ports(self) -> list[int]:
        """Those that it has got, one for each address."""
        return [int(server.instance.sockets[0].getsockname()[1]) for server in self._servers.values()]

    @property
    def known(self) -> int:
        """How many clients it has something in mind of."""
        return len(self._sessions)

    async def stream_connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener_name: str
    ) -> None:
        peer = writer.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        is_guest = address != LOOPBACK  # what is on this computer is ours, and always gets in
        if is_guest and (
            self._here[address] >= MOST_OF_ONE_ADDRESS or self._here.total() >= MOST_CONNECTIONS
        ):
            writer.close()
            return
        self._here[address] += is_guest
        try:
            await self._client_connected(listener_name, BoundedReader(reader), StreamWriterAdapter(writer))
        finally:
            self._here[address] -= is_guest
            if not self._here[address]:
                del self._here[address]

    async def _handle_client_session(
        self,
        reader: ReaderAdapter,
        writer: WriterAdapter,
        client_session: Session,
        handler: BrokerProtocolHandler,
        server: Server,
        listener_name: str,
    ) -> None:
        try:
            await super()._handle_client_session(
                reader, writer, client_session, handler, server, listener_name
            )
        finally:
            id = client_session.client_id or ""
            if self._sessions.get(id, (None, None))[1] is handler:
                await self._cleanup_session(id)

    async def retain_message(
        self,
        source_session: Session | None,
        topic_name: str | None,
        data: bytes | bytearray | None,
        qos: int | None = None,
    ) -> None:
        if source_session is None or source_session.username not in self._guests:
            await super().retain_message(source_session, topic_name, data, qos)

    async def _initialize_client_session(
        self, reader: ReaderAdapter, writer: WriterAdapter, remote_address: str, remote_port: int
    ) -> tuple[BrokerProtocolHandler, Session]:
        try:
            async with asyncio.timeout(CONNECT_S):
                handler, session = await BrokerProtocolHandler.init_from_connect(
                    reader, writer, self.plugins_manager
                )
        except (
            Exception
        ) as junk:  # a place is given back after amqtt's own errors alone, and junk raises others too
            await writer.close()
            raise AMQTTError("no CONNECT") from junk
        if not session.client_id or not await self._authenticate(session, self.listeners_config["default"]):
            session.client_id = gen_client_id()  # it is refused in a moment, and disturbs nobody until then
        else:
            if isinstance(reader, BoundedReader):
                reader.most_bytes = GUEST_BYTES if session.username in self._guests else LARGEST_BYTES
            if session.will_flag and not await self._topic_filtering(
                session, session.will_topic or "", Action.PUBLISH
            ):
                session.will_flag = False
        await self._delete_session(session.client_id)
        session.clean_session, session.parent = True, 0
        return handler, session

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        wanted, qos = subscription
        handler = self._get_handler(session)
        if handler is None or not self._is_own(wanted, session):
            return
        for topic, kept in list(self._retained_messages.items()):
            if self._matches(topic, wanted) and await self._topic_filtering(session, topic, Action.RECEIVE):
                await handler.mqtt_publish(kept.topic, kept.data, min(qos, kept.qos or qos), retain=True)

    def _is_own(self, wanted: str, session: Session) -> bool:
        subscribed = self._subscriptions.get(wanted, [])
        return any(other.client_id == session.client_id for other, _ in subscribed)


def configuration(listens: list[str], accounts: dict[str, Any]) -> dict[str, Any]:
    """The configuration of amqtt."""
    own = __name__
    return {
        "listeners": {
            "default" if number == 0 else f"listener-{number}": {
                "type": "tcp",
                "bind": address,
                "max_connections": 2 * MOST_CONNECTIONS,
            }
            for number, address in enumerate(listens)
        },
        "plugins": {
            f"{own}.Passwords": {"accounts": accounts},
            f"{own}.Rights": {"accounts": accounts},
        },
    }


async def serve(job: dict[str, Any]) -> None:
    """Be the broker until the input is closed."""
    broker = RoomBroker(job["listens"], job["accounts"])
    await broker.start()
    report(ports=broker.ports)
    try:
        await until_closed()
    finally:
        await broker.shutdown()


def main() -> int:
    """Read what is wanted, and be the broker."""
    logging.basicConfig(level=logging.CRITICAL)
    asyncio.run(serve(first_line()))
    return 0
