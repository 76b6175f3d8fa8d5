"""Reads the tags of a line from an OPC UA server. It only subscribes: it never writes, and calls no methods."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.subscription import DataChangeNotif

from ...base.bootstrap import gettext
from ...base.refused import Refused
from ...exhibits.tags import Quality, Row, link_row
from ...i18n import Text
from .access import Access
from .messages import number_of, value_at
from .tag_map import NODE, Mapped, TagMap

PUBLISH_MS = 200
REPLY_S = 4.0
LOOK_S = 0.25
SILENT_S = 4.0
"""The server's clock is subscribed to and ticks every second; after this silence the connection counts as lost."""
FIRST_WAIT_S, LONGEST_WAIT_S, WELL_S = 0.5, 5.0, 5.0
CLOCK = ua.NodeId.from_string("i=2258")
"""The server's current time, a node of the standard."""


class Heard:
    """Receives the notifications of a subscription."""

    def __init__(self, say: Callable[[Row], object], tags: Mapping[ua.NodeId, list[Mapped]]) -> None:
        self._say, self._tags = say, tags
        self.at_s = time.monotonic()

    def datachange_notification(self, node: Any, value: Any, data: DataChangeNotif) -> None:
        """A value has changed."""
        self.at_s = time.monotonic()
        if node.nodeid == CLOCK:
            self._say(link_row(time.time(), "live"))
        for mapped in self._tags.get(node.nodeid, ()):
            self._say(row_of(mapped, value, data.monitored_item.Value))

    def status_change_notification(self, status: Any) -> None:
        """The server has ended the subscription."""
        self.at_s = -math.inf


async def listen(
    url: str,
    tags: TagMap,
    say: Callable[[Row], object],
    note: Callable[[Text], object],
    access: Access | None = None,
) -> None:
    """Report every value until cancelled; reconnects with a new client after each loss.

    Parameters
    ----------
    say : receives rows, including those about the connection.
    note : receives messages for the terminal.
    access : credentials for a protected server.
    """
    wait_s, noted = FIRST_WAIT_S, ""
    while True:
        began_s = time.monotonic()
        try:
            await _connected(url, tags, say, note, access)
        except (Exception, asyncio.CancelledError) as fault:
            task = asyncio.current_task()
            if isinstance(fault, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            say(link_row(time.time(), "lost"))
            why = gettext(fault.words) if isinstance(fault, Refused) else str(fault) or type(fault).__name__
            if why != noted:
                note(Text("The line is lost ({why}). Trying again.", why=why))
            noted = why
        wait_s = FIRST_WAIT_S if time.monotonic() - began_s > WELL_S else min(wait_s * 1.7, LONGEST_WAIT_S)
        await asyncio.sleep(wait_s)


async def _connected(
    url: str,
    tags: TagMap,
    say: Callable[[Row], object],
    note: Callable[[Text], object],
    access: Access | None,
) -> None:
    """Report every value until the connection is lost, which raises."""
    client = Client(url, timeout=REPLY_S)
    if access is not None:
        await access.prepare(client, note)
    async with client:
        nodes: dict[ua.NodeId, list[Mapped]] = {}
        for mapped in tags.tags:
            if mapped.node:
                nodes.setdefault(await _node_id(client, mapped.node), []).append(mapped)
        heard = Heard(say, nodes)
        subscription = await client.create_subscription(PUBLISH_MS, heard)
        wanted = [*nodes, CLOCK]
        given = await subscription.subscribe_data_change([client.get_node(node) for node in wanted])
        count = 0
        for node, answer in zip(wanted, given if isinstance(given, list) else [given], strict=True):
            if not isinstance(answer, ua.StatusCode):
                count += len(nodes.get(node, ()))
            elif not tags.is_own:
                for mapped in nodes.get(node, ()):
                    missing = Text("{tag}: the server does not give {node} ({why}).")
                    note(missing.having(tag=mapped.tag, node=mapped.node, why=answer.name))
        note(
            Text(
                "Connected to {url}: {count} tag.", "Connected to {url}: {count} tags.", url=url, count=count
            )
        )
        while True:
            await asyncio.sleep(LOOK_S)
            await asyncio.wait_for(client.check_connection(), REPLY_S)
            if time.monotonic() - heard.at_s > SILENT_S:
                raise TimeoutError(gettext(Text("the server has fallen silent")))


async def _node_id(client: Client, text: str) -> ua.NodeId:
    """The id of a node; a namespace given by name is looked up, since its index differs between servers."""
    found = NODE.fullmatch(text)
    uri = found["uri"] if found is not None else None
    if uri is None:
        return ua.NodeId.from_string(text)
    index = await client.get_namespace_index(uri)
    return ua.NodeId.from_string(f"ns={index};{text.partition(';')[2]}")


def row_of(mapped: Mapped, value: Any, data: ua.DataValue) -> Row:
    """A value of the server as a row; its quality is bad if it is not a number."""
    status, quality = data.StatusCode, "good"
    if status is not None and not status.is_good():
        quality = "uncertain" if status.is_uncertain() else "bad"
    number = mapped.value_of(number_of(value_at(value, mapped.field)))
    if not math.isfinite(number):
        number, quality = math.nan, "bad"
    moment = data.SourceTimestamp or data.ServerTimestamp
    time_s = moment.timestamp() if moment is not None else time.time()
    kept: Quality = "good" if quality == "good" else "uncertain" if quality == "uncertain" else "bad"
    return Row(time_s, mapped.tag, number, kept)
