"""Light: sun, sky, haze and lamps as numbers, by day phase, and in the form that the shaders read. All colours are linear."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields, replace
from math import acos, degrees, sin
from typing import Any, Literal

import numpy as np

from ..base.baked_format import SUNS
from ..base.geometry import Pose, Vec3, clamp
from ..base.names import Light as Named
from .settings import CYCLE

Row = tuple[float, float, float, float]
"""One `vec4` of an array that the shaders read."""

Lamps = Literal["off", "switching", "on"]
"""State of lamps and lit windows: computed per lamp only while they are being switched."""


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
    lane: Vec3  # direction towards what the water glitters under, not normalised
    lane_gain: float  # gain of that glitter

    @property
    def sun_direction(self) -> Vec3:
        """Unit vector towards the sun."""
        return unit(self.sun)

    @property
    def sun_on_level(self) -> float:
        """The share of sunlight on level ground, as the shaders compute it."""
        return clamp((self.sun_direction[2] + 0.12) / 1.12, 0.0, 1.0)


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
        ((light.indoors, *unit(light.lane)[:2]), light.lane_gain),
    )
    return [(*colour, number) for colour, number in rows]


def lamps_of(light: Light) -> Lamps:
    """State of the lamps: none, some or all on; all are on before the lamp light is at its brightest."""
    if light.night <= 0 or light.lamps_on <= 0:
        return "off"
    return "on" if light.lamps_on >= 1 else "switching"


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


MORNING_SUN: Vec3 = (0.46, -0.80, 0.26)
MOON: Vec3 = (-0.526, 0.81, 0.26)
"""Where the moon is seen. Its light falls from elsewhere, where the shade of the day was baked: too faintly to tell."""

LIGHTS: dict[Named, Light] = {
    "day": Light(
        sun=SUNS["day"],
        sun_colour=(1.95, 1.50, 0.98),
        ambient=(0.385, 0.49, 0.69),
        night=0.0,
        lamps_on=0.0,
        exposure=0.93,
        zenith=(0.07, 0.29, 0.88),
        horizon=(0.56, 0.78, 1.0),
        sky_gain=1.25,
        fog=(0.58, 0.76, 1.0),
        fog_sun=(1.0, 0.93, 0.80),
        fog_density=0.0017,
        fog_start=0.95,
        fog_most=0.95,
        far_light=0.95,
        haze=0.62,
        evening=SUNS["day"],
        afterglow=(0.34, 0.22, 0.06),
        water=(0.022, 0.155, 0.205),
        shore_light=1.0,
        glow=0.0,
        stars=0.0,
        hologram=(0.03, 0.5, 0.5),
        hologram_alpha=0.8,
        saturation=1.74,
        vignette=0.46,
        contact=0.42,
        occlusion=0.45,
        indoors=0.45,
        lane=SUNS["day"],
        lane_gain=0.3,
    ),
    "golden": Light(
        sun=(-0.83, -0.16, 0.36),
        sun_colour=(2.65, 1.60, 0.76),
        ambient=(0.215, 0.30, 0.54),
        night=0.55,
        lamps_on=0.16,
        exposure=1.12,
        zenith=(0.10, 0.27, 0.58),
        horizon=(0.96, 0.72, 0.50),
        sky_gain=1.15,
        fog=(0.66, 0.52, 0.42),
        fog_sun=(1.05, 0.62, 0.28),
        fog_density=0.0017,
        fog_start=0.95,
        fog_most=0.94,
        far_light=0.85,
        haze=0.7,
        evening=(-0.83, -0.16, 0.20),
        afterglow=(1.05, 0.66, 0.30),
        water=(0.016, 0.075, 0.125),
        shore_light=0.6,
        glow=0.12,
        stars=0.0,
        hologram=(0.06, 0.62, 0.60),
        hologram_alpha=0.8,
        saturation=1.34,
        vignette=0.42,
        contact=0.38,
        occlusion=0.35,
        indoors=0.45,
        lane=(-0.70, 0.70, 0.25),
        lane_gain=0.6,
    ),
    "dusk": Light(
        sun=SUNS["dusk"],
        sun_colour=(0.44, 0.20, 0.115),
        ambient=(0.088, 0.14, 0.295),
        night=1.7,
        lamps_on=1.0,
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
        evening=SUNS["dusk"],
        afterglow=(0.34, 0.16, 0.13),
        water=(0.004, 0.016, 0.045),
        shore_light=0.22,
        glow=1.0,
        stars=0.12,
        hologram=(0.25, 0.95, 0.88),
        hologram_alpha=0.8,
        saturation=1.0,
        vignette=0.42,
        contact=0.18,
        occlusion=0.2,
        indoors=0.0,
        lane=SUNS["dusk"],
        lane_gain=0.6,
    ),
    "night": Light(
        sun=SUNS["day"],
        sun_colour=(0.062, 0.092, 0.170),
        ambient=(0.030, 0.052, 0.120),
        night=1.9,
        lamps_on=1.0,
        exposure=1.42,
        zenith=(0.0035, 0.0085, 0.030),
        horizon=(0.020, 0.032, 0.078),
        sky_gain=1.0,
        fog=(0.014, 0.023, 0.058),
        fog_sun=(0.014, 0.023, 0.058),
        fog_density=0.0020,
        fog_start=0.95,
        fog_most=0.95,
        far_light=0.45,
        haze=0.55,
        evening=SUNS["dusk"],
        afterglow=(0.0, 0.0, 0.0),
        water=(0.0015, 0.0065, 0.020),
        shore_light=0.10,
        glow=1.05,
        stars=1.0,
        hologram=(0.25, 0.95, 0.88),
        hologram_alpha=0.8,
        saturation=1.0,
        vignette=0.42,
        contact=0.12,
        occlusion=0.15,
        indoors=0.0,
        lane=MOON,
        lane_gain=3.2,
    ),
}

_MORNING = Light(
    sun=MORNING_SUN,
    sun_colour=(1.95, 1.12, 0.66),
    ambient=(0.25, 0.33, 0.52),
    night=0.4,
    lamps_on=0.12,
    exposure=1.05,
    zenith=(0.10, 0.30, 0.68),
    horizon=(0.70, 0.64, 0.68),
    sky_gain=1.15,
    fog=(0.50, 0.53, 0.64),
    fog_sun=(0.95, 0.74, 0.56),
    fog_density=0.0020,
    fog_start=0.95,
    fog_most=0.96,
    far_light=0.82,
    haze=0.7,
    evening=MORNING_SUN,
    afterglow=(0.24, 0.13, 0.07),
    water=(0.022, 0.085, 0.125),
    shore_light=0.6,
    glow=0.06,
    stars=0.0,
    hologram=(0.06, 0.62, 0.60),
    hologram_alpha=0.8,
    saturation=1.08,
    vignette=0.42,
    contact=0.38,
    occlusion=0.35,
    indoors=0.35,
    lane=MORNING_SUN,
    lane_gain=0.3,
)

_NONE: Vec3 = (0.0, 0.0, 0.0)
NIGHTFALL, MOONSET, MORNING = 2.5, 3.3, 3.65
"""Day phases: the sun has set and the moon rises; the moon sets; the sun is up again."""

_KEYS: tuple[tuple[float, Light], ...] = (
    (0.0, LIGHTS["day"]),
    (1.0, LIGHTS["golden"]),
    (2.0, LIGHTS["dusk"]),
    (3.0, LIGHTS["night"]),
    (MORNING, _MORNING),
    (CYCLE, LIGHTS["day"]),
)

_DIRECT: tuple[tuple[float, Vec3, Vec3], ...] = (
    (0.0, LIGHTS["day"].sun, LIGHTS["day"].sun_colour),
    (1.0, LIGHTS["golden"].sun, LIGHTS["golden"].sun_colour),
    (2.0, LIGHTS["dusk"].sun, LIGHTS["dusk"].sun_colour),
    (NIGHTFALL, LIGHTS["dusk"].sun, _NONE),
    (NIGHTFALL, LIGHTS["night"].sun, _NONE),
    (3.0, LIGHTS["night"].sun, LIGHTS["night"].sun_colour),
    (MOONSET, LIGHTS["night"].sun, _NONE),
    (MOONSET, MORNING_SUN, _NONE),
    (MORNING, MORNING_SUN, _MORNING.sun_colour),
    (CYCLE, LIGHTS["day"].sun, LIGHTS["day"].sun_colour),
)

_EVENINGS: tuple[tuple[float, Vec3], ...] = (
    (0.0, LIGHTS["day"].evening),
    (1.0, LIGHTS["golden"].evening),
    (2.0, LIGHTS["dusk"].evening),
    (3.0, LIGHTS["dusk"].evening),
    (3.0, _MORNING.evening),
    (MORNING, _MORNING.evening),
    (CYCLE, LIGHTS["day"].evening),
)
"""Bright sides of the horizon by day phase. At night both sides are equal, so the bright side may jump then."""

_LANES: tuple[tuple[float, Vec3], ...] = (
    (0.0, LIGHTS["day"].lane),
    (1.0, LIGHTS["golden"].lane),
    (2.0, LIGHTS["dusk"].lane),
    (NIGHTFALL, LIGHTS["dusk"].lane),
    (NIGHTFALL, MOON),
    (MOONSET, MOON),
    (MOONSET, MORNING_SUN),
    (MORNING, MORNING_SUN),
    (CYCLE, LIGHTS["day"].lane),
)
"""What the water glitters under by day phase. It jumps where `_DIRECT` is dark."""


def light_at(day_phase: float) -> Light:
    """The light of a day phase (see `visit.settings.DAY_PHASES`); exactly a named preset at its own phase."""
    day_phase %= CYCLE
    for at, light in _KEYS[:4]:
        if day_phase == at:
            return light
    index = bisect_right([key[0] for key in _KEYS], day_phase) - 1
    (start, one), (end, other) = _KEYS[index], _KEYS[index + 1]
    share = (day_phase - start) / (end - start)
    between: dict[str, Any] = {
        f.name: _between(getattr(one, f.name), getattr(other, f.name), share) for f in fields(Light)
    }
    sun, colour = _direct(day_phase)
    return replace(
        Light(**between),
        sun=sun,
        sun_colour=colour,
        evening=_turning(_EVENINGS, day_phase),
        lane=_turning(_LANES, day_phase),
    )


def _between(one: Vec3 | float, other: Vec3 | float, share: float) -> Vec3 | float:
    """Interpolate: colours by their square roots, which is closer to perception; numbers linearly."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        mixed = ((1 - share) * _root(one) + share * _root(other)) ** 2
        return (float(mixed[0]), float(mixed[1]), float(mixed[2]))
    assert not isinstance(one, tuple) and not isinstance(other, tuple), (
        "a row has the same shape at every hour"
    )
    return one + (other - one) * share


