"""The final frame, drawn while others work: nothing waits for a band, and it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter, sleep
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.frame import FrameKey
from explorer.stage.frames import final_frame
from explorer.stage.frames.bands import Band
from explorer.stage.frames.quality import Step
from explorer.stage.gl.context import Context
from explorer.stage.gl.opengl import Fence
from explorer.stage.gl.render_target import Pixels
from explorer.stage.software_gl.fenced_slices import BandedTarget, FencedFinalFrame

from ..conftest import ASSETS, HEADLESS, HEIGHT, LONGEST_S, WIDTH, difference, resting, seen

SIZE = (64, 48)
BANDS = 4
SAMPLES = 4


class View:
    """Stands in for the scene: aims at bands, and says whether a shadow map is wanted."""

    def __init__(self, camera: p3d.NodePath) -> None:
        self.camera = camera
        self.begun: list[Band] = []
        self.wants = False
        self.scene = SimpleNamespace(environment=self)

    def set_up(self, key: FrameKey, time_s: float, step: Step) -> None:
        pass

    def wants_map(self) -> bool:
        return self.wants

    def cast_shadows(self, exact: bool) -> None:
        self.wants = False

    def aim_at_band(self, band: Band) -> None:
        self.begun.append(band)
        scissors = p3d.ScissorAttrib.make(0, 1, band.low, band.high)
        self.camera.node().initial_state = p3d.RenderState.make(scissors)


class Banded:
    """A card of one colour before a black ground, drawn in bands."""

    def __init__(self) -> None:
        self.context = Context(HEADLESS)
        self.scene = p3d.NodePath("scene")
        card = p3d.CardMaker("card")
        card.set_frame(-0.71, 0.63, -0.8, 0.77)
        self.card = self.scene.attach_new_node(card.generate())
        self.card.set_pos_hpr(0, 1, 0, 0, 0, 11)
        self.camera = self.scene.attach_new_node(p3d.Camera("eye", p3d.OrthographicLens()))
        self.camera.node().get_lens().set_film_size(2, 2)
        self.target = BandedTarget(self.context, "bands", SIZE, SAMPLES, is_shared=True)
        self.target.look_through(self.camera)
        self.view = View(self.camera)
        self.final = FencedFinalFrame(self.view, self.target, Step())  # type: ignore[arg-type]

    @property
    def begun(self) -> list[Band]:
        return self.view.begun

    def begin(self, colour: tuple[float, ...]) -> None:
        self.card.set_color(*colour)
        self.begun.clear()
        self.final.set_up(SimpleNamespace(size=SIZE), 0.0)  # type: ignore[arg-type]

    def completed(self) -> Pixels:
        """The frame, asked for again and again."""
        end_s = perf_counter() + LONGEST_S
        while (pixels := self.final.advance()) is None:
            assert perf_counter() < end_s, "the frame is never complete"
            sleep(0.001)
        return pixels.copy()

    def whole(self) -> Pixels:
        """The picture in one piece."""
        self.camera.node().initial_state = p3d.RenderState.make_empty()
        return self.target.draw().copy()

    def put_together(self) -> npt.NDArray[np.uint8]:
        """What lies in the texture that the samples are put together in."""
        shared = self.target.texture
        assert shared is not None
        p3d.GraphicsEngine.get_global_ptr().extract_texture_data(shared, self.target.output.gsg)
        return np.frombuffer(shared.get_ram_image().get_data(), np.uint8).copy()


@pytest.fixture
def banded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Banded]:
    monkeypatch.setattr(final_frame, "TICK_MS", 0.0001)
    monkeypatch.setattr(final_frame, "MOST_BANDS", BANDS)
    banded = Banded()
    yield banded
    banded.context.close()


def test_bands_that_nothing_waits_for_make_the_same_frame(banded: Banded) -> None:
    for colour in ((1, 0, 0, 1), (0, 1, 0, 1)):
        banded.begin(colour)
        found = banded.completed()
        assert len(banded.begun) == BANDS
        assert len(np.unique(found.reshape(-1, 4), axis=0)) > 3, "edges have shades between card and ground"
        assert np.array_equal(found, banded.whole())


def test_no_other_band_is_begun_while_one_is_not_filled(
    banded: Banded, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(Fence, "passes", lambda mark, within_ms=0.0: False)
        banded.begin((1, 1, 0, 1))
        assert all(banded.final.advance() is None for _ in range(20))
        assert len(banded.begun) == 1
    assert np.array_equal(banded.completed(), banded.whole())


def test_samples_are_resolved_only_when_all_bands_are_filled(banded: Banded) -> None:
    """Mesa would wait for each band else: it reads nothing that is still drawn into."""
    banded.begin((1, 0, 0, 1))
    banded.completed()
    before = banded.put_together()
    banded.begin((0, 0, 1, 1))
    while len(banded.begun) < BANDS:
        assert banded.final.advance() is None
        assert np.array_equal(banded.put_together(), before)
    banded.completed()
    assert not np.array_equal(banded.put_together(), before)


def test_a_picture_waits_for_what_it_shows(banded: Banded, monkeypatch: pytest.MonkeyPatch) -> None:
    banded.view.wants = True
    banded.begin((1, 0, 1, 1))
    with monkeypatch.context() as busy:
        busy.setattr(Fence, "passes", lambda mark, within_ms=0.0: False)
        assert all(banded.final.advance() is None for _ in range(5))
        assert not banded.begun
    assert np.array_equal(banded.completed(), banded.whole())


def test_another_picture_drops_the_one_in_the_making(banded: Banded) -> None:
    banded.begin((1, 0, 0, 1))
    banded.final.advance()
    banded.final.advance()
    banded.begin((0, 1, 1, 1))
    assert np.array_equal(banded.completed(), banded.whole())


@pytest.mark.parametrize("view", ["", "goals25"])
def test_on_the_stage_too_the_final_frame_is_the_same(park: Park, view: str, stage: Stage) -> None:
    pipelined = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="pipelined")
    try:
        visit = resting(park, view)
        pipelined.show(replace(visit, rest_s=0.0))
        interactive = pipelined.draw()
        pipelined.show(visit)
        pictures = [pipelined.draw()]
        end_s = perf_counter() + LONGEST_S
        while not pictures[-1].changed:
            assert pictures[-1] is interactive and perf_counter() < end_s
            sleep(0.002)
            pictures.append(pipelined.draw())
        assert len(pictures) > 2, "not in one go"
        last = pictures[-1]
        shape = (last.height, last.width, 4)
        found = np.frombuffer(last.pixels, np.uint8).reshape(shape)[..., 2::-1].astype(np.int16)
        assert difference(found, seen(stage, visit)).max() == 0
    finally:
        pipelined.close()
