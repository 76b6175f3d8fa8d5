"""Light: sun, sky, haze and lamps as numbers, and in the form that the shaders read. All colours are linear."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, degrees

import numpy as np
import panda3d.core as p3d

from ...base.geometry import Pose, Vec3, clamp

Row = tuple[float, float, float, float]
"""One `vec4` of an array that the shaders read."""


@dataclass(frozen=True, slots=True)
class Light:
    """Sun, sky, haze and lamps in one day phase."""

    sun: Vec3  # direction towards the sun or the moon, not normalised
    sun_colour: Vec3  # colour and strength of that light
    ambient: Vec3  # factor of the baked sky light
    night: float  # gain of lamps and lit windows
    lamps_on: float  # share of lamps and windows that are switched on, 0..1
    exposure: float
    zenith: Vec3
    horizon: Vec3
    sky_gain: float
    fog: Vec3
    fog_sun: Vec3
    fog_density: float
    fog_start: float  # share of the distance to the subject at which haze begins
    fog_most: float
    far_light: float  # amount of light on the land beyond the water
    haze: float  # amount of haze on the horizon, 0..1
    evening: Vec3  # direction to the bright side of the horizon, where `afterglow` and `fog_sun` are
    afterglow: Vec3  # light low on the horizon: pale by day, the rest of the sunlight after sunset
    water: Vec3
    shore_light: float
    glow: float  # gain of halos
    stars: float  # gain of the stars
    hologram: Vec3
    hologram_alpha: float
    saturation: float  # saturation of the frame; 1: unchanged
    vignette: float  # darkening of its corners
    contact: float  # darkening of walls at their foot
    occlusion: float  # extra darkening where the sky is hidden, beyond the bake, 0..1
    indoors: float  # gain of lamps lit by day, in halls and under roofs

    @property
    def sun_direction(self) -> Vec3:
        """Unit vector towards the sun."""
        return unit(self.sun)

    @property
    def sun_on_level(self) -> float:
        """The share of sunlight on level ground, as the shaders compute it."""
        return clamp((self.sun_direction[2] + 0.12) / 1.12, 0.0, 1.0)


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


def light_rows(light: Light, baked_suns: tuple[float, float]) -> list[Row]:
    """A light as `u_light` for the shaders.

    Parameters
    ----------
    baked_suns : the weights of the two light maps of the sun on the ground, day and dusk; the remainder to 1
        comes from the shadow map.
    """
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
        (unit(light.evening), light.lamps_on),
        ((*baked_suns, light.sun_on_level), light.stars),
        ((light.saturation, light.vignette, light.contact), light.occlusion),
        ((light.indoors, 0.0, 0.0), 0.0),
    )
    return [(*colour, number) for colour, number in rows]


def frame_rows(pose: Pose, size: tuple[int, int], time_s: float, air_start_m: float) -> list[Row]:
    """A camera as `u_frame` for the shaders; haze begins `air_start_m` away from it."""
    right, up, _ = pose.axes
    return [
        (*pose.eye, time_s),
        (*right, air_start_m),
        (*up, 0.0),
        (1 / size[0], 1 / size[1], 0.0, 0.0),
    ]


def angle_deg(one: Vec3, other: Vec3) -> float:
    """The angle between two unit vectors."""
    return degrees(acos(clamp(sum(a * b for a, b in zip(one, other, strict=True)), -1.0, 1.0)))


def unit(direction: Vec3) -> Vec3:
    """The same direction as a unit vector."""
    x, y, z = np.array(direction) / np.linalg.norm(direction)
    return (float(x), float(y), float(z))
