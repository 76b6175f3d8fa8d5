"""Places, poses, blends, boxes and polygons. Lengths in metres, angles in degrees, x east, y north, z up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, exp, log, radians, sin, tan

import numpy as np
import numpy.typing as npt

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


Corners = npt.NDArray[np.float64]


def room_corners(centre_m: Vec3, size_m: Vec3, heading_deg: float) -> Corners:
    """The corners of a room centred on its floor and turned by its heading, shape (8, 3)."""
    (x, y, floor), (wide, deep, high) = centre_m, size_m
    turn = radians(heading_deg)
    right, ahead = (cos(turn), -sin(turn)), (sin(turn), cos(turn))
    return np.array([
        (
            x + right[0] * a * wide / 2 + ahead[0] * b * deep / 2,
            y + right[1] * a * wide / 2 + ahead[1] * b * deep / 2,
            floor + up * high,
        )
        for a in (-1, 1) for b in (-1, 1) for up in (0.0, 1.0)
    ])  # fmt: skip


def turned_box(points: Corners) -> Corners:
    """The corners of the upright box around points, turned like them: one narrow end first, then the other; shape (8, 3)."""
    middle = points[:, :2].mean(axis=0)
    away = points[:, :2] - middle
    across, along = np.linalg.eigh(away.T @ away)[1].T
    (left, right), (near, far) = ((float(a.min()), float(a.max())) for a in (away @ along, away @ across))
    low, high = float(points[:, 2].min()), float(points[:, 2].max())
    return np.array([
        (*(middle + a * along + b * across), z)
        for a in (left, right) for b in (near, far) for z in (low, high)
    ])  # fmt: skip


def in_pieces(box: Corners, count: int) -> Corners:
    """The corners of the `count` pieces of a turned box cut across its length, shape (count, 8, 3)."""
    cuts = box[:4] + (box[4:] - box[:4]) * np.linspace(0.0, 1.0, count + 1)[:, None, None]
    return np.concatenate([cuts[:-1], cuts[1:]], axis=1)


def box_corners(low: Vec3, high: Vec3) -> Corners:
    """The corners of an upright box, shape (8, 3)."""
    return np.array(
        [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    )


Polygon = Sequence[Vec2]


def rectangle(centre: Vec2, size: Vec2, heading_deg: float) -> tuple[Vec2, Vec2, Vec2, Vec2]:
    """The corners of a rectangle, anticlockwise, whose front faces `heading_deg`: the front's left end first."""
    angle = radians(heading_deg)
    ahead, right = (sin(angle), cos(angle)), (cos(angle), -sin(angle))
    half_x, half_y = size[0] / 2, size[1] / 2

    def corner(x: float, y: float) -> Vec2:
        return (centre[0] + right[0] * x + ahead[0] * y, centre[1] + right[1] * x + ahead[1] * y)

    return (
        corner(-half_x, half_y), corner(-half_x, -half_y), corner(half_x, -half_y), corner(half_x, half_y)
    )  # fmt: skip


def area_m2(polygon: Polygon) -> float:
    """Area of a polygon; positive if it runs anticlockwise."""
    rest = [*polygon[1:], *polygon[:1]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, rest, strict=True)) / 2


def shared(polygon: Polygon, convex: Polygon) -> list[Vec2]:
    """The part of a polygon inside a convex one; empty if they do not overlap."""
    within = list(polygon)
    edges = list(convex) if area_m2(convex) > 0 else list(reversed(convex))
    for a, b in zip(edges, [*edges[1:], *edges[:1]], strict=True):
        if not within:
            return []
        within = _left_of(within, a, b)
    return within


def shared_m2(polygon: Polygon, convex: Polygon) -> float:
    """Area of a polygon that lies inside a convex one."""
    piece = shared(polygon, convex)
    return abs(area_m2(piece)) if len(piece) > 2 else 0.0


def hull(points: Polygon) -> list[Vec2]:
    """The smallest convex polygon around points, anticlockwise."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    halves: list[list[Vec2]] = []
    for way in (ordered, ordered[::-1]):
        half: list[Vec2] = []
        for x, y in way:
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                half.pop()
            half.append((x, y))
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _left_of(polygon: list[Vec2], a: Vec2, b: Vec2) -> list[Vec2]:
    """The part of a polygon to the left of the line from `a` to `b`."""

    def side(p: Vec2) -> float:
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    kept: list[Vec2] = []
    for p, q in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        at, to = side(p), side(q)
        if at >= 0:
            kept.append(p)
        if (at > 0 > to) or (at < 0 < to):
            u = at / (at - to)
            kept.append((p[0] + (q[0] - p[0]) * u, p[1] + (q[1] - p[1]) * u))
    return kept
