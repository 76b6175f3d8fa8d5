"""The scene's own colours: tables of finished colours by time of day, as one texture that every last step reads."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ...base.names import LIGHTS
from ...park.checks.grade import NEUTRAL, SIDE, Grades
from ...visit.settings import CYCLE


class Grade:
    """The table of the present light, blended between those of two named lights as everything else is.

    Without tables nothing reads the texture (`GRADED` of common.glsl).

    Attributes
    ----------
    texture : `u_grade` of the shaders.
    """

    def __init__(self, grades: Grades) -> None:
        self.texture = p3d.Texture("grade")
        self.texture.setup_3d_texture(SIDE, SIDE, SIDE, p3d.Texture.T_half_float, p3d.Texture.F_rgba16)
        self.texture.wrap_u = self.texture.wrap_v = self.texture.wrap_w = p3d.SamplerState.WM_clamp
        self.texture.minfilter = self.texture.magfilter = p3d.SamplerState.FT_linear
        tables = (np.frombuffer(grades.get(name, NEUTRAL), np.uint8) for name in LIGHTS)
        self._tables = [table.reshape(-1, 3).astype(np.float32) for table in tables] if grades else []

    def show(self, day_phase: float) -> None:
        """Set the table of a day phase."""
        if not self._tables:
            return
        first, share = divmod(day_phase % CYCLE, 1.0)
        one, other = (self._tables[(int(first) + k) % len(self._tables)] for k in (0, 1))
        texels = np.ones((SIDE**3, 4), np.float16)  # a processor blends bytes as bytes, up to two steps off
        texels[:, 2::-1] = (one + (other - one) * share) / 255  # blue first
        self.texture.set_ram_image(texels.tobytes())
