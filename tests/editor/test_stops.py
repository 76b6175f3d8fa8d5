"""Views and stops from where one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.geometry import Pose
from explorer.editor import tour_stops as stops
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.i18n import Text, tr
from explorer.park.checks.reading_times import LINE_CHARACTERS, LINE_CHARACTERS_CJK
from explorer.park.keys import asked
from explorer.park.model import Park
from explorer.park.tour import Stop
from tests.grown_scene import write_grown_scene

LABEL = Text("Stop")
HERE = Pose((12.34, -5.0, 3.0), 211.04, 24.5, 86.0)


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    """A scene of three zones, without a tour."""
    return SceneDocument.open(write_grown_scene(tmp_path / "scene"), ROOT / "assets")


def park_of(document: SceneDocument) -> Park:
    assert document.scene is not None
    return document.scene


def add(document: SceneDocument, tour: str | None, at: int, zone: str | None = None) -> str:
    id, changes = stops.stop_added(park_of(document), document.value, tour, at, HERE, zone, at_exhibit=False)
    assert document.apply(changes, LABEL).is_applied, [fault.as_text() for fault in document.faults]
    return id


def ids(document: SceneDocument, tour: str) -> list[str]:
    return [stop.id for stop in park_of(document).tours[tour].stops]


def test_a_camera_is_written_and_read_as_it_stood(document: SceneDocument) -> None:
    document.apply(stops.zone_view(document.value, "hall", "front", HERE), LABEL)
    seen = park_of(document).zones["hall"].views.front.pose
    assert seen.target == pytest.approx(HERE.target, abs=0.06)
    assert (seen.azimuth_deg, seen.distance_m) == (211, 86)
    document.apply(stops.park_view(document.value, "overview", HERE), LABEL)
    assert park_of(document).home.distance_m == 86
    document.undo()
    document.undo()
    assert not document.is_changed


def test_the_first_stop_makes_a_tour(document: SceneDocument) -> None:
    assert stops.written_tours(park_of(document), document.value) == ()
    tour = add(document, None, 0)
    assert [one.id for one in stops.written_tours(park_of(document), document.value)] == [tour]
    stop = park_of(document).tours[tour].stops[0]
    assert stop.view is not None
    for language in ("de", "en", "zh"):
        made = tr(asked(Stop, "caption"), language)
        assert len(made) <= (LINE_CHARACTERS_CJK if language == "zh" else LINE_CHARACTERS), made
    assert park_of(document).views[stop.view].pose.distance_m == 86


def test_a_stop_at_a_zone_says_what_the_zone_says(document: SceneDocument) -> None:
    tour = add(document, None, 0, "tower")
    stop, zone = park_of(document).tours[tour].stops[0], park_of(document).zones["tower"]
    assert (stop.zone, stop.caption["en"], stop.spoken) == ("tower", zone.title["en"], zone.lead)


def test_stops_are_added_moved_and_removed(document: SceneDocument) -> None:
    tour = add(document, None, 0, "hall")
    add(document, tour, 1, "tower")
    add(document, tour, 1, "shed")
    add(document, tour, 3, "hall")
    assert ids(document, tour) == ["hall", "shed", "tower", "hall-2"]
    document.apply(stops.stop_moved(document.value, tour, 3, 0), LABEL)
    assert ids(document, tour) == ["hall-2", "hall", "shed", "tower"]
    assert stops.stop_moved(document.value, tour, 0, -1) == []
    for _ in range(4):
        document.apply(stops.stop_removed(document.value, tour, 0), LABEL)
    assert stops.written_tours(park_of(document), document.value) == ()
    document.undo()
    assert ids(document, tour) == ["tower"]


def test_a_view_that_two_stops_share_is_left_to_the_other(document: SceneDocument) -> None:
    tour = add(document, None, 0)
    add(document, tour, 1, "hall")
    elsewhere = Pose((0.0, 0.0, 2.0), 90.0, 30.0, 140.0)
    document.apply(stops.stop_view(park_of(document), document.value, tour, 0, elsewhere), LABEL)
    first = park_of(document).tours[tour].stops[0]
    assert first.view is not None
    assert park_of(document).views[first.view].pose.distance_m == 140, "its own view is changed"
    document.apply(stops.stop_view(park_of(document), document.value, tour, 1, elsewhere), LABEL)
    assert park_of(document).zones["hall"].views.front.pose.distance_m == 140
    rows = document.value(f"tours/{tour}.yaml", ("stops",))
    shared = [{**row, "id": "twin"} for row in rows[:1]]
    document.apply([Change(f"tours/{tour}.yaml", ("stops",), [*rows, *shared])], LABEL)
    document.apply(stops.stop_view(park_of(document), document.value, tour, 0, HERE), LABEL)
    views = [stop.view for stop in park_of(document).tours[tour].stops]
    assert views[0] != views[2], "the other one keeps what it shows"
    assert park_of(document).views[str(views[2])].pose.distance_m == 140
