"""A line on a real broker: what a bridge says is what a show hears; a plant's own MQTT is read as its map says."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable

import pytest

from explorer.base.refused import Refused
from explorer.exhibits.tags import Row, link_row
from explorer.net.live.broker import OnBroker, ToBroker, endpoint_of, row_of
from explorer.net.live.plant_mqtt import PlantMqtt
from explorer.net.live.tag_map import Mapped, TagMap
from explorer.net.room.bus import Bus, Endpoint, Received, Subscription
from explorer.net.room.topics import Line

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

    heard.clear()
    bridge = ToBroker(url, ["line.wip"])  # another one, which has not heard of its line yet
    bridge(rows[0])
    until(lambda: comes(rows[0]))
    later, heard = OnBroker(url), []
    until(lambda: heard.extend(later.news()) or {row.tag for row in heard} >= {"", "line.sensor_3"})
    assert "line.wip" not in {row.tag for row in heard}, (
        "what the one before said is not known to be so any more"
    )
    for one in (bridge, later, show):
        one.close()


def test_a_plant_speaks_its_own_way(plant: str) -> None:
    now_s, rows, notes = 100.0, list[Row](), list[str]()
    endpoint = Endpoint.of_url(plant)
    tags = TagMap(
        (
            Mapped("line.wip", topic="plant/1", field="value", scale=2.0),
            Mapped("line.rate", topic="plant/2"),
            Mapped("line.gap", topic="plant/3"),
        ),
        silent_s=5.0,
    )
    reader = PlantMqtt(endpoint, tags, rows.append, lambda words: notes.append(str(words)), lambda: now_s)
    machine = Bus("machine", endpoint)

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


def test_what_a_broker_has_kept_is_uncertain_until_it_is_said_anew(plant: str) -> None:
    endpoint, rows = Endpoint.of_url(plant), list[Row]()
    old = {"value": 5, "timestamp": 946684800000, "quality": "bad"}
    machine, spy, kept = Bus("machine", endpoint), Bus("spy", endpoint, [Subscription("old/#")]), set[str]()
    machine.publish("old/1", json.dumps({**old, "quality": "good"}).encode(), retain=True, qos=1)
    machine.publish("old/2", json.dumps(old).encode(), retain=True, qos=1)
    machine.publish("old/3", b"5", retain=True, qos=1)
    until(lambda: kept.update(m.topic for m in spy.news()) or len(kept) == 3)
    about = {"field": "value", "time": "timestamp", "quality": "quality"}
    tags = TagMap(
        (
            Mapped("line.wip", topic="old/1", **about),
            Mapped("line.rate", topic="old/2", **about),
            Mapped("line.gap", topic="old/3"),
        )
    )
    reader = PlantMqtt(endpoint, tags, rows.append, lambda words: None)

    def heard(*tags: str) -> bool:
        reader.look()
        return {row.tag for row in rows} >= set(tags)

    until(lambda: heard("line.wip", "line.rate", "line.gap"))
    assert {row.tag: (row.quality, row.time_s < 1e9) for row in rows if row.tag} == {
        "line.wip": ("uncertain", True),
        "line.rate": ("bad", True),
        "line.gap": ("uncertain", False),
    }
    assert {row.quality for row in rows if not row.tag} == {"lost"}
    rows.clear()
    machine.publish("old/1", json.dumps({**old, "quality": "good"}).encode(), retain=True, qos=1)
    until(lambda: heard("line.wip"))
    assert rows[0][1:] == ("line.wip", 5.0, "good")
    for topic in ("old/1", "old/2", "old/3"):
        machine.publish(topic, b"", retain=True, qos=1)
    for one in (machine, spy, reader):
        one.close()


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
    assert row_of(Received(topic, payload, False), LINE.link) is None


def test_addresses() -> None:
    endpoint, line = endpoint_of("mqtts://a:b@hub/works")
    assert (endpoint, line) == (Endpoint("hub", 8883, "a", "b", tls=True), Line("works"))
    for wrong in ("mqtt://", "http://hub/line", "mqtt://hub/a/b", "mqtt://hub:x/line", "mqtt://hub/%23"):
        with pytest.raises(Refused):
            endpoint_of(wrong)
