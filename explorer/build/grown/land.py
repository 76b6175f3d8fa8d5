"""The land as regions cut out of each other: shore, ring road, forecourts, paths and lawns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

from .arrange import NOTHING, arrange, footprint, gate_of, plaza_radius
from .far.open_water import open_water, rivers_onward
from .outline import neighbours_of
from .regions import largest, pieces_of, regions
from .rows import FORECOURT_M, BuildingRow, Floats, Lot, Region, SiteRow
from .ways import Way, lay_paths, way_in

RING_ROAD_FROM = 5
"""Minimum number of buildings for a ring road."""

ROAD_HALF_M = 3.9
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
    sea: BaseGeometry = NOTHING  # water of a real site that goes on beyond its map; no part of the land
    rivers: BaseGeometry = NOTHING  # of a real site, beyond the land
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
        around = self.outline.exterior if self.site.kind == "island" else self.sea
        return unary_union([self.water, around])

    @property
    def footprints(self) -> BaseGeometry:
        """The footprints of all buildings."""
        return unary_union([footprint(lot) for lot in self.lots])


def houses_of(neighbours: Sequence[Lot]) -> BaseGeometry:
    """The ground of buildings that are not zones, with a strip around each."""
    return unary_union([footprint(lot, STRIP_M) for lot in neighbours] or [NOTHING])


def lay_out(rows: Sequence[BuildingRow], site: SiteRow) -> Land:
    """Lay out the land for these buildings: a copy, whose regions may be replaced."""
    return copy(_laid_out(tuple(rows), site))


@lru_cache(2)  # it is planned first, and built after that
def _laid_out(rows: tuple[BuildingRow, ...], site: SiteRow) -> Land:
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
        site.ring_road
        if site.ring_road is not None
        else len(rows) >= RING_ROAD_FROM and not site.roads and site.variety.has_ring
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
    outline = _outline(edge, gate, site.variety.shore_m)
    sea = _sea(site, lots, plaza)
    if not sea.is_empty:
        outline = largest(outline.difference(sea).buffer(-0.5).buffer(0.5)).simplify(0.1)
    land = Land(
        site, lots, hub, plaza_m, outline, gate, line, roads, plaza,
        {lot.id: footprint(lot, 2.6, FORECOURT_M).buffer(1.2) for lot in lots},
        neighbours=neighbours, sea=sea,
    )  # fmt: skip
    if site.map_m is not None and site.kind not in ("island", "none"):
        land.rivers = rivers_onward(regions(site.water).difference(sea), site.map_m).difference(sea)
    _lay_paths(land, inner)
    _cut(land)
    land.rivers = land.rivers.difference(outline.buffer(-0.85))
    return land


def _sea(site: SiteRow, lots: Sequence[Lot], plaza: BaseGeometry) -> BaseGeometry:
    """The water that goes on beyond the map of a real site; empty if it would part its zones from each other."""
    if site.map_m is None or site.kind == "island":
        return NOTHING
    sea = open_water(regions(site.water), site.map_m)
    if sea.is_empty:
        return NOTHING
    zones = unary_union([plaza, *(footprint(lot, 2.6) for lot in lots)])
    near = zones.convex_hull.buffer(site.variety.shore_m).difference(sea)
    return sea.difference(zones.buffer(1.0)) if largest(near).buffer(0.1).contains(zones) else NOTHING


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


def _outline(edge: BaseGeometry, gate: Lot | None, shore_m: float) -> Polygon:
    reach = [edge.buffer(shore_m, quad_segs=10)]
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
    land.ways = [Way(part, PATH_M) for line in land.site.paths for part in _lines_on(land, line)]
    water = unary_union([regions(land.site.water), land.sea])
    land.ways += lay_paths(land.lots, land.hub, land.plaza_m, land.neighbours, water)
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


def _lines_on(land: Land, line: Region) -> list[LineString]:
    """The parts of a footpath of the scene that are on the land."""
    whole = LineString(line)
    inside = whole if land.sea.is_empty else whole.intersection(land.outline.buffer(-1.0))
    return [
        part
        for part in getattr(inside, "geoms", [inside])
        if isinstance(part, LineString) and part.length > 4
    ]


def _cut(land: Land) -> None:
    land.paved = land.outline.buffer(-0.8).difference(land.roads)
    bridges = unary_union([way.line.buffer(way.width_m / 2 + 0.3) for way in land.ways])
    own = regions(land.site.water).intersection(land.paved.buffer(-1.5))
    land.water = unary_union([own, land.rivers.intersection(land.paved)]).difference(land.sea)
    land.water = unary_union(pieces_of(land.water.difference(bridges), 2.0))
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
