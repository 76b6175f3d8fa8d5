"""At rest what stands still is cached, and only what moves is drawn over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.base.geometry import Vec3
from explorer.park import Park
from explorer.stage import Frame, Stage
from explorer.stage.frames import final_frame, warm_up
from explorer.stage.frames.cached_layer import TILE_PX, Tiles, boxes, changed_tiles
from explorer.stage.gl.context import Context
from explorer.stage.highlight.attention import FADE_S
from explorer.stage.primitives.instancing import Instances, dynamic_node
from explorer.stage.primitives.meshes import box
from explorer.visit import Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, frames_of, resting, seen, turns

SAME_FRAMES = 12
"""So often the same picture is handed out where nothing more comes."""


@pytest.fixture(scope="module")
def living(park: Park) -> Iterator[Stage]:
    """A stage on which time moves things."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, frames="progressive")
    yield stage
    stage.close()


@pytest.fixture
def block(living: Stage) -> Iterator[Instances]:
    """A big block, nowhere as yet."""
    root = dynamic_node("block")
    instances = Instances("block", box(), 4)
    instances.path.reparent_to(root)
    root.reparent_to(living.scene.environment.dynamic)
    yield instances
    root.remove_node()


def put(block: Instances, *places: Vec3, size_m: float | Vec3 = 12.0) -> None:
    block.set(
        np.array(places).reshape(-1, 3), None, np.broadcast_to(size_m, (len(places), 3)), (1.0, 0.0, 0.8)
    )


def pixels(picture: Frame) -> npt.NDArray[np.uint8]:
    return (
        np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)[..., 2::-1].copy()
    )


def next_frame(stage: Stage, visit: Visit) -> tuple[Visit, npt.NDArray[np.uint8]]:
    visit = visit.advance(1 / 60)
    stage.show(visit)
    return visit, pixels(stage.draw())


def some_frames(stage: Stage, visit: Visit) -> tuple[Visit, npt.NDArray[np.uint8]]:
    """So many frames that what comes and goes softly has come or gone."""
    for _ in range(ceil(FADE_S * 60) + 1):
        visit, picture = next_frame(stage, visit)
    return visit, picture


def settled(stage: Stage, visit: Visit, wait_s: float = 0.0) -> Visit:
    """The visit when the final frame of what stands still is complete; between frames it is filled, where none waits."""
    stage.show(replace(visit, rest_s=0.0))
    stage.draw()
    for _ in turns(wait_s):
        visit, _ = next_frame(stage, visit)
        if frames_of(stage).has_layer:
            return visit
    raise AssertionError("the final frame is never complete")


