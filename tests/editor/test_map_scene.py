"""A map file becomes a scene without a fault: its named buildings are zones, the rest stands round them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from shapely.geometry import Polygon

from explorer.__main__ import main
from explorer.build.grown.maps.fault import MapFault
from explorer.build.grown.maps.map_file import read_map
from explorer.editor.map_scene import scene_from_map
from explorer.park import load
from explorer.park.check import check
from explorer.visit.tour.check import check_tours
from tests.editor.map_files import LAT, MapFile, campus, harbour, osm_text, rectangle, village

NOWHERE = Path("/nowhere")
Made = Callable[[Callable[[], MapFile]], Path]


def scene(folder: Path, file: MapFile, *options: str) -> Path:
    path = file.write(folder / "site.geojson")
    assert main(["new", str(folder / "site"), "--map", str(path), *options]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A map as a scene in two languages, made once; who changes one makes a copy."""
    return cache(lambda file: scene(tmp_path_factory.mktemp("made"), file(), "--languages", "en,de"))


@pytest.mark.parametrize("file", [campus, harbour, village])
def test_a_map_becomes_a_scene_without_a_fault(made: Made, file: Callable[[], MapFile]) -> None:
    report = check(made(file), NOWHERE, check_tours)
    assert [fault.as_text() for fault in report.faults] == []


def test_named_buildings_are_zones_and_the_rest_neighbours(tmp_path: Path) -> None:
    park = load(scene(tmp_path, campus(), "--languages", "en,de", "--zones", "20"), NOWHERE)
    names = {zone.title["en"] for zone in park.zones.values()}
    assert {"Library", "Law School", "Planetarium", "Old Hospital"} <= names and len(names) == 15
    assert park.zones["library"].title["de"] == "Library (de)"
    assert park.site is not None and len(park.site.neighbours) > 20
    assert {area.kind for area in park.site.areas} >= {"woods", "sports", "car_park", "vines", "orchard"}
    assert park.site.roads and park.site.paths and park.site.water and park.site.lawns


def test_outlines_and_heights_are_those_of_the_map(made: Made) -> None:
    park = load(made(campus), NOWHERE)
    law = park.zones["law-school"].building
    assert law is not None and law.outline_m is not None
    assert Polygon(law.outline_m).area == pytest.approx(55 * 18 + 20 * 27, rel=0.02)
    assert law.storeys == 4  # 14 m
    planetarium = park.zones["planetarium"].building
    assert planetarium is not None and planetarium.outline_m is not None and len(planetarium.outline_m) > 12


def test_places_are_metres_from_the_kept_origin(tmp_path: Path) -> None:
    file = MapFile()
    file.house(0, 0, 40, 20, name="One")
    file.house(100, 0, 40, 20, name="Two")
    park = load(scene(tmp_path, file), NOWHERE)
    one, two = (park.zones[id].place.centre_m for id in ("one", "two"))
    assert two[0] - one[0] == pytest.approx(100, abs=0.3) and two[1] == pytest.approx(one[1], abs=0.3)
    assert park.site is not None and park.site.map is not None and park.site.map.origin_deg is not None
    assert park.site.map.origin_deg[0] == pytest.approx(LAT, abs=1e-4)