def _root(colour: Vec3) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.sqrt(np.maximum(colour, 0.0))


def _direct(day_phase: float) -> tuple[Vec3, Vec3]:
    index = bisect_right([key[0] for key in _DIRECT], day_phase) - 1
    (start, sun, colour), (end, next_sun, next_colour) = _DIRECT[index], _DIRECT[index + 1]
    share = (day_phase - start) / (end - start)
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, next_colour, strict=True))
    return _slerp(sun, next_sun, share), (red, green, blue)


def _turning(keys: tuple[tuple[float, Vec3], ...], day_phase: float) -> Vec3:
    """The direction in a table of day phases."""
    index = bisect_right([key[0] for key in keys], day_phase) - 1
    (start, one), (end, other) = keys[index], keys[index + 1]
    return _slerp(one, other, (day_phase - start) / (end - start))


def _slerp(one: Vec3, other: Vec3, share: float) -> Vec3:
    """Spherical interpolation between two directions. Both are above the horizon, and so is everything between."""
    a, b = np.array(unit(one)), np.array(unit(other))
    angle = acos(clamp(float(a @ b), -1.0, 1.0))
    if angle < 1e-6:
        return unit(one)
    mixed = (sin((1 - share) * angle) * a + sin(share * angle) * b) / sin(angle)
    return (float(mixed[0]), float(mixed[1]), float(mixed[2]))
