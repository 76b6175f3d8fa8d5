"""The land as regions cut out of each other: shore, ring road, forecourts, paths and lawns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

from .arrange import NOTHING, arrange, footprint, gate_of, plaza_radius
from .outline import neighbours_of
from .rows import FORECOURT_M, BuildingRow, Floats, Lot, Region, SiteRow

CLEAR_M = 2.4
"""Minimum distance of a path from walls."""

ROUND_CORNER_M = 4.4
TO_PLAZA_COUNTS = 0.75
"""Weight of a path to the plaza: it is preferred to one of the same length between entrances."""

LOOP_M, RELATED_M, SPOKE_M = 95.0, 120.0, 62.0
LOOPS = 2
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

    def __init__(self, lots: Sequence[Lot], hub: Floats, plaza_m: float, walls: BaseGeometry) -> None:
        doors = [lot.door for lot in lots]
        rims = [on_rim(hub, plaza_m, door) for door in doors]
        corners = [corner for lot in lots for corner in lot.corners(ROUND_CORNER_M)]
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


def on_rim(hub: Floats, plaza_m: float, towards: Floats) -> Floats:
    """The point on the plaza's rim in a given direction from its centre."""
    way = towards - hub
    return np.asarray(hub + way / max(float(np.linalg.norm(way)), 1e-6) * (plaza_m - 2))


def lay_paths(lots: Sequence[Lot], hub: Floats, plaza_m: float, neighbours: Sequence[Lot] = ()) -> list[Way]:
    """A spanning tree over all entrances and the plaza, two loops, paths between related zones, and spokes."""
    walls: BaseGeometry = unary_union([footprint(lot, CLEAR_M) for lot in (*lots, *neighbours)])
    shapely.prepare(walls)
    ways = _Ways(lots, hub, plaza_m, walls)
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


RING_ROAD_FROM = 5
"""Minimum number of buildings for a ring road."""

ROAD_HALF_M = 3.9
SHORE_M = 15.0
SHORE_WALK_M = 6.2
STRIP_M = 1.0
CLOSING_M = 75.0
"""Radius by which the hull is buffered out and in again; smooths the shore without cutting into buildings."""

PATH_M = 2.8
"""Width of the footpaths that a scene gives."""

LEAST_AREA_M2 = 20.0

BESIDE_WATER_M, BESIDE_LAND_M = 8.0, 110.0
"""Width of the lit ground beside the outline: water needs little, fields much."""


@dataclass(slots=True)
class Land:
    """Every region of the land; `ways` are the footpaths, the entrance path last."""

    site: SiteRow
    lots: list[Lot]
    hub: Floats
    plaza_m: float
    outline: Polygon
    gate: Lot | None
    road_line: LineString | None
    roads: BaseGeometry
    plaza: BaseGeometry
    forecourts: dict[str, BaseGeometry]
    ways: list[Way] = field(default_factory=list)
    paths: BaseGeometry = NOTHING
    paved: BaseGeometry = NOTHING  # all land except roads
    lawn: BaseGeometry = NOTHING
    edges: BaseGeometry = NOTHING  # of lawns
    stone: BaseGeometry = NOTHING  # paved land, without lawns
    water: BaseGeometry = NOTHING  # water on the land, as given by the scene
    neighbours: list[Lot] = field(default_factory=list)  # buildings that are not zones
    areas: list[tuple[str, BaseGeometry]] = field(default_factory=list)  # kind, and what of it is free ground

    @property
    def has_rim(self) -> bool:
        """Whether a walk with lamps and trees runs along the edge; a real site simply goes on."""
        return self.site.kind != "none" and not self.site.neighbours

    @property
    def half_extent_m(self) -> tuple[float, float]:
        """Half the size of the ground textures, along x and y."""
        west, south, east, north = self.outline.bounds
        more = BESIDE_WATER_M if self.site.kind == "island" else BESIDE_LAND_M
        return (float(math.ceil(max(-west, east) + more)), float(math.ceil(max(-south, north) + more)))

    @property
    def water_edge(self) -> BaseGeometry:
        """The water that a quay may face: that of the scene, and the sea round an island."""
        return unary_union([self.water, self.outline.exterior]) if self.site.kind == "island" else self.water

    @property
    def footprints(self) -> BaseGeometry:
        """The footprints of all buildings."""
        return unary_union([footprint(lot) for lot in self.lots])


