"""A line on a real broker: what a bridge says is what a show hears; a plant's own MQTT is read as its map says."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable

import pytest

from explorer.exhibits.asked import Refused
from explorer.exhibits.tags import Row, link_row
from explorer.lan.bus import Bus, Endpoint, Received
from explorer.lan.topics import Line
from explorer.live.broker import OnBroker, ToBroker, endpoint_of, row_of
from explorer.live.plant_mqtt import PlantMqtt
from explorer.live.tag_map import Mapped, TagMap

PATIENCE_S = 60.0
LINE = Line("plant")


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.005)


def test_a_show_hears_what_a_bridge_says(plant: str) -> None:
    url = f"{plant}/plant"
    show, bridge, heard = OnBroker(url), ToBroker(url), list[Row]()

    def comes(*wanted: Row) -> bool:
        heard.extend(show.news())
        return all(any(row[1:2] + row[3:] == one[1:2] + one[3:] for row in heard) for one in wanted)

    rows = (
        link_row(5.0, "live"),
        Row(5.0, "line.wip", 17.0, "uncertain"),
        Row(6.0, "line.sensor_3", math.nan, "bad"),
    )
    for row in rows:
        bridge(row)
    until(lambda: comes(*rows))
    assert next(row.value for row in heard if row.tag == "line.wip") == 17.0
    late = OnBroker(url)  # whoever comes later hears the last values
    heard.clear()
    until(lambda: heard.extend(late.news()) or {row.tag for row in heard} >= {"", "line.wip"})
    late.close()
    heard.clear()
    bridge.close()
    until(lambda: comes(link_row(0.0, "lost")))
    show.close()


def test_a_plant_speaks_its_own_way(plant: str) -> None:
    now_s, rows, notes = 100.0, list[Row](), list[str]()
    endpoint, _ = endpoint_of(plant)
    tags = TagMap(
        (
            Mapped("line.wip", topic="plant/1", field="value", scale=2.0),
            Mapped("line.rate", topic="plant/2"),
            Mapped("line.gap", topic="plant/3"),
        ),
        silent_s=5.0,
    )
    reader = PlantMqtt(endpoint, tags, rows.append, lambda words: notes.append(str(words)), lambda: now_s)
    machine = Bus("bridge-machine", endpoint)

    def heard(tag: str) -> list[Row]:
        reader.look()
        return [row for row in rows if row.tag == tag]

    def said(topic: str, payload: bytes, tag: str) -> Row:
        until(lambda: machine.publish(topic, payload) and (heard(tag) or time.sleep(0.05)))
        return heard(tag)[-1]

    reader.look()
    assert rows[-1].quality == "lost"
    assert said("plant/1", json.dumps({"value": 8.5, "unit": "pcs"}).encode(), "line.wip").value == 17.0
    assert said("plant/2", b"12", "line.rate").value == 12.0
    assert said("plant/3", b"{broken", "line.gap").quality == "bad"
    assert [row.quality for row in rows if not row.tag][-1] == "live"
    now_s += 5.1
    until(lambda: reader.look() or [row.quality for row in rows if not row.tag][-1] == "lost")
    assert len(notes) >= 2
    machine.close()
    reader.close()


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        (LINE.link, b"live"),
        (LINE.link, b'{"state":"well"}'),
        (LINE.tag("line.wip"), b"17"),
        (LINE.tag("line.wip"), b'{"value":"seventeen","time_s":1}'),
        (LINE.tag("line.wip"), b'{"value":NaN,"time_s":1}'),
        (LINE.tag("line.nosuch"), b'{"value":1,"time_s":1}'),
        (LINE.tag("x"), b'{"value":1,"time_s":1}'),
    ],
)
def test_other_peoples_messages_are_no_rows(topic: str, payload: bytes) -> None:
    assert row_of(Received(topic, payload, False, 0.0), LINE.link) is None


def test_addresses() -> None:
    endpoint, line = endpoint_of("mqtts://a:b@hub/works")
    assert (endpoint, line) == (Endpoint("hub", 8883, "a", "b", tls=True), Line("works"))
    for wrong in ("mqtt://", "http://hub/line", "mqtt://hub/a/b", "mqtt://hub:x/line", "mqtt://hub/%23"):
        with pytest.raises(Refused):
            endpoint_of(wrong)
