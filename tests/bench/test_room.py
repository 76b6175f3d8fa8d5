"""What phones cost a show is measured with real phones, a real room and a real stage, all of it small."""

from __future__ import annotations

import pytest

from explorer.bench.report import NotMeasured
from explorer.bench.room import RoomReport, measure_room, room_table
from explorer.bootstrap import ROOT
from explorer.park import load
from explorer.stage import Stage

SCENE, ASSETS = ROOT / "scenes" / "metaverse", ROOT / "assets"


def test_phones_turn_a_dial_while_frames_are_measured() -> None:
    park = load(SCENE, ASSETS)
    stage = Stage(park, ASSETS, (64, 36), quality="lite")
    try:
        report = measure_room(stage, park, 2, 1.0, warm_s=0.1)
        with pytest.raises(NotMeasured, match="line"):
            measure_room(stage, park.model_copy(update={"zones": {}}), 2, 1.0)
    finally:
        stage.close()
    assert report.sent > 0 and report.acts > 0 and report.trips.count > 0
    assert report.frames.count > 5 and report.frames_with.count > 5 and report.ratio > 0
    assert set(report.shares) == {"gateway"}
    assert RoomReport.model_validate_json(report.model_dump_json()) == report
    table, words = map(str, room_table(report))
    assert "2 phones" in table and f"{report.sent} wishes" in words
