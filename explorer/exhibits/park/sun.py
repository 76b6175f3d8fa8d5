"""The sun over the park: the roofs it reaches, the output of their panels, and the balance with firms, a battery and the grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LATITUDE_DEG, LONGITUDE_DEG, ZONE_H = 31.23, 121.47, 8.0
"""Shanghai, and its time zone in hours ahead of UTC."""

PANEL_SHARE = 0.6
"""Share of a roof covered with panels."""

PANEL_EFFICIENCY = 0.20

DIFFUSE_SHARE = 0.15
"""Share of a clear day's light that reaches a shaded roof."""


class Sun(NamedTuple):
    """Position of the sun, without refraction: degrees above the horizon, and clockwise from north."""

    altitude_deg: float
    azimuth_deg: float

    @property
    def direction(self) -> Array:
        """Unit vector towards the sun: east, north, up."""
        altitude, azimuth = math.radians(self.altitude_deg), math.radians(self.azimuth_deg)
        flat = math.cos(altitude)
        return np.array([flat * math.sin(azimuth), flat * math.cos(azimuth), math.sin(altitude)])

    @property
    def shadow_m(self) -> float:
        """Length of the shadow of a one-metre post, at most 30; 0 at night."""
        if self.altitude_deg <= 0.0:
            return 0.0
        return min(30.0, 1.0 / math.tan(math.radians(self.altitude_deg)))


def equation_of_time_min(angle: float) -> float:
    """Lead of a sundial over the clock, in minutes; `angle` is the share of the year in radians."""
    return 229.18 * (
        0.000075
        + 0.001868 * math.cos(angle)
        - 0.032077 * math.sin(angle)
        - 0.014615 * math.cos(2 * angle)
        - 0.040849 * math.sin(2 * angle)
    )


def declination(angle: float) -> float:
    """The sun's declination in radians; `angle` is the share of the year in radians."""
    return (
        0.006918
        - 0.399912 * math.cos(angle)
        + 0.070257 * math.sin(angle)
        - 0.006758 * math.cos(2 * angle)
        + 0.000907 * math.sin(2 * angle)
        - 0.002697 * math.cos(3 * angle)
        + 0.00148 * math.sin(3 * angle)
    )


def year_angle(day: float, hour: float) -> float:
    """Share of the year in radians; `day` is 1 on 1 January."""
    return 2.0 * math.pi / 365.0 * (day - 1.0 + (hour - 12.0) / 24.0)


def sun_at(
    day: float,
    hour: float,
    latitude_deg: float = LATITUDE_DEG,
    longitude_deg: float = LONGITUDE_DEG,
    zone_h: float = ZONE_H,
) -> Sun:
    """The sun at a day of the year and an hour of the local clock.

    NOAA Global Monitoring Laboratory, "General Solar Position Calculations" (Spencer's series of 1971);
    good to about half a degree.
    """
    angle = year_angle(day, hour - zone_h)
    solar_min = hour * 60.0 + equation_of_time_min(angle) + 4.0 * longitude_deg - 60.0 * zone_h
    turned, north = math.radians(solar_min / 4.0 - 180.0), math.radians(latitude_deg)
    height = declination(angle)
    sine = math.sin(north) * math.sin(height) + math.cos(north) * math.cos(height) * math.cos(turned)
    azimuth = math.atan2(
        -math.sin(turned) * math.cos(height),
        math.sin(height) * math.cos(north) - math.cos(height) * math.sin(north) * math.cos(turned),
    )
    return Sun(math.degrees(math.asin(max(-1.0, min(1.0, sine)))), math.degrees(azimuth) % 360.0)


def clear_sky_w_m2(altitude_deg: float) -> float:
    """Sunlight on level ground under a clear sky, in watts per square metre.

    B. Haurwitz, "Insolation in relation to cloudiness and cloud density", J. Meteorology 2, 1945.
    """
    sine = math.sin(math.radians(altitude_deg))
    return 1098.0 * sine * math.exp(-0.059 / sine) if sine > 0.0 else 0.0


class Blocks(NamedTuple):
    """Buildings as boxes: corners of shape (n, 3) in metres, east, north, up."""

    low: Array
    high: Array

    @property
    def roof_m2(self) -> Array:
        size = self.high - self.low
        area: Array = size[:, 0] * size[:, 1]
        return area


