"""Every exhibit fills the picture: the box of its parts is large, and panels cover little of the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest
from PySide6.QtCore import QRectF

from explorer.base.bootstrap import ROOT
from explorer.base.geometry import WHOLE, Rect
from explorer.base.protocols import MAIN_FIGURE, PartPlace
from explorer.park import Park
from explorer.park.load import read
from explorer.shell.window.main_window import MainWindow
from explorer.stage.camera import Camera
from explorer.stage.props.prop_manager import PropManager
from explorer.visit import EXPLORE, KIOSK, Close, Mode, Open, Operate, Settings, Visit

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames

SIZES = [(EXPLORE, (1280, 720)), (EXPLORE, (1920, 1080)), (EXPLORE, (1024, 640)), (KIOSK, (1280, 720))]
LEAST, LEAST_OWN, LARGE, MOST_COVERED = 0.35, 0.30, 0.45, 0.30
FEWEST_LARGE = 10
MOST_HIDDEN = 0.2
"""Largest share of a counter that panels cover."""
Floats = npt.NDArray[np.float64]
TALL = {("arcade", "kiosk"): 0.28}
"""A wheel higher than wide, beside a kiosk's large panels. Views of own scenes are found by the program: `LEAST_OWN`."""


class PropStage(FakeStage):
    """A stage without graphics that shows the parts of exhibits where they are."""

    def __init__(self, park: Park, width: int = 1280, height: int = 720) -> None:
        super().__init__(park, width, height)
        self._props = PropManager(park, p3d.NodePath("dynamic"), lambda zone: None)

    def show(
        self,
        visit: Visit,
        free: Rect = WHOLE,
        meant: str | None = None,
        unlettered: frozenset[str] = frozenset(),
    ) -> None:
        super().show(visit, free, meant, unlettered)
        self._props.show(visit)

    def parts(self) -> dict[str, PartPlace]:
        return self._props.anchors()


@pytest.fixture
def pumps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Park]:
    """The second shipped scene, whose views the program chooses."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.build.grown.grown.cache_folder", lambda: cache)
        park = read(ROOT / "scenes" / "pumps", ROOT / "assets").park
    assert park is not None
    yield park


def opened(window: MainWindow, zone: str) -> None:
    """Open the exhibit of a zone, and wait until its picture rests."""
    window.do(Open(zone))
    draw_frames(window, 1)
    window.do(Operate())
    draw_frames(window, 4, 0.3)


def share_of_parts(window: MainWindow) -> float:
    """Share of the window that the box of all parts of the shown exhibit fills; what lies outside does not count.

    The board with its main figure does not count either: it is no part of what is shown.
    """
    run = window.stage.visit.run
    words = run.exhibit.parts(run.state) if run else {}
    low, high = box_of(window, [name for name in window.stage.parts() if name in words]).clip(0.0, 1.0)
    return float(np.prod(high - low))


def box_of(window: MainWindow, names: Iterable[str]) -> Floats:
    """Left top and right bottom of the box round some parts, in shares of the window."""
    stage = window.stage
    assert isinstance(stage, PropStage)
    corners = np.concatenate([np.array(stage.parts()[name].corners) for name in names])
    at = Camera(stage.visit.pose, window.width() / window.height(), stage.free).project(corners)
    return np.array([at.min(axis=0), at.max(axis=0)])


def share_covered(window: MainWindow) -> float:
    """Share of the window that panels cover."""
    covered = np.zeros((window.height(), window.width()), bool)
    for surface in window.surfaces:
        if not surface.isHidden():
            rect = surface.placed
            covered[max(rect.top(), 0) : rect.bottom() + 1, max(rect.left(), 0) : rect.right() + 1] = True
    return float(covered.mean())


def check_shares(window: MainWindow, least: float) -> dict[str, float]:
    """The share of each exhibit of a window's park; panels cover little beside each."""
    shares: dict[str, float] = {}
    for zone in window.visit.park.zones.values():
        if zone.exhibit is not None:
            opened(window, zone.id)
            shares[zone.id] = share_of_parts(window)
            assert shares[zone.id] >= TALL.get((zone.id, window.visit.mode.name), least), (zone.id, shares)
            assert share_covered(window) <= MOST_COVERED, zone.id
            window.do(Close())
    return shares


@pytest.mark.parametrize(("mode", "size"), SIZES)
def test_every_exhibit_fills_the_picture(open_window: Windows, mode: Mode, size: tuple[int, int]) -> None:
    shares = check_shares(open_window(mode, size=size, stage=PropStage), LEAST)
    assert len(shares) == 20 and sum(share >= LARGE for share in shares.values()) >= FEWEST_LARGE, shares


@pytest.mark.parametrize("text_percent", [100, 200])
@pytest.mark.parametrize(("mode", "size"), SIZES)
def test_a_counter_that_is_part_of_an_exhibit_stays_in_view(
    open_window: Windows, mode: Mode, size: tuple[int, int], text_percent: int
) -> None:
    """Digits older than the boards of the main figure: whole in the window, and no sign lies on them."""
    given = Settings(comfort="cut", text_percent=text_percent)
    window = open_window(mode, size=size, stage=PropStage, settings=given)
    for zone in ("line", "goals25"):
        opened(window, zone)
        box = box_of(window, [MAIN_FIGURE + zone])
        assert box.min() >= 0.0 and box.max() <= 1.0, (zone, box)
        (left, top), (right, bottom) = box * size
        figure = QRectF(left, top, right - left, bottom - top)
        shared = [figure & QRectF(each.placed) for each in window.surfaces if not each.isHidden()]
        hidden = sum(max(rect.width(), 0.0) * max(rect.height(), 0.0) for rect in shared)
        assert hidden <= MOST_HIDDEN * figure.width() * figure.height(), zone
        signs = [QRectF(each.x, each.y, each.width, each.height) for each in window.overlay.signs.boxes]
        assert not any(sign.intersects(figure) for sign in signs), zone
        window.do(Close())


@pytest.mark.parametrize("size", [(1280, 720), (1024, 640)])
def test_exhibits_of_an_own_scene_fill_the_picture(
    open_window: Windows, pumps: Park, size: tuple[int, int]
) -> None:
    assert len(check_shares(open_window(park=pumps, size=size, stage=PropStage), LEAST_OWN)) >= 5
