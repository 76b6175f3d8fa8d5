"""The shadow map of the sun: fitted to the island, and redrawn when the sun has moved by some degrees."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import panda3d.core as p3d

from ...base.geometry import Vec3
from ...visit.light import angle_deg
from ..gl.context import Context
from ..gl.draw_order import SHADOW
from ..gl.programs import SHADOW_SIZE
from ..gl.render_target import DepthMap
from ..gl.shaders import shader

BIAS = 0.0009
MARGIN = 1.01
EXACT_DEG, NEAR_DEG = 0.01, 3.0
"""Sun movement that outdates the map: for a final frame, and while something moves."""

SUN_AWAY_M = 600.0


class Shadow:
    """Draws the shadow map.

    Attributes
    ----------
    drawings : number of drawings.

    Parameters
    ----------
    context : the OpenGL context.
    root : node of all shadow casters.
    corners : the box that the map must cover, as (low, high).
    small : nodes with small shadows and many triangles: drawn in exact maps only.
    """

    def __init__(
        self,
        context: Context,
        root: p3d.NodePath,
        corners: tuple[Vec3, Vec3],
        small: Sequence[p3d.NodePath] = (),
    ) -> None:
        self._corners = corners_of(*corners)
        self._root = root
        self._map = DepthMap(context, "shadow", SHADOW_SIZE)
        node = p3d.Camera("sun", p3d.OrthographicLens())
        node.camera_mask = SHADOW
        node.initial_state = casting_shape()
        self._camera = root.attach_new_node(node)
        self._map.look_through(self._camera)
        self._small = small
        self._sun: Vec3 | None = None
        self._exact = True
        self._is_new = False
        self.drawings = 0

    @property
    def texture(self) -> p3d.Texture:
        return self._map.texture

    def is_too_old(self, sun: Vec3, exact: bool) -> bool:
        """Whether the map is outdated for a sun in this direction."""
        if self._sun is None or (exact and not self._exact):
            return True
        return angle_deg(self._sun, sun) > (EXACT_DEG if exact else NEAR_DEG)

    def follow(self, sun: Vec3, exact: bool) -> p3d.LMatrix4f | None:
        """Redraw the map if it is outdated for a sun in this direction; None if it is not.

        The matrix maps metres to texels and depths. Between two inexact maps one call does nothing: while the
        sun moves fast, the frames in between need the time.
        """
        was_new, self._is_new = self._is_new and not exact, False
        if was_new or not self.is_too_old(sun, exact):
            return None
        exact = (
            exact or self._sun is None
        )  # the first map is exact: drawing it twice would delay the first frame
        if exact != self._exact:
            for path in self._small:
                path.show(SHADOW) if exact else path.hide(SHADOW)
        self._sun, self._exact, self._is_new = sun, exact, True
        self.drawings += 1
        return self._draw(sun)

    def forget(self) -> None:
        """Redraw the next exact map: a shadow caster has come or gone."""
        self._exact = False

    def _draw(self, sun: Vec3) -> p3d.LMatrix4f:
        seen = look_from_sun(self._root, self._camera, sun, self._corners)
        self._map.draw()
        return seen * to_texels(BIAS)


def to_texels(bias: float) -> p3d.LMatrix4f:
    """Matrix from the clip space of the sun's camera to texels and depths of a map; `bias` is a share of those depths."""
    return p3d.LMatrix4f(0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0.5, 0.5, 0.5 - bias, 1)


def casting_shape() -> p3d.RenderState:
    """Render state of shadow casters: their shape alone."""
    shape = p3d.NodePath("shape")
    shape.set_shader(shader("flat.vert", "flat.frag"), 100)
    shape.set_shader_input("u_flat", p3d.LVecBase4f(1, 1, 1, 1), 100)
    shape.set_depth_offset(-2)
    shape.set_two_sided(True, 100)
    return shape.get_state()


def corners_of(low: Vec3, high: Vec3) -> list[p3d.Point3]:
    """The eight corners of a box."""
    return [p3d.Point3(*place) for place in itertools.product(*zip(low, high, strict=True))]


def look_from_sun(
    root: p3d.NodePath, camera: p3d.NodePath[p3d.Camera], sun: Vec3, corners: Sequence[p3d.Point3]
) -> p3d.LMatrix4f:
    """Aim an orthographic camera from the sun at all these corners; returns the matrix from metres to its clip space.

    The camera is a child of `root`, in whose metres everything is given.
    """
    lens = camera.node().get_lens()
    camera.set_pos(*(np.array(sun) * SUN_AWAY_M))
    camera.look_at(0, 0, 5)
    seen = np.array(list(_xformed(root.get_transform(camera).get_mat(), corners)))
    low, high = seen.min(axis=0), seen.max(axis=0)
    width, _, height = (high - low) * MARGIN
    lens.set_film_size(float(width), float(height))
    lens.set_film_offset(float(low[0] + high[0]) / 2, float(low[2] + high[2]) / 2)
    lens.set_near_far(float(low[1]) - 5, float(high[1]) + 5)
    return root.get_transform(camera).get_mat() * lens.get_projection_mat()


def _xformed(matrix: p3d.LMatrix4f, points: Iterable[p3d.Point3]) -> Iterable[tuple[float, float, float]]:
    for point in points:
        x, y, z = matrix.xform_point(point)
        yield (x, y, z)
