"""Sparkplug B: names behind aliases, births and deaths, and what is uncertain because a message is missing."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import pytest

from explorer.exhibits.tags import Row
from explorer.net.live.plant_mqtt import PlantMqtt
from explorer.net.live.sparkplug import EdgeNode, address_of, message_class
from explorer.net.live.tag_map import Mapped, TagMap
from explorer.net.room.bus import Bus, Endpoint, Subscription

PATIENCE_S = 60.0
INT8, INT16, INT32, INT64, UINT64, FLOAT, BOOLEAN, STRING = 1, 2, 3, 4, 8, 9, 11, 12


def message(seq: int, *metrics: dict[str, Any], at_ms: int = 1_777_636_800_000) -> bytes:
    found = message_class()(timestamp=at_ms, seq=seq)
    for metric in metrics:
        quality = metric.pop("quality", None)
        made = found.metrics.add(**metric)
        if quality is not None:
            made.properties.keys.append("Quality")
            made.properties.values.add(int_value=quality)
    data: bytes = found.SerializeToString()
    return data


def birth(seq: int = 0, births: int = 0) -> bytes:
    return message(
        seq, {"name": "bdSeq", "datatype": INT64, "long_value": births},
        {"name": "Speed", "alias": 1, "datatype": FLOAT, "float_value": 2.5},
    )  # fmt: skip


def values(spoken: Any) -> dict[str, tuple[float, str]]:
    return {one.metric: (one.value, one.quality) for one in spoken if one.metric != "bdSeq"}


def test_addresses() -> None:
    assert address_of("spBv1.0/Plant/DDATA/Edge/Press") == ("Plant", "DDATA", "Edge", "Press")
    assert address_of("spBv1.0/Plant/NBIRTH/Edge") == ("Plant", "NBIRTH", "Edge", "")
    for wrong in ("plant/1", "spBv1.0/STATE/host", "spBv1.0/a/b/c/d/e"):
        assert address_of(wrong) is None


def test_aliases_are_names_of_the_birth_and_numbers_have_their_sign() -> None:
    node = EdgeNode()
    assert values(node.take("NBIRTH", "", birth())) == {"Speed": (2.5, "good")}
    assert values(node.take("DBIRTH", "Press", message(
        1,
        {"name": "a", "alias": 2, "datatype": INT8, "int_value": 0xFF},
        {"name": "b", "alias": 3, "datatype": INT16, "int_value": (1 << 32) - 2},
        {"name": "c", "alias": 4, "datatype": INT64, "long_value": (1 << 64) - 3},
        {"name": "d", "alias": 5, "datatype": UINT64, "long_value": 7},
        {"name": "e", "alias": 6, "datatype": BOOLEAN, "boolean_value": True},
        {"name": "f", "datatype": STRING},
        {"name": "g", "datatype": FLOAT, "is_null": True},
        {"name": "h", "datatype": FLOAT, "float_value": 1.0, "is_historical": True},
    ))) == {
        "a": (-1.0, "good"), "b": (-2.0, "good"), "c": (-3.0, "good"), "d": (7.0, "good"), "e": (1.0, "good"),
        "f": (pytest.approx(math.nan, nan_ok=True), "bad"), "g": (pytest.approx(math.nan, nan_ok=True), "bad"),
    }  # fmt: skip
    found = node.take(
        "DDATA", "Press", message(2, {"alias": 3, "int_value": 0xFFFF}, {"alias": 99, "int_value": 1})
    )
    assert found is not None and [(one.device, one.metric, one.value) for one in found] == [
        ("Press", "b", -1.0)
    ]
    assert found[0].time_s == 1777636800.0


def test_qualities_of_metrics() -> None:
    node = EdgeNode()
    node.take("NBIRTH", "", birth())
    said = {
        quality: values(
            node.take("NDATA", "", message(n, {"alias": 1, "float_value": 1.0, "quality": quality}))
        )
        for n, quality in enumerate((192, 500, 0), 1)
    }
    assert [said[q]["Speed"][1] for q in (192, 500, 0)] == ["good", "uncertain", "bad"]


def test_a_missing_message_makes_all_uncertain_until_the_next_birth() -> None:
    node = EdgeNode()
    node.take("NBIRTH", "", birth())
    for n in range(1, 300):  # the count goes round
        assert (
            values(node.take("NDATA", "", message(n % 256, {"alias": 1, "float_value": n})))["Speed"][1]
            == "good"
        )
    assert values(node.take("NDATA", "", message(46, {"alias": 1, "float_value": 3.0}))) == {
        "Speed": (3.0, "uncertain")
    }
    assert values(node.take("NDATA", "", message(47, {"alias": 1, "float_value": 3.0}))) == {
        "Speed": (3.0, "uncertain")
    }
    assert not node.is_whole and node.is_there
    assert values(node.take("NBIRTH", "", birth())) == {"Speed": (2.5, "good")} and node.is_whole


def test_deaths() -> None:
    node = EdgeNode()
    node.take("NBIRTH", "", birth(births=5))
    node.take("DBIRTH", "Press", message(1, {"name": "a", "alias": 2, "datatype": INT32, "int_value": 1}))
    assert [one.metric for one in node.take("DDEATH", "Press", message(2)) or ()] == ["a"] and node.is_there
    old_will = message(0, {"name": "bdSeq", "datatype": INT64, "long_value": 4})
    assert node.take("NDEATH", "", old_will) == [] and node.is_there
    will = message(0, {"name": "bdSeq", "datatype": INT64, "long_value": 5})
    assert {(one.metric, one.quality) for one in node.take("NDEATH", "", will) or ()} >= {
        ("a", "bad"),
        ("Speed", "bad"),
    }
    assert not node.is_there


@pytest.mark.parametrize("junk", [b"\xff\xff", b"junk", b'{"value": 1}', b"\x12\xff\xff\xff\xff\x0f"])
def test_junk_is_no_message(junk: bytes) -> None:
    node = EdgeNode()
    assert node.take("NDATA", "", junk) is None and not node.is_there


def test_a_plant_that_speaks_it(plant: str) -> None:
    """On a real broker: late, born, with a gap, dead; nothing is ever published by the reader."""
    endpoint, rows, notes = Endpoint.of_url(plant), list[Row](), list[str]()
    tags = TagMap((
        Mapped("line.rate", sparkplug="Plant/Edge", metric="Speed", scale=2.0),
        Mapped("line.wip", sparkplug="Plant/Edge/Press", metric="Parts"),
    ), silent_s=1.0)  # fmt: skip
    edge = Bus("edge", endpoint)
    spy = Bus("spy", endpoint, [Subscription("#")])
    now_s = 0.0
    reader = PlantMqtt(endpoint, tags, rows.append, lambda words: notes.append(str(words)), lambda: now_s)

    def say(kind: str, payload: bytes, device: str = "") -> None:
        edge.publish(f"spBv1.0/Plant/{kind}/Edge" + (f"/{device}" if device else ""), payload, qos=1)

    def last(tag: str) -> tuple[float, str] | None:
        reader.look()
        return next(((row.value, row.quality) for row in reversed(rows) if row.tag == tag), None)

    def until(condition: Callable[[], object]) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end_s, (rows, notes)
            time.sleep(0.005)

    until(lambda: edge.is_connected and spy.is_connected and (last("") or True))
    until(lambda: say("NDATA", message(9, {"name": "Speed", "float_value": 1.0})) or last("line.rate"))
    assert last("line.rate") == (2.0, "uncertain") and any("born again" in note for note in notes)
    say("NBIRTH", birth())
    say("DBIRTH", message(1, {"name": "Parts", "alias": 7, "datatype": INT32, "int_value": 17}), "Press")
    until(lambda: last("line.wip") == (17.0, "good"))
    assert last("line.rate") == (5.0, "good")
    now_s += 100.0  # silent because nothing changes: the node is there
    until(lambda: last("") is not None and [row for row in rows if not row.tag][-1].quality == "live")
    say("DDATA", message(3, {"alias": 7, "int_value": 18}), "Press")
    until(lambda: last("line.wip") == (18.0, "uncertain"))
    assert last("line.rate") == (5.0, "uncertain"), "what was missed may have been about this"
    say("NBIRTH", birth())
    until(lambda: last("line.rate") == (5.0, "good"))
    say("NDEATH", message(0, {"name": "bdSeq", "datatype": INT64, "long_value": 0}))
    until(
        lambda: (
            (last("line.rate") or (0, ""))[1] == "bad"
            and [row for row in rows if not row.tag][-1].quality == "lost"
        )
    )
    assert not [m.topic for m in spy.news() if "CMD" in m.topic]
    for one in (edge, spy, reader):
        one.close()
