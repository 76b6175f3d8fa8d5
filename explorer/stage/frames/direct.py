"""The policy for a graphics card: everything in every frame, with several samples a pixel, at the screen's own resolution."""

from __future__ import annotations

from ..frame import Frame, SharedTexture, frame_of
from ..frame_key import FrameKey
from ..gl.context import Context
from ..gl.render_target import RenderTarget
from ..highlight.outline_cache import OutlineCache
from ..highlight.outline_cards import OutlineCards
from .policy import Status
from .quality import Quality
from .scene_view import SceneView
from .warm_up import WarmUp


class DirectFrames:
    """Draws each frame in one piece, outlines too."""

    def __init__(self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int]) -> None:
        self._view, self._step = view, quality.rest
        self._presents_texture = context.can_share
        self._target = RenderTarget(context, "frame", size, self._step.samples, is_shared=context.can_share)
        self._target.look_through(view.camera)
        self.outlines = OutlineCache(view.scene.outline, view.scene.attention, lambda: self._step)
        self._cards = OutlineCards()
        self._target.look_through(self._cards.camera, sort=1)
        self._warm_up = WarmUp(context, view, [self._step])
        self._drawn: FrameKey | None = None

    @property
    def settled(self) -> bool:
        return True  # each frame is complete

    @property
    def status(self) -> Status:
        return Status(self._step, self._step)

    def frame(self, key: FrameKey, time_s: float, at_once: bool = False) -> Frame | None:
        marks = self.outlines.wanted(key)
        if key == self._drawn and marks == self.outlines.marks:
            self.idle()
            return None
        self._drawn, self.outlines.marks = key, marks
        self._view.set_up(key, time_s, self._step)
        self._view.scene.environment.cast_shadows(exact=True)
        self._cards.show(self.outlines.contours(key))
        self._view.aim(key.camera)
        self._target.resize(*key.size)
        if self._presents_texture:
            return frame_of(SharedTexture(self._target.share(), key.size))
        return frame_of(self._target.draw())

    def idle(self) -> None:
        self._warm_up.advance()

    def present_textures(self, is_wanted: bool) -> None:
        if is_wanted != self._presents_texture:
            self._presents_texture, self._drawn = is_wanted, None

    def close(self) -> None:
        pass  # its target goes with the context
