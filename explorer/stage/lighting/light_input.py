"""The light of an hour as an input of the shaders."""

from __future__ import annotations

import panda3d.core as p3d

from ...visit.light import Light, light_rows


class LightInput:
    """The light in the form that the shaders read (`u_light` of common.glsl), changed in place."""

    def __init__(self) -> None:
        self.array = p3d.PTA_LVecBase4f()
        for _ in range(14):
            self.array.push_back(p3d.LVecBase4f(0))

    def set(self, light: Light, baked_suns: tuple[float, float]) -> None:
        """Set this light; see :func:`light_rows`."""
        for index, row in enumerate(light_rows(light, baked_suns)):
            self.array.set_element(index, p3d.LVecBase4f(*row))
