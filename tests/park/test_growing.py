"""A scene that says `site:` needs no places, views or bounds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.grown.kinds import EXHIBIT_ROOM_M, KINDS
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.load import Reading, read
from tests.grown_scene import BUILDINGS, PARK, write_grown_scene, zone_text

Write = Callable[..., Reading]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def write(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the scene, or the zones that are named alone, and read it."""
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: cache)

    def write(park: str = PARK, **zones: str) -> Reading:
        buildings = zones or BUILDINGS
        whole = {id: text for id, text in zones.items() if "number:" in text}
        return read(write_grown_scene(tmp_path / "works", buildings, park, whole), tmp_path / "no assets")

    return write


def opened(reading: Reading) -> Park:
    assert reading.park is not None, [str(fault.what) for fault in reading.errors]
    return reading.park


def test_what_is_left_out_is_found(write: Write) -> None:
    park = opened(write())
    assert park.grown is not None and (park.grown / "manifest.json").is_file()
    assert park.start == "overview" and set(park.views) == {"overview"}
    assert {zone.model for zone in park.zones.values()} == {"hall", "tower", "shed"}
    assert len({zone.place.centre_m for zone in park.zones.values()}) == 3
    assert set(park.solids.zones) == set(park.zones)
    assert park.zones["hall"].accent.night != park.zones["hall"].accent.day


def test_what_is_written_stays(write: Write) -> None:
    zone = zone_text(1, "hall", "{kind: hall, size_m: [40, 24]}")
    zone += "place: {centre_m: [30, 20], heading_deg: 200}\n"
    zone += "views: {front: {target_m: [30, 20, 5], azimuth_deg: 200, elevation_deg: 20, distance_m: 60}}\n"
    park = opened(write(hall=zone))
    place = park.zones["hall"].place
    assert place.centre_m == (30, 20) and place.heading_deg == 200 and place.footprint_m == (40, 24)
    assert park.zones["hall"].views.front.distance_m == 60


@pytest.mark.parametrize(
    ("place", "site", "what"),
    [
        ("{centre_m: [700, 0]}", "", "place.centre_m: 700 m from the middle"),
        ("{centre_m: [0, -1999]}", "", "place.centre_m: 1999 m from the middle"),
        ("{centre_m: [5000, 5000]}", "", "place.centre_m.0: 5000 is out of range"),
        ("{centre_m: [1e9, 0]}", "", "out of range"),
        ("{centre_m: [.nan, .inf]}", "", "place.centre_m.0"),
        (f"{{centre_m: [{'9' * 400}, 0]}}", "", "place.centre_m.0"),
        ("{heading_deg: .inf}", "", "place.heading_deg"),
        ("{footprint_m: [900, 900]}", "", "place: 900 m is too large"),
        ("{height_m: 900}", "", "place: 900 m is too large"),
        ("", "{kind: island, water: [[[0, 0], [0, 1500], [9, 9]]]}", "site.water.0: 1500 m from the middle"),
    ],
)
def test_no_ground_is_made_for_what_lies_too_far_off_or_is_no_number(
    place: str, site: str, what: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grow(*_: object, **__: object) -> None:
        raise AssertionError("ground is made")

    monkeypatch.setattr("explorer.park.growing.grow", grow)
    is_own = "footprint" in place or "height" in place
    zone = zone_text(1, "hall", "{kind: hall}")
    if is_own:
        zone = zone.replace("building: {kind: hall}", "model: models/a.glb")
    reading = write(
        PARK.replace("site: island", f"site: {site or 'island'}"), hall=f"{zone}place: {place or 'auto'}\n"
    )
    assert reading.park is None
    assert what in " ".join(tr(fault.what, "en") for fault in reading.errors), reading.errors


def test_an_exhibit_gets_the_room_it_needs_before_its_building(write: Write) -> None:
    zone = zone_text(1, "hall", "{kind: hall}")
    texts = "".join(f"  {key}: {{en: Text., zh: 文字。}}\n" for key in ("see", "learn", "real"))
    park = opened(write(hall=zone + "exhibit:\n  kind: twinlib\n" + texts))
    exhibit, place = park.zones["hall"].exhibit, park.zones["hall"].place
    assert exhibit is not None and exhibit.heading_deg == place.heading_deg
    assert exhibit.size_m == EXHIBIT_ROOM_M["twinlib"]
    low = np.array(exhibit.corners_m).min(axis=0)
    high = np.array(exhibit.corners_m).max(axis=0)
    solids = park.solids
    inside = (solids.low.T[:, :2] < high[:2] - 0.5).all(axis=1) & (solids.high.T[:, :2] > low[:2] + 0.5).all(
        axis=1
    )
    middles = (solids.low + solids.high).T / 2
    angle = np.radians(place.heading_deg)
    ahead = (middles[:, :2] - np.array(exhibit.centre_m[:2])) @ [np.sin(angle), np.cos(angle)]
    assert not (inside & (ahead > -exhibit.size_m[1] / 2)).any()


def test_the_rooms_of_exhibits_are_those_of_the_shipped_park() -> None:
    shipped = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    rooms = {zone.exhibit.kind: zone.exhibit.size_m for zone in shipped.zones.values() if zone.exhibit}
    assert rooms == EXHIBIT_ROOM_M


@pytest.mark.parametrize(
    ("building", "what"),
    [
        ("{kind: castle}", "'castle' is not one of the known values"),
        ("{kind: hall, size_m: [400, 20]}", "building.size_m: 400 by 20 m is out of range for a hall"),
        ("{kind: dome, storeys: 9}", "building.storeys: 9 are too many for a dome"),
        ("{kind: hall, colour: blue}", "'blue' is not in the right form"),
        ("{kind: hall, hight: 3}", "unknown key"),
        ("hall", "should be a group of keys"),
    ],
)
def test_a_fault_of_a_building_is_told_at_its_place_and_alone(write: Write, building: str, what: str) -> None:
    reading = write(hall=building)
    assert reading.park is None
    (fault,) = reading.errors
    assert what in str(fault.what) and fault.path.name == "hall.yaml" and fault.line == 5


@pytest.mark.parametrize(
    ("site", "what"),
    [
        ("site: volcano", "'volcano'"),
        ("site: {kind: island, plaza_m: 900}", "900"),
        ("site: [1]", "group of keys"),
    ],
)
def test_a_fault_of_the_site_is_told(write: Write, site: str, what: str) -> None:
    reading = write(PARK.replace("site: island", site))
    assert reading.park is None and [fault.path.name for fault in reading.errors] == ["park.yaml"]
    assert what in str(reading.errors[0].what)


def test_a_width_alone_keeps_the_usual_depth(write: Write) -> None:
    of = KINDS["house"]
    park = opened(write(hall="{kind: house, width_m: 30}"))
    assert park.zones["hall"].place.footprint_m == (30, of.size_m[1])
    for building, what in (
        ("{kind: house, width_m: 300}", "out of range"),
        ("{kind: house, width_m: 30, size_m: [30, 9]}", "both"),
    ):
        reading = write(hall=building)
        assert any(what in str(fault.what) for fault in reading.errors)


def test_a_full_disk_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("explorer.build.grown.grown.grow", full)
    monkeypatch.setattr("explorer.park.growing.grow", full)
    reading = write()
    assert reading.park is None
    assert any("nowhere to write it" in str(fault.what) for fault in reading.errors)
