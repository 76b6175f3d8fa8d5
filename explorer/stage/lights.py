"""The light of an hour: one row of numbers for day, one for dusk. All colours are linear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import panda3d.core as p3d

from ..geometry import Vec3
from ..layout import LightName


@dataclass(frozen=True, slots=True)
class Light:
    """Sun, sky, air and lamps at one hour.

    Attributes
    ----------
    sun : direction towards the sun, not normalised.
    ambient : what the baked sky light is multiplied with.
    night : gain of lamps and lit windows.
    fog_start : share of the distance to the subject at which the air begins to show.
    far_light : how much of the light reaches the land beyond the water.
    haze : how much of the air lies on the horizon, 0..1.
    afterglow : light that is left behind the horizon.
    glow : gain of halos.
    """

    sun: Vec3
    sun_colour: Vec3
    ambient: Vec3
    night: float
    exposure: float
    zenith: Vec3
    horizon: Vec3
    sky_gain: float
    fog: Vec3
    fog_sun: Vec3
    fog_density: float
    fog_start: float
    fog_most: float
    far_light: float
    haze: float
    afterglow: Vec3
    water: Vec3
    shore_light: float
    glow: float
    hologram: Vec3
    hologram_alpha: float

    @property
    def sun_direction(self) -> Vec3:
        """Unit vector towards the sun."""
        x, y, z = np.array(self.sun) / np.linalg.norm(self.sun)
        return (float(x), float(y), float(z))

    @property
    def sun_on_level(self) -> float:
        """The sun's share on level ground, as the shaders reckon it."""
        return float(np.clip((self.sun_direction[2] + 0.12) / 1.12, 0, 1))


LIGHTS: dict[LightName, Light] = {
    "day": Light(
        sun=(-0.52, -0.60, 0.61),
        sun_colour=(1.74, 1.42, 1.03),
        ambient=(0.53, 0.615, 0.76),
        night=0.0,
        exposure=0.94,
        zenith=(0.17, 0.42, 0.90),
        horizon=(0.80, 0.91, 1.0),
        sky_gain=1.35,
        fog=(0.82, 0.90, 0.97),
        fog_sun=(1.0, 0.93, 0.82),
        fog_density=0.0020,
        fog_start=0.95,
        fog_most=0.97,
        far_light=0.95,
        haze=1.0,
        afterglow=(0.0, 0.0, 0.0),
        water=(0.035, 0.175, 0.21),
        shore_light=1.0,
        glow=0.1,
        hologram=(0.03, 0.5, 0.5),
        hologram_alpha=0.8,
    ),
    "dusk": Light(
        sun=(-0.86, 0.36, 0.20),
        sun_colour=(0.44, 0.20, 0.115),
        ambient=(0.088, 0.14, 0.295),
        night=1.7,
        exposure=1.3,
        zenith=(0.012, 0.045, 0.17),
        horizon=(0.15, 0.145, 0.275),
        sky_gain=1.0,
        fog=(0.060, 0.072, 0.165),
        fog_sun=(0.16, 0.105, 0.165),
        fog_density=0.0020,
        fog_start=0.95,
        fog_most=0.95,
        far_light=0.34,
        haze=0.55,
        afterglow=(0.34, 0.16, 0.13),
        water=(0.004, 0.016, 0.045),
        shore_light=0.22,
        glow=1.0,
        hologram=(0.25, 0.95, 0.88),
        hologram_alpha=0.8,
    ),
}


class LightInput:
    """The light as the shaders read it (`u_light` of common.glsl), changed in place."""

    def __init__(self) -> None:
        self.array = p3d.PTA_LVecBase4f()
        for _ in range(12):
            self.array.push_back(p3d.LVecBase4f(0))

    def set(self, light: Light) -> None:
        """Let this light shine."""
        rows: tuple[tuple[Vec3, float], ...] = (
            (light.sun_direction, light.night),
            (light.sun_colour, light.exposure),
            (light.ambient, light.far_light),
            (light.fog, light.fog_density),
            (light.fog_sun, light.fog_most),
            (light.zenith, light.sky_gain),
            (light.horizon, light.haze),
            (light.water, light.shore_light),
            (light.afterglow, light.glow),
            (light.hologram, light.hologram_alpha),
        )
        for index, (colour, number) in enumerate(rows):
            self.array.set_element(index, p3d.LVecBase4f(*colour, number))
