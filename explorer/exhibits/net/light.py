"""Delays of networks: travel time of light by glass or orbit, waits in a queue, and the access delay of each lane of the race."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...i18n import Text

LIGHT_KM_PER_MS = 299.792458
"""Speed of light in vacuum, by definition of the metre (SI)."""

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

FIBRE_INDEX = 1.468
"""Group index of standard single-mode fibre (ITU-T G.652) near 1,550 nm, as makers state it."""

FIBRE_ROUTE = 1.4
"""Length of cable per kilometre on the map; an estimate, cables follow roads and coasts."""

ORBIT_ROUTE = 1.05
"""Length of the route from satellite to satellite per kilometre on the map; an estimate."""

GEO_ALTITUDE_KM = 35_786.0
"""Height of the geostationary orbit above the equator."""


@dataclass(frozen=True, slots=True)
class Place:
    """A destination: its name and position, or its distance if it is near."""

    label: Text
    latitude_deg: float = 0.0
    longitude_deg: float = 0.0
    near_km: float | None = None


SHANGHAI = Place(Text("Shanghai"), 31.2304, 121.4737)

PLACES = {
    "room": Place(Text("The next room"), near_km=0.01),
    "city": Place(Text("Across the city"), near_km=30.0),
    "beijing": Place(Text("Beijing"), 39.9042, 116.4074),
    "guiyang": Place(Text("Guiyang"), 26.6470, 106.6302),
    "urumqi": Place(Text("Urumqi"), 43.8256, 87.6168),
    "frankfurt": Place(Text("Frankfurt"), 50.1109, 8.6821),
}
"""Destinations of packets from Shanghai."""


def distance_km(place: Place, origin: Place = SHANGHAI) -> float:
    """Great-circle distance on a sphere, by the haversine formula (within 0.5 % of the ellipsoid)."""
    if place.near_km is not None:
        return place.near_km
    here, there = math.radians(origin.latitude_deg), math.radians(place.latitude_deg)
    turn = math.radians(place.longitude_deg - origin.longitude_deg)
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def fibre_ms(map_km: float) -> float:
    """One way through glass: c / 1.468 over 1.4 times the distance on the map."""
    return map_km * FIBRE_ROUTE * FIBRE_INDEX / LIGHT_KM_PER_MS


def slant_km(altitude_km: float, elevation_deg: float) -> float:
    """Distance to a satellite at an elevation above the horizon; its altitude when straight overhead."""
    rise_km = EARTH_RADIUS_KM * math.sin(math.radians(elevation_deg))
    return math.sqrt(rise_km**2 + altitude_km * (2 * EARTH_RADIUS_KM + altitude_km)) - rise_km


def orbit_ms(map_km: float, up_km: float) -> float:
    """One way by satellites linked by laser: up, along 1.05 times the distance on the map, down, all at c."""
    return (map_km * ORBIT_ROUTE + 2 * up_km) / LIGHT_KM_PER_MS


def stationary_ms(place: Place, origin: Place = SHANGHAI) -> float:
    """One way over the geostationary satellite on the meridian midway between two places.

    It is above the equator and overhead only there.
    """
    there = origin if place.near_km is not None else place
    aside = math.radians(there.longitude_deg - origin.longitude_deg) / 2
    high_km = EARTH_RADIUS_KM + GEO_ALTITUDE_KM
    way_km = 0.0
    for end in (origin, there):
        apart = math.cos(math.radians(end.latitude_deg)) * math.cos(aside)
        way_km += math.sqrt(EARTH_RADIUS_KM**2 + high_km**2 - 2 * EARTH_RADIUS_KM * high_km * apart)
    return way_km / LIGHT_KM_PER_MS


def break_even_km(up_km: float) -> float:
    """Distance on the map from which orbit is faster than glass, light alone."""
    return 2 * up_km / (FIBRE_ROUTE * FIBRE_INDEX - ORBIT_ROUTE)


def reach_km(budget_ms: float) -> float:
    """Largest distance of a server by fibre for a round trip within the budget."""
    return max(0.0, budget_ms) / 2 / fibre_ms(1.0)


# queues

IDLE = 1e-4
"""A load below this counts as zero: gaps become long enough for waits to drown in rounding errors."""


def mean_wait_turns(load: float) -> float:
    """Mean wait in an M/M/1 queue in service times, excluding service: load / (1 - load).

    Kleinrock, "Queueing Systems", volume 1, 1975, section 3.2.
    """
    return load / (1 - load)


def queued(wait: float, load: float, arrivals: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Waits of the next arrivals at an M/M/1 queue, in service times, after one that waited `wait`.

    Lindley's recursion W' = max(0, W + service - gap), solved in closed form by the running minimum of its random
    walk (Lindley, "The theory of queues with a single server", 1952). The first value is the successor of `wait`.
    """
    if load < IDLE:
        return np.zeros(arrivals)
    walk = np.cumsum(random.exponential(1.0, arrivals) - random.exponential(1 / load, arrivals))
    return wait + walk - np.minimum(0.0, np.minimum.accumulate(wait + walk))


def chance_waits(load: float, hops: int, random: np.random.Generator) -> float:
    """The wait of one packet over some independent M/M/1 hops, in service times.

    At each hop it finds the queue empty with chance 1 - load; else its wait is exponential with mean
    1 / (1 - load) (Kleinrock, section 5.12).
    """
    waits = random.exponential(1 / (1 - load), hops)
    return float((waits * (random.random(hops) < load)).sum())


Way = Literal["glass", "orbit", "stationary"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A technology: route of its signal, and access delay."""

    name: str
    label: Text
    way: Way
    access_ms: float  # access delay, out and back
    basis: Literal["published requirement", "published target", "estimate"]  # origin of that figure
    hop_km: float  # kilometres on the map per additional hop with a queue


LANES = (
    Lane("5g", Text("5G"), "glass", 8.0, "published requirement", 500),  # 4 ms each way, ITU-R M.2410, eMBB
    Lane("5ga", Text("5G-A"), "glass", 4.0, "estimate", 500),
    Lane("6g", Text("6G (target)"), "glass", 1.0, "published target", 500),  # M.2160: 0.1 to 1 ms
    Lane("optical", Text("Gigabit optical network"), "glass", 1.0, "estimate", 500),
    Lane("fttr", Text("Fibre to the room"), "glass", 2.0, "estimate", 500),
    Lane("wlan", Text("Wireless LAN"), "glass", 5.0, "estimate", 500),
    Lane("leo", Text("Satellite Internet (low orbit)"), "orbit", 4.0, "estimate", 2000),
    Lane("geo", Text("Geostationary satellite"), "stationary", 4.0, "estimate", math.inf),
)
"""The lanes from inside to outside; the last one is for contrast."""

CONTESTANTS = len(LANES) - 1
