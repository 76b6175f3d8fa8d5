"""While the camera moves, the processor fills the pixels of one frame while the last one is shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest

from explorer.park import Park
from explorer.stage import Frame, Stage
from explorer.stage.gl.opengl import can_flush
from explorer.stage.software_gl.pipelined import PipelinedLayer
from explorer.visit import Change, Orbit, Visit
from explorer.visit.settings import DAY_PHASES

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, frames_of, resting, turns
from ..frames.test_cached_layer import next_frame, settled
from ..frames.test_cached_layer import pixels as colours

STEP = Orbit(4.0, 0.0)


@pytest.fixture(scope="module", params=["from the first moment", "after a rest"])
def pipelined(park: Park, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """After a rest, frames are read back in a thread and two render targets take turns."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, quality="lite", frames="pipelined")
    if request.param == "after a rest":
        stage.show(resting(park))
        stage.draw(finished=True)
        stage.draw()
    assert ("reader" in {thread.name for thread in threading.enumerate()}) == (
        request.param == "after a rest"
    )
    yield stage
    stage.close()


@pytest.fixture(scope="module")
def progressive(park: Park) -> Iterator[Stage]:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, quality="lite", frames="progressive")
    yield stage
    stage.close()


def pixels(picture: Frame) -> npt.NDArray[np.int16]:
    rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)
    return rows[..., :3].astype(np.int16)


def shown(stage: Stage, visit: Visit) -> Frame:
    stage.show(visit)
    return stage.draw()


