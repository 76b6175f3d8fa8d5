"""A neighbour of a map becomes a zone with its own outline, and a zone that is removed becomes a neighbour again."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import Polygon

from explorer.__main__ import main
from explorer.base.bootstrap import ROOT
from explorer.editor import zones
from explorer.editor.document import SceneDocument
from explorer.editor.neighbours import adopted, neighbour_at, returned
from explorer.i18n import Text
from explorer.park.model import Park
from tests.editor.map_files import village


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    path = village().write(tmp_path / "village.geojson")
    assert main(["new", str(tmp_path / "village"), "--map", str(path)]) == 0
    return SceneDocument.open(tmp_path / "village", ROOT / "assets")


def park_of(document: SceneDocument) -> Park:
    assert document.scene is not None, [fault.as_text() for fault in document.faults]
    return document.scene


def outlines(park: Park) -> list[Polygon]:
    assert park.site is not None
    return [Polygon(neighbour.outline_m) for neighbour in park.site.neighbours]


def test_a_line_of_sight_meets_the_nearest_wall(document: SceneDocument) -> None:
    park = park_of(document)
    for number in (0, 5, 20):
        middle = outlines(park)[number].centroid
        assert neighbour_at(park, (middle.x, middle.y, 200.0), (middle.x, middle.y)) == number
        # over the roof, on the ground behind it
        assert neighbour_at(park, (middle.x, middle.y - 60, 30.0), (middle.x, middle.y + 6)) is not None
    assert neighbour_at(park, (0.0, 0.0, 300.0), (0.0, 0.0)) is None


def test_a_neighbour_becomes_a_zone_over_its_own_outline_and_comes_back(document: SceneDocument) -> None:
    before = outlines(park_of(document))
    id, changes = adopted(document, 3)
    document.apply(changes, Text("Adopt"))
    park = park_of(document)
    assert len(outlines(park)) == len(before) - 1 and id == park.walk[-1]
    building, place = park.zones[id].building, park.zones[id].place
    assert building is not None and building.outline_m is not None
    assert Polygon(building.outline_m).area == pytest.approx(before[3].area, rel=0.03)
    assert place.centre_m == pytest.approx(before[3].minimum_rotated_rectangle.centroid.coords[0], abs=0.2)
    document.apply([*returned(document, id), *zones.removed(document, id)], Text("Remove"))
    after = outlines(park_of(document))
    assert id not in park_of(document).zones and len(after) == len(before)
    assert after[-1].symmetric_difference(before[3]).area < 0.06 * before[3].area
    document.undo()
    document.undo()
    assert outlines(park_of(document)) == before and not document.is_changed


def test_other_buildings_leave_no_neighbour(document: SceneDocument) -> None:
    id, changes = zones.added(document, (200.0, -80.0), "hall")
    document.apply(changes, Text("Add"))
    assert returned(document, id) == []
