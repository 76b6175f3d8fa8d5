"""Frames that are handed out while the next one is drawn: which one each is, however they are read."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import panda3d.core as p3d
import pytest

from explorer.stage.gl.context import Context
from explorer.stage.gl.opengl import Fence
from explorer.stage.gl.render_target import Pixels, RenderTarget
from explorer.stage.software_gl.double_buffer import DoubleBuffer, Reader
from explorer.stage.software_gl.fenced_slices import FlushPoints

from ..conftest import HEADLESS

SIZE = (32, 20)
RED, GREEN, BLUE = (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1)


class Turning:
    """Frames in turn, each of one colour that is given beforehand."""

    def __init__(self) -> None:
        self.context = Context(HEADLESS)
        self.scene = p3d.NodePath("scene")
        self.camera = self.scene.attach_new_node(p3d.Camera("eye"))
        self.made: list[RenderTarget] = []
        self.colour: tuple[float, ...] = RED
        self.flush_points = FlushPoints(self.scene)
        self.buffer = DoubleBuffer(self.context, self.flush_points, self.target(SIZE), self.target)

    def target(self, size: tuple[int, int]) -> RenderTarget:
        target = RenderTarget(self.context, "moving", size, 0, is_shared=True)
        target.look_through(self.camera)
        target.output.set_clear_color(p3d.LColor(*self.colour))
        self.made.append(target)
        return target

    def next(self, colour: tuple[float, ...], size: tuple[int, int] = SIZE) -> Pixels | None:
        self.colour = colour
        for target in self.made:
            target.output.set_clear_color(p3d.LColor(*colour))
        return self.buffer.next(size)

    def close(self) -> None:
        self.buffer.close()
        self.context.close()


@pytest.fixture
def turning() -> Iterator[Turning]:
    turning = Turning()
    yield turning
    turning.close()


def colour_of(pixels: Pixels | None) -> tuple[float, ...] | None:
    """The one colour of all pixels."""
    if pixels is None:
        return None
    assert (pixels == pixels[0, 0]).all()
    blue, green, red, alpha = (float(part) / 255 for part in pixels[0, 0])
    return (red, green, blue, alpha)


def readers() -> int:
    return sum(thread.name == "reader" for thread in threading.enumerate())


@pytest.mark.parametrize("in_thread", [False, True])
def test_each_picture_comes_one_later_and_is_its_own(turning: Turning, in_thread: bool) -> None:
    if in_thread:
        assert turning.buffer.warm_up()
    seen = [colour_of(turning.next(colour)) for colour in (RED, GREEN, BLUE)]
    seen.append(colour_of(turning.buffer.take()))
    assert seen == [None, RED, GREEN, BLUE]
    assert turning.buffer.take() is None
    assert not turning.buffer.has_pending
    assert readers() == len(turning.made) - 1 == in_thread


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_picture_has_the_size_it_was_asked_for(turning: Turning, in_thread: bool) -> None:
    if in_thread:
        turning.buffer.warm_up()
    turning.next(RED)
    turning.next(RED)
    before = turning.next(GREEN, (48, 30))
    after = turning.next(BLUE, (16, 10))
    assert before is not None
    assert before.shape == (20, 32, 4)
    assert after is not None
    assert after.shape == (30, 48, 4)
    assert colour_of(after) == GREEN


def test_what_is_shown_stays_while_the_next_one_is_drawn(turning: Turning) -> None:
    turning.buffer.warm_up()
    turning.next(RED)
    shown = turning.next(GREEN)
    turning.next(BLUE)
    assert colour_of(shown) == RED


def test_where_a_thread_cannot_read_pictures_come_all_the_same(
    turning: Turning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "read", lambda *_: False)
    turning.buffer.warm_up()
    seen = [colour_of(turning.next(colour)) for colour in (RED, GREEN, BLUE)]
    assert seen == [None, RED, GREEN]


def test_what_was_begun_can_be_let_go(turning: Turning) -> None:
    turning.buffer.warm_up()
    turning.next(RED)
    turning.buffer.drop()
    assert turning.next(GREEN) is None
    assert colour_of(turning.next(BLUE)) == GREEN


def test_the_thread_ends_with_its_buffer() -> None:
    turning = Turning()
    turning.buffer.warm_up()
    assert readers() == 1
    turning.close()
    assert readers() == 0


def test_targets_can_be_made_while_a_thread_may_read(turning: Turning) -> None:
    """Making one, Panda3D turns to every context there is, also to that of the thread."""
    turning.buffer.warm_up()
    turning.next(RED)
    other = RenderTarget(turning.context, "other", SIZE, 0)
    other.output.set_clear_color(p3d.LColor(*BLUE))
    assert other.draw()[0, 0, 0] == 255, "blue comes first"
    assert colour_of(turning.next(GREEN)) == RED


def test_nothing_is_flushed_before_what_was_begun_is_read(turning: Turning) -> None:
    turning.buffer.warm_up()
    turning.next(RED)
    points = turning.flush_points
    asked: list[bool] = []
    free = points.is_allowed
    turning.scene.attach_new_node(p3d.CallbackNode("watch")).node().set_draw_callback(
        p3d.PythonCallbackObject(lambda _: asked.append(points.is_allowed is not free))
    )
    turning.scene.find("**/watch").node().set_bounds(p3d.OmniBoundingVolume())
    turning.next(GREEN)
    assert asked == [True]
    assert points.is_allowed is free


def test_a_fence_passes_once_all_before_it_is_done(turning: Turning) -> None:
    turning.made[0].begin()
    fence = Fence.here()
    turning.made[0].fetch()
    assert fence.passes()
    assert fence.passes(), "and stays passed"
