"""What is pointed at comes out from behind the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize

from explorer.base.geometry import WHOLE
from explorer.park import Park, load
from explorer.shell.window.framing import Framing
from explorer.visit import Point, Settings, Visit

from ...scene import write_scene
from ..fake_stage import FakeStage

SIZE = QSize(1280, 720)


@pytest.fixture
def park(tmp_path: Path) -> Park:
    return load(write_scene(tmp_path / "toy"), Path("nowhere"))


class FramedStage(FakeStage):
    """Sees the subject in the middle of what is free."""

    framing: Framing

    def project(self, points):  # type: ignore[no-untyped-def]
        seen = super().project(points)
        seen[:, 0] += self.framing.free.right / 2 - 0.5
        return seen


@pytest.mark.parametrize("zone", ["mill", "barn"])
def test_a_place_behind_the_search_moves_beside_it(park: Park, zone: str) -> None:
    stage = FramedStage(park)
    stage.framing = framing = Framing(stage)
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Point(zone))
    stage.show(visit)
    cover = QRect(500, 80, 760, 600)
    for _ in range(3):
        framing.advance(0.1, visit, WHOLE, cover, SIZE)
    (across, _), *_ = stage.project([park.zones[zone].place.label_m])
    assert across * SIZE.width() < cover.left()
    assert not framing.advance(0.1, visit, WHOLE, cover, SIZE), "it rests there"
    framing.advance(0.1, visit, WHOLE, None, SIZE)
    assert framing.free == WHOLE, "without the search the picture is whole"
