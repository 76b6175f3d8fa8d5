"""Places, poses and blends. Lengths in metres, angles in degrees, x east, y north, z up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, exp, log, radians, sin, tan

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]


def clamp(value: float, low: float, high: float) -> float:
    """`value`, limited to the range `low` to `high`."""
    return low if value < low else high if value > high else value


def mix(a: float, b: float, u: float) -> float:
    """Linear blend from `a` (u = 0) to `b` (u = 1)."""
    return a + (b - a) * u


def mix3(a: Vec3, b: Vec3, u: float) -> Vec3:
    """Linear blend between two points."""
    return (mix(a[0], b[0], u), mix(a[1], b[1], u), mix(a[2], b[2], u))


def turn_deg(start: float, end: float) -> float:
    """The shorter turn from one bearing to another, -180..180."""
    return (end - start + 180.0) % 360.0 - 180.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of the frame in fractions of its width and height, origin at the top left."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    @property
    def centre(self) -> Vec2:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)


WHOLE = Rect()


@dataclass(frozen=True, slots=True)
class Pose:
    """An orbit camera: what it looks at, from which bearing, height and distance."""

    target: Vec3  # the point in the middle of the frame, metres
    # bearing of the camera seen from the target, clockwise from north (180: to the south)
    azimuth_deg: float
    elevation_deg: float  # height of the camera above the target's horizon
    distance_m: float  # from target to camera
    fov_deg: float = 36.0  # vertical field of view

    @property
    def eye(self) -> Vec3:
        """Position of the camera."""
        a, e, d = radians(self.azimuth_deg), radians(self.elevation_deg), self.distance_m
        x, y, z = self.target
        return (x + d * cos(e) * sin(a), y + d * cos(e) * cos(a), z + d * sin(e))

    @property
    def span_m(self) -> float:
        """Height of the visible area at the distance of the target."""
        return 2 * self.distance_m * tan(radians(self.fov_deg / 2))

    def blend(self, other: Pose, u: float) -> Pose:
        """Blend of this pose (u = 0) and `other` (u = 1), turning the shorter way.

        Distances blend by ratio, so that a flight does not rush at its end.
        """
        if u <= 0:
            return self
        if u >= 1:
            return other
        return Pose(
            mix3(self.target, other.target, u),
            (self.azimuth_deg + turn_deg(self.azimuth_deg, other.azimuth_deg) * u) % 360.0,
            mix(self.elevation_deg, other.elevation_deg, u),
            exp(mix(log(self.distance_m), log(other.distance_m), u)),
            mix(self.fov_deg, other.fov_deg, u),
        )

    def toward(self, x: float, y: float, aspect: float) -> Vec3:
        """Unit direction of the ray through a point of the frame.

        `x`, `y` run from -1 to 1, right and up; `aspect` is width by height.
        """
        right, up, ahead = self.axes
        t = tan(radians(self.fov_deg / 2))
        sx, sy = x * t * aspect, y * t
        v = tuple(ahead[i] + right[i] * sx + up[i] * sy for i in range(3))
        length = (v[0] ** 2 + v[1] ** 2 + v[2] ** 2) ** 0.5
        return (v[0] / length, v[1] / length, v[2] / length)

    @property
    def axes(self) -> tuple[Vec3, Vec3, Vec3]:
        """Unit vectors right, up and ahead of a camera that never rolls."""
        a, e = radians(self.azimuth_deg), radians(self.elevation_deg)
        right = (-cos(a), sin(a), 0.0)
        ahead = (-cos(e) * sin(a), -cos(e) * cos(a), -sin(e))
        up = (-sin(e) * sin(a), -sin(e) * cos(a), cos(e))
        return right, up, ahead

    def moved(self, dx: float, dy: float, dz: float = 0.0) -> Pose:
        """The same view, shifted by this many metres."""
        x, y, z = self.target
        return replace(self, target=(x + dx, y + dy, z + dz))
