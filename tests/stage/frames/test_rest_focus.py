"""Depth of field of finished frames without the rich tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from explorer.base.names import PolicyName, QualityName
from explorer.park import Park
from explorer.publish.film.film import final_frame
from explorer.stage import Stage
from explorer.visit import Orbit, Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, Pixels, difference, resting, seen

ZONE = "street"


def with_focus(visit: Visit, focus: bool, **settings: str) -> Visit:
    return replace(visit, settings=replace(visit.settings, focus=focus, **settings))  # type: ignore[arg-type]


def fineness(pixels: Pixels) -> float:
    """How much neighbouring pixels differ."""
    return float(np.abs(np.diff(pixels, axis=1)).mean())


@pytest.fixture
def blurred_and_sharp(stage: Stage, park: Park) -> Iterator[tuple[Pixels, Pixels]]:
    # at this size the disc would be one pixel and a half wide
    stage.resize(WIDTH * 3, HEIGHT * 3)
    visit = resting(park, ZONE)
    blurred, sharp = (seen(stage, with_focus(visit, focus)) for focus in (True, False))
    yield blurred, sharp
    stage.resize(WIDTH, HEIGHT)


def test_the_city_behind_a_street_is_blurred_and_the_street_is_not(
    blurred_and_sharp: tuple[Pixels, Pixels],
) -> None:
    blurred, sharp = blurred_and_sharp
    height, width, _ = sharp.shape
    far = np.s_[: height // 6]
    front = np.s_[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3]
    assert fineness(blurred[far]) < 0.75 * fineness(sharp[far])
    assert fineness(blurred[front]) > 0.97 * fineness(sharp[front])
    assert abs(blurred[far].mean() - sharp[far].mean()) < 1, "a blur is no darker"


@pytest.mark.parametrize("zone", ["", "horizon"])
def test_what_is_looked_at_from_afar_has_no_blur(stage: Stage, park: Park, zone: str) -> None:
    visit = resting(park, zone)
    assert np.array_equal(*(seen(stage, with_focus(visit, focus)) for focus in (True, False)))


def test_high_contrast_has_no_blur(stage: Stage, park: Park) -> None:
    visit = resting(park, ZONE)
    pictures = [seen(stage, with_focus(visit, focus, theme="contrast")) for focus in (True, False)]
    assert np.array_equal(*pictures)


def test_frames_of_a_moving_camera_have_none(stage: Stage, park: Park) -> None:
    found = []
    for focus in (True, False):
        visit = with_focus(resting(park, ZONE), focus)
        seen(stage, visit)
        stage.show(visit.after(Orbit(4.0, 0.0)).advance(1 / 30))
        found.append(bytes(stage.draw().pixels))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("frames", "quality", "effects"),
    [("progressive", "standard", ("focus",)), ("progressive", "lite", ()), ("direct", "standard", ())],
)
def test_a_visitor_may_switch_it_off_where_it_is_drawn_at_rest(
    park: Park, frames: PolicyName, quality: QualityName, effects: tuple[str, ...]
) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames=frames, quality=quality)
    try:
        assert stage.effects == effects
    finally:
        stage.close()


def test_a_saved_picture_has_no_contour_and_the_next_one_on_screen_has(stage: Stage, park: Park) -> None:
    opened = replace(resting(park, ZONE), zone=ZONE)
    touched = replace(opened, hovered=ZONE)  # another contour round the same building
    outlined, other = seen(stage, opened), seen(stage, touched)
    assert difference(outlined, other).any()
    saved, same = (final_frame(visit, stage).astype(np.int16) for visit in (opened, touched))
    assert np.array_equal(saved, same)
    assert 0 < difference(saved, outlined).mean() < 0.05, "a line"
    assert np.array_equal(seen(stage, opened), outlined)


@pytest.mark.parametrize("quality", ["standard", "rich"])
def test_another_stage_takes_nothing_from_one_that_blurs(park: Park, quality: QualityName) -> None:
    near, far = resting(park, "goals25", zone="goals25"), resting(park, day_phase=0.5)
    pictures = []
    for opens_another in (False, True):
        stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, quality=quality, frames="progressive")
        seen(stage, near)
        if opens_another:
            Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS).close()
        pictures.append(seen(stage, far))
        stage.close()
    assert np.array_equal(*pictures), "its shadow map is still drawn"
