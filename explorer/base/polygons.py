"""Polygons on a plane, such as the ground in metres east and north: intersection, area and hull."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from .geometry import Vec2

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