def test_openstreetmap_is_credited_and_any_other_map_must_name_its_maker(
    tmp_path: Path, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    park = load(made(village), NOWHERE)
    assert park.notice is not None and "OpenStreetMap" in park.notice["en"]
    plain = json.loads(village().text)
    for feature in plain["features"]:
        feature.pop("id"), feature["properties"].pop("@id")
    path = tmp_path / "city.geojson"
    path.write_text(json.dumps(plain), "utf-8")
    assert main(["new", str(tmp_path / "city"), "--map", str(path)]) == 2
    assert "--credit" in capsys.readouterr().err and not (tmp_path / "city").exists()
    assert main(["new", str(tmp_path / "city"), "--map", str(path), "--credit", "City of Musterhafen"]) == 0
    notice = load(tmp_path / "city", NOWHERE).notice
    assert notice is not None and notice["en"] == "City of Musterhafen"


def test_a_site_with_outlines_must_say_who_made_the_map(tmp_path: Path, made: Made) -> None:
    folder = shutil.copytree(made(village), tmp_path / "site")
    text = (folder / "park.yaml").read_text("utf-8")
    start = text.index("  map:")
    start = text.rindex("\n", 0, text.rindex("#", 0, start)) + 1
    end = text.index("\n# ", start)
    (folder / "park.yaml").write_text(text[:start] + text[end + 1 :], "utf-8")
    faults = [fault.as_text() for fault in check(folder, NOWHERE, check_tours).faults]
    assert len(faults) == 1 and "who made the map" in faults[0]


WRONG = {
    "empty": ("", "FeatureCollection"),
    "no features": ('{"type": "FeatureCollection", "features": []}', "no outlines of buildings"),
    "no buildings": (MapFile().text.replace("[]", "[{}]"), "no outlines of buildings"),
    "cut off": (campus().text[:3000], "cut off or damaged"),
    "overpass": ('{"version": 0.6, "elements": []}', "Overpass"),
    "projected": (
        campus().text.replace('"generator": "test"', '"crs": {"properties": {"name": "EPSG:2056"}}'),
        "EPSG:2056",
    ),
    "metres": (json.dumps({"type": "FeatureCollection", "features": [
        {"properties": {"building": "yes"}, "geometry": {"type": "Polygon", "coordinates": [rectangle(2.6e6, 1.2e6, 9, 9)]}}
    ]}), "not degrees"),
    "osm cut off": (osm_text(campus())[:5000], "line "),
    "osm without a number": ("<osm>\n<node id='1' lat='x' lon='2'/>\n</osm>", "line 2"),
    "osm empty": ("<osm version='0.6'></osm>", "no outlines of buildings"),
    "other xml": ("<?xml version='1.0'?>\n<gpx></gpx>", "<gpx>"),
    "entities": ("<!DOCTYPE osm [<!ENTITY a 'aaaa'>]>\n<osm>&a;</osm>", "document type"),
    "osm in metres": ("""<osm><node id='1' lat='1200000' lon='2600000'/><node id='2' lat='1200000' lon='2600009'/>
        <node id='3' lat='1200009' lon='2600009'/><way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='1'/>
        <tag k='building' v='yes'/></way></osm>""", "not degrees"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_map_is_refused_with_a_reason_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text, reason = WRONG[name]
    path = tmp_path / "wrong.geojson"
    path.write_text(text, "utf-8")
    assert main(["new", str(tmp_path / "park"), "--map", str(path)]) == 2
    said = capsys.readouterr().err
    assert reason in said and str(path) in said and "Traceback" not in said
    assert not (tmp_path / "park").exists()


def test_broken_rings_and_missing_heights_are_counted(tmp_path: Path) -> None:
    file = village()
    bow = [(-10, 100), (10, 120), (10, 100), (-10, 120)]
    file.polygon(bow, building="yes", name="Bow")
    file.features.append(
        {"properties": {"building": "yes"}, "geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}}
    )
    file.house(30, 110, 20, 10, building="yes")
    notes = " ".join(map(str, read_map(file.write(tmp_path / "m.geojson")).notes))
    assert "1 broken outline" in notes and "no height" in notes


def test_a_large_map_is_cut_to_the_site_with_a_message(tmp_path: Path) -> None:
    file = village()
    for number in range(600):
        file.house(2000 + 30.0 * (number % 20), 2000 + 30.0 * (number // 20), 10, 8)
    site = read_map(file.write(tmp_path / "m.geojson"))
    assert len(site.buildings) < 60
    assert any("--centre" in str(note) for note in site.notes)
    with pytest.raises(MapFault, match="no building within"):
        read_map(tmp_path / "m.geojson", (0.0, 0.0))


def test_the_reader_holds_a_piece_of_the_file_at_a_time(tmp_path: Path) -> None:
    file = village()
    file.features[0]["properties"]["note"] = (
        "ü" * 700_000
    )  # a feature that is cut by the end of a piece, in a character
    assert len(read_map(file.write(tmp_path / "m.geojson")).buildings) > 30


def test_a_scene_takes_as_many_zones_as_it_is_asked_for(tmp_path: Path) -> None:
    site = read_map(campus().write(tmp_path / "m.geojson"))
    files = scene_from_map("site", "Site", ("en",), site, zones=3, around_m=60)
    assert sum(name.startswith("zones/") for name in files) == 3


@pytest.mark.parametrize("file", [campus, harbour, village])
def test_openstreetmap_xml_says_the_same_as_geojson(tmp_path: Path, file: object) -> None:
    made = file()  # type: ignore[operator]
    (tmp_path / "m.osm").write_text(osm_text(made), "utf-8")
    one, other = read_map(made.write(tmp_path / "m.geojson")), read_map(tmp_path / "m.osm")
    assert other.is_openstreetmap and other.origin_deg == pytest.approx(one.origin_deg, abs=5e-5)
    assert sorted(b.name for b in other.buildings) == sorted(b.name for b in one.buildings)
    named = [{b.name: round(b.outline.area, 1) for b in site.buildings if b.name} for site in (one, other)]
    assert named[0] == pytest.approx(named[1], rel=0.01)
    for name in ("roads", "paths", "water", "areas"):
        assert len(getattr(other, name)) == len(getattr(one, name)), name


def test_openstreetmap_xml_may_be_out_of_order_and_cut_at_its_edge(tmp_path: Path) -> None:
    text = osm_text(village())
    head, *nodes = text.partition("<way ")[0].split("<node ")
    rest = "<way " + text.partition("<way ")[2]
    lost = "<way id='9001'><nd ref='999999'/><nd ref='1'/><tag k='highway' v='path'/></way>"
    gone = "<way id='9002' action='delete'><nd ref='1'/><tag k='building' v='yes'/></way>"
    turned = head + "".join("<node " + node for node in reversed(nodes)) + lost + gone + rest
    (tmp_path / "m.osm").write_text(turned, "utf-8")
    (tmp_path / "right.osm").write_text(text, "utf-8")
    assert len(read_map(tmp_path / "m.osm").buildings) == len(read_map(tmp_path / "right.osm").buildings)


def test_a_church_gets_a_steeple_and_a_roof_is_what_the_map_says(tmp_path: Path) -> None:
    file = MapFile()
    file.house(0, 0, 14, 30, name="St Ann's Church")
    file.house(60, 0, 30, 14, name="Barn", roof__shape="gabled")
    file.house(120, 0, 30, 14, name="Churchill House")
    file.house(180, 0, 14, 30, name="New Church", roof__shape="flat")
    park = load(scene(tmp_path, file), NOWHERE)
    roofs = [
        zone.building.roof
        for zone in (park.zones[id] for id in ("st-ann-s-church", "barn", "churchill-house", "new-church"))
        if zone.building
    ]
    assert roofs == ["spire", "pitched", "auto", "flat"]
