"""Features of the lawns: a pond, a round garden, flower beds and hedges, an orchard; also parking by the road, and a pier."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring, unary_union

from .arrange import NOTHING, footprint
from .land import ROAD_HALF_M, Land, lay_stone
from .regions import largest, pieces_of
from .rows import Floats, Lot

GRID_M = 3.0
POND_FROM_M, POND_MOST_M = 7.0, 12.5
GARDEN_FROM_M, GARDEN_MOST_M = 6.0, 8.5
STALL_M = (2.6, 5.2)
STALLS = 8
CAR_PARKS = 3
PIER_M = 17.0
PASSAGE_M = 16.0
PIER_BEARINGS = (205, 155, 225, 135, 250, 110, 180)


@dataclass(frozen=True, slots=True)
class CarPark:
    """A row of stalls beside the road: its middle, unit vectors along and away from the road, and the number of stalls."""

    middle: Floats
    along: Floats
    outward: Floats
    stalls: int

    @property
    def region(self) -> Polygon:
        """The paved area."""
        half, deep = self.stalls * STALL_M[0] / 2, STALL_M[1]
        ring = [(-half, -0.4), (half, -0.4), (half, deep), (-half, deep)]
        return Polygon([self.middle + self.along * x + self.outward * y for x, y in ring])


@dataclass(slots=True)
class Features:
    """Features of the lawns and of the edge of the land."""

    ponds: list[Polygon] = field(default_factory=list)
    # centre and radius of each round garden
    gardens: list[tuple[Floats, float]] = field(default_factory=list)
    orchards: list[Polygon] = field(default_factory=list)  # areas for rows of trees
    beds: BaseGeometry = NOTHING
    hedges: BaseGeometry = NOTHING
    car_parks: list[CarPark] = field(default_factory=list)
    pier: LineString | None = None  # from the shore outward

    @property
    def reserved(self) -> BaseGeometry:
        """The area without trees."""
        gardens = [Point(*middle).buffer(radius + 0.8) for middle, radius in self.gardens]
        ponds = [pond.buffer(1.0) for pond in self.ponds]
        parks = [park.region.buffer(1.0) for park in self.car_parks]
        pier = [self.pier.buffer(7.0)] if self.pier is not None else []
        return unary_union([*gardens, *ponds, *parks, *pier, self.beds.buffer(0.6), self.hedges.buffer(0.5)])


def add_features(land: Land, random: np.random.Generator) -> Features:
    """Furnish the lawns, the largest first; the features are cut out of the land."""
    found = Features(ponds=pieces_of(land.water, 2.0))
    if land.site.kind == "none":
        return found
    if land.road_line is not None:
        found.car_parks = _car_parks(land)
        taken = unary_union([park.region.buffer(0.5) for park in found.car_parks] or [NOTHING])
        land.lawn = land.lawn.difference(taken).buffer(-0.8).buffer(0.8)
    _furnish(land, found, random)
    if land.site.kind == "island":
        found.pier = _pier(land)
    cut = unary_union(
        [pond.buffer(0.55) for pond in found.ponds] + [Point(*m).buffer(r) for m, r in found.gardens]
        or [NOTHING]
    )
    land.lawn = unary_union(pieces_of(land.lawn.difference(cut), 12))
    _edge_with_green(land, found)
    lay_stone(land)
    return found


def _furnish(land: Land, found: Features, random: np.random.Generator) -> None:
    places = sorted(
        ((*_widest(piece), piece) for piece in pieces_of(land.lawn, 90)), key=lambda place: -place[1]
    )
    others = 0
    for middle, reach, piece in places[:9]:
        if reach > POND_FROM_M and len(found.ponds) < 1 + (len(places) > 6):
            found.ponds.append(_pond(middle, min(reach * 0.72, POND_MOST_M), piece, random))
        elif reach > GARDEN_FROM_M and len(found.gardens) < 2:
            found.gardens.append((middle, min(reach * 0.62, GARDEN_MOST_M)))
        elif reach > GARDEN_FROM_M and others < 2:
            found.orchards.append(piece)
            others += 1


def _widest(piece: Polygon) -> tuple[Floats, float]:
    """Centre and radius of roughly the largest circle in a piece of lawn."""
    west, south, east, north = piece.bounds
    x, y = np.meshgrid(np.arange(west, east, GRID_M), np.arange(south, north, GRID_M))
    points = shapely.points(x.ravel(), y.ravel())
    shapely.prepare(piece)
    inside = shapely.contains(piece, points)
    if not inside.any():
        return np.array(piece.representative_point().coords[0]), 0.0
    reach = np.zeros(len(points))
    reach[inside] = shapely.distance(points[inside], piece.boundary)
    best = int(reach.argmax())
    return np.array([x.ravel()[best], y.ravel()[best]]), float(reach[best])


def _pond(middle: Floats, radius: float, piece: Polygon, random: np.random.Generator) -> Polygon:
    """A pond of two or three round lobes, well inside its lawn."""
    turn = random.uniform(0, 2 * math.pi)
    lobes = [Point(*middle).buffer(radius * 0.72)]
    for number in range(2):
        way = turn + number * random.uniform(1.9, 2.9)
        lobes.append(
            Point(*(middle + radius * 0.62 * np.array([math.cos(way), math.sin(way)]))).buffer(radius * 0.5)
        )
    blob = unary_union(lobes).buffer(2.0).buffer(-2.0)
    return largest(blob.intersection(piece.buffer(-1.8))).simplify(0.08)


def _edge_with_green(land: Land, found: Features) -> None:
    """Beds and hedges where a lawn meets the plaza or a forecourt."""
    fronts = unary_union([pad.buffer(3.4) for pad in land.forecourts.values()])
    by_plaza = land.plaza.buffer(7.0)
    inside = land.lawn.buffer(-0.5).simplify(0.1)
    passages = unary_union([passage(lot) for lot in land.lots if lot.row.kind == "gate"])
    hedge = inside.intersection(fronts).difference(inside.buffer(-0.95, quad_segs=4)).difference(passages)
    bed = inside.buffer(-0.1, quad_segs=4).intersection(by_plaza).difference(inside.buffer(-2.2, quad_segs=4))
    found.beds = unary_union(pieces_of(bed, 3.0))
    found.hedges = unary_union(pieces_of(hedge.difference(by_plaza), 2.0))


def passage(lot: Lot) -> Polygon:
    """The ground through a gate and before both its sides, which no hedge closes."""
    out = lot.front * (lot.size_m[1] / 2 + PASSAGE_M)
    return LineString([lot.centre - out, lot.centre + out]).buffer(lot.size_m[0] * 0.28, cap_style="flat")


def _car_parks(land: Land) -> list[CarPark]:
    """Rows of stalls outside the straight parts of the ring road."""
    assert land.road_line is not None
    ring = Polygon(land.road_line)
    line = ring.exterior
    half = STALLS * STALL_M[0] / 2
    ways = unary_union([way.line.buffer(way.width_m / 2 + 1) for way in land.ways])
    room = land.outline.buffer(-8.2)
    taken = unary_union([ways, *(footprint(lot, 4, 10) for lot in land.lots)])
    shapely.prepare(taken)
    shapely.prepare(room)
    found: list[tuple[float, CarPark]] = []
    for at in np.arange(half, line.length - half, 9.0):
        start, end = (np.array(line.interpolate(at + way).coords[0]) for way in (-half, half))
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
        piece = substring(line, at - half, at + half)
        outward = np.array([along[1], -along[0]]) * (1 if line.is_ccw else -1)
        offsets = (np.array(piece.coords) - start) @ outward
        if np.ptp(offsets) > 0.9:
            continue
        middle = (start + end) / 2 + outward * (ROAD_HALF_M + 0.35 + float(offsets.max()))
        park = CarPark(middle, along, outward, STALLS)
        region = park.region
        if room.contains(region) and not taken.intersects(region):
            found.append((float(np.linalg.norm(middle - land.hub)), park))
    kept: list[CarPark] = []
    for _, park in sorted(found, key=lambda row: row[0]):
        if (
            all(float(np.linalg.norm(park.middle - other.middle)) > 70 for other in kept)
            and len(kept) < CAR_PARKS
        ):
            kept.append(park)
    return kept


def _pier(land: Land) -> LineString | None:
    """A pier from the southern shore, beside the entrance path."""
    gate = land.ways[-1].line.buffer(16)
    for bearing in map(math.radians, PIER_BEARINGS):
        way = np.array([math.sin(bearing), math.cos(bearing)])
        ray = LineString([land.hub, land.hub + 600 * way])
        shore = ray.intersection(land.outline.exterior)
        if shore.is_empty:
            continue
        at = np.array(
            max(
                (p for p in getattr(shore, "geoms", [shore])), key=lambda p: p.distance(Point(*land.hub))
            ).coords[0]
        )
        here = Point(*at)
        if gate.contains(here):
            continue
        line = land.outline.exterior
        along = line.project(here)
        before, after = (np.array(line.interpolate(along + step).coords[0]) for step in (-2.0, 2.0))
        edge = (after - before) / max(float(np.linalg.norm(after - before)), 1e-6)
        out = np.array([edge[1], -edge[0]])
        out = out if float(out @ way) > 0 else -out
        pier = LineString([at - out * 1.2, at + out * PIER_M])
        if not land.outline.buffer(-1.5).intersects(pier):
            return pier
    return None
