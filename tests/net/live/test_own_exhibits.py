"""A line feeds a formula of a scene as it feeds the twenty: tags by its zone, and when it falls silent its last values stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.base.refused import Refused
from explorer.exhibits.tags import (
    SIMULATED_S,
    STALE_S,
    Fed,
    Live,
    Row,
    check_tag,
    fed_with,
    link_row,
    tags_of,
)
from explorer.net.live.rows import read
from explorer.net.live.serve import Line
from explorer.net.live.tag_map import MapRefused, own_map, read_map, template
from explorer.park import Park, load
from explorer.visit import Open, Operate, Visit
from explorer.visit.acts import HearLine
from explorer.visit.reducer import due_of_line
from tests.park.test_own_exhibits import FORMULA, scene_with

NOWHERE = Path("/nowhere")


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Park]:
    yield load(scene_with(tmp_path_factory.mktemp("scene"), "formula", FORMULA), NOWHERE)


@pytest.fixture
def fed(park: Park) -> Fed:
    return fed_with(park.made_exhibits)


def test_its_dials_and_readings_are_tags_of_its_zone(fed: Fed) -> None:
    names = tags_of(fed["zone-1"])
    assert set(names) == {"zone-1.power", "zone-1.cost", "zone-1.speed", "zone-1.hours"}
    for name in (*names, "line.wip"):
        check_tag(name, fed)
    with pytest.raises(Refused, match=r"zone-1\.speed"):
        check_tag("zone-1.spede", fed)
    with pytest.raises(Refused, match="zone-1"):
        check_tag("zone-l.speed", fed)
    with pytest.raises(Refused):
        check_tag("zone-1.speed")  # no scene, no such exhibit


def test_its_map_is_printed_and_read(tmp_path: Path, fed: Fed) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(template(fed["zone-1"]), "utf-8")
    assert read_map(path, fed).tags == own_map(fed["zone-1"]).tags
    with pytest.raises(MapRefused, match="zone-1"):
        read_map(path)


def test_a_recording_of_it_is_read(tmp_path: Path, fed: Fed) -> None:
    path = tmp_path / "day.csv"
    path.write_text("time,tag,value,quality\n1e9,zone-1.speed,2000,good\n", "utf-8")
    assert [row.tag for row in read(path, fed)] == ["zone-1.speed"]
    with pytest.raises(Refused, match=r"day\.csv:2"):
        read(path)


def followed(visit: Visit, live: Live) -> Visit:
    visit = visit.after(HearLine(live))
    for act in due_of_line(visit):
        visit = visit.after(act)
    return visit


def test_the_dial_follows_and_stays_when_the_line_falls_silent(park: Park) -> None:
    visit = Visit.begin(park).after(Open("zone-1")).after(Operate())
    live = Live().after(link_row(1e9, "live")).after(Row(1e9, "zone-1.speed", 2900.0, "good"))
    live = live.after(Row(1e9, "zone-1.power", 12.0, "good")).after(
        Row(1e9, "zone-1.hours", 20.0, "uncertain")
    )
    visit = followed(visit, live)
    run = visit.run
    assert run is not None and run.readings["power"] == pytest.approx(11.0)
    assert run.exhibit.model_dump()["hours"] == 12.5, "what is doubtful is not followed"
    kind = type(run.exhibit)
    assert live.feeds(kind) and live.measured(kind)["power"].value == 12.0
    for silent_s, standing in ((STALE_S + 1, "stale"), (SIMULATED_S + 1, "simulated")):
        later = live.at(live.now_s + silent_s)
        visit = followed(visit, later).advance(0.5)
        assert later.standing == standing and visit.run is not None
        assert visit.run.exhibit.model_dump()["speed"] == 2900.0
    assert later.measured(kind) == {}


def test_it_can_be_served_as_a_line(fed: Fed) -> None:
    line = Line.of(fed["zone-1"]())
    line.write("speed", 2900.0)
    line.advance(0.2)
    assert line.tags["speed"] == 2900.0 and line.tags["power"] == pytest.approx(11.0)
    assert {f"zone-1.{name}" for name in line.tags} == {mapped.tag for mapped in own_map(fed["zone-1"]).tags}
