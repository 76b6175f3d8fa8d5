"""The map of a line, `tags.yaml`: assigns its nodes, topics, metrics or columns to tags."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

from ...base.names import nearest
from ...base.refused import Refused
from ...exhibits.asked import words_of
from ...exhibits.exhibit import Exhibit
from ...exhibits.kinds import KINDS
from ...exhibits.mixins import own_conditions
from ...exhibits.tags import Fed, check_tag, tags_begin, tags_of
from ...i18n import Text
from ...park.faults import Fault
from ...park.yaml_file import YamlFile, read_yaml
from .messages import zone_of

OWN_NAMESPACE = "urn:park-explorer:line"
"""The namespace of `live serve`."""
NODE = re.compile(r"(?:nsu=(?P<uri>[^;]+);|ns=\d{1,5};)?[isgb]=.+")
SOURCES = ("node", "topic", "sparkplug", "column")
"""Kinds of sources; each tag has exactly one."""
PARTS = {
    "field": ("node", "topic"), "time": ("topic",), "quality": ("topic",), "good": ("topic",),
    "metric": ("sparkplug",),
}  # fmt: skip
"""Optional keys, and the sources they belong to."""
KEYS = (*SOURCES, *PARTS, "scale", "offset")
SILENT_S = 10.0
WHERE = Text("write node:, topic:, sparkplug: or column: and where it is")


class MapRefused(Exception):
    """A map that cannot be used, with all its mistakes."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.as_text() for fault in faults))


@dataclass(frozen=True, slots=True)
class Mapped:
    """The source of a tag's value."""

    tag: str
    node: str = ""  # of an OPC UA server, such as `nsu=urn:plant;s=Line1.WIP`; "" for another source
    # topic: of a plant's MQTT broker; `field`: path of the value in the message or in a node's structure
    topic: str = ""
    field: str = ""
    # time, quality: their paths in the message of a topic; "": absent. `good`: what the quality field holds for a good value
    time: str = ""
    quality: str = ""
    good: str | float | None = None
    # of Sparkplug B: group, edge node and device, such as `Plant/Edge7/Press2`, and the name of the metric
    sparkplug: str = ""
    metric: str = ""
    column: str = ""  # in a historian's export
    # scale, offset: our value is the source's times `scale` plus `offset`
    scale: float = 1.0
    offset: float = 0.0

    def value_of(self, theirs: float) -> float:
        """The source's value in our unit."""
        return theirs * self.scale + self.offset


@dataclass(frozen=True, slots=True)
class TagMap:
    """All tags of a line."""

    tags: tuple[Mapped, ...]
    silent_s: float = SILENT_S  # a line on MQTT counts as lost after this silence
    zone: tzinfo = UTC  # of times without a time zone
    is_own: bool = False  # whether it is that of `live serve`, which serves only its exhibit's tags


def own_map(*exhibits: type[Exhibit[Any]]) -> TagMap:
    """The map of `live serve`, for all of these exhibits."""
    tags = (tag for exhibit in exhibits for tag in tags_of(exhibit))
    return TagMap(tuple(Mapped(tag, f"nsu={OWN_NAMESPACE};s={tag}") for tag in tags), is_own=True)


def template(exhibit: type[Exhibit[Any]]) -> str:
    """A template of a map: all tags of an exhibit, with the meaning of their numbers."""
    kind = tags_begin(exhibit)
    about = {f"{kind}.{o.name}": f"{o.label}{f' ({o.unit})' if o.unit else ''}" for o in exhibit.outputs}
    about |= {f"{kind}.{name}": str(condition.meaning) for name, condition in own_conditions(exhibit).items()}
    about |= {
        f"{kind}.{name}": str(words_of(field, "meaning")) for name, field in exhibit.model_fields.items()
    }
    lines = [f'  {m.tag}: {{node: "{m.node}"}}  # {about[m.tag]}' for m in own_map(exhibit).tags]
    return "\n".join([*template_head(), *lines, ""])


def template_head() -> tuple[str, ...]:
    """The lines above the tags of a map."""
    return (
        "# Which value of a line is which tag here. Delete what the line does not have.",
        "# A topic whose message is a JSON object: {topic: plant/7, field: items[0].wip, time: at, quality: q}",
        "# A metric of Sparkplug B: {sparkplug: Group/Node/Device, metric: WIP}",
        "# A column of a historian's export: {column: Line 7 WIP}",
        "# Another unit: scale and offset: {node: ..., scale: 0.001}",
        f"silent_s: {SILENT_S:g}  # a line on MQTT counts as lost after this many seconds without a message",
        "# zone: Europe/Berlin  # of times that name none; otherwise UTC",
        "tags:",
    )


