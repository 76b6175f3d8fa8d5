"""What a broker speaks of, and a map of it to begin with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base.refused import Refused
from explorer.exhibits.kinds import KINDS
from explorer.net.live.browse import MOST_FIELDS, Found, browse_mqtt, suggested_map
from explorer.net.live.tag_map import read_map
from explorer.net.room.bus import Bus, Endpoint

from .test_sparkplug import birth

FOUND = [
    Found("Hall/Press/WIP", {"node": "nsu=urn:p;s=1"}, "Int32", "17"),
    Found("Hall/Press/Rate per h", {"node": "nsu=urn:p;s=2"}, "Double", "640"),
    Found("Hall/Oven/Heat", {"node": "nsu=urn:p;s=3"}, "Double", "81.5"),
]


@pytest.fixture
def speaking(plant: str) -> Iterator[str]:
    """A broker that keeps some messages, and one edge node."""
    machine = Bus("machine", Endpoint.of_url(plant))
    said = {
        "hall/1": json.dumps({"wip": 17, "unit": "pcs", "items": [{"rate": 2.5}, True], "deep": {"a": {"b": 1}}}).encode(),
        "hall/2": b"12.5",
        "hall/3": b"\xffhello",
        "hall/4": json.dumps({f"k{n}": n for n in range(80)}).encode(),
        "spBv1.0/Plant/NBIRTH/Edge": birth(),
    }  # fmt: skip
    for topic, payload in said.items():
        machine.publish(topic, payload, retain=True, qos=1)
    yield plant
    for topic in said:
        machine.publish(topic, b"", retain=True, qos=1)
    machine.close()


def test_a_broker_is_browsed(speaking: str) -> None:
    found = asyncio.run(browse_mqtt(speaking, 1.5))
    by_path = {one.path: one for one in found}
    assert by_path["hall/1/items[0].rate"].source == {"topic": "hall/1", "field": "items[0].rate"}
    assert {"hall/1/wip", "hall/1/deep.a.b", "hall/1/items[1]", "hall/2", "hall/3"} <= by_path.keys()
    assert "hall/1/unit" not in by_path and by_path["hall/2"].value == "12.5"
    assert by_path["Plant/Edge/Speed"].source == {"sparkplug": "Plant/Edge", "metric": "Speed"}
    assert sum(path.startswith("hall/4/") for path in by_path) == MOST_FIELDS
    below = asyncio.run(browse_mqtt(speaking, 1.5, "hall/2"))
    assert [one.path for one in below] == ["hall/2"]


def test_a_map_of_it_is_written_and_read(
    speaking: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tags.yaml"
    words = ("live", "browse", speaking, "line.rate=items[0].rate", "--seconds", "1.5", "-o", str(path))
    assert cli.main([*words]) == 0
    tags = {one.tag: one for one in read_map(path).tags}
    assert (tags["line.wip"].topic, tags["line.wip"].field) == ("hall/1", "wip")
    assert (tags["line.rate"].topic, tags["line.rate"].field) == ("hall/1", "items[0].rate")
    assert tags.keys() == {"line.wip", "line.rate", "line.speed"} and tags["line.speed"].metric == "Speed"
    assert cli.main([*words]) == 0 and (tmp_path / "tags-2.yaml").exists()
    assert "3 of them as tags" in capsys.readouterr().err


def test_what_is_called_as_a_tag_is_it_and_the_rest_is_there_to_choose_from() -> None:
    text = suggested_map(FOUND, KINDS["line"], {"line.rate": "per h"})
    lines = text.splitlines()
    assert '  line.wip: {node: "nsu=urn:p;s=1"}  # Int32 17' in lines
    assert '  line.rate: {node: "nsu=urn:p;s=2"}  # Double 640' in lines
    assert next(line for line in lines if "s=3" in line).startswith("  # ")


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        ({"line.wpi": "WIP"}, r"line\.wip"),
        ({"line.wip": "nothing"}, "Nothing here"),
        ({"line.wip": "Press"}, "2 values"),
    ],
)
def test_a_choice_that_is_none_is_named(chosen: dict[str, str], word: str) -> None:
    with pytest.raises(Refused, match=word):
        suggested_map(FOUND, KINDS["line"], chosen)


@pytest.mark.parametrize("url", ["opc.tcp://127.0.0.1:9/x", "mqtt://127.0.0.1:9", "http://x", "nonsense"])
def test_where_nobody_answers_it_is_said(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["live", "browse", url, "--seconds", "0.2"]) == 2
    err = capsys.readouterr().err
    assert url in err and "Traceback" not in err
