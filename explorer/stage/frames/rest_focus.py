"""Depth of field of a resting camera without the rich tier: the finished frame, blurred far before and behind its subject."""

from __future__ import annotations

import panda3d.core as p3d

from ..camera import Camera
from ..gl.context import Context
from ..gl.render_target import Pixels, pixels_of
from ..post.chain import Chain
from ..post.lens import LensInput, focus_spread
from .scene_view import SceneView

TAPS = 8
"""Of a disc with a radius of six pixels at 1280x720, each between means of four pixels."""

LEAST_SPREAD = 0.0045
"""A blur that spreads less costs as much and hardly shows: subjects from 113 m on."""


class RestFocus:
    """Blurs final frames in memory. What moves is drawn over them afterwards, and stays sharp.

    Its small render targets are made when the first camera comes close to something.
    """

    def __init__(self, context: Context, view: SceneView) -> None:
        self._context, self._view = context, view
        self._lens = LensInput()
        self._drawn, self._memory = p3d.Texture("rest drawn"), p3d.Texture("rest")
        self._drawn.minfilter = self._drawn.magfilter = p3d.SamplerState.FT_linear
        self._drawn.wrap_u = self._drawn.wrap_v = p3d.SamplerState.WM_clamp
        self._chain: Chain | None = None

    def blur(self, frame: Pixels, depth: p3d.Texture, camera: Camera) -> Pixels:
        """The frame as a lens would show it; the same one where everything is in focus. The next call overwrites it.

        Parameters
        ----------
        frame, depth : a final frame, and its depths; the scene must be set up for it.
        """
        if camera.is_sharp or focus_spread(camera.pose.distance_m) < LEAST_SPREAD:
            return frame
        height, width, _ = frame.shape
        if (self._drawn.x_size, self._drawn.y_size) != (width, height):
            self._drawn.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
        self._drawn.set_ram_image(frame.data)
        self._drawn.keep_ram_image = False  # the driver has it
        self._lens.see(camera)
        chain = self._chain_of((width, height), depth)
        chain.outputs[-1].trigger_copy()
        self._context.draw(*chain.outputs)
        return pixels_of(self._memory)

    def _chain_of(self, size: tuple[int, int], depth: p3d.Texture) -> Chain:
        """The passes, for a frame of this size."""
        if self._chain is None:
            frame = self._view.scene.environment.root.get_shader_input("u_frame")
            inputs = [frame, *self._lens.inputs]
            self._chain = Chain(
                self._context, "rest", size, self._drawn, depth, 0, inputs=inputs, passes=None, taps=TAPS
            )
            self._chain.outputs[-1].add_render_texture(
                self._memory, p3d.GraphicsOutput.RTM_triggered_copy_ram
            )
        self._chain.resize(*size)
        return self._chain
