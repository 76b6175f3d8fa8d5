"""What a drag writes: the scene that is loaded stands as it was shown, and undo restores every byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import Point, Polygon

from explorer.base.bootstrap import ROOT
from explorer.build.grown.grown import JOB, Job
from explorer.build.grown.kinds import KINDS
from explorer.build.grown.land import Land, lay_out
from explorer.editor import zones
from explorer.editor.document import SceneDocument
from explorer.editor.placing import changes_of, may_move, unplaced
from explorer.i18n import Text
from explorer.park.checks.standing import Ground, misplaced
from explorer.park.model import Park
from explorer.park.plots import Plot, plots_of
from tests.grown_scene import PARK, write_grown_scene
from tests.scene import swap, write_scene

ASSETS = ROOT / "assets"
LABEL = Text("Move")

Make = Callable[[Path], Path]


def plain_blocks(folder: Path) -> Path:
    """Two zones on plain ground, their places, labels and views written in their files."""
    write_scene(folder)
    for zone in ("mill", "barn"):
        swap(folder / "zones" / f"{zone}.yaml", f"model: {zone}\n", "")
    return folder


def opened(folder: Path) -> SceneDocument:
    return SceneDocument.open(folder, ASSETS)


def park_of(document: SceneDocument) -> Park:
    assert document.scene is not None, [fault.as_text() for fault in document.faults]
    return document.scene


def texts(document: SceneDocument) -> dict[str, str | None]:
    return {file: document.text(file) for file in document.files}


@pytest.mark.parametrize("make", [plain_blocks, write_grown_scene])
def test_what_is_loaded_stands_where_it_was_shown(tmp_path: Path, make: Make) -> None:
    document = opened(make(tmp_path / "scene"))
    before, draw = texts(document), random.Random(4)
    for _ in range(3):
        park = park_of(document)
        zone = draw.choice(sorted(park.zones))
        plot = replace(
            plots_of(park)[zone], heading_deg=float(draw.randrange(360)),
            centre_m=(round(draw.uniform(-150, 150), 2), round(draw.uniform(-150, 150), 2)),
        )  # fmt: skip
        others = {id: one for id, one in plots_of(park).items() if id != zone}
        assert document.apply(changes_of(park, document.value, [plot]), LABEL).is_applied
        after = plots_of(park_of(document))
        assert (after[zone].centre_m, after[zone].heading_deg) == (plot.centre_m, plot.heading_deg)
        for id, one in others.items():
            assert after[id].centre_m == pytest.approx(one.centre_m, abs=0.06), "no other zone jumps"
            assert after[id].heading_deg == pytest.approx(one.heading_deg, abs=0.06)
    while document.can_undo:
        document.undo()
    assert texts(document) == before


def test_the_first_drag_writes_the_places_of_all_and_a_second_one_its_own(tmp_path: Path) -> None:
    document = opened(write_grown_scene(tmp_path / "scene"))
    park = park_of(document)
    assert sorted(unplaced(park, document.value)) == sorted(park.zones)
    plot = replace(plots_of(park)["shed"], centre_m=(80.0, 20.0))
    document.apply(changes_of(park, document.value, [plot]), LABEL)
    assert not unplaced(park_of(document), document.value)
    assert document.value("zones/shed.yaml", ("place", "centre_m")) == [80, 20]
    again = replace(plots_of(park_of(document))["shed"], centre_m=(81.0, 20.0))
    assert [c.file for c in changes_of(park_of(document), document.value, [again])] == ["zones/shed.yaml"]


def test_label_and_views_that_are_written_come_along(tmp_path: Path) -> None:
    document = opened(plain_blocks(tmp_path / "scene"))
    before = park_of(document).zones["mill"]
    plot = replace(plots_of(park_of(document))["mill"], centre_m=(-40.0, 30.0), heading_deg=270.0)
    document.apply(changes_of(park_of(document), document.value, [plot]), LABEL)
    after = park_of(document).zones["mill"]
    assert after.place.label_m == (-40, 30, 13)
    assert after.views.front.target_m == (-40, 30, 5)
    assert (before.views.front.azimuth_deg, after.views.front.azimuth_deg) == (180, 270)
    assert after.views.front.distance_m == before.views.front.distance_m


def test_a_size_is_that_of_the_building_or_of_the_footprint(tmp_path: Path) -> None:
    for make, zone, path in (
        (write_grown_scene, "hall", ("building", "size_m")), (plain_blocks, "mill", ("place", "footprint_m")),
    ):  # fmt: skip
        document = opened(make(tmp_path / zone))
        plot = plots_of(park_of(document))[zone].resized((44.0, 28.0))
        document.apply(changes_of(park_of(document), document.value, [plot]), LABEL)
        assert document.value(f"zones/{zone}.yaml", path) == [44, 28]
        assert plots_of(park_of(document))[zone].size_m == (44, 28)


def test_what_is_shown_as_wrong_is_what_check_finds(tmp_path: Path) -> None:
    document = opened(plain_blocks(tmp_path / "scene"))
    park = park_of(document)
    for centre in ((16.0, 0.0), (-20.0, 0.0), (0.0, 199.0), (-190.0, -190.0)):
        plot = replace(plots_of(park)["mill"], centre_m=centre)
        shown = misplaced({**plots_of(park), "mill": plot}, Ground.of(park), ["mill"])
        document.apply(changes_of(park, document.value, [plot]), LABEL)
        found = [
            str(located.fault.what) for located in document.check()
            if "place" in str(located.fault.what) and "label" not in str(located.fault.what)
        ]  # fmt: skip
        assert sorted(
            str(fault.what).replace("'mill'", "").replace("'barn'", "") for fault in shown
        ) == sorted(what.replace("'mill'", "").replace("'barn'", "") for what in found)
        document.undo()


def test_what_is_baked_stays_where_it_is(tmp_path: Path) -> None:
    baked = park_of(opened(write_scene(tmp_path / "baked")))
    assert not any(may_move(baked, zone) for zone in baked.zones)
    blocks = park_of(opened(plain_blocks(tmp_path / "blocks")))
    assert all(may_move(blocks, zone) for zone in blocks.zones)


@pytest.mark.parametrize("kind", ["dome", None])
def test_a_new_zone_comes_to_free_ground_and_goes_again(tmp_path: Path, kind: str | None) -> None:
    document = opened(write_grown_scene(tmp_path / "scene"))
    before = texts(document)
    id, changes = zones.added(document, (0.0, 0.0), kind)
    assert document.apply(changes, LABEL).is_applied
    park = park_of(document)
    building = park.zones[id].building
    assert building is not None and kind in (None, building.kind)
    assert plots_of(park)[id].size_m == KINDS[building.kind].size_m
    assert misplaced(plots_of(park), Ground.of(park)) == []
    assert "TO DO" in (document.text(f"zones/{id}.yaml") or "")
    document.undo()
    assert texts(document) == before


def test_a_new_zone_leaves_plaza_paths_roads_and_water_where_they_are(tmp_path: Path) -> None:
    road = "site: {kind: island, roads: [[[-90, 60], [90, 60], [90, 68], [-90, 68]]]}"
    document = opened(write_grown_scene(tmp_path / "scene", park=PARK.replace("site: island", road)))

    def land() -> Land:
        document.grow()
        grown = park_of(document).grown
        assert grown is not None
        return lay_out((job := Job.read(grown / JOB)).rows, job.site)

    before = land()
    id, changes = zones.added(document, (float(before.hub[0]), float(before.hub[1])))
    assert document.apply(changes, LABEL).is_applied
    plot = Polygon(plots_of(park_of(document))[id].corners_m)
    assert not any(plot.intersects(ground) for ground in (before.plaza, before.paths, before.roads))
    assert land().plaza.contains(Point(*before.hub)), "the plaza does not move away"


def test_a_copy_stands_beside_and_says_the_same(tmp_path: Path) -> None:
    document = opened(write_grown_scene(tmp_path / "scene"))
    id, changes = zones.duplicate(document, "hall")
    assert document.apply(changes, LABEL).is_applied
    park = park_of(document)
    assert id == "hall-2"
    assert park.zones[id].lead == park.zones["hall"].lead
    assert len({zone.number for zone in park.zones.values()}) == len(park.zones)
    assert misplaced(plots_of(park), Ground.of(park)) == []


def test_a_zone_goes_out_of_everything_that_names_it(tmp_path: Path) -> None:
    document = opened(write_grown_scene(tmp_path / "scene"))
    document.apply(zones.linked(park_of(document), document.value, "hall", "shed"), LABEL)
    document.apply(zones.linked(park_of(document), document.value, "tower", "hall"), LABEL)
    assert park_of(document).zones["hall"].related[0].zone == "shed"
    standing = plots_of(park_of(document))
    assert document.apply(zones.removed(document, "shed"), LABEL).is_applied
    park = park_of(document)
    assert set(park.zones) == {"hall", "tower"}
    assert park.zones["hall"].related == ()
    assert plots_of(park)["tower"].centre_m == pytest.approx(standing["tower"].centre_m, abs=0.06)


def test_a_link_ends_at_either_end(tmp_path: Path) -> None:
    document = opened(write_grown_scene(tmp_path / "scene"))
    before = texts(document)
    for zone, other in (("hall", "shed"), ("shed", "hall")):
        assert not zones.are_linked(park_of(document), zone, other)
        document.apply(zones.linked(park_of(document), document.value, "hall", "shed"), LABEL)
        assert zones.are_linked(park_of(document), zone, other)
        document.apply(zones.unlinked(document, zone, other), LABEL)
        assert texts(document) == before


def test_what_is_noted_at_a_link_stays_when_it_ends(tmp_path: Path) -> None:
    scene = write_grown_scene(tmp_path / "scene")
    file = scene / "zones/hall.yaml"
    flow = "{" + ", ".join(f"{code}: 'parts # 1'" for code in ("en", "zh")) + "}"
    rows = (
        "related:\n  # as agreed in spring\n"
        f"  - {{zone: shed, flow: {flow}}}  # twice a day\n  # by night\n  - {{zone: tower, flow: {flow}}}\n"
    )
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n# the flows\n{rows}", "utf-8")
    document = opened(scene)
    languages = document.languages
    for other in ("shed", "tower"):
        assert document.apply(zones.unlinked(document, "hall", other), LABEL).is_applied, languages
        text = document.text("zones/hall.yaml") or ""
        notes = ("# the flows", "# as agreed in spring", "# twice a day", "# by night")
        assert [text.count(note) for note in notes] == [1, 1, 1, 1] and "# 1" not in text.split("tower")[0]
    assert park_of(document).zones["hall"].related == ()
    document.apply(zones.linked(park_of(document), document.value, "hall", "shed"), LABEL)
    text = document.text("zones/hall.yaml") or ""
    assert [text.count(note) for note in notes] == [1, 1, 1, 1]


def test_free_ground_is_the_nearest() -> None:
    standing = [Plot("a", (0.0, 0.0), (40.0, 40.0), 180.0)]
    free = zones.free_plot(Plot("b", (30.0, 0.0), (10.0, 10.0), 180.0), standing)
    assert free.shared_m2(standing[0]) == 0
    assert 34 <= free.centre_m[0] <= 44
    assert zones.free_plot(Plot("b", (90.0, 0.0), (10.0, 10.0), 180.0), standing).centre_m == (90.0, 0.0)
