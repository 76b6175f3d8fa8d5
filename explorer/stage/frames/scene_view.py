"""The scene as one frame shows it, and its camera: set up for each frame, under any policy."""

from __future__ import annotations

from functools import partial

import panda3d.core as p3d

from ...base.geometry import WHOLE
from ..camera import Camera
from ..frame import FrameKey
from ..gl.draw_order import LIVELY, PICTURE
from ..gl.opengl import flush
from ..gl.render_target import ChainMaker
from ..post.chain import Chain
from ..post.passes import Passes
from ..scene.scene import Scene
from .bands import Band
from .quality import Step


class SceneView:
    """Sets the scene up for frames.

    Parameters
    ----------
    passes : those of the rich tier; None without it.

    Attributes
    ----------
    camera : sees the scene; render targets look through it.
    shown : what the scene is set up for: frame key, time, and step of quality.
    chain : makes the passes of each target that shows the scene; None without passes.
    """

    def __init__(self, scene: Scene, passes: Passes | None = None) -> None:
        self.scene, self._environment, self._detail = scene, scene.environment, scene.detail
        root = scene.environment.root
        self.camera = root.attach_new_node(p3d.Camera("eye", p3d.PerspectiveLens()))
        self.camera.node().camera_mask = PICTURE
        for path in (*root.children, *root.stashed_children):
            if path != scene.environment.dynamic:
                path.hide(LIVELY)
        self.shown: tuple[FrameKey, float, Step] | None = None
        self.chain: ChainMaker | None = None
        if passes and (rich := scene.environment.rich):
            self.chain = partial(Chain, inputs=rich.inputs, passes=passes)

    def show(self, key: FrameKey, time_s: float, step: Step) -> None:
        """Set the scene up for a frame, shadows included."""
        self.set_up(key, time_s, step)
        self._environment.cast_shadows(exact=key.at_rest)

    def set_up(self, key: FrameKey, time_s: float, step: Step) -> None:
        """Set the scene up for a frame, without its shadows."""
        self.shown = (key, time_s, step)
        environment, size = self._environment, step.size(key.size)
        self.scene.relight.show(key.relit)
        self.scene.displace(key.displaced)
        environment.show_light(key.light, step.taps)
        environment.show_zone(key.zone)
        environment.show_letters(key.language, key.unlettered)
        environment.show_mirror(step.mirror)
        self.scene.mark(key)
        environment.see(key.camera, size, time_s, self.scene.way(key))
        self._detail.show(key.camera, step.detail_height(size[1]), environment.air(key.camera))

    def restore(self) -> None:
        """Set the scene up as before, after something else was drawn."""
        if self.shown is not None:
            self.show(*self.shown)

    def prefetch_light(self, light: float, step: Step) -> None:
        """Draw the shadow map that a frame in another light needs, ahead of time."""
        maps = self._environment.shadow_maps
        self._environment.show_light(light, step.taps)
        self._environment.cast_shadows(exact=False)
        if self._environment.shadow_maps != maps:
            flush()

    def aim(self, camera: Camera, band: Band | None = None) -> None:
        """Look at the whole frame; draw all of it, or one band and what may show there."""
        node, state = self.camera.node(), p3d.RenderState.make_empty()
        seen = WHOLE
        if band:
            # for OpenGL, memory is upside down: its bottom is the top of the frame
            state = p3d.RenderState.make(p3d.ScissorAttrib.make(0, 1, band.low, band.high))
            seen = band.seen
        node.initial_state = state
        camera.aim(self.camera, seen)
        node.cull_bounds = node.get_lens().make_bounds()
        camera.aim(self.camera)

    def aim_at_band(self, band: Band) -> None:
        """Look at one band of the frame that the scene is set up for."""
        if self.shown is not None:
            self.aim(self.shown[0].camera, band)
