"""Pictures from elsewhere: one in an idle frame, kept, drawn anew when the light or the letters are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.base.geometry import Pose
from explorer.park import Park, load
from explorer.shell.viewport import thumbnails as module
from explorer.shell.viewport.thumbnails import Thumbnails
from explorer.visit import KIOSK, Change, Open, Settings, StartOver, Visit
from explorer.visit.kiosk.acts import Presence

from ...scene import write_scene
from ..fake_stage import FakePicture, FakeStage

FRAME_S = 0.2


class Counting(FakeStage):
    """Notes what it is asked to draw, and draws the blue of the hour."""

    asked: list[tuple[Pose, int, int]]

    def thumbnail(self, pose: Pose, width: int, height: int) -> FakePicture | None:
        self.asked.append((pose, width, height))
        return super().thumbnail(pose, width, height)


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    return load(write_scene(tmp_path_factory.mktemp("scene") / "toy"), Path("nowhere"))


@pytest.fixture
def stage(park: Park, qtbot: QtBot) -> Iterator[Counting]:
    made = Counting(park)
    made.asked = []
    yield made


def resting(park: Park) -> Visit:
    return Visit.begin(park, settings=Settings(comfort="cut")).advance(1.0)


def test_one_a_beat_in_the_order_asked(park: Park, stage: Counting) -> None:
    thumbnails, visit = Thumbnails(stage), resting(park)
    poses = [zone.views.front.pose for zone in park.zones.values()]
    assert [thumbnails.picture(pose, 80, 45, 2.0) for pose in poses] == [None] * len(poses)
    for count, _ in enumerate(poses, 1):
        assert thumbnails.advance(FRAME_S, visit)
        assert thumbnails.count == len(stage.asked) == count
    assert [pose for pose, _, _ in stage.asked] == poses
    assert stage.asked[0][1:] == (160, 90)
    assert not thumbnails.advance(FRAME_S, visit)
    drawn = thumbnails.picture(poses[0], 80, 45, 2.0)
    assert drawn is not None
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (160, 80)
    assert drawn.toImage().pixelColor(3, 3).getRgb()[:3] == (170, 180, 190)


def test_never_while_the_camera_moves_or_the_picture_is_refined(park: Park, stage: Counting) -> None:
    thumbnails, visit = Thumbnails(stage), resting(park)
    thumbnails.picture(park.home, 80, 45)
    moving = visit.after(Change(replace(visit.settings, comfort="fly"))).after(Open(next(iter(park.zones))))
    assert moving.moving and thumbnails.advance(FRAME_S, moving)
    stage.finished = False  # type: ignore[misc]
    assert thumbnails.advance(FRAME_S, visit) and stage.asked == []
    for _ in range(5):  # something always moves there: it is not waited for ever
        thumbnails.advance(FRAME_S, visit)
    assert thumbnails.count == 1
    thumbnails.picture(park.home, 70, 45)
    stage.finished = True  # type: ignore[misc]
    assert thumbnails.advance(FRAME_S, visit) and thumbnails.count == 2
    thumbnails.picture(park.home, 60, 45)
    assert thumbnails.advance(0.01, visit) and thumbnails.count == 2  # not the very next frame


def test_another_light_another_picture(park: Park, stage: Counting) -> None:
    thumbnails, visit = Thumbnails(stage), resting(park)
    thumbnails.picture(park.home, 80, 45)
    thumbnails.advance(FRAME_S, visit)
    night = visit.after(Change(replace(visit.settings, day_phase=3.0)))
    assert thumbnails.picture(park.home, 80, 45) is not None  # the old one until then
    assert thumbnails.advance(FRAME_S, night) and thumbnails.count == 2
    assert not thumbnails.advance(FRAME_S, night)
    chinese = night.after(Change(replace(night.settings, language="zh")))
    assert thumbnails.advance(FRAME_S, chinese) and thumbnails.count == 3


def test_what_was_asked_for_long_ago_goes(
    park: Park, stage: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    thumbnails, visit = Thumbnails(stage), resting(park)
    for width in (10, 20, 10, 30):
        thumbnails.picture(park.home, width, 10)
    while thumbnails.advance(FRAME_S, visit):
        pass
    assert [width for _, width, _ in stage.asked] == [10, 30]


def test_what_one_visitor_needed_goes_with_the_next(park: Park, stage: Counting) -> None:
    thumbnails = Thumbnails(stage)
    visit = Visit.begin(park, KIOSK, Settings(comfort="cut")).after(Presence()).advance(1.0)
    thumbnails.picture(park.home, 80, 45)
    thumbnails.advance(FRAME_S, visit)
    assert thumbnails.bytes == 80 * 45 * 4
    assert not thumbnails.advance(FRAME_S, visit.after(StartOver()), draws=False)
    assert thumbnails.bytes == 0
    assert thumbnails.count == 2, "who shows it looks again"
