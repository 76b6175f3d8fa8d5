"""The water and its ripples: reflections below, its body above, or both in one layer without reflections."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW, WATER_BODY_SORT
from ..gl.shaders import shader
from ..scene.build import Tree

RIPPLE_TEXELS = 256
MOST_WAVES = 40
"""Most waves along a side of the ripples; finer ones have no strength."""


class Water:
    """The same triangles three times: the lower layer with reflections, the upper layer, and both in one without reflections.

    Parameters
    ----------
    root : the whole scene.
    trees : the node trees with the water.
    """

    def __init__(self, root: p3d.NodePath, trees: Sequence[Tree]) -> None:
        self._mirrors = [p.path for tree in trees for p in tree.chunk_nodes if p.chunk.surface == "water"]
        self._body = root.attach_new_node("water body")
        self._whole = root.attach_new_node("water whole")
        root.set_shader_input("u_ripples", _ripples())
        for over, program in ((self._body, "water_body.frag"), (self._whole, "water_whole.frag")):
            for path in self._mirrors:
                path.instance_to(over)
            over.set_shader(shader("water.vert", program), 10)
            over.set_bin("fixed", WATER_BODY_SORT, 10)
            over.hide(SHADOW | MASK)
            # what moves is drawn over this later, and must stay hidden under water
            over.set_depth_write(True, 10)
        self._body.set_transparency(p3d.TransparencyAttrib.M_alpha)

    def show_mirror(self, is_on: bool) -> None:
        """Switch reflections on or off."""
        for path in (*self._mirrors, self._body):
            path.unstash() if is_on else path.stash()
        self._whole.stash() if is_on else self._whole.unstash()


@cache
def _ripples() -> p3d.Texture:
    """Slopes of a calm sea: waves of one band of lengths in all directions, tiling seamlessly.

    The few waves are summed directly: a Fourier transform over the full grid would cost 20 ms at the start.
    """
    count = RIPPLE_TEXELS
    random = np.random.default_rng(5)
    often = np.arange(-MOST_WAVES, MOST_WAVES + 1, dtype=np.float32)  # waves along a side
    frequency = np.hypot(often[:, None], often[None, :]) / count
    band = np.exp(-(((frequency - 0.05) / 0.035) ** 2)) * (frequency > 0)
    strength = (random.normal(size=(*band.shape, 2)) @ (1, 1j) * band).astype(np.complex64)
    turn = np.arange(count, dtype=np.float32)[:, None] * often * np.float32(2 * np.pi / count)
    waves = np.exp(1j * turn)
    slopes = np.zeros((count, count, 3), np.float32)
    for channel, rising in ((2, strength * often[:, None]), (1, strength * often)):
        slope = -(waves @ rising @ waves.T).imag
        slopes[..., channel] = slope / slope.std() * 0.16 + 0.5
    texture = p3d.Texture("ripples")
    texture.setup_2d_texture(count, count, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
    texture.set_ram_image(np.rint(np.clip(slopes, 0, 1) * 255).astype(np.uint8).tobytes())
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_repeat
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_linear
    return texture
