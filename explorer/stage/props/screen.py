"""A screen of pixels: a chart shows each as a sharp square, a picture is smoothed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.shaders import shader
from ..primitives.instancing import static_node
from ..primitives.meshes import box

DEPTH_M = 0.02
CHART, PICTURE = (1.0, 0.5), (1.6, -0.5)
"""Brightness of white by day, and its change at night: a picture is white in sunlight, and does not glare at night."""


class Screen:
    """An upright rectangle; the middle of its foot is the origin.

    Parameters
    ----------
    width_m, height_m : its size.
    is_smooth : whether pixels are smoothed, as for pictures.

    Attributes
    ----------
    path : the node; attach it to a `dynamic_node`.
    pixels : the image, bytes of shape (rows, columns), row 0 at the top.
    """

    def __init__(self, width_m: float, height_m: float, *, is_smooth: bool = False) -> None:
        self._size_m = width_m, height_m
        self.path = static_node("screen", box(width_m, DEPTH_M, height_m))
        self.path.set_shader(shader("screen.vert", "screen.frag"), 21)
        self._texture = p3d.Texture("screen")
        self._texture.magfilter = p3d.SamplerState.FT_linear if is_smooth else p3d.SamplerState.FT_nearest
        self._texture.minfilter = p3d.SamplerState.FT_linear_mipmap_linear
        self._texture.wrap_u = self._texture.wrap_v = p3d.SamplerState.WM_clamp
        self.path.set_shader_input("u_picture", self._texture)
        self.path.set_shader_input("u_bright", p3d.LVecBase2f(*(PICTURE if is_smooth else CHART)))
        self.show(np.zeros((1, 1)))

    def show(self, light: npt.NDArray[np.floating], across: float = 1.0, down: float = 1.0) -> None:
        """Show a grey image.

        Parameters
        ----------
        light : linear, 0..1, shape (rows, columns), row 0 at the top.
        across, down : the part of the image that fits on the screen, from the upper left corner.
        """
        self.pixels = np.rint(np.sqrt(np.clip(light, 0, 1)) * 255).astype(np.uint8)
        rows, columns = self.pixels.shape
        colours = np.repeat(self.pixels[::-1, :, None], 3, axis=2)
        self._texture.setup_2d_texture(columns, rows, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
        self._texture.set_ram_image(np.ascontiguousarray(colours).data)
        self.path.set_shader_input("u_screen", p3d.LVecBase4f(*self._size_m, across, down))

    def show_colours(self, bgr: npt.NDArray[np.uint8]) -> None:
        """Show a whole colour image: bytes of shape (rows, columns, 3), blue first, row 0 at the top."""
        rows, columns, _ = bgr.shape
        self._texture.setup_2d_texture(columns, rows, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
        self._texture.set_ram_image(np.ascontiguousarray(bgr[::-1]).data)
        self.path.set_shader_input("u_screen", p3d.LVecBase4f(*self._size_m, 1.0, 1.0))
