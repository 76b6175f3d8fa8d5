"""Shader inputs that only the rich tier reads: clouds, the near shadow map, the lens."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2

import panda3d.core as p3d

from ...base.geometry import Vec3, clamp
from ...visit.light import angle_deg
from ..camera import Camera
from ..gl.context import Context
from ..gl.draw_order import SHADOW
from ..gl.render_target import DepthMap
from ..post.lens import LensInput
from ..post.passes import Passes
from .shadow_map import SUN_AWAY_M, casting_shape, corners_of, look_from_sun, to_texels

SIDE = 2048
FADES_M, GONE_M = 150.0, 220.0
"""Range of distances over which the island's map takes over: beyond it, that map is as fine as pixels are."""
REACH = 0.75
"""Half side of the map, in distances to the subject."""
LEAST_REACH_M = 20.0
LOWEST_M, HIGHEST_M = -3.0, 45.0
STEP_M = 4.0
"""Grid of the map's positions: a drifting camera must not redraw it with every frame, and edges must not crawl."""
MOVED_DEG = 0.3
TAPS = 12
EDGE_M = 0.11
"""Half width of a shadow edge: for a sun half a degree wide, some ten metres behind the caster."""
DEEP_M = 450.0
"""Distance from the middle of the island, along the sun, within which things cast or receive shadow."""
BIAS_M = 0.12


class NearShadow:
    """Draws the near map when the camera looks elsewhere or the sun has moved.

    Parameters
    ----------
    context : the OpenGL context.
    root : node of all shadow casters.

    Attributes
    ----------
    matrix, extent : `u_to_near_shadow` and `u_near` of near_shadow.glsl, written in place.
    drawings : number of drawings.
    """

    def __init__(self, context: Context, root: p3d.NodePath) -> None:
        self._root = root
        self._map = DepthMap(context, "near shadow", SIDE)
        camera = p3d.Camera("near sun", p3d.OrthographicLens())
        camera.camera_mask = SHADOW
        # when it draws two maps in a row, Panda3D applies the second one's single sample to everything after
        # it
        one_sample = p3d.AntialiasAttrib.make(p3d.AntialiasAttrib.M_none)
        camera.initial_state = casting_shape().set_attrib(one_sample, 100)
        self._camera = root.attach_new_node(camera)
        self._map.look_through(self._camera)
        self.matrix, self.extent = p3d.PTA_LMatrix4f(), p3d.PTA_LVecBase4f()
        self.matrix.push_back(p3d.LMatrix4f.ident_mat())
        self.extent.push_back(p3d.LVecBase4f(0))
        self._wanted: tuple[float, float, float] | None = None  # middle and half side, metres
        self._counts = self._edge = 0.0
        self._drawn: tuple[tuple[float, float, float], Vec3, bool] | None = None
        self.drawings = 0

    @property
    def texture(self) -> p3d.Texture:
        return self._map.texture

    def see(self, camera: Camera) -> None:
        """Choose the map's place for this camera; `cast` draws it."""
        pose = camera.pose
        self._counts = clamp((GONE_M - pose.distance_m) / (GONE_M - FADES_M), 0.0, 1.0)
        if not self._counts:
            self._wanted = None
            return
        # sizes are powers of the square root of two, positions whole steps: the same for most frames of a
        # flight
        reach_m = 2 ** (ceil(log2(max(pose.distance_m * REACH, LEAST_REACH_M)) * 2) / 2)
        x, y = (round(each / STEP_M) * STEP_M for each in pose.target[:2])
        self._wanted = (x, y, reach_m)

    def cast(self, sun: Vec3, exact: bool) -> None:
        """Draw the map if it is outdated for a sun in this direction, or for its place."""
        wanted = self._wanted
        if wanted is not None and self._is_too_old(wanted, sun, exact):
            self._drawn = (wanted, sun, exact)
            self.drawings += 1
            self._draw(wanted, sun)
        self.extent.set_element(0, p3d.LVecBase4f(self._edge, self._counts if wanted else 0.0, TAPS, 0))

    def _is_too_old(self, wanted: tuple[float, float, float], sun: Vec3, exact: bool) -> bool:
        if self._drawn is None:
            return True
        place, drawn_sun, was_exact = self._drawn
        return place != wanted or (exact and not was_exact) or angle_deg(drawn_sun, sun) > MOVED_DEG

    def _draw(self, wanted: tuple[float, float, float], sun: Vec3) -> None:
        x, y, reach_m = wanted
        low, high = (x - reach_m, y - reach_m, LOWEST_M), (x + reach_m, y + reach_m, HIGHEST_M)
        look_from_sun(self._root, self._camera, sun, corners_of(low, high))
        lens = self._camera.node().get_lens()
        side = max(lens.film_size)
        lens.set_film_size(side, side)
        # casters may be outside the box, towards the sun
        lens.set_near_far(SUN_AWAY_M - DEEP_M, SUN_AWAY_M + DEEP_M)
        self._map.draw()
        to_clip = self._root.get_transform(self._camera).get_mat() * lens.get_projection_mat()
        self.matrix.set_element(0, to_clip * to_texels(BIAS_M / (2 * DEEP_M)))
        self._edge = EDGE_M / side

    def forget(self) -> None:
        """Mark the map as outdated: a shadow caster has come or gone."""
        self._drawn = None


SHARED = ("u_frame", "u_light", "u_ripples", "u_water", "u_grade")
"""Inputs of the scene that passes read too."""


class RichLight:
    """Inputs of the rich tier.

    Parameters
    ----------
    context : the OpenGL context for the near shadow map.
    root : the scene, with its own inputs.
    water_level_m : level of the water, which mirrors the scene.
    passes : the passes in use.
    """

    def __init__(self, context: Context, root: p3d.NodePath, water_level_m: float, passes: Passes) -> None:
        self._root, self._lens = root, LensInput()
        root.set_shader_input("u_water", p3d.LVecBase4f(water_level_m, 0, 0, 0))
        self._shadow = NearShadow(context, root) if passes.near_shadows else None
        if self._shadow is not None:
            root.set_shader_input("u_near_shadow", self._shadow.texture)
            root.set_shader_input("u_to_near_shadow", self._shadow.matrix)
            root.set_shader_input("u_near", self._shadow.extent)

    @property
    def shadow_maps(self) -> int:
        """Number of near shadow maps drawn so far."""
        return self._shadow.drawings if self._shadow else 0

    @property
    def inputs(self) -> Sequence[p3d.ShaderInput]:
        """The inputs of the passes."""
        shared = (self._root.get_shader_input(name) for name in SHARED)
        return [*shared, *self._lens.inputs]

    def see(self, camera: Camera) -> None:
        """Update everything for a camera; shadows follow with `cast`."""
        self._lens.see(camera)
        if self._shadow is not None:
            self._shadow.see(camera)

    def cast(self, sun: Vec3, exact: bool) -> None:
        """Update the near shadows for the sun and the camera."""
        if self._shadow is not None:
            self._shadow.cast(sun, exact)

    def casters_changed(self) -> None:
        """Note that a shadow caster has come or gone."""
        if self._shadow is not None:
            self._shadow.forget()
