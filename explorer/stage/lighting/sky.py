"""The sky dome, and the noise that its clouds are made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW, SKY_SORT
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, node

RADIUS_M = 3000.0

TEXELS = 256
OCTAVES = 6
COARSEST = 4
"""Clouds along a side, in the coarsest octave."""


def dome() -> p3d.NodePath:
    """The sky: a sphere around the camera, behind everything."""
    sides, rings = 24, 13
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rise = np.linspace(-np.pi / 2, np.pi / 2, rings)
    vertices = np.zeros((rings, sides), PLAIN)
    vertices["position"][..., 0] = np.cos(rise)[:, None] * np.cos(turn)
    vertices["position"][..., 1] = np.cos(rise)[:, None] * np.sin(turn)
    vertices["position"][..., 2] = np.sin(rise)[:, None]
    vertices["position"] *= RADIUS_M
    here = np.arange((rings - 1) * sides).reshape(rings - 1, sides)
    after = np.roll(here, -1, axis=1)
    indices = np.stack([here, here + sides, after, after, here + sides, after + sides], axis=-1)
    path = node("sky", vertices.ravel(), indices)
    path.set_shader(shader("sky.vert", "sky.frag"))
    path.set_two_sided(True)
    path.set_bin("fixed", SKY_SORT)
    path.set_depth_write(False)
    path.hide(SHADOW | MASK)
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    return path


def cloud_noise() -> p3d.Texture:
    """The texture `u_clouds` of clouds.glsl: soft clouds that tile seamlessly, and a second noise that distorts them."""
    random = np.random.default_rng(11)
    sheets = np.zeros((TEXELS, TEXELS, 3), np.uint8)
    for channel in (2, 1):  # blue comes first in memory
        noise = sum(_octave(random, COARSEST * 2**level) * 0.5 ** (level + 1) for level in range(OCTAVES))
        low, high = np.min(noise), np.max(noise)
        sheets[..., channel] = np.rint((noise - low) / (high - low) * 255)
    texture = p3d.Texture("clouds")
    texture.setup_2d_texture(TEXELS, TEXELS, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
    texture.set_ram_image(sheets.tobytes())
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_repeat
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_linear
    return texture


def _octave(random: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Smooth random heights on a tiling grid of `count` cells a side."""
    heights = random.random((count, count))
    at = np.arange(TEXELS) * count / TEXELS
    first = at.astype(int) % count
    part = at - np.floor(at)
    part = part**3 * (part * (part * 6 - 15) + 10)
    rows = heights[first] * (1 - part)[:, None] + heights[(first + 1) % count] * part[:, None]
    return np.asarray(rows[:, first] * (1 - part) + rows[:, (first + 1) % count] * part)
