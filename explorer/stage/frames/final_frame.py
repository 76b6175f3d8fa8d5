"""The final frame of a resting camera: everything, multisampled, drawn in time slices over several ticks."""

from __future__ import annotations

from time import perf_counter

from ..frame_key import FrameKey
from ..gl.opengl import flush
from ..gl.render_target import Pixels, RenderTarget
from .quality import Step
from .scene_view import SceneView
from .time_slices import TimeSlices

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
