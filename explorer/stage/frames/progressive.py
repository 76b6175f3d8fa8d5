"""The policy for a processor: interactive frames while the camera moves, then a final frame, then a cached layer.

Once the camera rests, the final frame is drawn in time slices, one or more per call. In a scene with
movement, the final frame shows only what is static, and is the layer over which the rest is drawn.
"""

from __future__ import annotations

from dataclasses import replace

from ..frame import Frame, FrameKey, SharedTexture, frame_of
from ..gl.context import Context
from ..gl.render_target import Pixels, RenderTarget
from ..highlight.highlight import Mark
from ..highlight.outline_cache import OutlineCache
from .cached_layer import CachedLayer, LightLayer
from .final_frame import FinalFrame
from .interactive import InteractiveFrames
from .policy import Status
from .quality import Quality
from .rest_focus import RestFocus
from .scene_view import SceneView
from .warm_up import WarmUp


class ProgressiveFrames:
    """Refines frames progressively; policies with more than one thread may replace its parts."""

    def __init__(self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int]) -> None:
        self._context, self._view, self._scene, self._quality = context, view, view.scene, quality
        self._presents_texture = context.can_share
        self._final = self._make_final(size)
        self.focuses_at_rest = quality.focuses
        self._focus = RestFocus(context, view) if quality.focuses else None
        self.interactive = self._make_interactive(size)
        self.interactive.presents_texture = context.can_share
        steps = (*reversed(quality.moving), quality.rest)  # what a slow machine draws comes first
        self.warm_up = WarmUp(context, view, steps)
        self._layer = self._make_layer(size)
        self.outlines = OutlineCache(
            view.scene.outline,
            view.scene.attention,
            lambda: view.shown[2] if view.shown is not None else quality.rest,
        )
        self._time_s = 0.0
        self._key: FrameKey | None = None  # the key asked for last
        self._shown: FrameKey | None = None  # the key of the base
        self._base: Pixels | SharedTexture | None = None  # the frame without outlines
        self._cached: tuple[FrameKey, Pixels] | None = None  # the static scene without outlines
        self._held: tuple[Pixels, tuple[Mark, ...]] | None = None  # content of the layer: base and outlines
        self._is_alive = False  # whether anything in the scene moves
        self._comes_to_rest = False  # whether this is the first tick of a rest
        self._is_layered = False  # whether moving things were drawn over the layer
        self._has_frame = False
        self._has_final = False

    # ---- parts

    def _make_final(self, size: tuple[int, int]) -> FinalFrame:
        return FinalFrame(self._view, self._final_target(RenderTarget, size), self._quality.rest)

    def _final_target(self, kind: type[RenderTarget], size: tuple[int, int]) -> RenderTarget:
        samples, is_shared = self._quality.rest.samples, self._context.can_share
        chain = self._view.chain
        target = kind(
            self._context, "final", size, samples, keeps_depth=True, is_shared=is_shared, chain=chain
        )
        target.look_through(self._view.camera)
        return target

    def _make_interactive(self, size: tuple[int, int]) -> InteractiveFrames:
        target = self._interactive_target(size, self._context.can_share)
        return InteractiveFrames(self._view, target, self._quality)

    def _interactive_target(self, size: tuple[int, int], is_shared: bool) -> RenderTarget:
        if not self._quality.has_interactive:
            return self._final.target
        step = self._quality.moving[0]
        target = RenderTarget(
            self._context,
            "interactive",
            step.size(size),
            step.samples,
            is_shared=is_shared,
            chain=self._view.chain,
        )
        target.look_through(self._view.camera)
        return target

    def _make_layer(self, size: tuple[int, int]) -> CachedLayer | LightLayer:
        root = self._scene.environment.root
        if self._view.chain is not None:
            return LightLayer(self._context, root, size, self._view.chain)
        return CachedLayer(self._context, root, size)

    def _draw_layer(self, at_once: bool) -> Pixels:
        """Draw what moves over the layer."""
        return self._layer.draw()

    def _hold_layer(self, base: Pixels, key: FrameKey) -> None:
        """Have the layer hold this frame of the static scene, with contours."""
        if isinstance(self._layer, LightLayer):
            self._layer.hold(self._final.target, key.size)
            self._layer.lay_over(self.outlines.contours(key))
            return
        depth = self._final.target.depth
        assert depth is not None, "the final frame has depths"
        self._layer.hold(self.outlines.lay_over(base, key), depth)

    # ---- the protocol

    @property
    def settled(self) -> bool:
        return (
            self._key is not None
            and self._key == self._shown
            and self.outlines.wanted(self._key, self._comes_to_rest) == self.outlines.marks
            and not self.interactive.has_pending
        )

    @property
    def status(self) -> Status:
        resolution = self.interactive.resolution
        return Status(
            self.interactive.step,
            self._quality.rest,
            resolution.at + 1,
            len(self._quality.moving),
            resolution.took_ms,
        )

    def frame(self, key: FrameKey, time_s: float, at_once: bool = False) -> Frame | None:
        if key is not self._key:
            self._is_alive = self._moves_to(key)
            self._key = key
        self._time_s = time_s
        self._comes_to_rest = False
        is_new = self._advance(key, at_once)
        marks = self.outlines.wanted(key, self._comes_to_rest)
        if self._has_frame and not is_new and marks == self.outlines.marks:
            return None
        self.outlines.marks = marks
        assert self._base is not None and self._shown is not None, "advancing leaves a frame"
        was_layered, self._is_layered = self._is_layered, self._base is self._layer_of(self._shown)
        drawn = self._finish(self._base, self._shown, at_once)
        self._has_frame = True
        if not (was_layered and self._is_layered):
            return frame_of(drawn)
        frame = frame_of(drawn, self._layer.changed if isinstance(self._layer, CachedLayer) else None)
        self.idle()  # where something always moves, there is no other idle time
        return frame

    def idle(self) -> None:
        if not self.interactive.warm_up():
            self.warm_up.advance()

    def present_textures(self, is_wanted: bool) -> None:
        if is_wanted != self._presents_texture:
            self._presents_texture = self.interactive.presents_texture = is_wanted
            self._shown = None  # forces the next frame to be drawn again

    def close(self) -> None:
        pass  # its targets are released with the context

    @property
    def has_layer(self) -> bool:
        """Whether there is a cached layer for the last key."""
        return self._key is not None and self._layer_of(self._key) is not None

    # ---- the next frame

    def _moves_to(self, key: FrameKey) -> bool:
        """Whether the scene moves between the last key and this one."""
        before = self._key
        if before is None:
            return self._is_alive
        moves = (before.time_s, before.run, before.light) != (key.time_s, key.run, key.light)
        if self._scene.is_lively:  # a coming flow should show soon, everything else exactly as it is
            moves = moves or (before.ribbons, before.beacon_s) != (key.ribbons, key.beacon_s)
            moves = moves or (self._is_alive and key != self._shown)
        return moves

    def _advance(self, key: FrameKey, at_once: bool) -> bool:
        """Bring the base nearer to this key; True if it changed."""
        shown, interactive = self._shown, self.interactive
        stays = key == shown and not (self._is_layered and (at_once or not self._is_alive))
        base: Pixels | SharedTexture | None
        if interactive.has_pending and (stays or (key.at_rest and not at_once)):
            self._base = interactive.take_pending()  # where the camera has come to
            if key.at_rest:
                self._come_to_rest(key)
            return True
        if stays:
            self.idle()
            return False
        if key.at_rest and (at_once or not self._quality.has_interactive):
            self._stop(key)
            base = self._focused(self._final.draw(key, self._time_s), key)
        elif key.at_rest and shown and shown.stands_in_for(key):
            # once nothing moves any more, the frame is drawn in one piece
            base = self._layer_of(key) if self._is_alive or key != shown else None
            if base is None:
                base = self._refine(key)
        else:
            key = replace(key, at_rest=False)
            self._final.drop()
            base = interactive.draw(key, self._time_s)
            if base is None:
                self._shown = key  # being drawn
        if base is None:
            return False
        self._base, self._shown = base, key
        return True

    def _come_to_rest(self, key: FrameKey) -> None:
        """Begin the final frame at once; contours follow in the next tick, while pixels are filled."""
        shown = self._shown
        if shown is None or not shown.stands_in_for(key) or self._layer_of(key) is not None:
            return
        self._comes_to_rest = True
        is_enough = self._set_up(key.static if self._is_alive else key)
        # before there is more to fill
        self.outlines.begin(key)
        if not is_enough:
            self._refine(key)

    def _refine(self, key: FrameKey) -> Pixels | None:
        """Continue the final frame: of the static scene where something moves, else of everything."""
        if not self._is_alive:
            return self._refine_all(key)
        lively, static = self._scene.environment.dynamic, key.static
        lively.hide()
        pixels = self._refine_all(static)
        lively.show()
        if pixels is not None:
            self._cached = (static, pixels)
        return pixels

    def _refine_all(self, key: FrameKey) -> Pixels | None:
        """Continue the final frame of a key; None until it is complete."""
        if not self._final.is_for(key) and self._set_up(key):
            return None
        pixels = self._final.advance()
        if pixels is None:
            return None
        if self._has_final:  # the first one included the compilation of programs
            self.interactive.resolution.expect(self._final.slices.whole_ms)
        self._has_final = True
        self._context.trim()  # goes unnoticed now
        return self._focused(pixels, key)

    def _focused(self, final: Pixels, key: FrameKey) -> Pixels:
        """A final frame with depth of field."""
        depth = self._final.target.depth
        if self._focus is None or depth is None:
            return final
        return self._focus.blur(final, depth, key.camera)

    def _set_up(self, key: FrameKey) -> bool:
        self._stop(key)
        return self._final.set_up(key, self._time_s)

    def _stop(self, key: FrameKey) -> None:
        """The camera rests: leave interactive frames, and drop the layer."""
        self.interactive.stop(key)
        self._cached = None

    # ---- overlays

    def _layer_of(self, key: FrameKey) -> Pixels | None:
        """The frame of the static scene for this key."""
        return self._cached[1] if self._cached and self._cached[0] == key.static else None

    def _finish(self, base: Pixels | SharedTexture, key: FrameKey, at_once: bool) -> Pixels | SharedTexture:
        """Draw outlines and what moves over the base."""
        if isinstance(base, SharedTexture):  # a moving camera, or one that has just stopped: no outlines yet
            return base
        if not self._is_layered:
            return self.outlines.lay_over(base, key)
        if self._held is None or self._held[0] is not base or self._held[1] != self.outlines.marks:
            self._hold_layer(base, key)
            self._held = (base, self.outlines.marks)
        self._scene.mark(key)
        self._scene.environment.see(key.camera, key.size, self._time_s)
        key.camera.aim(self._layer.camera)
        if self._presents_texture:
            return SharedTexture(self._layer.share(), self._layer.size)
        return self._draw_layer(at_once)
