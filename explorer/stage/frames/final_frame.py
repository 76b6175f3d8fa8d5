"""The final frame of a resting camera: everything, multisampled, drawn in time slices over several ticks."""

from __future__ import annotations

from math import ceil
from time import perf_counter

import numpy as np

from ..frame import FrameKey
from ..gl.opengl import flush
from ..gl.render_target import Pixels, RenderTarget
from .bands import Band, bands
from .quality import Step
from .scene_view import SceneView

TICK_MS = 40.0
"""Time for drawing slices in one tick, so that the window stays responsive."""
FIRST_GUESS_MS = 100.0
MOST_BANDS = 3
"""Most bands: triangles across a cut are sorted for both bands, and eight bands cost two and a half times the whole."""
SLICES = 24
"""Number of possible cuts over the height."""
LEAST_SLICES = 3
"""Least height of a band, in slices: the next frame may be expensive elsewhere."""


class TimeSlices:
    """The bands of one frame after another, cut so that each takes about the same time.

    Attributes
    ----------
    spent_ms : time of the present frame's bands so far.
    whole_ms : time of the last complete frame.
    """

    def __init__(self) -> None:
        self.spent_ms = 0.0
        self.whole_ms = FIRST_GUESS_MS
        self._shares = np.full(SLICES, 1 / SLICES)  # share of the time that each slice of the height took
        self._left: list[Band] = []
        self._took: list[tuple[Band, float]] = []

    def begin(self, height: int, from_below: bool = False) -> None:
        """Cut a frame of this height in pixels; the bands run from its top, or from its bottom."""
        count = min(max(ceil(self.whole_ms / TICK_MS), 1), MOST_BANDS)
        self._left = list(bands(height, self._cuts(count)))
        if from_below:
            self._left.reverse()
        self._took.clear()
        self.spent_ms = 0.0

    def next(self) -> Band | None:
        """The next band to draw; None once all are drawn."""
        return self._left[0] if self._left else None

    @property
    def count_left(self) -> int:
        """Number of bands still to draw."""
        return len(self._left)

    def took(self, ms: float) -> None:
        """Record that the next band is drawn, and its time."""
        self._took.append((self._left.pop(0), ms))
        self.spent_ms += ms
        if not self._left:
            self._learn()

    def has_room(self, spent_ms: float) -> bool:
        """Whether another band fits into a tick of which `spent_ms` is used."""
        return bool(self._left) and spent_ms + self._took[-1][1] < TICK_MS

    def _cuts(self, count: int) -> tuple[float, ...]:
        """Cuts for this number of bands of equal time, as shares of the height."""
        reached, made = np.cumsum(self._shares), [0]
        for number in range(1, count):
            wanted = int(np.searchsorted(reached, number / count)) + 1
            most = SLICES - LEAST_SLICES * (count - number)
            made.append(min(max(wanted, made[-1] + LEAST_SLICES), most))
        return tuple(cut / SLICES for cut in made[1:])

    def _learn(self) -> None:
        """Learn the distribution of time over the height; weighted by half, since the next frame differs."""
        self.whole_ms = self.spent_ms
        if len(self._took) == 1:
            return
        middles = (np.arange(SLICES) + 0.5) / SLICES
        seen = np.zeros(SLICES)
        for band, ms in self._took:
            inside = (middles > band.low) & (middles < band.high)
            seen[inside] = ms / max(int(np.count_nonzero(inside)), 1)
        if seen.sum() > 0:
            self._shares = (self._shares + seen / seen.sum()) / 2


READY_MS = 10.0
"""Drawing time in a tick after which a complete frame waits for the next tick: overlays take time too."""


class FinalFrame:
    """Draws final frames, at once or slice by slice; a slice is a band of whole rows.

    Parameters
    ----------
    view : the scene.
    target : the render target.
    step : the step of quality.
    """

    def __init__(self, view: SceneView, target: RenderTarget, step: Step) -> None:
        self._view, self._environment, self._step = view, view.scene.environment, step
        self.target = target
        self.slices = TimeSlices()
        self._key: FrameKey | None = None  # the frame that the scene is set up for
        self._is_begun = False  # whether any part is drawn
        self._pauses = False  # whether this tick is left to the shadow map

    def draw(self, key: FrameKey, time_s: float) -> Pixels:
        """Draw the frame at once."""
        self.drop()
        self.target.resize(*key.size)
        self._view.show(key, time_s, self._step)
        self._view.aim(key.camera)
        return self.target.draw()

    def is_for(self, key: FrameKey) -> bool:
        """Whether the scene is set up for this key."""
        return self._key == key

    def set_up(self, key: FrameKey, time_s: float) -> bool:
        """Set the scene up for a key; True if that is enough for this tick.

        It is if the sun has moved: the shadow map takes a tick, and all other drawing waits for it.
        """
        self._key, self._is_begun = key, False
        self.target.resize(*key.size)
        self._view.set_up(key, time_s, self._step)
        return self._environment.wants_map()

    def advance(self) -> Pixels | None:
        """Draw for about a tick; returns the frame once it is complete."""
        assert self._key is not None, "set_up() comes first"
        if not self._is_begun:
            self._is_begun = True
            self._begin(self._key.size[1])
            if self._environment.wants_map():
                self._environment.cast_shadows(exact=True)
                self._wait_for_map()
                return None
        if self._pauses:
            self._pauses = False
            return None
        if not self._draw_slices():
            return None
        self._key = None
        return self.target.pixels()

    def drop(self) -> None:
        """Drop the frame in progress."""
        self._key = None

    def _begin(self, height: int) -> None:
        self._pauses = False
        self.slices.begin(height)

    def _wait_for_map(self) -> None:
        self._pauses = True
        flush()

    def _draw_slices(self) -> bool:
        """Draw the slices that fit into a tick; True if the frame is complete and may be returned now."""
        slices = self.slices
        began_ms = slices.spent_ms
        while (band := slices.next()) is not None:
            start_s = perf_counter()
            self._view.aim_at_band(band)
            # samples are resolved within the scissors, slice by slice
            self.target.draw_part(is_first=band.first == 0, is_last=slices.count_left == 1)
            flush()
            slices.took((perf_counter() - start_s) * 1e3)
            if not slices.has_room(slices.spent_ms - began_ms):
                break
        return slices.next() is None and slices.spent_ms - began_ms <= READY_MS
