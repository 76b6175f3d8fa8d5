"""Shader inputs that only the rich tier reads: clouds, the near shadow map, the lens."""

from __future__ import annotations

from collections.abc import Sequence

import panda3d.core as p3d

from ...base.geometry import Vec3
from ..camera import Camera
from ..gl.context import Context
from ..post.lens import LensInput
from ..post.passes import Passes
from .near_shadow import NearShadow
from .sky import cloud_noise

SHARED = ("u_frame", "u_light", "u_ripples", "u_water")
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
        if passes.clouds:
            root.set_shader_input("u_clouds", cloud_noise())
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