def largest(region: BaseGeometry) -> Polygon:
    """The largest piece of a region, without holes."""
    pieces = [piece for piece in getattr(region, "geoms", [region]) if isinstance(piece, Polygon)]
    return Polygon(max(pieces, key=lambda piece: piece.area).exterior)


def pieces_of(region: BaseGeometry, least_m2: float = 0.0) -> list[Polygon]:
    """The polygons of a region that are large enough, largest first."""
    found = [p for p in getattr(region, "geoms", [region]) if isinstance(p, Polygon) and p.area > least_m2]
    return sorted(found, key=lambda piece: -piece.area)


def regions(given: Sequence[Region]) -> BaseGeometry:
    """The polygons of a scene as one region."""
    return unary_union([Polygon(ring).buffer(0) for ring in given] or [NOTHING])


def houses_of(neighbours: Sequence[Lot]) -> BaseGeometry:
    """The ground of buildings that are not zones, with a strip around each."""
    return unary_union([footprint(lot, STRIP_M) for lot in neighbours] or [NOTHING])


def lay_out(rows: Sequence[BuildingRow], site: SiteRow) -> Land:
    """Lay out the land for these buildings."""
    neighbours = neighbours_of(site)
    houses = houses_of(neighbours)
    blocked = unary_union([regions([*site.roads, *site.water]), houses])
    lots, hub, plaza_m = arrange(rows, plaza_radius(len(rows), site.plaza_m), blocked, site.variety)
    plaza = Point(*hub).buffer(plaza_m, quad_segs=24)
    gate = gate_of(lots)
    given = unary_union(
        [
            regions([*site.roads, *site.lawns, *site.water, *(ring for _, ring in site.areas)]),
            houses,
            *(LineString(line).buffer(PATH_M / 2) for line in site.paths),
        ]
    )
    inner = [lot for lot in lots if lot is not gate]
    has_ring = (
        site.ring_road if site.ring_road is not None else len(rows) >= RING_ROAD_FROM and not site.roads
    )
    beside_m = ROAD_HALF_M if has_ring and site.kind != "none" else 0.0
    hull = _hull(inner, plaza, given, len(rows))
    if gate is not None and not gate.is_free and footprint(gate, 3).intersects(hull.buffer(beside_m)):
        gate, inner = None, lots  # it was placed among the others
        hull = _hull(inner, plaza, given, len(rows))
    line = LineString(hull.exterior.simplify(0.4).coords) if beside_m else None
    own_roads = regions(site.roads)
    roads = own_roads if line is None else line.buffer(ROAD_HALF_M).union(own_roads)
    edge = hull.buffer(beside_m)
    while gate is not None and gate.is_free and footprint(gate, 3).intersects(edge):
        gate.centre = np.round(gate.centre + gate.front * 2, 1)
    outline = _outline(edge, gate)
    land = Land(
        site, lots, hub, plaza_m, outline, gate, line, roads, plaza,
        {lot.id: footprint(lot, 2.6, FORECOURT_M).buffer(1.2) for lot in lots},
        neighbours=neighbours,
    )  # fmt: skip
    _lay_paths(land, inner)
    _cut(land)
    return land


def _hull(inner: list[Lot], plaza: BaseGeometry, given: BaseGeometry, count: int) -> Polygon:
    core = [footprint(lot, 5, FORECOURT_M - 2) for lot in inner]
    base = unary_union([*core, plaza.buffer(6), given]).buffer(6)
    if count < RING_ROAD_FROM:
        base = base.convex_hull
    elif getattr(base, "geoms", None):
        outline = MultiPoint(shapely.get_coordinates(base.segmentize(8)))
        base = shapely.concave_hull(outline, ratio=0.5).union(base)
    hull = base.buffer(CLOSING_M, quad_segs=10).buffer(-CLOSING_M, quad_segs=10)
    return largest(hull.convex_hull if getattr(hull, "geoms", None) else hull)


