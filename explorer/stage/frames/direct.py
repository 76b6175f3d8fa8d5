"""The policy for a graphics card: everything in every frame, multisampled, at the screen's own resolution.

Where a card is too slow for the rich tier, dynamic resolution lowers the number of pixels.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from ..frame import Frame, FrameKey, SharedTexture, frame_of
from ..gl.context import Context
from ..gl.render_target import RenderTarget
from ..highlight.outline_cache import OutlineCache, OutlineCards
from .policy import Status
from .quality import DynamicResolution, Quality, Step
from .rest_focus import RestFocus
from .scene_view import SceneView
from .warm_up import WarmUp


class DirectFrames:
    """Draws each frame in one piece, outlines included."""

    focuses_at_rest = False

    def __init__(self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int]) -> None:
        self._view, self._step = view, quality.rest
        slower = quality.moving if quality.passes else ()
        self._steps = (self._step, *(replace(step, samples=self._step.samples) for step in slower))
        self._resolution = DynamicResolution(len(self._steps))
        self._presents_texture = context.can_share
        self._focus = RestFocus(context, view) if quality.focuses else None
        self._target = RenderTarget(
            context,
            "frame",
            size,
            self._step.samples,
            keeps_depth=self._focus is not None,
            is_shared=context.can_share,
            chain=view.chain,
        )
        self._target.look_through(view.camera)
        self.outlines = OutlineCache(view.scene.outline, view.scene.attention, lambda: self._step)
        self._cards = OutlineCards()
        self._target.lay_over(self._cards.camera)
        self._warm_up = WarmUp(context, view, [self._step])
        self._drawn: FrameKey | None = None

    @property
    def settled(self) -> bool:
        return True  # each frame is complete

    @property
    def status(self) -> Status:
        resolution = self._resolution
        at = resolution.at
        return Status(self._steps[at], self._step, at + 1, len(self._steps), resolution.took_ms)

    def frame(self, key: FrameKey, time_s: float, at_once: bool = False) -> Frame | None:
        marks = self.outlines.wanted(key)
        if key == self._drawn and marks == self.outlines.marks:
            self.idle()
            return None
        before = self._drawn
        self._drawn, self.outlines.marks = key, marks
        # a static scene may take its time
        is_alive = before is None or not key.at_rest or before.time_s != key.time_s
        step = self._steps[self._resolution.at if is_alive and not at_once else 0]
        if at_once and self._focus is not None and not self._presents_texture:
            return self._draw_focused(key, time_s, self._focus)
        if len(self._steps) == 1:
            return self._draw(key, time_s, step)
        start_s = perf_counter()
        frame = self._draw(key, time_s, step)
        if before is not None and not at_once and is_alive:
            self._resolution.took((perf_counter() - start_s) * 1e3)
            if key.at_rest and not before.at_rest:
                self._resolution.rested()
        return frame

    def _draw_focused(self, key: FrameKey, time_s: float, focus: RestFocus) -> Frame:
        """Draw a picture to be saved, blurred where the other policies blur their final frames."""
        self._set_up(key, time_s, self._step)
        self._cards.show(())
        drawn = self._target.draw()
        assert self._target.depth is not None, "it keeps its depths"
        return frame_of(self.outlines.lay_over(focus.blur(drawn, self._target.depth, key.camera), key))

    def _set_up(self, key: FrameKey, time_s: float, step: Step) -> None:
        self._view.set_up(key, time_s, step)
        self._view.scene.environment.cast_shadows(exact=True)
        self._view.aim(key.camera)
        self._target.resize(*step.size(key.size))

    def _draw(self, key: FrameKey, time_s: float, step: Step) -> Frame:
        self._set_up(key, time_s, step)
        self._cards.show(self.outlines.contours(key))
        size = step.size(key.size)
        if self._presents_texture:
            return frame_of(SharedTexture(self._target.share(), size))
        return frame_of(self._target.draw())

    def idle(self) -> None:
        self._warm_up.advance()

    def present_textures(self, is_wanted: bool) -> None:
        if is_wanted != self._presents_texture:
            self._presents_texture, self._drawn = is_wanted, None

    def close(self) -> None:
        pass  # its target is released with the context
