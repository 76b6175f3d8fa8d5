"""The policy for a graphics card: everything in every frame, the same picture as the final frame of a processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.stage import Stage
from explorer.stage.frames.direct import DirectFrames
from explorer.visit import Open, Orbit, Press

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, resting, seen

ZONES = ["", *load(ROOT / "scenes" / "metaverse", ASSETS).zones]


@pytest.fixture(scope="module")
def direct(park: Park) -> Iterator[Stage]:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="direct")
    yield stage
    stage.close()


@pytest.mark.parametrize("light", ["day", "dusk"])
@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_the_same_picture_as_the_final_frame(
    direct: Stage, stage: Stage, park: Park, zone: str, light: str
) -> None:
    visit = resting(park, zone, light=light, zone=zone or None, hovered=zone or None, pointed=zone or None)
    off = np.abs(seen(direct, visit) - seen(stage, visit))
    assert off.max() <= 4, "contours are blended by the card, and rounded otherwise"
    without = replace(visit, zone=None, hovered=None, pointed=None)
    assert np.array_equal(seen(direct, without), seen(stage, without))


def test_an_exhibit_at_work_is_the_same_picture_too(direct: Stage, stage: Stage, park: Park) -> None:
    visit = resting(park, "line").after(Open("line"))
    for _ in range(10):
        visit = visit.advance(0.5)
    visit = replace(visit.after(Press("break_sensor")).advance(2.0), rest_s=9.0)
    assert visit.run is not None
    assert difference(seen(direct, visit), seen(stage, visit)).mean() < 0.001


def test_while_the_camera_moves_frames_are_complete_and_as_large_as_the_screen(
    direct: Stage, park: Park
) -> None:
    visit = resting(park)
    seen(direct, visit)
    for _ in range(2):
        visit = visit.after(Orbit(4.0, 0.0)).advance(1 / 30)
        direct.show(visit)
        frame = direct.draw()
        assert frame.changed and direct.finished
        assert (frame.width, frame.height) == (WIDTH, HEIGHT)
        moving = np.frombuffer(frame.pixels, np.uint8).reshape(HEIGHT, WIDTH, 4)[..., 2::-1].astype(np.int16)
        assert difference(moving, seen(direct, replace(visit, rest_s=9.0))).max() == 0
    assert direct.level == (1, 1)


def test_nothing_is_drawn_where_nothing_changed(direct: Stage, park: Park) -> None:
    direct.show(resting(park))
    first = direct.draw()
    direct.show(resting(park))
    assert direct.draw() is first and not first.changed


def test_contours_come_softly_and_go_while_the_camera_moves(direct: Stage, park: Park) -> None:
    visit = replace(resting(park, "data"), time_s=100.0)  # later than what the shared stage has seen
    plain = seen(direct, visit)
    frames = []
    for number in range(1, 4):
        direct.show(replace(visit, hovered="data", time_s=visit.time_s + number * 0.05))
        frame = direct.draw()
        pixels = np.frombuffer(frame.pixels, np.uint8).reshape(HEIGHT, WIDTH, 4)[..., 2::-1].astype(np.int16)
        frames.append(np.abs(pixels - plain).mean())
    assert 0 < frames[0] < frames[1] < frames[2]
    assert isinstance(direct.frames, DirectFrames)
    assert direct.frames.outlines.marks
    turned = replace(visit, hovered="data", rest_s=0.0)
    direct.show(replace(turned, pose=replace(visit.pose, azimuth_deg=visit.pose.azimuth_deg + 1)))
    direct.draw()
    assert not direct.frames.outlines.marks
