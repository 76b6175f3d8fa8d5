"""A line on a broker: the bridge publishes its rows there, and any number of shows subscribe."""

from __future__ import annotations

import time
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit, urlunsplit
from uuid import uuid4

from ...base.refused import Refused
from ...exhibits.kinds import KINDS
from ...exhibits.tags import Fed, Row, check_tag, link_row
from ...i18n import Text
from ..room.bus import Bus, Endpoint, Received, Subscription
from ..room.messages import LineLink, TagValue, decode
from ..room.topics import Line, last_level


def endpoint_of(url: str) -> tuple[Endpoint, Line]:
    """Broker and line of `mqtt://user:password@host:port/line`. Raises Refused if the address is not valid."""
    try:
        parts = urlsplit(url)
        line = Line(unquote(parts.path.strip("/")) or "line")
        return Endpoint.of_url(urlunsplit(parts._replace(path=""))), line
    except ValueError:
        raise Refused(Text("{url}: write mqtt://HOST:PORT/LINE", url=url)) from None


def client_name(endpoint: Endpoint, name: str) -> str:
    """A unique client id; our own brokers require that it begins with the user name."""
    unique = f"{name}-{uuid4().hex[:8]}"
    return f"{endpoint.user}-{unique}" if endpoint.user else unique


class ToBroker:
    """Publishes rows to a broker; its last will reports the line as lost.

    Parameters
    ----------
    tags : the tags it will publish; values the broker has retained for them may be out of date, and are cleared.
    """

    def __init__(self, url: str, tags: Iterable[str] = ()) -> None:
        endpoint, self._line = endpoint_of(url)
        will = (self._line.link, LineLink(state="lost", why="the bridge is gone"))
        self._bus = Bus(client_name(endpoint, f"bridge-{self._line.id}"), endpoint, will=will)
        for tag in tags:
            self._bus.publish(self._line.tag(tag), b"", retain=True)

    def __call__(self, row: Row) -> None:
        """Publish a row."""
        if not row.tag:
            state = LineLink(state="live" if row.quality == "live" else "lost", since_s=row.time_s, why="")
            self._bus.publish(self._line.link, state, retain=True, qos=1)
            return
        # a bad value may be NaN or infinite, which JSON does not have
        value = row.value if row.quality != "bad" else 0.0
        message = TagValue.model_validate({"value": value, "time_s": row.time_s, "quality": row.quality})
        self._bus.publish(self._line.tag(row.tag), message, retain=True)

    def close(self) -> None:
        """Report the line as lost, and disconnect."""
        self(link_row(time.time(), "lost"))
        self._bus.close()


class OnBroker:
    """Receives a line from a broker."""

    is_recording = False

    def __init__(self, url: str, fed: Fed = KINDS) -> None:
        endpoint, line = endpoint_of(url)
        self._fed = fed
        name = client_name(endpoint, "show")
        self._link = line.link
        self._bus = Bus(name, endpoint, [Subscription(line.tags), Subscription(line.link, 1)])
        self._was_connected = False

    def news(self) -> list[Row]:
        """Rows received since the last call; a lost broker counts as a lost line."""
        found = [
            row for message in self._bus.news() if (row := row_of(message, self._link, self._fed)) is not None
        ]
        lost = self._was_connected and not self._bus.is_connected
        self._was_connected = self._bus.is_connected
        return [*found, link_row(time.time(), "lost")] if lost else found

    def close(self) -> None:
        """Disconnect."""
        self._bus.close()


def row_of(message: Received, link: str, fed: Fed = KINDS) -> Row | None:
    """The row of a message; None if it is not one, or belongs to a tag that no exhibit has."""
    if message.topic == link:
        state = decode(LineLink, message.payload)
        return None if state is None else link_row(state.since_s, "live" if state.state == "live" else "lost")
    value, tag = decode(TagValue, message.payload), last_level(message.topic)
    if value is None or isinstance(value.value, str):
        return None
    try:
        check_tag(tag, fed)
    except Refused:
        return None
    return Row(value.time_s, tag, float(value.value), value.quality)
