"""Reads the tags of a line from a plant's MQTT broker: plain topics or Sparkplug B. It only subscribes."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from datetime import UTC, tzinfo

from ...exhibits.tags import Quality, Row, link_row
from ...i18n import Text
from ..room.bus import Bus, Endpoint, Received, Subscription
from .broker import client_name
from .messages import number_of, quality_of, time_of, value_at
from .sparkplug import ROOT, EdgeNode, Spoken, address_of
from .tag_map import Mapped, TagMap

LINK_EVERY_S = 1.0


class PlantMqtt:
    """Receives the messages of a plant's topics.

    A working broker does not prove a working line: the line counts as live while one of its topics is active, or while
    one of its Sparkplug edge nodes is online; those may be silent because nothing changes.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        tags: TagMap,
        say: Callable[[Row], object],
        note: Callable[[Text], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._topics: dict[str, list[Mapped]] = {}
        self._metrics: dict[tuple[str, str, str], list[Mapped]] = {}
        self._nodes: dict[str, EdgeNode] = {}
        for mapped in tags.tags:
            if mapped.topic:
                self._topics.setdefault(mapped.topic, []).append(mapped)
            elif mapped.sparkplug:
                group, node, device = (*mapped.sparkplug.split("/"), "")[:3]
                self._nodes[f"{group}/{node}"] = EdgeNode()
                self._metrics.setdefault((f"{group}/{node}", device, mapped.metric), []).append(mapped)
        self._silent_s, self._zone, self._clock = tags.silent_s, tags.zone, clock
        self._say_row, self._note = say, note
        self._last: dict[str, Row] = {}
        self._heard_s = self._sent_s = -math.inf
        self._is_live: bool | None = None
        self._connections = 0
        hears = [*self._topics]
        for name in self._nodes:
            group, node = name.split("/")
            hears += [f"{ROOT}/{group}/+/{node}", f"{ROOT}/{group}/+/{node}/+"]
        self._bus = Bus(client_name(endpoint, "plant"), endpoint, [Subscription(topic) for topic in hears])

    def look(self) -> None:
        """Pass on what was received, and once a second whether the line is live."""
        now = self._clock()
        if self._bus.connections != self._connections:  # a node that died meanwhile has left no message
            self._connections = self._bus.connections
            for node in self._nodes.values():
                node.is_there = False
        for message in self._bus.news():
            if message.topic in self._topics:
                if not message.retained:  # a retained message may be years old
                    self._heard_s = now
                for mapped in self._topics[message.topic]:
                    self._say(row_of(mapped, message, self._zone))
            else:
                self._take(message)
        speaks = now - self._heard_s <= self._silent_s or any(node.is_there for node in self._nodes.values())
        is_live = self._bus.is_connected and speaks
        if is_live == self._is_live and now - self._sent_s < LINK_EVERY_S:
            return
        if is_live != self._is_live:
            self._note(Text("The line speaks.") if is_live else Text("The line is silent."))
        if is_live or self._is_live is not is_live:
            self._say_row(link_row(time.time(), "live" if is_live else "lost"))
        self._is_live, self._sent_s = is_live, now

    def close(self) -> None:
        """Disconnect."""
        self._bus.close()

    def _say(self, row: Row) -> None:
        self._last[row.tag] = row
        self._say_row(row)

    def _take(self, message: Received) -> None:
        """Handle a Sparkplug message."""
        address = address_of(message.topic)
        if address is None or message.retained:  # a broker never retains births
            return
        name = f"{address.group}/{address.node}"
        node = self._nodes[name]
        was_whole, was_there = node.is_whole, node.is_there
        spoken = node.take(address.kind, address.device, message.payload)
        if spoken is None:
            self._note(Text("{node}: ignored a message that is not Sparkplug B.", node=name))
            return
        if node.is_there and not node.is_whole and (was_whole or not was_there):
            self._doubt(name)
        for one in spoken:
            for mapped in self._metrics.get((name, one.device, one.metric), ()):
                self._say(_row(mapped, one))

    def _doubt(self, name: str) -> None:
        """A node's message or its birth is missing: mark its last values as uncertain."""
        self._note(
            Text(
                "{node}: its birth or a message of it was missed. Its values are uncertain until it is born again; a "
                "host application of the plant can ask for that, this bridge only reads.",
                node=name,
            )
        )
        for of, device, metric in self._metrics:
            for mapped in self._metrics[of, device, metric] if of == name else ():
                last = self._last.get(mapped.tag)
                if last is not None and last.quality == "good":
                    self._say(last._replace(quality="uncertain"))


def _row(mapped: Mapped, one: Spoken) -> Row:
    value = mapped.value_of(one.value) if one.quality != "bad" else math.nan
    return Row(one.time_s or time.time(), mapped.tag, value, one.quality)


def row_of(mapped: Mapped, message: Received, zone: tzinfo = UTC) -> Row:
    """A message as a row: a number, a switch, or a field of its JSON; anything else is of bad quality.

    A retained value is uncertain until the next message: it may be out of date.
    """
    number, time_s = math.nan, None
    quality: Quality = "good"
    try:
        found = json.loads(message.payload)
        inside = value_at(found, mapped.field) if isinstance(found, dict | list) else found
        number = mapped.value_of(number_of(inside))
        if mapped.time:
            time_s = time_of(value_at(found, mapped.time), zone)
        if mapped.quality:
            quality = quality_of(value_at(found, mapped.quality), mapped.good)
    except (ValueError, RecursionError):
        pass
    time_s = time.time() if time_s is None else time_s
    if not math.isfinite(number) or quality == "bad":
        return Row(time_s, mapped.tag, math.nan, "bad")
    return Row(time_s, mapped.tag, number, "uncertain" if message.retained else quality)
