"""Reads the tags of a line from a plant's MQTT broker. It only subscribes."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable

from ..exhibits.tags import Row, link_row
from ..i18n import Text
from ..lan.bus import Bus, Endpoint, Received, Subscription
from .broker import client_name
from .tag_map import Mapped, TagMap

LINK_EVERY_S = 1.0


class PlantMqtt:
    """Takes the messages of a plant's topics once in a while.

    A broker that is well tells nothing of a line that is not: the line is live as long as one of its topics speaks.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        tags: TagMap,
        say: Callable[[Row], object],
        note: Callable[[Text], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tags: dict[str, list[Mapped]] = {}
        for mapped in tags.tags:
            if mapped.topic:
                self._tags.setdefault(mapped.topic, []).append(mapped)
        self._silent_s, self._say, self._note, self._clock = tags.silent_s, say, note, clock
        self._heard_s = self._sent_s = -math.inf
        self._is_live: bool | None = None
        self._bus = Bus(
            client_name(endpoint, "plant"), endpoint, [Subscription(topic) for topic in self._tags]
        )

    def look(self) -> None:
        """Say what has come, and once a second whether the line is live."""
        now = self._clock()
        for message in self._bus.news():
            if not message.retained:  # what a broker keeps may be years old
                self._heard_s = now
            for mapped in self._tags.get(message.topic, ()):
                self._say(row_of(mapped, message))
        is_live = self._bus.is_connected and now - self._heard_s <= self._silent_s
        if is_live == self._is_live and now - self._sent_s < LINK_EVERY_S:
            return
        if is_live != self._is_live:
            self._note(Text("The line speaks.") if is_live else Text("The line is silent."))
        if is_live or self._is_live is not is_live:
            self._say(link_row(time.time(), "live" if is_live else "lost"))
        self._is_live, self._sent_s = is_live, now

    def close(self) -> None:
        """Listen no more."""
        self._bus.close()


def row_of(mapped: Mapped, message: Received) -> Row:
    """A message as a row: a number, a switch, or the field of a JSON object; all else is of bad quality."""
    number = math.nan
    try:
        found = json.loads(message.payload)
        if mapped.field and isinstance(found, dict):
            found = found.get(mapped.field)
        if isinstance(found, int | float):
            number = mapped.value_of(float(found))
    except (ValueError, RecursionError):
        pass
    if not math.isfinite(number):
        return Row(time.time(), mapped.tag, math.nan, "bad")
    return Row(time.time(), mapped.tag, number, "good")
