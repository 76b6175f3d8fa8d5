"""Pictures from elsewhere: one in an idle beat, kept, drawn anew when the light or the letters are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.geometry import Pose
from explorer.park import Park, load
from explorer.shell.viewport import thumbnails as module
from explorer.shell.viewport.thumbnails import Glances
from explorer.visit import Change, Open, Settings, Visit

from ...scene import write_scene
from ..fake_stage import FakePicture, FakeStage

BEAT_S = 0.2


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
    glances, visit = Glances(stage), resting(park)
    poses = [zone.views.front.pose for zone in park.zones.values()]
    assert [glances.picture(pose, 80, 45, 2.0) for pose in poses] == [None] * len(poses)
    for count, _ in enumerate(poses, 1):
        assert glances.advance(BEAT_S, visit)
        assert glances.count == len(stage.asked) == count
    assert [pose for pose, _, _ in stage.asked] == poses
    assert stage.asked[0][1:] == (160, 90)
    assert not glances.advance(BEAT_S, visit)
    drawn = glances.picture(poses[0], 80, 45, 2.0)
    assert drawn is not None
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (160, 80)
    assert drawn.toImage().pixelColor(3, 3).getRgb()[:3] == (170, 180, 190)


def test_never_while_the_camera_moves_or_the_picture_is_refined(park: Park, stage: Counting) -> None:
    glances, visit = Glances(stage), resting(park)
    glances.picture(park.home, 80, 45)
    moving = visit.after(Change(replace(visit.settings, comfort="fly"))).after(Open(next(iter(park.zones))))
    assert moving.moving and glances.advance(BEAT_S, moving)
    stage.finished = False  # type: ignore[misc]
    assert glances.advance(BEAT_S, visit) and stage.asked == []
    for _ in range(5):  # something always moves there: it is not waited for ever
        glances.advance(BEAT_S, visit)
    assert glances.count == 1
    glances.picture(park.home, 70, 45)
    stage.finished = True  # type: ignore[misc]
    assert glances.advance(BEAT_S, visit) and glances.count == 2
    glances.picture(park.home, 60, 45)
    assert glances.advance(0.01, visit) and glances.count == 2  # not the very next beat


def test_another_light_another_picture(park: Park, stage: Counting) -> None:
    glances, visit = Glances(stage), resting(park)
    glances.picture(park.home, 80, 45)
    glances.advance(BEAT_S, visit)
    night = visit.after(Change(replace(visit.settings, day_phase=3.0)))
    assert glances.picture(park.home, 80, 45) is not None  # the old one until then
    assert glances.advance(BEAT_S, night) and glances.count == 2
    assert not glances.advance(BEAT_S, night)
    chinese = night.after(Change(replace(night.settings, language="zh")))
    assert glances.advance(BEAT_S, chinese) and glances.count == 3


def test_what_was_asked_for_long_ago_goes(
    park: Park, stage: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    glances, visit = Glances(stage), resting(park)
    for width in (10, 20, 10, 30):
        glances.picture(park.home, width, 10)
    while glances.advance(BEAT_S, visit):
        pass
    assert [width for _, width, _ in stage.asked] == [10, 30]
