"""A whole park grown from rows: read as a bake, kept, and the same each time."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import shapely

from explorer.base.baked_check import check_tables, read_json
from explorer.base.baked_format import SOLID, Manifest
from explorer.base.bootstrap import ROOT
from explorer.build.grown import grown, making
from explorer.build.grown.grown import Grown, finish, grow, lit_folder
from explorer.build.grown.land import lay_out
from explorer.build.grown.layout import ground_in_view
from explorer.build.grown.rows import SiteRow
from explorer.crowd import Crowd, Script
from tests.build.grown.test_land import a_row

SHIPPED = ROOT / "assets" / "park"
LETTERS = (("en", "PUMP WORKS"), ("de", "PUMPENWERK"))
ROWS = [a_row(f"z{n}", kind, letters=LETTERS) for n, kind in enumerate(("pavilion", "house", "gate"))]
SITE = SiteRow(ring_road=True)
ONE = ROWS[1:2]


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    return grow(ROWS, SITE, SHIPPED, tmp_path_factory.mktemp("grown"))


def test_it_is_a_whole_baked_park(park: Grown) -> None:
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    vertices, indices = (np.load(park.folder / f"{name}.npy") for name in ("vertices", "indices"))
    check_tables(manifest, vertices, indices)
    assert {chunk.zone for chunk in manifest.chunks if chunk.kind == "building"} == {row.id for row in ROWS}
    assert {chunk.language for chunk in manifest.chunks if chunk.kind == "letters"} == {"en", "de"}
    assert {"water", "shore", "city", "far", "tree"} <= {chunk.kind for chunk in manifest.chunks}
    for name in manifest.ground.values():
        assert (park.folder / name).is_file()


def test_its_boxes_stand_where_its_buildings_do(park: Grown) -> None:
    solids = np.load(park.folder / "solids.npy")
    assert solids.dtype == SOLID and set(solids["zone"]) == {row.id for row in ROWS}
    for id, place in park.layout.zones.items():
        own = solids[solids["zone"] == id]
        middle = (own["low"].min(axis=0) + own["high"].max(axis=0)) / 2
        assert np.hypot(*(middle[:2] - place.centre_m)) < 6


def test_cars_and_people_keep_to_the_land_and_a_short_road_has_few(park: Grown) -> None:
    script = read_json(Script, (park.folder / "life.json").read_bytes())
    rows = np.load(park.folder / "vehicles.npy")
    assert rows.shape[1] < 30
    crowd = Crowd(script, -1.6, {"vehicles": rows})
    moment = crowd.vehicles.at(12.0)
    apart = (
        np.linalg.norm(moment.positions[:, None] - moment.positions[None], axis=2) + np.eye(len(moment)) * 99
    )
    assert apart.min() > 2.2, "no car drives in another"
    outline = np.array(park.layout.outline_m)
    walkers = crowd.people.at(12.0).positions
    assert (walkers[:, :2] > outline.min(axis=0)).all() and (walkers[:, :2] < outline.max(axis=0)).all()


def test_every_view_looks_at_its_zone_from_outside_of_all_boxes(park: Grown) -> None:
    solids = np.load(park.folder / "solids.npy")
    for place in park.layout.zones.values():
        for view in (place.front, place.exhibit):
            a, e = np.radians([view.azimuth_deg, view.elevation_deg])
            back = np.array([np.sin(a) * np.cos(e), np.cos(a) * np.cos(e), np.sin(e)])
            eye = np.array(view.target_m) + back * view.distance_m
            assert not ((eye > solids["low"] - 1) & (eye < solids["high"] + 1)).all(axis=1).any()


def test_the_same_rows_are_not_grown_twice(park: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make", lambda *_: pytest.fail("it was kept"))
    assert grow(ROWS, SITE, SHIPPED, park.folder.parent).layout == park.layout


def test_the_same_rows_grow_the_same_park(park: Grown, tmp_path: Path) -> None:
    again = grow(ROWS, SITE, SHIPPED, tmp_path)
    for file in park.folder.iterdir():
        assert file.read_bytes() == (again.folder / file.name).read_bytes(), file.name


def test_geometry_comes_first_and_light_follows(park: Grown, tmp_path: Path) -> None:
    first = grow(ROWS, SITE, SHIPPED, tmp_path, light_later=True)
    assert not first.has_light and first.layout == park.layout
    assert grow(ROWS, SITE, SHIPPED, tmp_path, light_later=True) == first, "kept"
    before, after = (np.load(folder / "vertices.npy") for folder in (first.folder, park.folder))
    lit = finish(first.job)
    assert lit.folder == lit_folder(first.job) and lit.folder.name == park.folder.name
    for column in ("position", "normal", "albedo", "gloss", "opacity"):
        assert (before[column] == after[column]).all(), "light alone differs"
    assert (before["ambient"] != after["ambient"]).any() and (before["night"] != after["night"]).any()
    assert grow(ROWS, SITE, SHIPPED, tmp_path, light_later=True) == lit, "from now on it has its light"


def test_what_was_begun_long_ago_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make", lambda *a: (a[3] / "layout.json").write_text("{}", encoding="utf-8"))
    for name, age_s in (("fresh-old", 2 * grown.LEFT_S), ("fresh-new", 0.0)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    grow(ROWS, SITE, SHIPPED, tmp_path)
    assert not (tmp_path / "fresh-old").exists() and (tmp_path / "fresh-new").exists()


def test_what_is_damaged_is_grown_anew_and_what_is_half_made_is_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def make(rows: object, site: object, shipped: object, out: Path, lighting: object) -> object:
        calls.append(out)
        (out / "layout.json").write_text("{", encoding="utf-8")
        return "layout"

    monkeypatch.setattr(making, "make", make)
    for _ in range(2):
        grow(ROWS[:3], SiteRow(), SHIPPED, tmp_path)
    assert len(calls) == 2
    monkeypatch.setattr(making, "make", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))
    with pytest.raises(OSError, match="full"):
        grow(ROWS[:2], SiteRow(), SHIPPED, tmp_path / "other")
    assert not list((tmp_path / "other").iterdir())


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(rows: object, site: SiteRow, shipped: object, out: Path, lighting: object) -> object:
        (out / "layout.json").write_text("{}", encoding="utf-8")
        return site

    monkeypatch.setattr(making, "make", make)
    for seed in range(grown.KEPT + 4):
        grow(ROWS[:3], SiteRow(seed=seed), SHIPPED, tmp_path)
    assert len(list(tmp_path.iterdir())) == grown.KEPT


def test_without_the_shipped_park_there_is_no_horizon_and_no_fault(tmp_path: Path) -> None:
    park = grow(ONE, SiteRow(trees="none"), tmp_path / "nothing", tmp_path / "grown")
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    assert "city" not in {chunk.kind for chunk in manifest.chunks}


@pytest.mark.parametrize(("horizon", "hills"), [("hills", True), ("none", False)])
def test_an_island_without_a_city_sees_fields_across_the_water(
    horizon: Literal["hills", "none"], hills: bool, tmp_path: Path
) -> None:
    park = grow(ONE, SiteRow(trees="none", horizon=horizon), SHIPPED, tmp_path)
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    street, green, _, sun = np.moveaxis(np.load(park.folder / manifest.ground["far_land"]), -1, 0)
    assert not street.any(), "no streets of a town that is not there"
    assert len(np.unique(green)) > 5 and sun.min() > 100
    far = [chunk for chunk in manifest.chunks if chunk.kind == "city"]
    assert {chunk.name.split("-")[0] for chunk in far} == ({"hills"} if hills else set())
    assert not hills or min(chunk.low[1] for chunk in far if chunk.low[1] > 0) < 300, "near enough to be seen"


@pytest.mark.parametrize("kind", ["island", "meadow", "plaza"])
@pytest.mark.parametrize("horizon", ["hills", "coast", "plain"])
def test_each_ground_sees_hills_a_coast_or_a_plain(kind: str, horizon: str, tmp_path: Path) -> None:
    site = SiteRow(kind=kind, trees="few", horizon=horizon)  # type: ignore[arg-type]
    park = grow(ONE, site, SHIPPED, tmp_path)
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    names = {chunk.name.split("-")[0] for chunk in manifest.chunks}
    assert ("villages" in names) == (horizon == "hills")
    assert ("hills" in names) == (horizon in ("hills", "coast"))
    assert ({"sea", "islets"} <= names) == (horizon == "coast")
    assert "town" not in names and ("city" not in names), "no town was asked for"
    solids = np.load(park.folder / "solids.npy")
    assert {"sea", "villages"}.isdisjoint(solids["zone"]), "nothing far off can be picked"


@pytest.mark.parametrize("kind", ["meadow", "plaza", "none"])
def test_other_grounds_grow_as_well(kind: str, tmp_path: Path) -> None:
    park = grow(ONE, SiteRow(kind=kind, trees="few"), SHIPPED, tmp_path)  # type: ignore[arg-type]
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    kinds = {chunk.kind for chunk in manifest.chunks}
    assert "water" not in kinds and "building" in kinds


def test_no_hill_or_village_rises_before_the_first_view(tmp_path: Path) -> None:
    site = SiteRow(kind="meadow", trees="none", horizon="hills")
    park = grow(ROWS, site, SHIPPED, tmp_path)
    before = ground_in_view(lay_out(ROWS, site), park.layout.overview)
    manifest = read_json(Manifest, (park.folder / "manifest.json").read_bytes())
    vertices = np.load(park.folder / "vertices.npy")
    found = 0
    for chunk in manifest.chunks:
        if chunk.name.split("-")[0] in ("hills", "villages"):
            low, high = np.array(chunk.low), np.array(chunk.high)
            share = vertices["position"][chunk.first_vertex : chunk.first_vertex + chunk.vertices, :3] / 65535
            places = low + share * (high - low)
            assert not shapely.contains_xy(before, places[:, 0], places[:, 1]).any()
            found += 1
    assert found > 4
