"""A camera flight from a pose, at its present speed, to rest at another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist, exp, log

from ...base.geometry import Pose, clamp, turn_deg
from ..settings import Comfort

FLY_S = 2.2
FOLLOW_M_S, LONGEST_FOLLOW_S = 30.0, 7.0
GLIDE_S = 1.4
GLIDE_SHARE = 0.3  # share of the way shown when gliding
TURN_LIMIT_DEG_S = 60.0
PEAK = 1.875  # peak speed of the curve relative to its mean

Coordinates = tuple[float, float, float, float, float, float, float]
"""Target x, y, z; azimuth (not wrapped); elevation; log of distance; field of view."""

STILL: Coordinates = (0.0,) * 7


def _coordinates(pose: Pose) -> Coordinates:
    return (*pose.target, pose.azimuth_deg, pose.elevation_deg, log(pose.distance_m), pose.fov_deg)


def _pose(c: Coordinates) -> Pose:
    return Pose((c[0], c[1], c[2]), c[3] % 360.0, c[4], exp(c[5]), c[6])


@dataclass(frozen=True, slots=True)
class Flight:
    """A smooth path between two poses; every coordinate follows one quintic curve.

    It starts at the camera's present speed (so a flight can be redirected at any moment without a jerk) and ends at
    rest. `lift` bends it outward and upward in the middle, to pass over buildings. With `corners_m`, the target
    follows that line on the ground.
    """

    start: Coordinates
    end: Coordinates
    goal: Pose  # exactly equal to `end`
    speed: Coordinates  # of each coordinate at the start, per second
    duration_s: float
    lift: float = 0.0
    flown_s: float = 0.0
    corners_m: tuple[tuple[float, float], ...] = ()

    @classmethod
    def plan(cls, start: Pose, end: Pose, comfort: Comfort, speed: Coordinates = STILL) -> Flight | None:
        """The flight between two poses; None where comfort asks for a cut, or if the camera is there already."""
        if comfort == "cut" or (start == end and speed == STILL):
            return None
        if comfort == "glide":
            start, speed = start.blend(end, 1 - GLIDE_SHARE), STILL
        a, b = _coordinates(start), list(_coordinates(end))
        b[3] = a[3] + turn_deg(a[3], b[3])
        turn = max(abs(b[3] - a[3]), abs(b[4] - a[4]))
        least_s = GLIDE_S if comfort == "glide" else FLY_S
        duration_s = max(least_s, turn * PEAK / TURN_LIMIT_DEG_S)
        return cls(a, (b[0], b[1], b[2], b[3], b[4], b[5], b[6]), end, speed, duration_s)

    def following(self, corners_m: tuple[tuple[float, float], ...]) -> Flight:
        """The same flight, with its target following a line on the ground."""
        long_m = sum(dist(a, b) for a, b in pairwise(corners_m))
        duration_s = clamp(long_m / FOLLOW_M_S, self.duration_s, max(LONGEST_FOLLOW_S, self.duration_s))
        return replace(self, corners_m=corners_m, duration_s=duration_s)

    @property
    def arrived(self) -> bool:
        return self.flown_s >= self.duration_s

    def pose_at(self, t_s: float) -> Pose:
        """The pose `t_s` seconds after the start."""
        if t_s >= self.duration_s:
            return self.goal
        u = clamp(t_s / self.duration_s, 0.0, 1.0)
        rise = 16 * u * u * (1 - u) * (1 - u) * self.lift
        # quintic interpolation; the start speed decays smoothly
        w = u**3 * (10 - 15 * u + 6 * u * u)
        v = (u - 6 * u**3 + 8 * u**4 - 3 * u**5) * self.duration_s
        c = [a + (b - a) * w + s * v for a, b, s in zip(self.start, self.end, self.speed, strict=True)]
        if self.corners_m:
            c[0], c[1] = _at_share(
                ((self.start[0], self.start[1]), *self.corners_m, (self.end[0], self.end[1])), w
            )
        c[4] = clamp(c[4] + 22.0 * rise, -5.0, 89.0)
        c[5] += 0.9 * rise
        return _pose((c[0], c[1], c[2], c[3], c[4], c[5], c[6]))

    def speed_at(self, t_s: float) -> Coordinates:
        """Speed of each coordinate, per second: a central difference over 2 ms."""
        if t_s >= self.duration_s:
            return STILL
        h = 0.001
        a, b = _coordinates(self.pose_at(t_s - h)), _coordinates(self.pose_at(t_s + h))
        width = h + min(h, t_s)
        d = [(q - p) / width for p, q in zip(a, b, strict=True)]
        d[3] = turn_deg(a[3], b[3]) / width
        return (d[0], d[1], d[2], d[3], d[4], d[5], d[6])


def _at_share(line: tuple[tuple[float, float], ...], share: float) -> tuple[float, float]:
    """The point at a share of a line's length."""
    left_m = share * sum(dist(a, b) for a, b in pairwise(line))
    for a, b in pairwise(line):
        long_m = dist(a, b)
        if left_m <= long_m and long_m > 0:
            part = left_m / long_m
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        left_m -= long_m
    return line[-1]
