"""What keeps the window answering: final frames in time slices, and dynamic resolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.i18n import tr
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.frames import final_frame
from explorer.stage.frames.bands import bands
from explorer.stage.frames.quality import JUDGED, LADDER, QUALITIES, WATCHED, DynamicResolution
from explorer.visit import Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, frames_of, resting, seen


@pytest.fixture
def in_slices(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage that cuts its final frame into five bands and draws one a call."""
    monkeypatch.setattr(final_frame, "TICK_MS", 0.0001)
    monkeypatch.setattr(final_frame, "MOST_BANDS", 5)
    yield stage


def moving(visit: Visit) -> Visit:
    return replace(visit, rest_s=0.0)


def completed(stage: Stage) -> npt.NDArray[np.uint8]:
    """The final frame, drawn to its end: a tick a band, two for the shadow map, and one to hand it out."""
    for _ in range(final_frame.MOST_BANDS + 3):
        picture = stage.draw()
    shape = (picture.height, picture.width, 4)
    return np.frombuffer(picture.pixels, np.uint8).reshape(shape)[..., 2::-1]


@pytest.mark.parametrize("height", [1, 2, 7, 90, 180, 719, 720, 1080, 2161])
@pytest.mark.parametrize("count", [1, 3, 8])
def test_bands_cover_every_row_once(height: int, count: int) -> None:
    cut = bands(height, tuple(number / count for number in range(1, count)))
    rows = [row for band in cut for row in range(band.first, band.end)]
    assert rows == list(range(height))
    assert all(0 <= band.seen.top < band.seen.bottom <= 1 for band in cut)
    if height > 100:
        assert len(cut) >= count / 2  # not every height can be cut at will
        assert max(band.end - band.first for band in cut) < 1.4 * height / len(cut)


@pytest.mark.parametrize("height", [HEIGHT, 179, 211])
@pytest.mark.parametrize("light", ["day", "dusk"])
@pytest.mark.parametrize("view", ["", "goals25"])
def test_a_frame_in_time_slices_is_the_same_to_the_last_bit(
    in_slices: Stage, park: Park, view: str, light: str, height: int
) -> None:
    in_slices.resize(WIDTH, height)
    visit = resting(park, view, light=light)
    whole = seen(in_slices, visit)
    in_slices.show(moving(visit))
    interactive = in_slices.draw()
    in_slices.show(visit)
    for _ in range(2):
        between = in_slices.draw()
        assert between is interactive and not between.changed
        assert not in_slices.finished
    assert np.array_equal(completed(in_slices), whole)
    assert in_slices.finished


def test_a_camera_that_moves_on_drops_the_final_frame(in_slices: Stage, park: Park) -> None:
    visit = resting(park)
    wanted = seen(in_slices, visit)
    for step in (-3.0, 0.0):
        turned = replace(visit, pose=replace(visit.pose, azimuth_deg=visit.pose.azimuth_deg + step))
        in_slices.show(moving(turned))
        assert in_slices.draw().changed
        in_slices.show(turned)
        in_slices.draw()
        in_slices.draw()
    assert np.array_equal(completed(in_slices), wanted)


def test_a_switch_at_rest_shows_at_once(in_slices: Stage, park: Park) -> None:
    seen(in_slices, resting(park))
    in_slices.show(resting(park, light="dusk"))
    first = in_slices.draw()
    assert first.changed and first.width < WIDTH and not in_slices.finished
    assert np.frombuffer(first.pixels, np.uint8).mean() < 150


def test_what_is_pointed_at_waits_for_its_final_frame(in_slices: Stage, park: Park) -> None:
    seen(in_slices, resting(park))
    in_slices.show(resting(park, pointed="data"))
    assert in_slices.draw().width == WIDTH  # never a coarse picture between two fine ones
    assert not in_slices.finished
    pointed = completed(in_slices)
    assert np.array_equal(pointed, seen(in_slices, resting(park, pointed="data")))


def test_without_a_mirror_the_water_stays_what_it_is(park: Park) -> None:
    """Both layers in one look like the two, but for what is mirrored between them."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    try:
        pictures = []
        for at in (1, 2):
            frames_of(stage).interactive.resolution.at = at
            visit = moving(resting(park))
            turned = visit.pose.azimuth_deg + at * 1e-9  # too little to be seen, and another frame
            stage.show(replace(visit, pose=replace(visit.pose, azimuth_deg=turned)))
            picture = stage.draw()
            shape = (picture.height, picture.width, 4)
            pictures.append(np.frombuffer(picture.pixels, np.uint8).reshape(shape)[..., :3].astype(np.int16))
    finally:
        stage.close()
    assert pictures[0].shape == pictures[1].shape
    assert difference(*pictures).mean() < 0.03


def test_resolution_goes_down_where_frames_take_too_long() -> None:
    resolution = DynamicResolution(4, 1)
    steps = []
    for _ in range(5):
        for _ in range(JUDGED):
            resolution.took(45.0)
        steps.append(resolution.at)
    assert steps == [2, 3, 3, 3, 3]


def test_resolution_goes_up_only_between_movements_and_later_each_time() -> None:
    resolution = DynamicResolution(3, 1)
    movements: list[int] = []
    for _ in range(3):
        count = 0
        while resolution.at > 0:
            for _ in range(WATCHED):
                resolution.took(10.0)
                assert resolution.at == 1
            resolution.rested()
            count += 1
        movements.append(count)
        for _ in range(JUDGED):
            resolution.took(60.0)
    assert movements == [1, 2, 4]


@pytest.mark.parametrize(
    ("final_ms", "step"), [(400.0, 5), (170.0, 5), (130.0, 5), (100.0, 4), (80.0, 3), (50.0, 1), (4.0, 0)]
)
def test_resolution_begins_with_what_the_final_frame_promises(final_ms: float, step: int) -> None:
    resolution = DynamicResolution(6, 2)
    resolution.expect(final_ms)
    assert resolution.at == step


def test_what_a_movement_has_taught_counts_more_than_any_promise() -> None:
    resolution = DynamicResolution(6, 2)
    for _ in range(JUDGED):
        resolution.took(90.0)
    assert resolution.at == 3
    resolution.expect(4.0)
    assert resolution.at == 3


def test_a_single_slow_picture_changes_nothing() -> None:
    resolution = DynamicResolution(3)
    for number in range(100):
        resolution.took(400.0 if number % 7 == 0 else 15.0)
    assert resolution.at == 0


def test_a_moving_picture_keeps_two_thirds_of_its_size() -> None:
    assert all(step.scale >= 0.66 for quality in QUALITIES.values() for step in quality.moving)
    costs = [(step.scale, step.detail, step.taps, step.mirror) for step in LADDER]
    assert costs == sorted(costs, reverse=True)


def test_the_state_is_reported_in_both_languages(stage: Stage) -> None:
    said = stage.state
    assert stage.driver.name in tr(said, "en") and stage.driver.name in tr(said, "zh")
    assert "%" in tr(said, "en") and "每帧" in tr(said, "zh")


def test_a_frame_of_another_size_is_drawn_in_time_slices_from_the_start(in_slices: Stage, park: Park) -> None:
    """Until it is drawn, the surface still tells its size of before."""
    visit = resting(park)
    seen(in_slices, visit)
    in_slices.resize(WIDTH + 48, HEIGHT + 27)
    in_slices.show(moving(visit))
    in_slices.draw()
    in_slices.show(visit)
    found = completed(in_slices)
    assert found.shape[:2] == (HEIGHT + 27, WIDTH + 48)
    assert np.array_equal(found, seen(in_slices, visit))
