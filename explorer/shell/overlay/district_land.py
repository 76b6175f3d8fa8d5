"""Candidate places in the park for the name of a district."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import numpy as np
import numpy.typing as npt

from ...base.geometry import Vec2, Vec3
from ...park.model import District, Park

OFF_SHORE_M = (14.0, 30.0)
"""Distances inland from the district's edge."""
ABOVE_M = (14.0, 26.0)
"""Heights above the roofs of its zones."""
ABOVE = 0.3
"""Cost of a place above a roof: names are expected on the land."""
ELSEWHERE = 1.2
"""Cost of a place on another district."""


def middle_of(district: District) -> Vec3:
    """The middle of a district, on the ground."""
    return (*_mean(district.polygon_m), 0.0)


def _mean(points: Sequence[Vec2]) -> Vec2:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def places_of(park: Park, district: District) -> tuple[npt.NDArray[np.float64], list[float]]:
    """Candidate places for the name of a district: off its edges, its buildings and other districts, and above its roofs.

    Returns
    -------
    The middle of the district and the n places, metres, shape (1 + n, 3); the cost of each of the n.
    """
    zones, others = (park.zones_of(district.id), [d for d in park.districts if d is not district])
    home = _mean([zone.place.centre_m for zone in zones] or list(district.polygon_m))
    edge, ring = [], district.polygon_m
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        edge += [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in (0.0, 0.25, 0.5, 0.75)]
    off = [(x, y, away_m, home) for x, y in edge for away_m in OFF_SHORE_M]
    for zone in zones:
        (x, y), half = zone.place.centre_m, max(zone.place.footprint_m) / 2
        off += [
            (x + a, y + b, half + OFF_SHORE_M[0], (x, y)) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b
        ]
    points, costs = [(*home, 0.0)], []
    for x, y, away_m, (cx, cy) in off:
        out = max(hypot(x - cx, y - cy), 1e-6)
        px, py = x + (x - cx) / out * away_m, y + (y - cy) / out * away_m
        points.append((px, py, 0.0))
        costs.append(ELSEWHERE if any(_holds(d, px, py) for d in others) else 0.0)
    for zone in zones:
        x, y, roof_m = zone.place.label_m
        points += [(x, y, roof_m + away_m) for away_m in ABOVE_M]
        costs += [ABOVE] * len(ABOVE_M)
    return np.array(points), costs


def _holds(district: District, x: float, y: float) -> bool:
    """Whether a point on the ground is in a district."""
    inside, ring = False, district.polygon_m
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
