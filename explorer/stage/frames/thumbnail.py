"""Thumbnails: small frames of the park from another place, beside the one that is on show."""

from __future__ import annotations

from dataclasses import replace

import panda3d.core as p3d

from ..camera import Camera
from ..gl.context import Context
from ..gl.draw_order import PICTURE
from ..gl.render_target import Pixels, RenderTarget
from .quality import Step
from .scene_view import SceneView

SAMPLES = 4
DETAIL_HEIGHT_PX = 360
"""Detail as for so high a frame: letters must be readable in a thumbnail too, and a larger one must not cost more."""


class Thumbnails:
    """A second, small render target of the same scene, made when it is first asked for."""

    def __init__(self, context: Context, view: SceneView) -> None:
        self._context, self._view = context, view
        self._samples = min(SAMPLES, context.driver.samples)
        self._made: tuple[RenderTarget, p3d.NodePath[p3d.Camera]] | None = None

    def draw(self, camera: Camera, size: tuple[int, int]) -> Pixels | None:
        """The scene from elsewhere, in the light in which it was drawn last; None before it was drawn at all.

        Afterwards the scene is set up as before, also in the middle of a final frame. The pixels are the caller's to keep.
        """
        if self._view.shown is None:
            return None
        before = self._view.shown
        key, time_s, _ = before
        step = Step(detail=DETAIL_HEIGHT_PX / size[1], taps=1, mirror=False, samples=self._samples)
        aside = replace(key, camera=camera, size=size, zone=None, pointed=None, ribbons=())
        self._view.show(aside, time_s, step)
        target, path = self._target(size)
        target.resize(*size)
        camera.aim(path)
        pixels = target.draw().copy()  # the next thumbnail is drawn to the same memory
        self._view.show(*before)
        return pixels

    def _target(self, size: tuple[int, int]) -> tuple[RenderTarget, p3d.NodePath[p3d.Camera]]:
        if self._made is None:
            target = RenderTarget(self._context, "thumbnail", size, self._samples, chain=self._view.chain)
            camera = p3d.Camera("thumbnail", p3d.PerspectiveLens())
            camera.camera_mask = PICTURE
            path = self._view.scene.environment.root.attach_new_node(camera)
            target.look_through(path)
            self._made = target, path
        return self._made
