"""Footpaths between entrances and the plaza: the shortest ones round buildings and water."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .arrange import NOTHING, footprint
from .regions import largest, pieces_of
from .rows import Floats, Lot

CLEAR_M = 2.4
"""Minimum distance of a path from walls."""

ROUND_CORNER_M = 4.4
TO_PLAZA_COUNTS = 0.75
"""Weight of a path to the plaza: it is preferred to one of the same length between entrances."""

LOOP_M, RELATED_M, SPOKE_M = 95.0, 120.0, 62.0
LOOPS = 2
MOST_WATERS, MOST_CORNERS = 6, 18
"""Waters that paths know how to go round, and corners of each."""

BEARINGS_OUT = (180, 170, 190, 160, 200, 145, 215, 125, 235, 100, 260, 60, 300, 30, 330, 0)


@dataclass(frozen=True, slots=True)
class Way:
    """A footpath: its centre line and its width."""

    line: LineString
    width_m: float


def smooth(points: npt.ArrayLike, radius: float) -> Floats:
    """A polyline with corners rounded by about `radius` metres."""
    line = np.asarray(points, float)
    out = [line[0]]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        back, ahead = before - corner, after - corner
        reach = min(radius, float(np.linalg.norm(back)) * 0.48, float(np.linalg.norm(ahead)) * 0.48)
        start = corner + back / max(float(np.linalg.norm(back)), 1e-9) * reach
        end = corner + ahead / max(float(np.linalg.norm(ahead)), 1e-9) * reach
        for t in np.linspace(0, 1, 7):
            out.append((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t * t * end)
    out.append(line[-1])
    return np.array(out)


class _Ways:
    """The visibility graph of the buildings' corners, and the shortest paths from every entrance."""

    def __init__(
        self, lots: Sequence[Lot], hub: Floats, plaza_m: float, walls: BaseGeometry, around: list[Floats]
    ) -> None:
        doors = [lot.door for lot in lots]
        rims = [on_rim(hub, plaza_m, door) for door in doors]
        corners = [corner for lot in lots for corner in lot.corners(ROUND_CORNER_M)] + around
        self._points = points = np.array([*doors, *rims, *corners])
        first, second = np.triu_indices(len(points), 1)
        lines = shapely.linestrings(np.stack([points[first], points[second]], axis=1))
        open_ = ~shapely.intersects(walls, lines)
        self._lengths = np.full((len(points),) * 2, np.inf)
        along = np.linalg.norm(points[first] - points[second], axis=1)[open_]
        self._lengths[first[open_], second[open_]] = along
        self._lengths[second[open_], first[open_]] = along
        self._found = [self._from(number) for number in range(len(lots))]

    def _from(self, start: int) -> tuple[Floats, list[int]]:
        count = len(self._points)
        distance, before = np.full(count, np.inf), np.full(count, -1)
        waiting = np.ones(count, bool)
        distance[start] = 0
        for _ in range(count):
            here = int(np.where(waiting, distance, np.inf).argmin())
            if not np.isfinite(distance[here]) or not waiting[here]:
                break
            waiting[here] = False
            way = distance[here] + self._lengths[here]
            better = way < distance
            distance[better] = way[better]
            before[better] = here
        return distance, [int(number) for number in before]

    def length(self, start: int, end: int) -> float:
        return float(self._found[start][0][end])

    def line(self, start: int, end: int) -> list[Floats]:
        points, here = [], end
        while here >= 0:
            points.append(self._points[here])
            here = self._found[start][1][here]
        return points[::-1]


def _corners_of(water: BaseGeometry) -> list[Floats]:
    """Corners of the ground round the largest waters, for ways round them."""
    corners: list[Floats] = []
    for piece in pieces_of(water, 30.0)[:MOST_WATERS]:
        step = 1.0
        ring = largest(piece.buffer(ROUND_CORNER_M, join_style="mitre"))
        while len(ring.exterior.coords) > MOST_CORNERS:
            ring, step = largest(ring.buffer(step, join_style="mitre").simplify(step)), step * 2
        corners += list(np.array(ring.exterior.coords)[:-1])
    return corners


def on_rim(hub: Floats, plaza_m: float, towards: Floats) -> Floats:
    """The point on the plaza's rim in a given direction from its centre."""
    way = towards - hub
    return np.asarray(hub + way / max(float(np.linalg.norm(way)), 1e-6) * (plaza_m - 2))


