"""Pictures that are handed out while the next one is drawn: whose they are, however they are read."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import panda3d.core as p3d
import pytest

from explorer.stage.gl.context import Host
from explorer.stage.gl.opengl import Mark
from explorer.stage.gl.render_target import Surface
from explorer.stage.software_gl.flush_points import Relay
from explorer.stage.software_gl.pipelined import InTurn, Pixels
from explorer.stage.software_gl.readback_thread import Reader

from ..conftest import HEADLESS

SIZE = (32, 20)
RED, GREEN, BLUE = (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1)


class Turning:
    """Pictures in turn, each of one colour that is told beforehand."""

    def __init__(self) -> None:
        self.host = Host(HEADLESS)
        self.scene = p3d.NodePath("scene")
        self.camera = self.scene.attach_new_node(p3d.Camera("eye"))
        self.made: list[Surface] = []
        self.colour: tuple[float, ...] = RED
        self.turns = InTurn(self.host, Relay(self.scene), self.surface(SIZE), self.surface)

    def surface(self, size: tuple[int, int]) -> Surface:
        surface = self.host.surface("moving", size, 0, lends=True)
        surface.look_through(self.camera)
        surface.output.set_clear_color(p3d.LColor(*self.colour))
        self.made.append(surface)
        return surface

    def next(self, colour: tuple[float, ...], size: tuple[int, int] = SIZE) -> Pixels | None:
        self.colour = colour
        for surface in self.made:
            surface.output.set_clear_color(p3d.LColor(*colour))
        return self.turns.next(size)


@pytest.fixture
def turning() -> Iterator[Turning]:
    turning = Turning()
    yield turning
    turning.host.close()


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
        assert turning.turns.prepare()
    seen = [colour_of(turning.next(colour)) for colour in (RED, GREEN, BLUE)]
    seen.append(colour_of(turning.turns.late()))
    assert seen == [None, RED, GREEN, BLUE]
    assert turning.turns.late() is None
    assert not turning.turns.has_begun
    assert readers() == len(turning.made) - 1 == in_thread


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_picture_has_the_size_it_was_asked_for(turning: Turning, in_thread: bool) -> None:
    if in_thread:
        turning.turns.prepare()
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
    turning.turns.prepare()
    turning.next(RED)
    shown = turning.next(GREEN)
    turning.next(BLUE)
    assert colour_of(shown) == RED


def test_where_a_thread_cannot_read_pictures_come_all_the_same(
    turning: Turning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "read", lambda *_: False)
    turning.turns.prepare()
    seen = [colour_of(turning.next(colour)) for colour in (RED, GREEN, BLUE)]
    assert seen == [None, RED, GREEN]


def test_what_was_begun_can_be_let_go(turning: Turning) -> None:
    turning.turns.prepare()
    turning.next(RED)
    turning.turns.forget()
    assert turning.next(GREEN) is None
    assert colour_of(turning.next(BLUE)) == GREEN


def test_the_thread_ends_with_its_host() -> None:
    turning = Turning()
    turning.turns.prepare()
    assert readers() == 1
    turning.host.close()
    assert readers() == 0


def test_surfaces_can_be_made_while_a_thread_may_read(turning: Turning) -> None:
    """Making one, Panda3D turns to every context there is, also to that of the thread."""
    turning.turns.prepare()
    turning.next(RED)
    other = turning.host.surface("other", SIZE, 0)
    other.output.set_clear_color(p3d.LColor(*BLUE))
    assert other.draw()[0, 0, 0] == 255, "blue comes first"
    assert colour_of(turning.next(GREEN)) == RED


def test_nothing_is_handed_over_before_what_was_begun_is_read(turning: Turning) -> None:
    turning.turns.prepare()
    turning.next(RED)
    relay = turning.turns._relay
    assert relay is not None
    asked: list[bool] = []
    free = relay.may
    turning.scene.attach_new_node(p3d.CallbackNode("watch")).node().set_draw_callback(
        p3d.PythonCallbackObject(lambda _: asked.append(relay.may is not free))
    )
    turning.scene.find("**/watch").node().set_bounds(p3d.OmniBoundingVolume())
    turning.next(GREEN)
    assert asked == [True]
    assert relay.may is free


def test_a_mark_passes_once_all_before_it_is_done(turning: Turning) -> None:
    turning.made[0].begin()
    mark = Mark.here()
    turning.made[0].fetch()
    assert mark.passes()
    assert mark.passes(), "and stays passed"
