"""What makes room for an exhibit is cut out of its building: nothing is lost, and only that goes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.base.baked_format import dequantise
from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.stage.scene.baked import Baked
from explorer.stage.scene.clearing import CLEARED, with_room


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


@pytest.fixture(scope="module")
def before() -> Baked:
    return Baked.read(ROOT / "assets" / "park")


def test_the_tree_makes_room_and_the_pool_stays(park: Park, before: Baked) -> None:
    after = with_room(before, park.zones.values())
    cleared = [chunk for chunk in after.manifest.chunks if chunk.kind == CLEARED]
    assert {chunk.zone for chunk in cleared} == {"plaza"} and {c.detail for c in cleared} == {"near", "far"}
    for chunk in cleared:
        points = dequantise(
            after.vertices["position"][chunk.first_vertex : chunk.first_vertex + chunk.vertices],
            chunk.low,
            chunk.high,
        )
        for span in chunk.spans:
            corners = points[after.indices[span.start : span.start + span.count]]
            assert (corners[:, 2] > 1.5).all()
            assert (np.hypot(corners[:, 0] - 10, corners[:, 1] + 44) < 17.3).all()


def test_every_triangle_is_drawn_as_before(park: Park, before: Baked) -> None:
    after = with_room(before, park.zones.values())
    count = {
        name: sum(
            span.count
            for chunk in one.manifest.chunks
            if chunk.zone == "plaza" and chunk.kind in ("building", CLEARED)
            for span in chunk.spans
        )
        for name, one in (("before", before), ("after", after))
    }
    assert count["before"] == count["after"] > 0
    assert np.array_equal(np.sort(after.indices), np.sort(before.indices))


def test_where_nothing_makes_room_nothing_is_copied(park: Park, before: Baked) -> None:
    others = [zone for zone in park.zones.values() if zone.id != "plaza"]
    assert with_room(before, others) is before
