"""The prop of a gallery: a standing screen with the picture, and a row of lamps for its index."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...base.pictures import SCREEN_PX
from ...exhibits.sheets.gallery import BACK, MOST_SLIDES, NEXT, GalleryExhibit, OnScreen
from ..primitives.instancing import Instances, static_node
from ..primitives.meshes import box
from ..primitives.palette import PLINTH, SCREEN
from .prop import Box, Prop
from .screen import Screen

SHAPE = SCREEN_PX[0] / SCREEN_PX[1]
FLOOR_M, RIM_M, DEEP_M = 0.16, 0.14, 0.34
QUIET = np.full((2, 2, 3), (52, 44, 38), np.uint8)
"""Picture before the first one is loaded, and in place of one that cannot be shown."""
LAMPS_HIGH_M = 0.55


class GalleryProp(Prop):
    """A screen as large as its room allows, on two feet.

    Attributes
    ----------
    screen : shows the pictures.
    """

    kind = "gallery"
    sky, lamps, sun = 0.9, 0.6, 0.9
    covers_letters = True

    def build(self) -> None:
        wide, deep, high = self.place.size_m
        room_m = high - FLOOR_M - LAMPS_HIGH_M - 2 * RIM_M
        self._wide = min(wide * 0.94 - 2 * RIM_M, room_m * SHAPE)
        self._high = self._wide / SHAPE
        self._foot = FLOOR_M + LAMPS_HIGH_M + RIM_M
        self.screen = Screen(self._wide, self._high, is_smooth=True)
        self.screen.path.set_pos(0, -DEEP_M / 2 - 0.02, self._foot)
        outer = self._wide + 2 * RIM_M, self._high + 2 * RIM_M
        case = box(outer[0], DEEP_M, outer[1]).moved(z=self._foot - RIM_M).painted(SCREEN)
        feet = box(outer[0] * 0.72, min(deep * 0.6, 1.6), FLOOR_M).painted(PLINTH)
        post = box(outer[0] * 0.18, DEEP_M, LAMPS_HIGH_M).moved(z=FLOOR_M).painted(PLINTH)
        for name, mesh in (("case", case), ("feet", feet), ("post", post)):
            static_node(name, mesh).reparent_to(self.root)
        self.screen.path.reparent_to(self.root)
        self._lamps = Instances("lamps", box(), MOST_SLIDES)
        self._lamps.path.reparent_to(self.root)
        self.screen.show_colours(QUIET)
        self._count = 0
        self._lit: tuple[int, int] | None = None
        self._on: tuple[object, ...] = ()

    def show(self, exhibit: GalleryExhibit, state: OnScreen, time_s: float) -> None:
        self._count = exhibit.count
        self._show_lamps(exhibit.count, state.number)
        slide = exhibit.slide_of(state)
        caption = slide.caption.in_language(self.language) if slide.caption is not None else ""
        pixels = self.pictures.pixels(slide.picture, caption, self.language) if self.pictures else None
        shown = (slide.picture, caption, pixels.number if pixels is not None else -1)
        if shown != self._on:
            self._on = shown
            self.drawn += 1
            self.screen.show_colours(QUIET if pixels is None else pixels.bgr)

    @property
    def is_live(self) -> bool:
        return True

    def boxes(self) -> Mapping[str, Box]:
        if self._count < 2:
            return {}
        near, far, top = -DEEP_M / 2 - 0.05, DEEP_M / 2, self._foot + self._high
        half, third = self._wide / 2, self._wide / 6
        return {
            BACK: Box((-half, near, self._foot), (-third, far, top)),
            NEXT: Box((third, near, self._foot), (half, far, top)),
        }

    def _show_lamps(self, count: int, number: int) -> None:
        if self._lit == (count, number):
            return
        self._lit = (count, number)
        step = min(self._wide * 0.9 / max(count, 1), 0.5)
        side = min(step * 0.5, 0.2)
        at = np.column_stack([
            (np.arange(count) - (count - 1) / 2) * step,
            np.full(count, -DEEP_M / 2 - 0.06),
            np.full(count, FLOOR_M + LAMPS_HIGH_M * 0.35),
        ])  # fmt: skip
        colours = np.tile(self.colour(PLINTH) * 0.6, (count, 1))
        colours[number - 1] = self.colour(self.accent.night)
        glow = np.full(count, 0.05)
        glow[number - 1] = 0.8
        self._lamps.set(at, None, np.full((count, 3), side), colours, glow)
