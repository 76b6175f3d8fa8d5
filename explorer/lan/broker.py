"""The broker of a room: amqtt in a process beside the show, on this computer alone unless it is told otherwise.

    python -m explorer.lan broker

In, one line of JSON: `{"listens": ["127.0.0.1:0"], "accounts": {name: {...}}}`. Out, once it listens: `{"ports": [1883]}`.
It ends when its input is closed, and with it when the process that started it is gone.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from dataclasses import dataclass, field
from typing import Any

from amqtt.adapters import ReaderAdapter, WriterAdapter
from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.errors import AMQTTError, MQTTError, NoDataError
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from amqtt.session import Session
from amqtt.utils import gen_client_id

from .process import first_line, report, until_closed
from .rights import Account, accounts_from

MOST_CONNECTIONS = 300
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
        if account is None or not topic:
            return False
        return account.may_publish(topic) if action == Action.PUBLISH else account.may_hear(topic)


def _account(config: Any, name: str) -> Account | None:
    told = config.accounts.get(name)
    return accounts_from({name: told})[name] if told is not None else None


class RoomBroker(Broker):
    """amqtt 0.12, with what goes round its rights repaired.

    It hands each newcomer the retained messages of everybody's subscriptions, and asks nobody whether it may hear them. It
    publishes a last will on any topic. It ends the connection of a client when a stranger without a password claims its id.
    """

    async def _initialize_client_session(
        self, reader: ReaderAdapter, writer: WriterAdapter, remote_address: str, remote_port: int
    ) -> tuple[BrokerProtocolHandler, Session]:
        try:
            async with asyncio.timeout(CONNECT_S):
                handler, session = await BrokerProtocolHandler.init_from_connect(
                    reader, writer, self.plugins_manager
                )
        except TimeoutError:
            await writer.close()
            raise AMQTTError("no CONNECT") from None
        except (AMQTTError, MQTTError, NoDataError):
            await writer.close()
            raise
        if not session.client_id or not await self._authenticate(session, self.listeners_config["default"]):
            session.client_id = gen_client_id()  # it is refused in a moment, and disturbs nobody until then
        elif session.will_flag and not await self._topic_filtering(
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
    """What amqtt is told."""
    own = __name__
    return {
        "listeners": {
            "default" if number == 0 else f"listener-{number}": {
                "type": "tcp",
                "bind": address,
                "max_connections": MOST_CONNECTIONS,
            }
            for number, address in enumerate(listens)
        },
        "plugins": {
            f"{own}.Passwords": {"accounts": accounts},
            f"{own}.Rights": {"accounts": accounts},
        },
    }


async def serve(told: dict[str, Any]) -> None:
    """Be the broker until the input is closed."""
    broker = RoomBroker(configuration(told["listens"], told["accounts"]))
    await broker.start()
    report(ports=[port_of(server) for server in broker._servers.values()])
    try:
        await until_closed()
    finally:
        await broker.shutdown()


def port_of(server: Any) -> int:
    """The port that a listener has got."""
    return int(server.instance.sockets[0].getsockname()[1])


def main() -> int:
    """Read what is wanted, and be the broker."""
    logging.basicConfig(level=logging.CRITICAL)
    asyncio.run(serve(first_line()))
    return 0
