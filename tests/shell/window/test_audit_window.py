"""The whole window can be read: every view of it, over a picture that is as bad a ground as there can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from explorer.park.model import Language
from explorer.shell.exhibit.readings import Readings
from explorer.shell.panels.article.cards import GlossaryCard
from explorer.shell.panels.panel import Fold
from explorer.shell.widgets import Prose
from explorer.visit import EXPLORE, Close, Mode, Open, Operate, Pause, Point, Settings

from ..audit import READABLE, READABLE_IN_CONTRAST, Issue, audit
from ..fake_stage import FakePicture, FakeStage
from ..picture import real_park
from ..windows import Windows, draw_until_still

pytestmark = pytest.mark.slow

FRAME_S = 0.1
BLOCK_PX = 7


class NoisyStage(FakeStage):
    """Draws small blocks, each nearly black or nearly white or glaring: words straight on it cannot be read."""

    _noise: FakePicture | None = None

    def draw(self) -> FakePicture:
        width, height = self.size
        if self._noise is None or (self._noise.width, self._noise.height) != self.size:
            colours = np.array(
                [[8, 8, 8, 255], [250, 252, 255, 255], [60, 90, 255, 255], [230, 160, 20, 255]], np.uint8
            )
            blocks = (height // BLOCK_PX + 1, width // BLOCK_PX + 1)
            chosen = np.random.default_rng(7).integers(0, len(colours), blocks)
            pixels = colours[chosen.repeat(BLOCK_PX, 0).repeat(BLOCK_PX, 1)[:height, :width]]
            self._noise = FakePicture(width, height, memoryview(pixels.tobytes()))
        return self._noise


class Case(NamedTuple):
    """How a window looks."""

    language: Language
    look: str
    percent: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.language}-{self.look}-{self.percent}-{self.width}"


# Of language, look, size of text and size of window each meets each of the others: an orthogonal array of nine.
CASES = (
    Case("en", "light", 100, 1280, 720),
    Case("en", "dark", 200, 1920, 1080),
    Case("en", "contrast", 200, 1024, 640),
    Case("zh", "light", 200, 1920, 1080),
    Case("zh", "dark", 100, 1024, 640),
    Case("zh", "contrast", 200, 1280, 720),
    Case("de", "light", 200, 1024, 640),
    Case("de", "dark", 200, 1280, 720),
    Case("de", "contrast", 100, 1920, 1080),
)

VAST = Case("zh", "light", 100, 3840, 2160)


class Looker:
    """A window, and what was found wrong with each view of it."""

    def __init__(self, open_window: Windows, case: Case, mode: Mode = EXPLORE) -> None:
        self.case = case
        self.found: list[tuple[str, Issue]] = []
        settings = Settings(language=case.language, theme=case.look, text_percent=case.percent, comfort="cut")  # type: ignore[arg-type]
        self.window = open_window(mode, settings=settings, size=(case.width, case.height), stage=NoisyStage)
        self.settle()

    def settle(self) -> None:
        draw_until_still(self.window, 30)

    def look(self, view: str, within: QWidget | None = None) -> None:
        """Look at what is shown now."""
        self.settle()
        self._note(view, within)

    def _note(self, view: str, within: QWidget | None) -> None:
        readable = READABLE_IN_CONTRAST if self.case.look == "contrast" else READABLE
        self.found += [(view, issue) for issue in audit(self.window, within, readable=readable)]

    def look_through(self, view: str, area: QAbstractScrollArea, within: QWidget) -> None:
        """Look at what scrolls, page by page. Nothing but the page changes: a frame each is enough, and the audit paints it."""
        self.settle()
        bar = area.verticalScrollBar()
        last = bar.maximum()
        for at in (*range(0, last, max(round(bar.pageStep() * 0.8), 1)), last):
            bar.setValue(at)
            self.window.tick(FRAME_S)
            self._note(view, within)

    @property
    def words_shown(self) -> str:
        return "\n".join(f"{view}: {issue}" for view, issue in dict.fromkeys(self.found))


def opening(looker: Looker) -> None:
    looker.window.views.state = replace(looker.window.views.state, opening_over=False)
    looker.look("opening")
    looker.window.views.state = replace(looker.window.views.state, opening_over=True)
    looker.settle()


def explore(looker: Looker) -> None:
    looker.look("explore")
    looker.window.do(Point("goals25"))
    looker.window.notify(looker.window.viewport.accessibleDescription(), 60.0)
    looker.look("pointed at")
    looker.window.do(Point(None))
    looker.window.notify("", 0.0)


def zones(looker: Looker) -> None:
    looker.window.parts.zone_list.toggle()
    looker.look("list")
    looker.look_through("list", looker.window.parts.zone_list.list, looker.window.parts.zone_list)
    looker.window.parts.zone_list.toggle()


def park_map(looker: Looker) -> None:
    looker.window.ask("map")
    looker.look("map", looker.window.parts.map_panel)
    looker.window.ask("map")


def search(looker: Looker) -> None:
    window = looker.window
    window.ask("search")
    for words in ("", "区块链" if looker.case.language == "zh" else "blockchain", "zzzz"):
        window.parts.search.field.setText(words)
        looker.look(f"search {words!r}", window.parts.search)
    window.ask("close")


def sheet(looker: Looker) -> None:
    looker.window.ask("help")
    looker.look_through("settings and keys", looker.window.sheet.page.area, looker.window.sheet)
    looker.window.ask("close")


def zone(looker: Looker) -> None:
    window = looker.window
    window.do(Open("goals25"))
    looker.look("zone")
    window.do(Pause(True))  # or each page waits for an exhibit that never stands still
    page = window.parts.article.page
    assert page is not None
    for key in page.rows:
        page.rows[key].head.click()
        for fold in page.findChildren(Fold):
            fold.show_open(True)
        looker.look_through(f"zone: {key}", window.parts.article.scroll_area, window.parts.article)
    page.rows["plan"].head.click()
    window.parts.article.scroll_area.verticalScrollBar().setValue(0)
    looker.settle()
    linked = next(p for p in window.parts.article.findChildren(Prose) if p.links and p.isVisible())
    linked.follow_link(0)
    looker.look("glossary", window.findChildren(GlossaryCard)[-1])
    window.ask("close")
    window.do(Close())


EXHIBITS = [zone.id for zone in real_park().zones.values() if zone.exhibit is not None]


def exhibits(looker: Looker) -> None:
    """Other exhibits for each case, so that each is seen in one at least."""
    for zone in EXHIBITS[CASES.index(looker.case) :: len(CASES)]:
        exhibit(looker, zone)


def exhibit(looker: Looker, zone: str) -> None:
    """An exhibit's card and strip, and behind *More* all of it from top to bottom with all folds open."""
    window = looker.window
    window.do(Open(zone))
    looker.settle()
    window.do(Operate())
    for _ in range(20):
        window.tick(FRAME_S)
    window.do(Pause(True))
    card = window.parts.exhibit
    looker.look(f"{zone}: cards", card)
    tabs = range(1, 4) if card.is_sheet else (0,)
    for tab in tabs:
        if card.tabs is not None:
            card.tabs.cells[tab].click()
        else:
            window.ask("more")
        if card.page is None:
            assert window.theme.profile == "stand"
            continue
        for fold in card.page.folds.values():
            fold.show_open(True)
        looker.look_through(f"{zone}: more {tab}", card.scroll_area, card)
        readings = card.page.findChild(Readings)
        if readings is not None:
            readings.all.click()
            looker.look(f"{zone}: readings", card)
    window.do(Close())


VIEWS: tuple[Callable[[Looker], None], ...] = (
    opening,
    explore,
    zones,
    park_map,
    search,
    sheet,
    zone,
    exhibits,
)


@pytest.fixture
def looker(open_window: Windows, request: pytest.FixtureRequest) -> Looker:
    return Looker(open_window, request.param)


@pytest.mark.parametrize("looker", CASES, indirect=True, ids=str)
def test_every_view_of_the_window_can_be_read(looker: Looker) -> None:
    for view in VIEWS:
        view(looker)
    assert not looker.found, looker.words_shown


@pytest.mark.parametrize("looker", [VAST], indirect=True, ids=str)
def test_a_vast_window_can_be_read(looker: Looker) -> None:
    explore(looker)
    zone(looker)
    assert not looker.found, looker.words_shown