def lit_share(sun: Sun, blocks: Blocks, standing: NDArray[np.bool_]) -> Array:
    """Sunlit share of each roof, 0..1, by rays from five of its points; 0 at night and without a building.

    Slab test of a ray against boxes: T. L. Kay and J. T. Kajiya, SIGGRAPH 1986.
    """
    count = len(blocks.low)
    if sun.altitude_deg <= 0.0 or not standing.any():
        return np.zeros(count)
    size, middle = blocks.high - blocks.low, (blocks.low + blocks.high) / 2.0
    offsets = 0.4 * np.array([[0, 0], [1, 1], [1, -1], [-1, 1], [-1, -1]], float)
    points = np.repeat(middle[:, None, :], len(offsets), 1)
    points[:, :, :2] += offsets * size[:, None, :2]
    points[:, :, 2] = blocks.high[:, None, 2]
    direction = sun.direction
    direction = np.where(np.abs(direction) < 1e-9, 1e-9, direction)
    near = (blocks.low - points[:, :, None, :]) / direction
    far = (blocks.high - points[:, :, None, :]) / direction
    enter, leave = np.minimum(near, far).max(-1), np.maximum(near, far).min(-1)
    hit = (enter < leave) & (leave > 1e-6) & standing
    hit &= ~np.eye(count, dtype=bool)[:, None, :]
    lit: Array = np.where(standing, 1.0 - hit.any(-1).mean(1), 0.0)
    return lit


def solar_kw(sun: Sun, blocks: Blocks, standing: NDArray[np.bool_], lit: Array) -> float:
    """Total output of all panels, in kilowatts."""
    light = clear_sky_w_m2(sun.altitude_deg) * (DIFFUSE_SHARE + (1.0 - DIFFUSE_SHARE) * lit)
    return float((light * blocks.roof_m2 * standing).sum()) * PANEL_SHARE * PANEL_EFFICIENCY / 1000.0


ONE_WAY = 0.95
"""Efficiency of charging the battery, and again of discharging it."""

QUIET_KW, WORKING_KW = 8.0, 30.0
"""Load of a firm at night, and its additional load in working hours. Invented."""


class Flows(NamedTuple):
    """Power in kilowatts: `battery_kw` into the battery (negative: out of it), `grid_kw` from the grid (negative: to it).

    solar + grid = load + battery, always.
    """

    solar_kw: float
    load_kw: float
    battery_kw: float
    grid_kw: float


@dataclass(frozen=True, slots=True)
class Account:
    """Energy in the battery, and totals since the beginning, in kilowatt-hours."""

    battery_kwh: float = 0.0
    load_kwh: float = 0.0
    bought_kwh: float = 0.0

    @property
    def own_share(self) -> float:
        """Share of the firms' energy supplied by roofs and battery, 0..1."""
        return 1.0 - self.bought_kwh / self.load_kwh if self.load_kwh > 0.0 else 0.0


def load_kw(firms: int, hour: float) -> float:
    """Load of the firms: higher in working hours, with smooth transitions at eight and six."""
    working = 1.0 / (1.0 + math.exp(-(hour - 8.0) * 3.0)) - 1.0 / (1.0 + math.exp(-(hour - 18.0) * 3.0))
    return firms * (QUIET_KW + WORKING_KW * working)


def balance(
    account: Account, solar_kw: float, load_kw: float, capacity_kwh: float, hours: float
) -> tuple[Account, Flows]:
    """The account after `hours` of constant power: first the battery, then the grid."""
    inside = min(account.battery_kwh, capacity_kwh)
    over = solar_kw - load_kw
    if over >= 0.0:
        battery_kw = min(over, (capacity_kwh - inside) / ONE_WAY / hours)
        inside += battery_kw * ONE_WAY * hours
    else:
        battery_kw = -min(-over, inside * ONE_WAY / hours)
        inside += battery_kw / ONE_WAY * hours
    grid_kw = load_kw + battery_kw - solar_kw
    after = Account(
        min(capacity_kwh, max(0.0, inside)),
        account.load_kwh + load_kw * hours,
        account.bought_kwh + max(0.0, grid_kw) * hours,
    )
    return after, Flows(solar_kw, load_kw, battery_kw, grid_kw)