def read_map(path: Path, fed: Fed = KINDS) -> TagMap:
    """Read the map in a file. Raises MapRefused with file, line, what is wrong and what to do."""
    file = read_yaml(path, path.parent)
    made = _read(file, fed) if not file.faults else None
    if made is None or file.faults:
        raise MapRefused(file.faults)
    return made


def _read(file: YamlFile, fed: Fed) -> TagMap | None:
    data = file.data
    if not isinstance(data, dict) or not isinstance(data.get("tags"), dict) or not data["tags"]:
        file.fault(("tags",), Text("there are no tags"), Text("write `tags:` and below it one line a tag"))
        return None
    for key in data.keys() - {"tags", "silent_s", "zone"}:
        file.fault((key,), Text("unknown key {key!r}", key=key), Text("delete it"))
    silent_s = _number(file, ("silent_s",), data.get("silent_s", SILENT_S))
    if not 1 <= silent_s <= 3600:
        file.fault(("silent_s",), Text("{value:g} does not fit", value=silent_s), Text("write 1 to 3600"))
    zone: tzinfo = UTC
    try:
        zone = zone_of(str(data.get("zone", "+00:00")))
    except Refused as fault:
        file.fault(("zone",), fault.words, Text("or delete it: then it is UTC"))
    tags = [_mapped(file, str(tag), about, fed) for tag, about in data["tags"].items()]
    return TagMap(tuple(tags), silent_s, zone)


def _mapped(file: YamlFile, tag: str, about: Any, fed: Fed) -> Mapped:
    place = ("tags", tag)
    try:
        check_tag(tag, fed)
    except Refused as fault:
        file.fault(place, fault.words, Text("`live map` prints all names"))
    if not isinstance(about, dict):
        file.fault(place, Text("it is not said where it comes from"), WHERE)
        return Mapped(tag)
    for key in about.keys() - set(KEYS):
        near = nearest(key, KEYS)
        file.fault((*place, key), Text("unknown key {key!r}", key=key), Text("one of: {near}", near=near))
    words = {key: str(about.get(key, "")) for key in (*SOURCES, *PARTS) if key != "good"}
    sources = [key for key in SOURCES if words[key]]
    if len(sources) != 1:
        file.fault(place, Text("one of node, topic, sparkplug and column is needed"), WHERE)
    for key, of in PARTS.items():
        if about.get(key) not in (None, "") and not {*of} & {*sources}:
            file.fault(
                (*place, key), Text("{key} belongs to {of}", key=key, of=" / ".join(of)), Text("delete it")
            )
    node, topic = words["node"], words["topic"]
    if node and not NODE.fullmatch(node):
        file.fault(
            (*place, "node"),
            Text("{node!r} is no OPC UA node", node=node),
            Text("write it as nsu=urn:plant;s=Name, ns=2;s=Name or i=2258"),
        )
    if any(sign in topic + words["sparkplug"] for sign in "#+"):
        key = "topic" if topic else "sparkplug"
        file.fault((*place, key), Text("a topic without wildcards is needed"), Text("name one topic"))
    if words["sparkplug"] and not (words["metric"] and words["sparkplug"].count("/") in (1, 2)):
        what = Text("a metric of Sparkplug B needs its edge node and its name")
        remedy = Text("write sparkplug: GROUP/NODE or GROUP/NODE/DEVICE, and metric: NAME")
        file.fault((*place, "sparkplug"), what, remedy)
    scale = _number(file, (*place, "scale"), about.get("scale", 1.0))
    offset = _number(file, (*place, "offset"), about.get("offset", 0.0))
    if scale == 0:
        file.fault((*place, "scale"), Text("0 makes every value the same"), Text("write another number"))
    good = about.get("good")
    return Mapped(
        tag, **words, good=good if isinstance(good, str | int | float) else None, scale=scale, offset=offset
    )


def _number(file: YamlFile, place: tuple[str, ...], value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        file.fault(place, Text("{value!r} is no number", value=str(value)), Text("write a number"))
        return 1.0
    return float(value)