def drawings(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all outputs that will be drawn."""
    drawn: list[str] = []
    draw = stage.context.draw
    monkeypatch.setattr(stage.context, "draw", lambda output: (drawn.append(output.name), draw(output)))
    return drawn


def differ(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> float:
    return float(np.abs(one - other).mean())


def on_the_way(park: Park, count: int) -> list[Visit]:
    """A visit at rest, and then so many of a moving camera."""
    visits = [resting(park)]
    for _ in range(count):
        visits.append(visits[-1].after(STEP).advance(1 / 30))
    return visits


def test_the_first_picture_of_a_movement_is_its_own_and_the_others_come_one_later(
    park: Park, progressive: Stage, pipelined: Stage
) -> None:
    rest, *way = on_the_way(park, 5)
    for stage in (progressive, pipelined):
        stage.show(rest)
        stage.draw(finished=True)
    own = [pixels(shown(progressive, visit)) for visit in way]
    assert min(differ(a, b) for a, b in pairwise(own)) > 2, "each is another one"
    seen = []
    for visit in way:
        picture = shown(pipelined, visit)
        seen.append((picture.changed, pixels(picture)))
    assert [changed for changed, _ in seen] == [True, False, True, True, True]
    assert differ(seen[0][1], own[0]) == 0
    for (_, late), before in zip(seen[2:], own[1:], strict=False):
        assert differ(late, before) == 0


def test_where_the_camera_stops_its_last_picture_is_shown_before_anything_else(
    park: Park, progressive: Stage, pipelined: Stage
) -> None:
    rest, *way = on_the_way(park, 4)
    stopped = way[-1].advance(0.05)
    for stage in (progressive, pipelined):
        stage.show(rest)
        stage.draw(finished=True)
        for visit in way:
            shown(stage, visit)
    assert not pipelined.finished, "one is still to come"
    last = shown(pipelined, stopped)
    assert last.changed
    assert differ(pixels(last), pixels(shown(progressive, stopped))) == 0
    assert not shown(pipelined, stopped).changed, "and no other after it"


def test_coming_to_rest_begins_the_final_frame_and_the_next_tick_brings_the_contour(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="pipelined")
    try:
        drawn = drawings(stage, monkeypatch)
        start = resting(park, "data")
        stage.show(start)
        stage.draw(finished=True)
        settings = replace(start.settings, comfort="cut")  # contours come at once
        moving = replace(start, settings=settings, hovered="data").after(Orbit(4.0, 0.0))
        for _ in range(5):
            moving = moving.after(Orbit(2.0, 0.0)).advance(1 / 30)
            shown(stage, moving)
        rest = moving.advance(1.0)
        drawn.clear()
        first = shown(stage, rest)
        assert first.changed and (first.width, first.height) != (WIDTH, HEIGHT)
        assert drawn[-1] == "final", "nothing waits for the next tick"
        before = pixels(first).copy()
        second = shown(stage, rest)
        assert second.changed and second.width == first.width
        assert differ(before, pixels(second)) > 0.01, "the contour"
    finally:
        stage.close()


def test_where_a_light_comes_to_rest_its_shadow_map_has_a_tick_of_its_own(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is drawn after it waits until it is filled: the mask of a contour comes before it."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="pipelined", lively=True)
    try:
        visit = replace(resting(park, "data"), hovered="data")
        visit = visit.after(Change(replace(visit.settings, day_phase=DAY_PHASES["golden"])))
        drawn = drawings(stage, monkeypatch)
        frames = []
        for _ in turns(0.002):
            visit = visit.advance(1 / 30)
            drawn.clear()
            shown(stage, visit)
            frames.append((visit.daylight.blending, tuple(drawn)))
            if frames_of(stage).has_layer:
                break
        at_rest = [names for blending, names in frames if not blending]
        (its,) = [number for number, names in enumerate(at_rest) if "shadow" in names]
        assert at_rest[its] == ("shadow",)
        assert any("mask" in names for names in at_rest[:its])
        assert not any("mask" in names for names in at_rest[its:])
    finally:
        stage.close()


def test_what_is_asked_for_at_once_does_not_wait(park: Park, progressive: Stage, pipelined: Stage) -> None:
    rest, *way = on_the_way(park, 4)
    pictures = []
    for stage in (progressive, pipelined):
        for visit in (rest, *way):
            shown(stage, visit)
        stage.show(way[-1].advance(1.0))
        pictures.append(pixels(stage.draw(finished=True)))
        assert stage.finished
    assert differ(*pictures) == 0


def test_a_window_of_another_size_does_not_wait(park: Park, pipelined: Stage) -> None:
    rest, *way = on_the_way(park, 4)
    for visit in (rest, *way[:3]):
        shown(pipelined, visit)
    pipelined.resize(WIDTH + 40, HEIGHT + 20)
    picture = shown(pipelined, way[3])
    pipelined.resize(WIDTH, HEIGHT)
    assert picture.changed
    assert picture.width == pytest.approx((WIDTH + 40) * 0.66, abs=1)


@pytest.mark.skipif(not can_flush(), reason="no library of OpenGL can")
def test_what_is_restored_is_filled_while_what_moves_is_sorted(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, frames="pipelined")
    try:
        visit = settled(stage, resting(park), wait_s=0.005)
        visit, _ = next_frame(stage, visit)
        done: list[str] = []
        monkeypatch.setattr("explorer.stage.software_gl.fenced_slices.flush", lambda: done.append("flushed"))
        node = p3d.CallbackNode("moves")
        node.set_draw_callback(p3d.PythonCallbackObject(lambda _: done.append("moves")))
        node.set_bounds(p3d.OmniBoundingVolume())
        stage.scene.environment.dynamic.attach_new_node(node)
        next_frame(stage, visit)
        assert done == ["flushed", "moves"]
    finally:
        stage.close()


def test_what_moves_comes_one_frame_later_and_says_where_it_differs(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True, frames="pipelined")
    try:
        visit = settled(stage, resting(park), wait_s=0.005)
        visits = [visit := visit.advance(1 / 20) for _ in range(6)]

        def drawn(visit: Visit) -> tuple[npt.NDArray[np.uint8], Frame]:
            stage.show(visit)
            picture = stage.draw()
            return colours(picture), picture

        with monkeypatch.context() as patience:
            patience.setattr(PipelinedLayer, "next", PipelinedLayer.draw)
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
            patience.setattr(PipelinedLayer, "next", PipelinedLayer.draw)
            assert np.array_equal(drawn(visits[2])[0], own[2]), "nothing is left of what was begun"
    finally:
        stage.close()
