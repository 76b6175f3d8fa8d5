"""The camera for the passes: maps positions in the frame and depths to positions in the park, and back."""

from __future__ import annotations

from math import radians, tan

import panda3d.core as p3d

from ...base.geometry import clamp
from ..camera import Camera

TO_PICTURE = p3d.LMatrix4f(0.5, 0, 0, 0, 0, -0.5, 0, 0, 0, 0, 0.5, 0, 0.5, 0.5, 0.5, 1)
"""From clip space to positions in a texture whose first row is the top of the frame, and depths, 0..1."""

FOCUS_NEAR_M, FOCUS_FAR_M = 45.0, 190.0
"""Distances to the subject at which blur is full, and at which everything is sharp, as with a real lens."""
FOCUS_SPREAD = 0.0085
"""Largest radius of the blur, as a share of the frame's height."""


class LensInput:
    """Shader inputs, written in place.

    Attributes
    ----------
    to_world, to_picture, lens : `u_to_world`, `u_to_picture` and `u_lens` of post/lens.glsl.
    wanted : `u_wanted`, the strength of bloom and grading.
    """

    def __init__(self) -> None:
        self.to_world, self.to_picture = p3d.PTA_LMatrix4f(), p3d.PTA_LMatrix4f()
        for matrices in (self.to_world, self.to_picture):
            matrices.push_back(p3d.LMatrix4f.ident_mat())
        self.lens = p3d.PTA_LVecBase4f()
        self.lens.push_back(p3d.LVecBase4f(1))
        self.wanted = p3d.PTA_LVecBase4f()
        self.wanted.push_back(p3d.LVecBase4f(1))
        self._root = p3d.NodePath("lens")
        self._path = self._root.attach_new_node(p3d.Camera("lens", p3d.PerspectiveLens()))

    @property
    def inputs(self) -> list[p3d.ShaderInput]:
        """The inputs of the passes."""
        holder = p3d.NodePath("lens inputs")
        named = {
            "u_to_world": self.to_world, "u_to_picture": self.to_picture, "u_lens": self.lens, "u_wanted": self.wanted,
        }  # fmt: skip
        for name, value in named.items():
            holder.set_shader_input(name, value)
        return [holder.get_shader_input(name) for name in named]

    def see(self, camera: Camera) -> None:
        """Update them for a camera."""
        camera.aim(self._path)
        to_clip = (
            self._root.get_transform(self._path).get_mat() * self._path.node().get_lens().get_projection_mat()
        )
        to_picture = to_clip * TO_PICTURE
        back = p3d.LMatrix4f(to_picture)
        back.invert_in_place()
        self.to_picture.set_element(0, to_picture)
        self.to_world.set_element(0, back)
        pose = camera.pose
        across_m = 2 * tan(radians(pose.fov_deg / 2))
        spread = 0.0 if camera.is_sharp else focus_spread(pose.distance_m)
        self.lens.set_element(0, p3d.LVecBase4f(across_m, camera.near_m, pose.distance_m, spread))
        self.wanted.set_element(0, p3d.LVecBase4f(camera.glows, camera.is_graded, 0, 0))


def focus_spread(distance_m: float) -> float:
    """Radius of the blur for a subject at this distance, as a share of the frame's height.

    It follows from the distance alone, so that nothing changes when the camera comes to rest.
    """
    share = clamp((FOCUS_FAR_M - distance_m) / (FOCUS_FAR_M - FOCUS_NEAR_M), 0.0, 1.0)
    return FOCUS_SPREAD * share
