"""A thumbnail from elsewhere, beside the frame on show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.park import Park
from explorer.stage import Frame, Stage
from explorer.visit import Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, frames_of, resting

HUE_DEG = 14.0


@pytest.fixture(scope="module")
def living(park: Park) -> Iterator[Stage]:
    """A stage on which time moves things."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, frames="progressive")
    yield stage
    stage.close()


def pixels(picture: Frame | None) -> npt.NDArray[np.uint8]:
    assert picture is not None
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)[..., 2::-1]


def share_of_hue(picture: npt.NDArray[np.uint8], colour: str) -> float:
    """How much of a picture has clearly the hue of a colour "#rrggbb"."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], float)
    plane = np.array([[2, -1, -1], [0, 3**0.5, -(3**0.5)]]) / 2
    x, y = np.moveaxis(picture @ plane.T, -1, 0)
    across, up = plane @ wanted
    away = np.degrees(np.abs(np.angle((x + 1j * y) / (across + 1j * up))))
    return float(np.mean((away < HUE_DEG) & (np.hypot(x, y) > 40)))


@pytest.fixture
def home(stage: Stage, park: Park) -> Stage:
    stage.show(resting(park))
    stage.draw(finished=True)
    return stage


def test_nothing_before_the_first_picture(park: Park) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    try:
        assert stage.thumbnail(park.home, WIDTH, HEIGHT) is None
    finally:
        stage.close()
    assert stage.thumbnail(park.home, WIDTH, HEIGHT) is None


def drawn_into_px(stage: Stage) -> int:
    """The pixels of all frame buffers of a stage."""
    return sum(one.get_x_size() * one.get_y_size() for one in stage.context.outputs)


@pytest.mark.parametrize("size", [(1676, 792), (600, 284)])
def test_what_a_postcard_took_is_given_back_at_once(home: Stage, park: Park, size: tuple[int, int]) -> None:
    """Its buffers held 25 to 100 MB until the program ended. A small thumbnail keeps its buffer, as many follow it."""
    pixels(home.thumbnail(park.home, 320, 180))
    before = drawn_into_px(home)
    for _ in range(2):
        card = pixels(home.thumbnail(park.home, *size, is_focused=True))
        assert card.shape == (size[1], size[0], 3) and card.std() > 5
        assert drawn_into_px(home) == before
    pixels(home.thumbnail(park.home, 320, 180))
    assert drawn_into_px(home) == before


@pytest.mark.parametrize("zone", ["factory", "goals25", "arcade", "effects"])
def test_a_zone_has_its_letters_in_its_accent(home: Stage, park: Park, zone: str) -> None:
    view, accent = park.zones[zone].views.front.pose, park.zones[zone].accent.day
    there = share_of_hue(pixels(home.thumbnail(view, WIDTH, HEIGHT)), accent)
    away = share_of_hue(
        pixels(home.thumbnail(replace(view, azimuth_deg=view.azimuth_deg + 180), 320, 180)), accent
    )
    assert there > 0.005
    assert there > away


def test_letters_follow_the_language_on_show(stage: Stage, park: Park) -> None:
    view = park.zones["plaza"].views.front.pose
    seen = []
    for language in ("en", "zh"):
        stage.show(resting(park, language=language))
        stage.draw(finished=True)
        seen.append(pixels(stage.thumbnail(view, WIDTH, HEIGHT)))
    assert (seen[0] != seen[1]).any(axis=2).mean() > 0.002


def test_it_shows_what_a_resting_picture_from_there_shows(home: Stage, park: Park) -> None:
    view = park.zones["forum"].views.front.pose
    thumbnail = pixels(home.thumbnail(view, WIDTH, HEIGHT)).astype(int)
    home.show(replace(resting(park), pose=view))
    fine = pixels(home.draw(finished=True)).astype(int)
    # the mirror in the water and detail beyond its own pixels are all that may differ
    assert np.median(np.abs(thumbnail - fine)) <= 3


@pytest.mark.parametrize("size", [(64, 36), (640, 360), (91, 77), (0, 0)])
def test_any_size(home: Stage, park: Park, size: tuple[int, int]) -> None:
    picture = home.thumbnail(park.home, *size)
    assert picture is not None
    assert (picture.width, picture.height) == (max(size[0], 1), max(size[1], 1))
    assert len(picture.pixels) == picture.width * picture.height * 4


def test_it_stays_the_callers(home: Stage, park: Park) -> None:
    first = home.thumbnail(park.zones["plaza"].views.front.pose, WIDTH, HEIGHT)
    kept = pixels(first).copy()
    home.thumbnail(park.zones["factory"].views.front.pose, WIDTH, HEIGHT)
    assert np.array_equal(pixels(first), kept)


def test_the_picture_on_show_stays_as_it_is(home: Stage, park: Park) -> None:
    before = home.draw()
    kept = bytes(before.pixels)
    home.thumbnail(park.zones["plaza"].views.front.pose, 64, 36)
    after = home.draw()
    assert after is before
    assert not after.changed
    assert bytes(after.pixels) == kept


def frames_in_a_row(stage: Stage, visit: Visit, count: int, with_thumbnails: bool) -> list[bytes]:
    """Pictures frame by frame, perhaps with a thumbnail of another zone between any two."""
    zones = list(visit.park.zones.values())
    seen = []
    for number in range(count):
        visit = visit.advance(1 / 30)
        stage.show(visit)
        seen.append(bytes(stage.draw().pixels))
        if with_thumbnails:
            stage.thumbnail(zones[number % len(zones)].views.front.pose, 64, 36)
    return seen


def test_life_and_bands_go_on_to_the_last_bit(living: Stage, park: Park) -> None:
    # a thumbnail may fall between two bands of the final frame, and between any two drawings of what moves
    visit = replace(resting(park, light="dusk"), pointed="factory")
    moved = replace(visit, pose=park.zones["forum"].views.front.pose, rest_s=0.0)
    runs = []
    # the first run is for warmth: on a new stage three pixels of 57,600 differ from every later run, thumbnails or not
    for with_thumbnails in (False, False, True):
        living.show(moved)
        living.draw(finished=True)
        runs.append(frames_in_a_row(living, visit, 20, with_thumbnails)[-6:])
    assert runs[1] == runs[2]


def test_dynamic_resolution_learns_nothing_from_it(home: Stage, park: Park) -> None:
    resolution = frames_of(home).interactive.resolution
    before = (resolution.at, resolution.times_ms)
    for zone in park.zones.values():
        home.thumbnail(zone.views.front.pose, 64, 36)
    assert (resolution.at, resolution.times_ms) == before
