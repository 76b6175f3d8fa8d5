"""Thumbnails: small frames of the park from another place, drawn beside the main frame."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import panda3d.core as p3d

from ..camera import Camera
from ..gl.context import Context
from ..gl.draw_order import PICTURE
from ..gl.render_target import ChainMaker, Pixels, RenderTarget
from ..post.chain import Chain
from ..post.lens import LensInput
from .quality import Step
from .scene_view import SceneView

SAMPLES = 4
DETAIL_HEIGHT_PX = 360
"""Frame height whose level of detail all thumbnails get: letters stay readable, and larger ones cost no more."""

KEPT_PX = 640 * 360
"""Render targets with more pixels are released at once, and any with depth of field: postcards are rare and take 25 to 100 MB."""


class Thumbnails:
    """A second, small render target of the same scene, made when first needed."""

    def __init__(self, context: Context, view: SceneView) -> None:
        self._context, self._view = context, view
        self._samples = min(SAMPLES, context.driver.samples)
        self._camera: p3d.NodePath[p3d.Camera] | None = None
        self._targets: dict[bool, RenderTarget] = {}  # by whether depth of field is on
        self._lens: LensInput | None = None

    def draw(self, camera: Camera, size: tuple[int, int], is_focused: bool = False) -> Pixels | None:
        """Draw the scene from elsewhere, in the light of the last frame; None before the first frame.

        The scene is then set up as before, even in the middle of a final frame. The caller owns the pixels.

        Parameters
        ----------
        is_focused : whether to blur what is far before or behind the subject.
        """
        if self._view.shown is None:
            return None
        before = self._view.shown
        key, time_s, _ = before
        step = Step(detail=DETAIL_HEIGHT_PX / size[1], taps=1, mirror=False, samples=self._samples)
        scene = self._view.scene
        cut = scene.props.covered | scene.cut_letters(camera, key.language)
        aside = replace(key, camera=camera, size=size, zone=None, pointed=None, ribbons=(), unlettered=cut)
        self._view.show(aside, time_s, step)
        has_focus = is_focused and self._view.chain is None
        target = self._target(size, has_focus)
        if self._lens is not None:
            self._lens.see(camera)
        target.resize(*size)
        camera.aim(self._eye())
        pixels = target.draw().copy()  # the next thumbnail is drawn to the same memory
        if has_focus or size[0] * size[1] > KEPT_PX:
            del self._targets[has_focus]
            target.release()
        self._view.show(*before)
        return pixels

    def _target(self, size: tuple[int, int], has_focus: bool) -> RenderTarget:
        if has_focus not in self._targets:
            chain = self._focus() if has_focus else self._view.chain
            target = RenderTarget(self._context, "thumbnail", size, self._samples, chain=chain)
            target.look_through(self._eye())
            self._targets[has_focus] = target
        return self._targets[has_focus]

    def _eye(self) -> p3d.NodePath[p3d.Camera]:
        if self._camera is None:
            camera = p3d.Camera("thumbnail", p3d.PerspectiveLens())
            camera.camera_mask = PICTURE
            self._camera = self._view.scene.environment.root.attach_new_node(camera)
        return self._camera

    def _focus(self) -> ChainMaker:
        """The chain that only blurs: without the rich tier, programs write finished colours."""
        self._lens = LensInput()
        frame = self._view.scene.environment.root.get_shader_input("u_frame")
        return partial(Chain, inputs=[frame, *self._lens.inputs], passes=None)
