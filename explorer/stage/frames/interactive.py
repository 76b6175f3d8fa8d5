"""Frames of a moving camera on a processor: fewer pixels and less detail, as frame times allow."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from ..frame import FrameKey, SharedTexture
from ..gl.render_target import Pixels, RenderTarget
from .quality import DynamicResolution, Quality, Step
from .scene_view import SceneView


class InteractiveFrames:
    """Draws interactive frames, each at once.

    Parameters
    ----------
    view : the scene.
    target : the render target.
    quality : the steps of dynamic resolution.

    Attributes
    ----------
    resolution : chooses the step.
    presents_texture : whether frames are returned as textures.
    """

    def __init__(self, view: SceneView, target: RenderTarget, quality: Quality) -> None:
        self.resolution = DynamicResolution(len(quality.moving), quality.start)
        self.presents_texture = False
        self._view, self._target, self._steps = view, target, quality.moving
        self._last: FrameKey | None = None
        self._is_typical = True  # whether the time of this frame predicts that of the next ones

    @property
    def step(self) -> Step:
        """The step of quality while the camera moves."""
        return self._steps[self.resolution.at]

    def draw(self, key: FrameKey, time_s: float) -> Pixels | SharedTexture | None:
        """The frame of this key or of an earlier one; None before the first."""
        start_s = perf_counter()
        last, self._last = self._last, key
        self._is_typical = True
        drawn = self._draw(key, time_s, last)
        # a frame with something new (a first one, a switch) takes longer for other reasons
        is_typical = last and not last.at_rest and replace(last, camera=key.camera, time_s=key.time_s) == key
        if is_typical and self._is_typical:
            self.resolution.took((perf_counter() - start_s) * 1e3)
        return drawn

    def _draw(self, key: FrameKey, time_s: float, last: FrameKey | None) -> Pixels | SharedTexture | None:
        self._view.show(key, time_s, self.step)
        return self._drawn_now(key)

    def _drawn_now(self, key: FrameKey) -> Pixels | SharedTexture:
        """Draw the scene as it is set up, and wait for the frame."""
        size = self.step.size(key.size)
        self._view.aim(key.camera)
        self._target.resize(*size)
        if self.presents_texture and not key.at_rest:
            return SharedTexture(self._target.share(), size)
        return self._target.draw()

    def stop(self, key: FrameKey) -> None:
        """The camera rests: prepare for the final frame of this key."""
        if self._last and not self._last.at_rest:
            self.resolution.rested()
        self._last = key

    @property
    def has_pending(self) -> bool:
        """Whether a frame was begun and not returned."""
        return False

    def take_pending(self) -> Pixels | None:
        """The frame that was begun and not returned, if there is one."""
        return None

    def warm_up(self) -> bool:
        """Prepare what the next movement needs; True if there was anything to do."""
        return False
