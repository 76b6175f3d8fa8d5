"""Reads Sparkplug B, which most plants with MQTT use today: births, data and deaths of edge nodes and their devices.

Only the needed fields are declared, by their numbers in the public specification; protobuf skips all others.
The specification lets a reader ask for a new birth. That would be a command to the plant, so it is never sent: until a node is
born again its values are uncertain.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass

from ...exhibits.tags import Quality
from .messages import time_of

ROOT = "spBv1.0"
BIRTH_COUNT, QUALITY = "bdSeq", "Quality"
"""The metric that counts the births of a node, and the property that holds the quality of a metric."""
GOOD, STALE = 192, 500
SIGNED_BITS = {1: 8, 2: 16, 3: 32, 4: 64}
"""Widths of the data types Int8 to Int64, which are sent as unsigned numbers."""
PROPERTIES = {
    "PropertyValue": {"is_null": (2, "bool"), "int_value": (3, "uint32"), "long_value": (4, "uint64")},
    "PropertySet": {"keys": (1, "string*"), "values": (2, "PropertyValue*")},
}
VALUES = {
    "int_value": (10, "uint32"), "long_value": (11, "uint64"), "float_value": (12, "float"),
    "double_value": (13, "double"), "boolean_value": (14, "bool"),
}  # fmt: skip
SHAPES: Mapping[str, Mapping[str, tuple[int, str]]] = {
    **PROPERTIES,
    "Metric": {
        "name": (1, "string"), "alias": (2, "uint64"), "timestamp": (3, "uint64"), "datatype": (4, "uint32"),
        "is_historical": (5, "bool"), "is_null": (7, "bool"), "properties": (9, "PropertySet"), **VALUES,
    },
    "Payload": {"timestamp": (1, "uint64"), "metrics": (2, "Metric*"), "seq": (3, "uint64")},
}  # fmt: skip


class Spoken(NamedTuple):
    """The value of one metric in a message."""

    device: str  # "" for the edge node itself
    metric: str
    value: float  # NaN if it is not a number
    time_s: float | None
    quality: Quality


class Address(NamedTuple):
    """Sender and type of a message: `NBIRTH`, `NDATA`, `DDEATH` ..."""

    group: str
    kind: str
    node: str
    device: str


def address_of(topic: str) -> Address | None:
    """The address in a topic; None if it is not a Sparkplug topic."""
    parts = topic.split("/")
    if parts[0] != ROOT or not 4 <= len(parts) <= 5:
        return None
    return Address(parts[1], parts[2], parts[3], parts[4] if len(parts) == 5 else "")


@dataclass(slots=True)
class EdgeNode:
    """State of an edge node and its devices.

    Attributes
    ----------
    is_there : whether it was born, or has sent data, and has not died since.
    is_whole : whether its birth and every message since were received.
    """

    is_there: bool = False
    is_whole: bool = False
    _births: float | None = None
    _count: int = -1
    _names: dict[int, tuple[str, str]] = field(default_factory=dict)
    _types: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, kind: str, device: str, payload: bytes) -> list[Spoken] | None:
        """The values in a message; None if it cannot be decoded. A death or a missing message changes the attributes."""
        try:
            found = message_class().FromString(payload)
        except DecodeError:
            return None
        if kind == "NDEATH":
            return self._die(found)
        if kind not in ("NBIRTH", "DBIRTH", "NDATA", "DDATA", "DDEATH"):
            return []
        if kind == "NBIRTH":
            self._names.clear()
            self._types.clear()
            self._births = _births(found)
        self.is_whole = kind == "NBIRTH" or (self.is_whole and found.seq == (self._count + 1) % 256)
        self.is_there, self._count = True, found.seq
        if kind == "DDEATH":
            names = [metric for of, metric in self._types if of == device]
            return [Spoken(device, name, math.nan, None, "bad") for name in names]
        if kind.endswith("BIRTH"):
            for metric in found.metrics:
                self._types[device, metric.name] = metric.datatype
                if metric.HasField("alias"):
                    self._names[metric.alias] = (device, metric.name)
        return list(self._spoken(found, device))

    def _die(self, found: Any) -> list[Spoken]:
        births = _births(found)
        if None not in (births, self._births) and births != self._births:
            return []  # the last will of an earlier connection
        self.is_there = self.is_whole = False
        return [Spoken(device, name, math.nan, None, "bad") for device, name in self._types]

    def _spoken(self, found: Any, device: str) -> Iterator[Spoken]:
        for metric in found.metrics:
            of, name = (device, metric.name) if metric.name else self._names.get(metric.alias, (device, ""))
            if not name or metric.is_historical:
                continue
            type = metric.datatype or self._types.get((of, name), 0)
            value, quality = _value(metric, type), _quality(metric)
            if metric.is_null or not math.isfinite(value):
                value, quality = math.nan, "bad"
            elif quality == "good" and not self.is_whole:
                quality = "uncertain"
            time_s = time_of(metric.timestamp) or time_of(found.timestamp)
            yield Spoken(of, name, value, time_s, quality)


def _births(found: Any) -> float | None:
    return next((_value(metric, 0) for metric in found.metrics if metric.name == BIRTH_COUNT), None)


def _value(metric: Any, type: int) -> float:
    """The number of a metric; NaN if it is not one."""
    for name in VALUES:
        if metric.HasField(name):
            value = getattr(metric, name)
            bits = SIGNED_BITS.get(type, 0)
            if bits and name in ("int_value", "long_value"):
                value &= (1 << bits) - 1
                value -= (value >> (bits - 1)) << bits
            return float(value)
    return math.nan


def _quality(metric: Any) -> Quality:
    for key, value in zip(metric.properties.keys, metric.properties.values, strict=False):
        if key == QUALITY:
            number = value.int_value or value.long_value
            return "good" if number == GOOD else "uncertain" if number == STALE else "bad"
    return "good"


@cache
def message_class() -> Any:
    """The protobuf class of payloads, for reading and writing."""
    types = {name: getattr(FieldDescriptorProto, f"TYPE_{name.upper()}")
             for name in ("bool", "uint32", "uint64", "float", "double", "string")}  # fmt: skip
    file = FileDescriptorProto(name="sparkplug_b.proto", package="sparkplug_b", syntax="proto2")
    for name, fields in SHAPES.items():
        shape = file.message_type.add(name=name)
        for called, (number, of) in fields.items():
            kind = of.removesuffix("*")
            one = shape.field.add(name=called, number=number)
            one.label = one.LABEL_REPEATED if of.endswith("*") else one.LABEL_OPTIONAL
            if kind in types:
                one.type = types[kind]
            else:
                one.type, one.type_name = one.TYPE_MESSAGE, f".sparkplug_b.{kind}"
    pool = DescriptorPool()
    pool.Add(file)
    return GetMessageClass(pool.FindMessageTypeByName("sparkplug_b.Payload"))
