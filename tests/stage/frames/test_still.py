"""At rest what stands still is kept, and only what moves is drawn over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.core.geometry import Vec3
from explorer.park import Park
from explorer.stage import Picture, Stage
from explorer.stage.frames import progressive, time_slices
from explorer.stage.frames import warm_up as rehearsal_of_lights
from explorer.stage.frames.overlay import TILE_PX, Tiles, boxes, changed_tiles
from explorer.stage.gl.context import Host
from explorer.stage.gl.opengl import can_hand_over
from explorer.stage.highlight.fade import FADE_S
from explorer.stage.primitives.instancing import Swarm, lively_node
from explorer.stage.primitives.meshes import box
from explorer.visit import Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, resting, seen, turns

SAME_BEATS = 12
"""So often the same picture is handed out where nothing more comes."""


@pytest.fixture(scope="module")
def living(park: Park) -> Iterator[Stage]:
    """A stage on which time moves things."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True)
    yield stage
    stage.close()


@pytest.fixture
def block(living: Stage) -> Iterator[Swarm]:
    """A big block, nowhere as yet."""
    root = lively_node("block")
    swarm = Swarm("block", box(), 4)
    swarm.path.reparent_to(root)
    root.reparent_to(living._scenery.look.lively)
    yield swarm
    root.remove_node()


def put(block: Swarm, *places: Vec3, size_m: float | Vec3 = 12.0) -> None:
    block.set(
        np.array(places).reshape(-1, 3), None, np.broadcast_to(size_m, (len(places), 3)), (1.0, 0.0, 0.8)
    )


def pixels(picture: Picture) -> npt.NDArray[np.uint8]:
    return (
        np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)[..., 2::-1].copy()
    )


def beat(stage: Stage, visit: Visit) -> tuple[Visit, npt.NDArray[np.uint8]]:
    visit = visit.advance(1 / 60)
    stage.show(visit)
    return visit, pixels(stage.draw())


def beats(stage: Stage, visit: Visit) -> tuple[Visit, npt.NDArray[np.uint8]]:
    """So many beats that what comes and goes softly has come or gone."""
    for _ in range(ceil(FADE_S * 60) + 1):
        visit, picture = beat(stage, visit)
    return visit, picture


def settled(stage: Stage, visit: Visit, wait_s: float = 0.0) -> Visit:
    """The visit when the fine picture of what stands still is complete; between beats it is filled, where none waits."""
    stage.show(replace(visit, rest_s=0.0))
    stage.draw()
    for _ in turns(wait_s):
        visit, _ = beat(stage, visit)
        if stage._painter.kept(stage._wanted) is not None:  # type: ignore[arg-type]
            return visit
    raise AssertionError("the fine picture is never complete")


