"""The rich tier: light and passes behind it, by every path that hands out a picture; and nothing of it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.geometry import Pose
from explorer.base.names import PASSES, PolicyName
from explorer.base.protocols import EFFECTS, Driver
from explorer.park import Park, load
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.frames.quality import QUALITIES, quality_for
from explorer.stage.post.chain import is_blank
from explorer.stage.post.lens import FOCUS_SPREAD, LensInput, focus_spread
from explorer.stage.post.passes import STANDARD_DEFINES, Passes
from explorer.visit import Visit
from tests.scene import write_scene

from ..conftest import ASSETS, HEADLESS, Pixels, difference, frames_of, resting, seen, turns

SIZE = (160, 90)
NEAR_WATER = Pose((0.0, 10.0, 6.0), 180.0, 7.0, 90.0, 45.0)
"""A view with sky, houses, ground and water."""


@pytest.fixture(scope="module")
def toy_park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    """A scene of two houses without baked models: few programs."""
    folder = tmp_path_factory.mktemp("toy")
    return load(write_scene(folder / "toy"), folder / "no assets")


def toy_stage(park: Park, frames: PolicyName = "direct", **options: object) -> Stage:
    """A rich stage of that scene."""
    return Stage(
        park, ASSETS / "none", SIZE, displays=HEADLESS, frames=frames, **{"quality": "rich", **options}
    )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def rich(toy_park: Park) -> Iterator[Stage]:
    stage = toy_stage(toy_park)
    yield stage
    stage.close()


def near(park: Park, pose: Pose = NEAR_WATER, **changes: object) -> Visit:
    return replace(resting(park, **changes), pose=pose)


def test_a_driver_that_draws_nothing_is_found_out(rich: Stage, toy_park: Park) -> None:
    assert rich.is_rich
    for light in (0.0, 3.0):
        assert rich.shows_park(near(toy_park, day_phase=light))
    grey, noise = np.full((54, 96, 4), 90, np.uint8), np.random.default_rng(1)
    assert is_blank(grey)
    assert is_blank(grey + noise.integers(0, 4, grey.shape).astype(np.uint8)), "what dithers shows no park"
    assert not is_blank(np.repeat(np.arange(96, dtype=np.uint8), 54 * 4).reshape(96, 54, 4))


def test_a_card_draws_the_rich_tier_by_itself_and_a_processor_never() -> None:
    card, processor = (Driver("any", is_software=is_slow, samples=8) for is_slow in (False, True))
    assert quality_for("auto", card).passes == Passes()
    assert quality_for("auto", card).rest.samples == 4, "an integrated card has no room for more"
    assert quality_for("rich", card).rest.samples == 8
    for name in QUALITIES:
        if name != "rich":
            assert quality_for(name, processor).passes is None
    assert quality_for("standard", card).passes is None


def test_what_can_be_left_out_on_the_command_line_are_the_passes() -> None:
    assert tuple(name.replace("-", "_") for name in PASSES) == Passes._fields


@pytest.mark.parametrize("left_out", Passes._fields)
def test_each_pass_changes_the_picture_and_can_be_left_out(
    rich: Stage, toy_park: Park, left_out: str
) -> None:
    stage = toy_stage(toy_park, without=(left_out,))
    visit = near(toy_park)
    if left_out in ("focus", "occlusion"):  # close by, with the horizon behind, and enough pixels
        visit = near(toy_park, Pose((-20.0, 0.0, 6.0), 180.0, 10.0, 30.0, 45.0))
        stage.resize(320, 180)
        rich.resize(320, 180)
    elif left_out == "bloom":  # something that shines
        visit = near(toy_park, light="night", zone="mill", pointed="mill")
    try:
        whole, less = (seen(each, visit) for each in (rich, stage))
        assert np.abs(whole - less).max() > 2
        assert np.abs(whole - less).mean() < 25, "and it is the same park"
        if left_out in EFFECTS:
            off = replace(visit, settings=replace(visit.settings, **{left_out: False}))
            assert np.abs(seen(rich, off) - whole).max() > 2, "a visitor leaves it out with a switch"
            assert np.abs(seen(rich, visit) - whole).mean() < 0.2, "and has it back"
    finally:
        stage.close()
        rich.resize(*SIZE)


def test_without_it_nothing_of_it_is_there_and_pictures_stay_as_they_are(rich: Stage, toy_park: Park) -> None:
    plain = toy_stage(toy_park, quality="high")
    try:
        before = seen(plain, near(toy_park))
        assert plain.scene.environment.rich is None and plain.context.defines == STANDARD_DEFINES
        rich_picture = seen(rich, near(toy_park))
        assert np.array_equal(seen(plain, near(toy_park, day_phase=0.001)).shape, before.shape)
        assert np.array_equal(seen(plain, near(toy_park)), before)
        assert difference(rich_picture, before).any()
    finally:
        plain.close()


@pytest.mark.parametrize("name", ["progressive", "pipelined"])
def test_every_policy_draws_the_same(rich: Stage, toy_park: Park, name: PolicyName) -> None:
    other = toy_stage(toy_park, name)
    try:
        visit = replace(near(toy_park), hovered="mill", pointed="mill")
        expected = seen(rich, visit)
        other.show(visit)
        for _ in turns(0.002):
            frame = other.draw()
            if other.finished:
                break
        found = np.frombuffer(frame.pixels, np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., 2::-1]
        assert np.abs(found - expected).max() <= 2
    finally:
        other.close()


def test_what_moves_is_drawn_over_kept_light(toy_park: Park) -> None:
    stage = toy_stage(toy_park, "progressive", lively=True)
    try:
        visit = near(toy_park)
        for number in turns():
            visit = replace(visit.advance(1 / 30), pose=NEAR_WATER, rest_s=9.0)
            stage.show(visit)
            frame = stage.draw()
            if number > 5 and frames_of(stage).has_layer and stage.finished:
                break
        layered = np.frombuffer(frame.pixels, np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., 2::-1]
        assert np.abs(layered.astype(np.int16) - seen(stage, visit)).mean() < 1.5
    finally:
        stage.close()


def test_a_thumbnail_is_a_finished_picture_too(rich: Stage, toy_park: Park) -> None:
    picture = seen(rich, near(toy_park))
    frame = rich.thumbnail(NEAR_WATER, *SIZE)
    assert frame is not None
    small = np.frombuffer(frame.pixels, np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., 2::-1]
    assert np.abs(small.astype(np.int16) - picture).mean() < 3


def test_a_postcard_has_a_focus_without_the_rich_tier_too(toy_park: Park) -> None:
    """What is looked at stays as it is, what is far behind is blurred."""
    plain = toy_stage(toy_park, quality="high")
    try:
        before = seen(plain, near(toy_park))
        close = Pose((-20.0, -5.0, 6.0), 180.0, 10.0, 20.0, 45.0)
        sharp, focused = (
            np.frombuffer(frame.pixels, np.uint8).reshape(180, 320, 4)[..., :3].astype(np.int16)
            for is_focused in (False, True)
            if (frame := plain.thumbnail(close, 320, 180, is_focused=is_focused))
        )
        off = np.abs(sharp - focused).max(axis=2)
        assert off.max() > 20
        assert (off > 6).mean() < 0.5
        assert np.array_equal(seen(plain, near(toy_park)), before)
    finally:
        plain.close()


def test_high_contrast_has_no_blur() -> None:
    lens = LensInput()
    pose = Pose((0.0, 0.0, 2.0), 180.0, 10.0, 30.0, 45.0)
    for is_sharp in (False, True):
        lens.see(Camera(pose, 16 / 9, is_sharp=is_sharp))
        assert (p3d.LVecBase4f(lens.lens.get_element(0)).w == 0) == is_sharp


def test_contours_lie_sharp_over_the_finished_picture(rich: Stage, toy_park: Park) -> None:
    plain, marked = (seen(rich, replace(near(toy_park), hovered=zone)) for zone in (None, "mill"))
    changed = difference(plain, marked)
    assert 0.001 < changed.mean() < 0.5
    assert marked[changed].max() > 240, "the light line is white"


def test_frames_of_any_size_are_drawn(rich: Stage, toy_park: Park) -> None:
    whole = seen(rich, near(toy_park))
    for size in ((161, 91), (1, 1), (64, 200)):
        rich.resize(*size)
        assert seen(rich, near(toy_park)).shape == (size[1], size[0], 3)
    rich.resize(*SIZE)
    assert np.array_equal(seen(rich, near(toy_park)), whole)


def test_nothing_shimmers_while_nothing_moves(rich: Stage, toy_park: Park) -> None:
    """No pass depends on the frame before: a picture is the same whenever it is drawn."""
    first = seen(rich, near(toy_park))
    seen(rich, near(toy_park, Pose((10.0, 0.0, 4.0), 90.0, 30.0, 60.0, 45.0)))
    assert np.array_equal(seen(rich, near(toy_park)), first)


def test_the_near_shadow_map_stays_while_the_camera_turns_about_its_subject(
    rich: Stage, toy_park: Park
) -> None:
    environment = rich.scene.environment
    assert environment.rich is not None
    seen(rich, near(toy_park))
    drawn = environment.rich.shadow_maps
    seen(rich, near(toy_park, replace(NEAR_WATER, azimuth_deg=200.0, elevation_deg=20.0)))
    assert environment.rich.shadow_maps == drawn
    seen(rich, near(toy_park, replace(NEAR_WATER, target=(40.0, 0.0, 4.0))))
    assert environment.rich.shadow_maps == drawn + 1


def test_blur_follows_from_the_distance_alone_and_the_whole_park_is_sharp() -> None:
    spreads = [focus_spread(distance_m) for distance_m in range(10, 700, 10)]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] == FOCUS_SPREAD and spreads[-1] == 0.0


def test_places_and_depths_lead_back_to_where_they_are() -> None:
    camera = Camera(Pose((12.0, -3.0, 5.0), 140.0, 20.0, 80.0, 35.0), 16 / 9)
    lens = LensInput()
    lens.see(camera)
    to_picture, to_world = (
        np.array([list(p3d.LMatrix4f(each.get_element(0)).get_row(row)) for row in range(4)])
        for each in (lens.to_picture, lens.to_world)
    )
    places = np.array([(12.0, -3.0, 5.0), (0.0, 10.0, 2.0), (20.0, 0.0, 12.0)])
    clip = np.column_stack([places, np.ones(3)]) @ to_picture
    at = clip[:, :3] / clip[:, 3:]
    assert at[:, :2] == pytest.approx(camera.project(places), abs=1e-4)
    back = np.column_stack([at, np.ones(3)]) @ to_world
    assert back[:, :3] / back[:, 3:] == pytest.approx(places, abs=0.02)


@pytest.fixture(scope="module")
def rich_park(park: Park) -> Iterator[Stage]:
    stage = Stage(park, ASSETS, SIZE, quality="rich", displays=HEADLESS, frames="direct")
    yield stage
    stage.close()


@pytest.mark.parametrize(("view", "hour"), [("line", 0.0), ("", 1.5)])
def test_the_park_looks_like_itself(
    rich_park: Stage, stage: Stage, park: Park, view: str, hour: float
) -> None:
    """A program that does not compile would draw one flat colour; light that was not toned would be dark."""
    stage.resize(*SIZE)
    fine, plain = (seen(each, resting(park, view, day_phase=hour)) for each in (rich_park, stage))
    assert abs(fine.mean() - plain.mean()) < 14
    one, other = (_coarse(each) for each in (fine, plain))
    assert np.corrcoef(one, other)[0, 1] > 0.93


def _coarse(picture: Pixels) -> Pixels:
    """Its brightness in cells of ten pixels."""
    return np.asarray(picture.mean(axis=2).reshape(9, 10, 16, 10).mean(axis=(1, 3)).ravel())


def test_of_two_rich_stages_each_comes_back_from_the_night_as_it_was(rich: Stage, toy_park: Park) -> None:
    """What one of them draws, at another hour and in another size, is not seen in the other."""
    other = toy_stage(toy_park)
    other.resize(240, 136)
    try:
        days = [seen(stage, near(toy_park)) for stage in (rich, other)]
        for stage in (rich, other):
            seen(stage, near(toy_park, light="night"))
            assert [
                np.abs(seen(each, near(toy_park)) - day).max()
                for each, day in zip((rich, other), days, strict=True)
            ] == [0, 0]
    finally:
        other.close()
    assert np.array_equal(seen(rich, near(toy_park)), days[0])
