"""Browsing a line: the topics and metrics on a broker, and a draft of a map from what was found."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...base.names import nearest
from ...base.refused import Refused
from ...exhibits.exhibit import Exhibit
from ...exhibits.tags import tags_of
from ...i18n import Text
from ..room.bus import Bus, Endpoint, Subscription
from .broker import client_name
from .sparkplug import Address, EdgeNode, address_of
from .tag_map import template_head

MOST = 5_000
"""Maximum number of listed variables, topics or metrics."""
MOST_FIELDS, DEEPEST, LONGEST = 50, 6, 40
LOOK_S = 0.1


class Found(NamedTuple):
    """One value of a line."""

    path: str  # readable path, such as `Line1/Press/WIP`
    source: Mapping[str, str]  # its address, as written in a map
    type: str
    value: str

    @property
    def where(self) -> str:
        """Its address as text of a map."""
        return ", ".join(
            f"{key}: {json.dumps(word, ensure_ascii=False)}" for key, word in self.source.items()
        )


def short(value: object) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


async def browse_mqtt(url: str, seconds: float, under: str = "#") -> list[Found]:
    """The values published on a broker within some seconds, and its retained ones.

    Raises ValueError if the address is not valid, OSError if no broker answers.
    """
    endpoint = Endpoint.of_url(url)
    bus = Bus(client_name(endpoint, "browse"), endpoint, [Subscription(under)])
    topics: dict[str, bytes] = {}
    nodes: dict[str, EdgeNode] = {}
    metrics: dict[tuple[str, str], Found] = {}
    try:
        for _ in range(max(round(seconds / LOOK_S), 1)):
            await asyncio.sleep(LOOK_S)
            for message in bus.news():
                if (address := address_of(message.topic)) is not None:
                    metrics |= _metrics(nodes, address, message.payload)
                elif len(topics) < MOST or message.topic in topics:
                    topics[message.topic] = message.payload
        if not bus.connections:
            raise OSError(bus.refused or "no answer")
    finally:
        bus.close()
    found = [one for topic in sorted(topics) for one in _fields(topic, topics[topic])]
    return [*(metrics[key] for key in sorted(metrics)), *found][:MOST]


def _metrics(
    nodes: dict[str, EdgeNode], address: Address, payload: bytes
) -> Iterator[tuple[tuple[str, str], Found]]:
    name = f"{address.group}/{address.node}"
    for one in nodes.setdefault(name, EdgeNode()).take(address.kind, address.device, payload) or ():
        of = f"{name}/{one.device}" if one.device else name
        source = {"sparkplug": of, "metric": one.metric}
        yield (of, one.metric), Found(f"{of}/{one.metric}", source, "Sparkplug B", short(one.value))


def _fields(topic: str, payload: bytes) -> list[Found]:
    """The values of a message: the message itself, or all numbers and switches in its JSON."""
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError):
        text = payload[: 2 * LONGEST].decode("utf-8", "replace")
        return [Found(topic, {"topic": topic}, "text", short(text))]
    if not isinstance(found, dict | list):
        return [Found(topic, {"topic": topic}, type(found).__name__, short(found))]
    leaves = []
    for path, value in _leaves(found, "", DEEPEST):
        leaves.append(
            Found(f"{topic}/{path}", {"topic": topic, "field": path}, type(value).__name__, short(value))
        )
        if len(leaves) == MOST_FIELDS:
            break
    return leaves


def _leaves(found: Any, path: str, deep: int) -> Iterator[tuple[str, Any]]:
    items = found.items() if isinstance(found, dict) else ((f"[{n}]", one) for n, one in enumerate(found))
    for step, value in items:
        below = f"{path}{step}" if str(step).startswith("[") or not path else f"{path}.{step}"
        if isinstance(value, dict | list):
            if deep:
                yield from _leaves(value, below, deep - 1)
        elif isinstance(value, int | float):
            yield below, value


def suggested_map(found: Sequence[Found], exhibit: type[Exhibit[Any]], chosen: Mapping[str, str]) -> str:
    """A draft of a map: chosen values and those named like a tag; all others as comments to choose from.

    Raises Refused if a chosen tag does not exist, or its words match no value or several.

    Parameters
    ----------
    chosen : for each tag, words of the path or the address of its value.
    """
    tags, taken = tags_of(exhibit), dict[str, Found]()
    for tag, words in chosen.items():
        if tag not in tags:
            raise Refused(
                Text("There is no tag {tag!r}. Nearest: {near}", tag=tag, near=nearest(tag, tags, 8))
            )
        taken[tag] = _the_one(found, words)
    for one in found:
        names = {_plain(one.path.rpartition("/")[2]), _plain(list(one.source.values())[-1])}
        for tag in tags:
            if tag not in taken and names & {_plain(tag), _plain(tag.partition(".")[2])}:
                taken[tag] = one
    lines = [
        f"  {tag}: {{{taken[tag].where}}}  # {taken[tag].type} {taken[tag].value}"
        for tag in tags
        if tag in taken
    ]
    used = list(taken.values())
    rest = [
        f"  # {tags[0]}: {{{one.where}}}  # {one.path}: {one.type} {one.value}"
        for one in found
        if one not in used
    ]
    return "\n".join([*template_head(), *lines, *rest, ""])


def _the_one(found: Sequence[Found], words: str) -> Found:
    """The value with exactly this path or address, or the only one that contains these words."""
    exact = [one for one in found if words in (one.path, *one.source.values())]
    having = exact or [one for one in found if words.lower() in f"{one.path}\n{one.where}".lower()]
    if len(having) == 1:
        return having[0]
    if not having:
        raise Refused(Text("Nothing here has {words!r}.", words=words))
    raise Refused(
        Text("{count} values have {words!r}: {some} ...", count=len(having), words=words,
             some=", ".join(one.path for one in having[:5]))
    )  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