def test_what_moves_is_drawn_over_the_kept_picture(
    living: Stage, park: Park, block: Swarm, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = settled(living, resting(park))
    drawn: list[str] = []
    draw = living._host.draw
    monkeypatch.setattr(living._host, "draw", lambda output: (drawn.append(output.name), draw(output)))
    visit, without = beat(living, visit)
    put(block, (0.0, 0.0, 60.0))
    visit, here = beat(living, visit)
    put(block, (40.0, 0.0, 60.0))
    visit, there = beat(living, visit)
    put(block)
    visit, gone = beat(living, visit)
    assert drawn == ["over"] * 4
    assert without.shape == (HEIGHT, WIDTH, 3)
    moved = [np.abs(picture.astype(int) - without).max(axis=2) > 60 for picture in (here, there)]
    assert all(20 < place.sum() < 2000 for place in moved)
    assert (moved[0] & moved[1]).sum() < moved[0].sum() / 2
    # flows go on in the meantime, but nothing is left of the block
    assert (np.abs(gone.astype(int) - without).max(axis=2) > 60).mean() < 0.002


def test_what_moves_is_hidden_by_what_stands_before_it(living: Stage, park: Park, block: Swarm) -> None:
    """Laid over the kept picture or drawn together with all the rest: the same things hide the same."""
    place = park.zones["goals25"].place
    inside, under_water = (*place.centre_m, 1.0), (-120.0, -160.0, -22.0)
    size_m = (10.0, 10.0, 12.0)

    def pink(picture: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        return np.asarray(np.abs(picture.astype(int) - (255, 0, 204)).max(axis=2) < 120)

    put(block)
    visit = settled(living, resting(park))
    visit, without = beat(living, visit)
    put(block, inside, under_water, size_m=size_m)
    visit, hidden = beat(living, visit)
    put(block, inside, under_water, (0.0, 0.0, 50.0), size_m=size_m)
    visit, over = beat(living, visit)
    together = seen(living, visit)
    assert (pink(hidden) & ~pink(without)).sum() < 12  # people and boats go on meanwhile
    assert 60 < pink(over).sum() - pink(without).sum() < 220
    assert (pink(over) != pink(together)).sum() < 40  # edges: what moves has one sample a pixel


def test_outlines_stay_over_the_kept_picture(living: Stage, park: Park) -> None:
    visit = settled(living, resting(park))
    visit, plain = beat(living, visit)
    visit, marked = beats(living, replace(visit, hovered="data"))
    visit, after = beats(living, replace(visit, hovered=None))
    edge = np.abs(marked.astype(int) - plain).max(axis=2) > 24
    assert edge.mean() > 0.005
    # flows and people go on meanwhile
    assert (np.abs(after.astype(int) - plain).max(axis=2) > 24).mean() < edge.mean() / 3


def test_time_that_stands_still_ends_in_the_finest_picture(living: Stage, park: Park) -> None:
    visit = resting(park, "data")
    living.show(replace(visit, rest_s=0.0))
    living.draw()
    same = 0
    for _ in turns():
        living.show(visit)
        picture = living.draw()
        same = 0 if picture.changed or not living.finished else same + 1
        if same == SAME_BEATS:
            break
    assert living.finished and not picture.changed
    assert np.array_equal(pixels(picture), seen(living, visit).astype(np.uint8))


@pytest.mark.parametrize("width", range(3 * TILE_PX - 3, 3 * TILE_PX + 1))
def test_only_tiles_that_differ_are_put_back(width: int) -> None:
    kept = np.zeros((2 * TILE_PX + 5, width, 4), np.uint8)
    drawn = kept.copy()
    drawn[2 * TILE_PX + 4, TILE_PX, 1] = 1
    drawn[0, 0, 0] = 255
    drawn[TILE_PX, -1, 2] = 9
    dirty = changed_tiles(drawn, kept)
    assert dirty.shape == (3, 3)
    assert {(int(y), int(x)) for y, x in np.argwhere(dirty)} == {(0, 0), (2, 1), (1, 2)}


def test_over_the_kept_picture_nothing_is_cleared(
    living: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clearing what nobody uses, stencils, costs as much as a third of all that moves."""
    visit = settled(living, resting(park))
    cleared = []
    draw = Host.draw

    def drawn(host: Host, output: p3d.GraphicsOutput) -> None:
        cleared.append(output.is_any_clear_active())
        draw(host, output)

    monkeypatch.setattr(Host, "draw", drawn)
    beat(living, visit)
    assert cleared and not any(cleared)


@pytest.mark.skipif(not can_hand_over(), reason="there is no way to")
def test_what_is_put_back_is_filled_while_what_moves_is_sorted(
    living: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = settled(living, resting(park))
    visit, _ = beat(living, visit)
    done: list[str] = []
    monkeypatch.setattr(
        "explorer.stage.software_gl.flush_points.hand_over", lambda: done.append("handed over")
    )
    node = p3d.CallbackNode("moves")
    node.set_draw_callback(p3d.PythonCallbackObject(lambda _: done.append("moves")))
    node.set_bounds(p3d.OmniBoundingVolume())
    path = living._scenery.look.lively.attach_new_node(node)
    beat(living, visit)
    path.remove_node()
    assert done == ["handed over", "moves"]


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
    visit, _ = beat(living, settled(living, resting(park)))
    before = pixels(living.draw())
    told = 0
    for _ in range(6):
        visit = visit.advance(1 / 20)
        living.show(visit)
        picture = living.draw()
        now = pixels(picture)
        assert picture.boxes is not None
        outside = np.ones(now.shape[:2], bool)
        for x, y, wide, high in picture.boxes:
            outside[y : y + high, x : x + wide] = False
            told += wide * high
        assert np.array_equal(now[outside], before[outside])
        before = now
    assert 0 < told < 6 * now.shape[0] * now.shape[1]
    # a contour comes over all of it, and so does another view
    living.show(replace(visit, hovered="plaza", time_s=visit.time_s + 1))
    assert living.draw().boxes is None
    living.show(replace(resting(park, "plaza"), rest_s=0.0))
    assert living.draw().boxes is None


def test_where_pictures_hurry_what_moves_comes_one_later_and_says_as_well_where_it_differs(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, hurries=True)
    try:
        visit = settled(stage, resting(park), wait_s=0.005)
        visits = [visit := visit.advance(1 / 20) for _ in range(6)]

        def drawn(visit: Visit) -> tuple[npt.NDArray[np.uint8], Picture]:
            stage.show(visit)
            picture = stage.draw()
            return pixels(picture), picture

        with monkeypatch.context() as patience:
            patience.setattr(stage._painter, "_turns", None)
            own = [drawn(visit)[0] for visit in visits]
        assert not any(np.array_equal(one, other) for one, other in pairwise(own))
        before, _ = drawn(visits[0])
        assert np.array_equal(before, own[-1]), "what is on show stays while the next one is in the making"
        for number, visit in enumerate(visits[1:]):
            now, picture = drawn(visit)
            assert np.array_equal(now, own[number])
            assert picture.boxes is not None
            outside = np.ones(now.shape[:2], bool)
            for x, y, wide, high in picture.boxes:
                outside[y : y + high, x : x + wide] = False
            assert np.array_equal(now[outside], before[outside])
            before = now
        with monkeypatch.context() as patience:
            patience.setattr(stage._painter, "_turns", None)
            assert np.array_equal(drawn(visits[2])[0], own[2]), "nothing is left of what was begun"
    finally:
        stage.close()


def test_the_next_light_is_made_ready_while_life_goes_on_and_nobody_sees_it(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    # how soon a picture comes is not to depend on the clock
    for module, name in ((progressive, "SOON_MS"), (time_slices, "BEAT_MS")):
        monkeypatch.setattr(module, name, float("inf"))
    monkeypatch.setattr(rehearsal_of_lights, "EVERY", 1)

    def run(stage: Stage, count: int) -> list[npt.NDArray[np.uint8]]:
        visit, pictures = resting(park), []
        for _ in range(count):
            visit, picture = beat(stage, visit)
            pictures.append(picture)
        return pictures

    runs = []
    for rehearses in (True, False):
        stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True)
        try:
            rehearsal = stage._painter._rehearsal
            if not rehearses:
                rehearsal.go_on = lambda: False  # type: ignore[method-assign]
            else:
                while stage._scenery.look.prepare():
                    continue  # this part is done in small bits, and with a thread
            runs.append(run(stage, 70))
            assert bool(rehearsal._left) != rehearses
        finally:
            stage.close()
    for one, other in zip(*runs, strict=True):
        assert np.array_equal(one, other)
