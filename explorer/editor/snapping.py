"""Snapping of a dragged zone: in line with its neighbours, clear of roads, on whole metres and round angles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal

from ..base.geometry import Vec2, clamp, turn_deg
from ..build.grown.arrange import APART_M
from ..park.ground import Region
from ..park.plots import Plot

GRID_M, FINEST_M = 1.0, 0.01
TURN_DEG, NEAR_DEG = 15.0, 4.0
"""A turn snaps to multiples of the first if within the second."""

GAP_M = 2 * APART_M
"""Gap between two buildings that leaves room for a path, as in automatic placement."""

ROAD_GAP_M = APART_M
PARALLEL_DEG = 0.6
LEAST_CROSSING = 0.35
"""Sine of the smallest angle at which two lines may cross to determine a place."""

GuideKind = Literal["axis", "edge", "gap", "road"]


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that shows what a zone has snapped to.

    Attributes
    ----------
    start, end : its ends, metres east and north.
    distance_m : the distance that it measures; None if it only shows an alignment.
    """

    kind: GuideKind
    start: Vec2
    end: Vec2
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Snapped:
    """A plot after snapping, and its guides."""

    plot: Plot
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on which the middle of a plot may snap: all places whose dot product with the unit normal is `value`."""

    normal: Vec2
    value: float
    kind: GuideKind
    about: Vec2  # a place of the neighbour
    distance_m: float | None = None
    half_m: float = 0.0  # from the middle of the plot to the edge in question, along the normal

    def off_m(self, centre: Vec2) -> float:
        """Distance of a place from the line."""
        return self.value - _dot(self.normal, centre)


def move_to(
    plot: Plot, centre: Vec2, others: Iterable[Plot], roads: Sequence[Region], reach_m: float
) -> Snapped:
    """A plot moved to a place, with snapping.

    Parameters
    ----------
    others : the plots it may snap to.
    reach_m : snapping distance; 0: no snapping.
    """
    wished = replace(plot, centre_m=centre)
    if reach_m <= 0:
        return Snapped(replace(plot, centre_m=_rounded(centre)))
    lines = [line for other in others for line in _lines_about(wished, other)]
    lines += [line for road in roads for line in _lines_beside(wished, road)]
    lines = sorted(
        (line for line in lines if abs(line.off_m(centre)) <= reach_m),
        key=lambda line: abs(line.off_m(centre)),
    )
    if not lines:
        on_grid = (round(centre[0] / GRID_M) * GRID_M, round(centre[1] / GRID_M) * GRID_M)
        return Snapped(replace(plot, centre_m=on_grid))
    first, second = lines[0], None
    off = first.off_m(centre)
    place = (centre[0] + first.normal[0] * off, centre[1] + first.normal[1] * off)
    for line in lines[1:]:
        crossing = _crossing(first, line)
        if crossing is not None and hypot(crossing[0] - centre[0], crossing[1] - centre[1]) <= 1.5 * reach_m:
            second, place = line, crossing
            break
    snapped = replace(plot, centre_m=_rounded(place))
    return Snapped(snapped, tuple(_guide(line, snapped) for line in (first, second) if line is not None))


def turn_to(plot: Plot, heading_deg: float, others: Iterable[Plot], *, free: bool) -> Snapped:
    """A plot turned to a heading, with snapping; `free`: exact to a tenth of a degree."""
    heading = heading_deg % 360
    if not free:
        round_deg = round(heading / TURN_DEG) * TURN_DEG
        near = [other.heading_deg + quarter for other in others for quarter in (0, 90, 180, 270)]
        best = min((round_deg, *near), key=lambda to: abs(turn_deg(heading, to)))
        if abs(turn_deg(heading, best)) <= NEAR_DEG:
            heading = best
    return Snapped(replace(plot, heading_deg=round(heading % 360, 1) % 360))


def size_to(plot: Plot, corner: int, place: Vec2, least_m: Vec2, most_m: Vec2, *, free: bool) -> Snapped:
    """A plot with one corner dragged to a place, while the opposite corner stays.

    Parameters
    ----------
    corner : its number in `Plot.corners_m`.
    least_m, most_m : the smallest and the largest width and depth.
    free : any size to a tenth of a metre, else whole metres.
    """
    kept = plot.corners_m[(corner + 2) % 4]
    from_kept = replace(plot, centre_m=kept).local(place)
    step = 0.1 if free else GRID_M
    signs = ((-1, 1), (-1, -1), (1, -1), (1, 1))[corner]
    size = tuple(
        round(clamp(round(sign * way / step) * step, low, high), 2)
        for sign, way, low, high in zip(signs, from_kept, least_m, most_m, strict=True)
    )
    sized = plot.resized((size[0], size[1]))
    middle = replace(plot, centre_m=kept).world((signs[0] * size[0] / 2, signs[1] * size[1] / 2))
    return Snapped(replace(sized, centre_m=_rounded(middle)))


def nearest_gap(plot: Plot, others: Iterable[Plot]) -> Guide | None:
    """The shortest distance from the edge of a plot to that of another one; None if they overlap or there is no other."""
    ways = [
        (hypot(b[0] - a[0], b[1] - a[1]), a, b)
        for other in others
        for a, b in (
            *_ways(plot.corners_m, other.corners_m),
            *((q, p) for p, q in _ways(other.corners_m, plot.corners_m)),
        )
    ]
    if not ways:
        return None
    distance, start, end = min(ways)
    return Guide("gap", start, end, distance)


def _ways(corners: Sequence[Vec2], edges: Sequence[Vec2]) -> Iterable[tuple[Vec2, Vec2]]:
    """From each corner to the nearest point of each edge of another polygon."""
    for p in corners:
        for a, b in zip(edges, [*edges[1:], *edges[:1]], strict=True):
            along = (b[0] - a[0], b[1] - a[1])
            length2 = max(_dot(along, along), 1e-9)
            u = clamp(_dot((p[0] - a[0], p[1] - a[1]), along) / length2, 0.0, 1.0)
            yield p, (a[0] + along[0] * u, a[1] + along[1] * u)


def _lines_about(plot: Plot, other: Plot) -> Iterable[_Line]:
    """Snap lines at another plot: its axes, its edges, and the distance that a path needs."""
    x, y = other.centre_m
    for normal, half in ((other.right, other.size_m[0] / 2), (other.ahead, other.size_m[1] / 2)):
        at = _dot(normal, other.centre_m)
        reach = _half_along(plot, normal)
        yield _Line(normal, at, "axis", (x, y))
        if _is_parallel(plot, other):
            for side in (-1, 1):
                yield _Line(
                    normal, at + side * (half - reach), "edge",
                    (x + normal[0] * side * half, y + normal[1] * side * half), half_m=side * reach,
                )  # fmt: skip
        across = (-normal[1], normal[0])
        beside = abs(_dot(across, plot.centre_m) - _dot(across, other.centre_m))
        if beside < _half_along(plot, across) + _half_along(other, across):
            for side in (-1, 1):
                edge = (x + normal[0] * side * half, y + normal[1] * side * half)
                yield _Line(
                    normal, at + side * (half + GAP_M + reach), "gap", edge, GAP_M, half_m=-side * reach
                )


def _lines_beside(plot: Plot, road: Region) -> Iterable[_Line]:
    """Snap lines along a road that leave room between it and a plot."""
    for a, b in zip(road, [*road[1:], *road[:1]], strict=True):
        long = hypot(b[0] - a[0], b[1] - a[1])
        if long < 2 * ROAD_GAP_M:
            continue
        along = ((b[0] - a[0]) / long, (b[1] - a[1]) / long)
        at = _dot(along, (plot.centre_m[0] - a[0], plot.centre_m[1] - a[1]))
        if not 0 <= at <= long:
            continue
        normal = (along[1], -along[0])
        reach, edge = _half_along(plot, normal), _dot(normal, a)
        for side in (-1, 1):
            yield _Line(
                normal, edge + side * (ROAD_GAP_M + reach), "road", a, ROAD_GAP_M, half_m=-side * reach
            )


def _guide(line: _Line, plot: Plot) -> Guide:
    """The guide to draw for a snap line."""
    (x, y), normal = plot.centre_m, line.normal
    edge = (x + normal[0] * line.half_m, y + normal[1] * line.half_m)
    if line.distance_m is not None:  # measured at right angles to the edge
        side = -1.0 if line.half_m > 0 else 1.0
        back = (edge[0] - normal[0] * side * line.distance_m, edge[1] - normal[1] * side * line.distance_m)
        return Guide(line.kind, back, edge, line.distance_m)
    # along the line, from beyond the neighbour to beyond the plot
    dx, dy = edge[0] - line.about[0], edge[1] - line.about[1]
    long = max(hypot(dx, dy), 1e-6)
    more = max(plot.size_m) * 0.7 / long
    return Guide(
        line.kind,
        (line.about[0] - dx * 8 / long, line.about[1] - dy * 8 / long),
        (edge[0] + dx * more, edge[1] + dy * more),
    )


def _half_along(plot: Plot, way: Vec2) -> float:
    """Distance from a plot's middle to its footprint's edge along a unit vector."""
    wide, deep = plot.size_m
    return abs(_dot(plot.right, way)) * wide / 2 + abs(_dot(plot.ahead, way)) * deep / 2


def _is_parallel(plot: Plot, other: Plot) -> bool:
    off = (plot.heading_deg - other.heading_deg) % 90
    return min(off, 90 - off) <= PARALLEL_DEG


def _crossing(a: _Line, b: _Line) -> Vec2 | None:
    """The intersection of two lines; None if they are nearly parallel."""
    cross = a.normal[0] * b.normal[1] - a.normal[1] * b.normal[0]
    if abs(cross) < LEAST_CROSSING:
        return None
    return (
        (a.value * b.normal[1] - b.value * a.normal[1]) / cross,
        (a.normal[0] * b.value - b.normal[0] * a.value) / cross,
    )


def _dot(a: Vec2, b: Vec2) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _rounded(place: Vec2) -> Vec2:
    return (round(place[0] / FINEST_M) * FINEST_M, round(place[1] / FINEST_M) * FINEST_M)
