"""Contours: reckoned once for a camera, and the same in a quick picture as in the fine one after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.frames.quality import Step
from explorer.stage.highlight.before import covered, rooms_in_front
from explorer.stage.highlight.highlight import GLIMPSE, Mark, Outline, Seen
from explorer.stage.highlight.outline import PENS, Area, Contour, without_strips
from explorer.visit import Daylight

from ..conftest import ASSETS, HEADLESS, frames_of, resting, seen

SIZE, QUICK = (320, 180), (212, 119)
MARK = Mark("goals25", "open", 1.0)


@pytest.fixture
def view(park: Park, stage: Stage) -> Seen:
    seen(stage, resting(park, "goals25"))
    return Seen(Camera(park.zones["goals25"].views.front.pose, SIZE[0] / SIZE[1]), SIZE, Step())


def laid(stage: Stage, view: Seen, size: tuple[int, int]) -> np.ndarray:
    """The contour over black."""
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    lay(stage.scene.outline, picture, view)
    return picture[..., :3].astype(float)


def lay(outline: Outline, picture: np.ndarray, view: Seen, at_once: bool = False) -> None:
    for contour, level in outline.contours(view, [MARK], at_once):
        contour.lay(picture, level)


def test_it_is_computed_once_for_the_interactive_frame_and_the_final_one(stage: Stage, view: Seen) -> None:
    outline = stage.scene.outline
    outline.clear()
    before = outline.masks_drawn
    quick, fine = laid(stage, view, QUICK), laid(stage, view, SIZE)
    assert outline.masks_drawn == before + 1 and quick.any() and fine.any()
    assert np.array_equal(quick, laid(stage, view, QUICK)) and np.array_equal(fine, laid(stage, view, SIZE))
    assert outline.masks_drawn == before + 1


def test_it_runs_where_it_runs_in_the_fine_picture(stage: Stage, view: Seen) -> None:
    quick, fine = laid(stage, view, QUICK), laid(stage, view, SIZE)
    light, on_it = fine.max(axis=-1) > 60, quick.max(axis=-1) > 60
    y, x = (np.argwhere(on_it) + 0.5).T * (SIZE[1] / QUICK[1])
    near = [
        light[np.clip(y + down, 0, SIZE[1] - 1).astype(int), np.clip(x + across, 0, SIZE[0] - 1).astype(int)]
        for down in range(-2, 3)
        for across in range(-2, 3)
    ]
    assert len(y) > 100
    assert np.any(near, axis=0).mean() > 0.98
    assert on_it.mean() == pytest.approx(light.mean(), rel=0.25)


@pytest.mark.parametrize("other", [{"language": "zh"}, {"is_dark": True}, {"step": Step(0.7, taps=1)}])
def test_what_was_there_before_a_switch_will_do_for_the_quick_picture_but_not_for_the_fine_one(
    stage: Stage, view: Seen, other: dict[str, Any]
) -> None:
    outline = stage.scene.outline
    outline.clear()
    fine = laid(stage, view, SIZE)
    before = outline.masks_drawn
    quick = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    lay(outline, quick, replace(view, **other), at_once=True)
    assert np.array_equal(quick[..., :3], fine) and outline.masks_drawn == before
    laid(stage, replace(view, **other), SIZE)
    assert outline.masks_drawn == before + 1
    elsewhere = replace(view, camera=Camera(view.camera.pose, 1.5), **other)
    lay(outline, quick, elsewhere, at_once=True)
    assert outline.masks_drawn == before + 2, "from elsewhere it is another one"


def test_it_follows_the_letters_of_the_language_that_is_shown(stage: Stage, park: Park) -> None:
    """What was reckoned round the English ones is not laid round the Chinese ones."""
    english = resting(park, "plaza", zone="plaza")
    chinese = replace(english, settings=replace(english.settings, language="zh"))
    shown = []
    for before in (english, chinese):
        stage.scene.outline.clear()
        for visit in (before, replace(chinese, hovered="data"), chinese):
            stage.show(visit)
            picture = seen(stage, visit)
        shown.append(picture)
    assert np.array_equal(*shown)


def test_it_stays_while_the_light_alone_goes_on(stage: Stage, park: Park) -> None:
    visit = resting(park, "goals25", zone="goals25")
    seen(stage, visit)
    there = frames_of(stage).outlines.marks
    for step in (0.1, 0.2):
        light = Daylight.at(replace(visit.settings, day_phase=visit.daylight.day_phase + step))
        lit = replace(visit, rest_s=0.0, daylight=light)
        stage.show(replace(lit, hovered="data"))
        stage.draw()
        assert frames_of(stage).outlines.marks == there, "and no other comes"
    stage.show(replace(lit, pose=replace(visit.pose, azimuth_deg=visit.pose.azimuth_deg + 1)))
    stage.draw()
    assert there and not frames_of(stage).outlines.marks, "none while the camera moves"


def test_a_painted_lane_gets_no_pair_of_lines() -> None:
    mask = np.zeros((20, 30), bool)
    mask[4:6], mask[10:, 8:20], mask[:10, 25] = True, True, True
    body = mask.copy()
    body[4:6, :25] = body[4:6, 26:] = False
    assert np.array_equal(without_strips(mask), body)


def test_its_programs_are_compiled_before_a_zone_is_first_opened(park: Park) -> None:
    stage = Stage(park, ASSETS, SIZE, displays=HEADLESS)
    try:
        outline = stage.scene.outline
        for _ in range(2):
            for _ in stage.prepare("goals25"):
                pass
        assert (outline.masks_drawn, outline.mask_pixels) == (1, GLIMPSE[0] * GLIMPSE[1])
    finally:
        stage.close()


def test_no_line_of_a_building_runs_across_the_exhibit_before_it(park: Park) -> None:
    before = rooms_in_front(park.zones)
    assert before and before.keys() < park.zones.keys(), "some stand before their building, some inside"
    for id, corners in before.items():
        zone = park.zones[id]
        eye = Camera(zone.views.front.pose, SIZE[0] / SIZE[1])
        at = eye.project(corners)
        x, y = np.meshgrid(np.linspace(0, 1, 64), np.linspace(0, 1, 36))
        held = covered(eye, corners, x, y)
        if np.isnan(at).any():
            continue
        low, high = at.min(axis=0), at.max(axis=0)
        inside = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
        assert not (held & ~inside).any() and covered(eye, corners, *at.mean(axis=0)).all()
        free = np.zeros((36, 64), bool)
        free[18:] = True
        mask = np.zeros((36, 64), bool)
        mask[8:28, 10:50] = True
        whole = Contour(Area(0, 0, 64, 36), (64, 36), mask, PENS["open"], "#1C7FB6").layer
        cut = Contour(Area(0, 0, 64, 36), (64, 36), mask, PENS["open"], "#1C7FB6", free).layer
        assert whole[3, 18:].any() and not cut[3, 18:].any()
        assert np.array_equal(whole[:, :18], cut[:, :18])