def lay_paths(
    lots: Sequence[Lot],
    hub: Floats,
    plaza_m: float,
    neighbours: Sequence[Lot] = (),
    water: BaseGeometry = NOTHING,
) -> list[Way]:
    """A spanning tree over all entrances and the plaza, two loops, paths between related zones, and spokes.

    Paths go round buildings and water.
    """
    houses = [footprint(lot, CLEAR_M) for lot in (*lots, *neighbours)]
    walls: BaseGeometry = unary_union([*houses, water.buffer(CLEAR_M)])
    shapely.prepare(walls)
    ways = _Ways(lots, hub, plaza_m, walls, _corners_of(water))
    count = len(lots)
    related = {(lot.id, other) for lot in lots for other in lot.row.related}
    ends = [(ways.length(i, j), i, j) for i, j in combinations(range(count), 2)]
    ends += [(ways.length(i, count + i) * TO_PLAZA_COUNTS, i, count + i) for i in range(count)]
    ends = sorted(end for end in ends if np.isfinite(end[0]))
    chosen = _spanning(ends, count)
    left = [end for end in ends if end not in chosen]
    loops = [end for end in left if end[2] < count and end[0] < LOOP_M][:LOOPS]
    tied = [
        end
        for end in left
        if end[2] < count and end[0] < RELATED_M
        and {(lots[end[1]].id, lots[end[2]].id), (lots[end[2]].id, lots[end[1]].id)} & related
    ]  # fmt: skip
    spokes = [end for end in left if end[2] >= count and end[0] < SPOKE_M]
    out = []
    for _, start, end in dict.fromkeys([*chosen, *loops, *tied, *spokes]):
        line = ways.line(start, end)
        if len(line) >= 2:
            out.append(Way(_drawn(line, hub, walls), 4.6 if end >= count else 3.6))
    return out


def _spanning(ends: list[tuple[float, int, int]], count: int) -> list[tuple[float, int, int]]:
    root = list(range(count + 1))

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    chosen = []
    for end in ends:
        first, second = find(end[1]), find(min(end[2], count))
        if first != second:
            root[first] = second
            chosen.append(end)
    return chosen


def _drawn(line: list[Floats], hub: Floats, walls: BaseGeometry) -> LineString:
    """The path with rounded corners; a straight one bows slightly towards the plaza if nothing is in the way."""
    if len(line) == 2:
        middle = (line[0] + line[1]) / 2
        toward = hub - middle
        reach = float(np.linalg.norm(toward))
        bend = min(0.15 * float(np.linalg.norm(line[1] - line[0])), reach * 0.5)
        bow = middle + toward / max(reach, 1e-6) * bend
        if not walls.intersects(LineString([line[0], bow, line[1]])):
            return LineString(smooth([line[0], bow, line[1]], 30))
        return LineString(line)
    rounded = LineString(smooth(line, 9))
    return LineString(line) if walls.intersects(rounded) else rounded


def way_in(lots: Sequence[Lot], gate: Lot | None, hub: Floats, plaza_m: float, land: Polygon) -> LineString:
    """The broad path from the gate, or from the shore, to the plaza."""
    if gate is not None:
        start = gate.centre + gate.front * 10
        others = unary_union([footprint(lot, CLEAR_M) for lot in lots if lot is not gate] or [Polygon()])
        line = LineString([start, on_rim(hub, plaza_m, gate.centre)])
        if not others.intersects(line.buffer(3)):
            return line
        return LineString([start, gate.centre - gate.front * 12])
    walls = unary_union([footprint(lot, CLEAR_M) for lot in lots])
    line = LineString([hub, hub + np.array([0.0, -1.0])])
    for bearing in map(math.radians, BEARINGS_OUT):
        ray = LineString([hub, hub + 400 * np.array([math.sin(bearing), math.cos(bearing)])])
        inside = ray.intersection(land.buffer(-2))
        pieces = [piece for piece in getattr(inside, "geoms", [inside]) if piece.length > 1]
        if not pieces:
            continue
        end = np.array(max(pieces, key=lambda piece: piece.length).coords[-1])
        line = LineString([end, on_rim(hub, plaza_m, end)])
        if not walls.intersects(line.buffer(3.6)):
            return line
    return line
