"""Where the zones of a new scene stand: round a place that is open to the visitor, each turned towards it."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

FEWEST, MOST = 1, 24
FOOT_M = (26.0, 18.0)
HEIGHTS_M = (9.0, 14.0, 11.0, 18.0, 12.0)
GAP_M = 16.0
SWEEP_DEG = 210.0
"""How far round the place they stand; the rest is open to the south, where the visitor comes from."""
MOST_TURN_DEG = 52.0
"""A front is turned no further from the south: what is written on it must be read."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one zone: metres east and north, the way its front faces, its height."""

    centre_m: tuple[float, float]
    heading_deg: float
    height_m: float


def arranged(count: int) -> tuple[Spot, ...]:
    """Places for so many zones, the first at the left of the visitor."""
    radius = max(30.0, count * (FOOT_M[0] + GAP_M) / radians(SWEEP_DEG))
    spots = []
    for n in range(count):
        share = (n + 0.5) / count - 0.5
        bearing = radians(share * SWEEP_DEG)  # from north, clockwise
        x, y = radius * sin(bearing), radius * cos(bearing)
        home = degrees(atan2(-x, -y))  # towards the middle
        turned = max(-MOST_TURN_DEG, min(MOST_TURN_DEG, (home - 180 + 180) % 360 - 180))
        spots.append(
            Spot((round(x, 1), round(y, 1)), round((180 + turned) % 360, 1), HEIGHTS_M[n % len(HEIGHTS_M)])
        )
    return tuple(spots)


def reach_m(spots: tuple[Spot, ...]) -> float:
    """How far from the middle anything stands."""
    return max(max(abs(v) for v in spot.centre_m) for spot in spots) + max(FOOT_M)