def _outline(edge: BaseGeometry, gate: Lot | None) -> Polygon:
    reach = [edge.buffer(SHORE_M, quad_segs=10)]
    if gate is not None:
        reach.append(footprint(gate, 11, FORECOURT_M + 4).buffer(4))
    whole = unary_union(reach)
    calm = whole.buffer(18, quad_segs=8).buffer(-30, quad_segs=8).buffer(12, quad_segs=8)
    if getattr(calm, "geoms", None):
        calm = whole.buffer(60).buffer(-60).buffer(0.1)
    if getattr(calm, "geoms", None):
        calm = calm.convex_hull
    return Polygon(largest(calm).exterior).simplify(0.15)


def _lay_paths(land: Land, inner: list[Lot]) -> None:
    walls = [*land.lots, *land.neighbours]
    land.ways = [Way(LineString(line), PATH_M) for line in land.site.paths]
    land.ways += lay_paths(land.lots, land.hub, land.plaza_m, land.neighbours)
    land.ways.append(Way(way_in(walls, land.gate, land.hub, land.plaza_m, land.outline), 9.0))
    shore = largest(land.outline.buffer(-SHORE_WALK_M)).exterior.buffer(1.5)
    links = []
    if land.road_line is not None:  # from each back to the ring road, and on to the shore
        for lot in inner:
            back = Point(*(lot.centre - lot.front * (lot.size_m[1] / 2)))
            kerb = nearest_points(land.roads, back)[0]
            links += [LineString([back, kerb]).buffer(1.8)]
            links += [LineString([kerb, nearest_points(shore, kerb)[0]]).buffer(1.6)]
    strips = [way.line.buffer(way.width_m / 2) for way in land.ways]
    if not land.has_rim:
        shore = NOTHING
    joined = unary_union([*strips, shore, *links]).buffer(2.2).buffer(-2.2)
    land.paths = joined.intersection(land.outline).simplify(0.12)


def _cut(land: Land) -> None:
    land.paved = land.outline.buffer(-0.8).difference(land.roads)
    land.water = regions(land.site.water).intersection(land.paved.buffer(-1.5))
    pads = unary_union([*land.forecourts.values(), land.plaza])
    if land.site.kind in ("plaza", "none"):  # a square is paved, except for beds along its rim
        rim = land.outline.buffer(-9).difference(land.outline.buffer(-15))
        free = NOTHING if land.site.kind == "none" else rim.difference(pads.buffer(2)).difference(land.paths)
        free = free.difference(land.roads.buffer(1.5))
    else:
        free = land.paved.buffer(-2.4).difference(pads).difference(land.paths)
    free = unary_union(
        [
            free.difference(land.roads),
            regions(land.site.lawns).intersection(land.paved.buffer(-1)).difference(land.paths),
        ]
    )
    taken = unary_union([pads, land.water.buffer(0.6), houses_of(land.neighbours)])
    _cut_areas(land, unary_union([taken, land.roads.buffer(0.5), land.paths]))
    used = unary_union([region for _, region in land.areas] or [NOTHING])
    free = free.difference(unary_union([taken, used.buffer(0.3)])).buffer(-1.4).buffer(1.4)
    land.lawn = unary_union(pieces_of(free, 25)).simplify(0.18)
    lay_stone(land)


def _cut_areas(land: Land, taken: BaseGeometry) -> None:
    """The free ground of each area: earlier ones come first."""
    for kind, ring in land.site.areas:
        region = Polygon(ring).buffer(0).intersection(land.paved.buffer(-0.8)).difference(taken)
        pieces = pieces_of(region.buffer(-0.4).buffer(0.4), LEAST_AREA_M2)
        if pieces:
            land.areas.append((kind, unary_union(pieces).simplify(0.1)))
            taken = unary_union([taken, region.buffer(0.3)])


def lay_stone(land: Land) -> None:
    """Edges of lawns, areas and water, and stone on all other paved land."""
    green = unary_union([land.lawn, land.water, *(region for _, region in land.areas)])
    collar = green.buffer(0.3, join_style="mitre")
    land.edges = collar.difference(green).intersection(land.paved)
    land.stone = land.paved.buffer(-0.055, join_style="mitre").difference(collar)


def road_sides(land: Land) -> list[LineString]:
    """Lines round the roads that a scene gives, for street lamps."""
    pieces = pieces_of(regions(land.site.roads).buffer(0.9), 60.0)
    return [LineString(piece.exterior.coords).simplify(0.5) for piece in pieces]