def test_what_moves_is_drawn_over_the_cached_layer(
    living: Stage, park: Park, block: Instances, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = settled(living, resting(park))
    drawn: list[str] = []
    draw = living.context.draw
    monkeypatch.setattr(living.context, "draw", lambda output: (drawn.append(output.name), draw(output)))
    visit, without = next_frame(living, visit)
    put(block, (0.0, 0.0, 60.0))
    visit, here = next_frame(living, visit)
    put(block, (40.0, 0.0, 60.0))
    visit, there = next_frame(living, visit)
    put(block)
    visit, gone = next_frame(living, visit)
    assert drawn == ["over"] * 4
    assert without.shape == (HEIGHT, WIDTH, 3)
    moved = [np.abs(picture.astype(int) - without).max(axis=2) > 60 for picture in (here, there)]
    assert all(20 < place.sum() < 2000 for place in moved)
    assert (moved[0] & moved[1]).sum() < moved[0].sum() / 2
    # flows go on in the meantime, but nothing is left of the block
    assert (np.abs(gone.astype(int) - without).max(axis=2) > 60).mean() < 0.002


def test_what_moves_is_hidden_by_what_stands_before_it(living: Stage, park: Park, block: Instances) -> None:
    """Laid over the cached layer or drawn together with all the rest: the same things hide the same."""
    place = park.zones["goals25"].place
    inside, under_water = (*place.centre_m, 1.0), (-120.0, -160.0, -22.0)
    size_m = (10.0, 10.0, 12.0)

    def pink(picture: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        return np.asarray(np.abs(picture.astype(int) - (255, 0, 204)).max(axis=2) < 120)

    put(block)
    visit = settled(living, resting(park))
    visit, without = next_frame(living, visit)
    put(block, inside, under_water, size_m=size_m)
    visit, hidden = next_frame(living, visit)
    put(block, inside, under_water, (0.0, 0.0, 50.0), size_m=size_m)
    visit, over = next_frame(living, visit)
    together = seen(living, visit)
    assert (pink(hidden) & ~pink(without)).sum() < 12  # people and boats go on meanwhile
    assert 60 < pink(over).sum() - pink(without).sum() < 220
    assert (pink(over) != pink(together)).sum() < 40  # edges: what moves has one sample a pixel


def test_outlines_stay_over_the_cached_layer(living: Stage, park: Park) -> None:
    visit = settled(living, resting(park))
    visit, plain = next_frame(living, visit)
    visit, marked = some_frames(living, replace(visit, hovered="data"))
    visit, after = some_frames(living, replace(visit, hovered=None))
    edge = np.abs(marked.astype(int) - plain).max(axis=2) > 24
    assert edge.mean() > 0.005
    # flows and people go on meanwhile
    assert (np.abs(after.astype(int) - plain).max(axis=2) > 24).mean() < edge.mean() / 3


def test_time_that_stands_still_ends_in_the_final_frame(living: Stage, park: Park) -> None:
    visit = resting(park, "data")
    living.show(replace(visit, rest_s=0.0))
    living.draw()
    same = 0
    for _ in turns():
        living.show(visit)
        picture = living.draw()
        same = 0 if picture.changed or not living.finished else same + 1
        if same == SAME_FRAMES:
            break
    assert living.finished and not picture.changed
    assert np.array_equal(pixels(picture), seen(living, visit).astype(np.uint8))


@pytest.mark.parametrize("width", range(3 * TILE_PX - 3, 3 * TILE_PX + 1))
def test_only_tiles_that_differ_are_restored(width: int) -> None:
    kept = np.zeros((2 * TILE_PX + 5, width, 4), np.uint8)
    drawn = kept.copy()
    drawn[2 * TILE_PX + 4, TILE_PX, 1] = 1
    drawn[0, 0, 0] = 255
    drawn[TILE_PX, -1, 2] = 9
    dirty = changed_tiles(drawn, kept)
    assert dirty.shape == (3, 3)
    assert {(int(y), int(x)) for y, x in np.argwhere(dirty)} == {(0, 0), (2, 1), (1, 2)}


def test_over_the_cached_layer_nothing_is_cleared(
    living: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clearing what nobody uses, stencils, costs as much as a third of all that moves."""
    visit = settled(living, resting(park))
    cleared = []
    draw = Context.draw

    def drawn(context: Context, output: p3d.GraphicsOutput) -> None:
        cleared.append(output.is_any_clear_active())
        draw(context, output)

    monkeypatch.setattr(Context, "draw", drawn)
    next_frame(living, visit)
    assert cleared and not any(cleared)


@given(
    arrays(bool, st.tuples(st.integers(1, 6), st.integers(1, 7))),
    st.integers(0, TILE_PX - 1),
    st.integers(0, TILE_PX - 1),
)
def test_boxes_hold_each_tile_once_and_no_other(tiles: Tiles, less_wide: int, less_high: int) -> None:
    width, height = tiles.shape[1] * TILE_PX - less_wide, tiles.shape[0] * TILE_PX - less_high
    covered = np.zeros((height, width), int)
    for x, y, wide, high in boxes(tiles, (width, height)):
        assert x + wide <= width
        assert y + high <= height
        covered[y : y + high, x : x + wide] += 1
    wanted = np.kron(tiles, np.ones((TILE_PX, TILE_PX), int))[:height, :width]
    assert np.array_equal(covered, wanted)


def test_a_picture_says_where_it_differs_from_the_one_before(living: Stage, park: Park) -> None:
    visit, _ = next_frame(living, settled(living, resting(park)))
    before = pixels(living.draw())
    reported = 0
    for _ in range(6):
        visit = visit.advance(1 / 20)
        living.show(visit)
        picture = living.draw()
        now = pixels(picture)
        assert picture.boxes is not None
        outside = np.ones(now.shape[:2], bool)
        for x, y, wide, high in picture.boxes:
            outside[y : y + high, x : x + wide] = False
            reported += wide * high
        assert np.array_equal(now[outside], before[outside])
        before = now
    assert 0 < reported < 6 * now.shape[0] * now.shape[1]
    # a contour comes over all of it, and so does another view
    living.show(replace(visit, hovered="plaza", time_s=visit.time_s + 1))
    assert living.draw().boxes is None
    living.show(replace(resting(park, "plaza"), rest_s=0.0))
    assert living.draw().boxes is None


def test_the_next_light_is_made_ready_while_life_goes_on_and_nobody_sees_it(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    # how soon a picture comes is not to depend on the clock
    for module, name in ((final_frame, "READY_MS"), (final_frame, "TICK_MS")):
        monkeypatch.setattr(module, name, float("inf"))
    monkeypatch.setattr(warm_up, "EVERY", 1)

    def run(stage: Stage, count: int) -> list[npt.NDArray[np.uint8]]:
        visit, pictures = resting(park), []
        for _ in range(count):
            visit, picture = next_frame(stage, visit)
            pictures.append(picture)
        return pictures

    runs = []
    for warms_up in (True, False):
        stage = Stage(
            park, ASSETS, (WIDTH // 2, HEIGHT // 2), displays=HEADLESS, lively=True, frames="progressive"
        )
        try:
            if not warms_up:
                frames_of(stage).warm_up.advance = lambda: None  # type: ignore[method-assign]
            else:
                while stage.scene.environment.prepare():
                    continue  # this part is done in small bits, and with a thread
            runs.append(run(stage, 70))
            assert frames_of(stage).warm_up.is_done == warms_up
        finally:
            stage.close()
    for one, other in zip(*runs, strict=True):
        assert np.array_equal(one, other)
