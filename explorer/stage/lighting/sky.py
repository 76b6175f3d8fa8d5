"""The sky dome."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW, SKY_SORT
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, node

RADIUS_M = 3000.0


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
