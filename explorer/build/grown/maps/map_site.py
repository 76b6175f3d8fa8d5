"""What a scene takes from a map: which buildings become zones, and their surroundings, as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from explorer.i18n import Text

from ..outline import Framed, framed
from ..rows import Point2, Roof
from .map_file import HALF_M, METRES_A_DEGREE, Footprint, SiteMap, metres_east, rings

NEAR_M = 150.0
"""Distance from the middle at which a building counts half as much."""

LEAST_ZONE_M2 = 60.0
MOST_CORNERS = 200

Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A building of a map that becomes a zone."""

    names: Mapping[str, str]  # by language; "" is the local name
    use: str
    storeys: int
    roof: Roof
    frame: Framed


@dataclass(frozen=True, slots=True)
class MapSite:
    """A site of a map, in metres about the middle of its zones."""

    zones: tuple[Chosen, ...]  # clockwise about their middle, from the south
    origin_deg: Point2  # latitude and longitude of the middle
    edge_m: tuple[float, float, float, float]  # west, south, east and north, where the map was cut
    roads: list[Ring]
    lawns: list[Ring]
    water: list[Ring]
    paths: list[Ring]
    areas: list[tuple[str, Ring]]
    neighbours: list[tuple[Ring, float]]


def site_of(map_: SiteMap, zones: int, around_m: float, most_areas: int, most_neighbours: int) -> MapSite:
    """The site of a map; notes for the author are added to `map_.notes`.

    Parameters
    ----------
    around_m : how far round the zones neighbours, roads and areas are kept.
    most_areas, most_neighbours : limits of a scene.
    """
    chosen = _chosen(map_, zones)
    whole = unary_union([building.outline for building in chosen]).envelope
    x, y = (float(v) for v in whole.centroid.coords[0])
    cut = whole.buffer(around_m, join_style="mitre")
    taken = {id(building) for building in chosen}
    near = sorted(
        (b for b in map_.buildings if id(b) not in taken and cut.contains(b.outline.centroid)),
        key=lambda b: b.outline.distance(Point(x, y)),
    )
    free = [b for b in near if not any(b.outline.intersection(c.outline).area > 1.0 for c in chosen)]
    _note_cut(map_, len(free), most_neighbours, Text("neighbours"))

    def polygons(given: Sequence[Polygon], what: Text) -> list[Ring]:
        pieces = [piece for region in given for piece in rings(region.intersection(cut))]
        pieces.sort(key=lambda piece: -piece.area)
        _note_cut(map_, len(pieces), most_areas, what)
        return [_ring(piece, (-x, -y)) for piece in pieces[:most_areas]]

    uses = [(kind, piece) for kind, region in map_.areas for piece in rings(region.intersection(cut))]
    areas = [(kind, piece) for kind, piece in uses if kind != "lawn"]
    _note_cut(map_, len(areas), most_areas, Text("areas"))
    lat, lon = map_.origin_deg
    origin = (lat + y / METRES_A_DEGREE, lon + x / metres_east(lat))
    return MapSite(
        tuple(_framed(building, (-x, -y)) for building in _in_turn(chosen)),
        (round(origin[0], 6), round(origin[1], 6)),
        _edge(cut.intersection(box(-HALF_M, -HALF_M, HALF_M, HALF_M)), (-x, -y)),
        polygons(map_.roads, Text("roads")),
        polygons([piece for kind, piece in uses if kind == "lawn"], Text("lawns")),
        polygons(map_.water, Text("waters")),
        _paths(map_, cut, (-x, -y), most_areas),
        [(kind, _ring(piece, (-x, -y))) for kind, piece in areas[:most_areas]],
        [(_ring(b.outline, (-x, -y)), tenth(b.height_m)) for b in free[:most_neighbours]],
    )


def _edge(cut: Polygon, moved: Point2) -> tuple[float, float, float, float]:
    west, south, east, north = affinity.translate(cut, *moved).bounds
    return tenth(west), tenth(south), tenth(east), tenth(north)


def _chosen(map_: SiteMap, most: int) -> list[Footprint]:
    """Named buildings first, then any; large and near the middle first; none on top of another."""

    def rank(building: Footprint) -> tuple[bool, float]:
        away = Point(0, 0).distance(building.outline.centroid)
        return (not building.name, -building.outline.area / (1 + (away / NEAR_M) ** 2))

    chosen: list[Footprint] = []
    names = set[str]()
    has_names = any(building.name for building in map_.buildings)
    for building in sorted(map_.buildings, key=rank):
        if len(chosen) >= most or (has_names and not building.name):
            break
        if building.outline.area < LEAST_ZONE_M2 and has_names:
            continue
        if building.name in names or any(building.outline.intersects(other.outline) for other in chosen):
            continue
        chosen.append(building)
        names |= {building.name} if building.name else set()
    if not chosen:
        chosen = [max(map_.buildings, key=lambda building: building.outline.area)]
    if not has_names:
        map_.notes.append(Text("No building has a name in the map: the largest ones were taken."))
    elif len(chosen) < most:
        map_.notes.append(
            Text(
                "{count} building has a name and was taken.",
                "{count} buildings have a name and were taken.",
                count=len(chosen),
            )
        )
    return chosen


def _in_turn(chosen: Sequence[Footprint]) -> list[Footprint]:
    """The order of a walk: clockwise about their middle, from the south."""
    hub = unary_union([building.outline for building in chosen]).centroid

    def bearing(building: Footprint) -> float:
        at = building.outline.centroid
        return (math.atan2(at.x - hub.x, at.y - hub.y) - math.pi) % (2 * math.pi)

    return sorted(chosen, key=bearing)


def _framed(building: Footprint, moved: Point2) -> Chosen:
    outline = affinity.translate(orient(_limited(building.outline)), *moved)
    frame = framed(_points(outline), toward=(0.0, 0.0))
    return Chosen(building.names, building.use, building.storeys, building.roof, frame)


def _note_cut(map_: SiteMap, count: int, most: int, what: Text) -> None:
    if count > most:
        map_.notes.append(
            Text(
                "{what}: {count} in the map, {most} taken, the rest left out.",
                what=what,
                count=count,
                most=most,
            )
        )


def _paths(map_: SiteMap, cut: Polygon, moved: Point2, most: int) -> list[Ring]:
    parts: list[LineString] = []
    for line in map_.paths:
        inside = line.intersection(cut)
        pieces = (part for part in getattr(inside, "geoms", [inside]) if isinstance(part, LineString))
        parts += [part for part in pieces if part.length > 4]
    parts.sort(key=lambda part: -part.length)
    _note_cut(map_, len(parts), most, Text("paths"))
    out = []
    for part in parts[:most]:
        simpler = part.simplify(0.5 if len(part.coords) <= MOST_CORNERS else 2.0)
        points = list(affinity.translate(simpler, *moved).coords)[:MOST_CORNERS]
        out.append([[tenth(x), tenth(y)] for x, y in points])
    return out


def _limited(outline: Polygon) -> Polygon:
    """An outline with at most as many corners as a scene may write."""
    step = 0.3
    while len(outline.exterior.coords) > MOST_CORNERS:
        step *= 2
        outline = Polygon(outline.exterior).simplify(step)
    return outline


def _ring(outline: Polygon, moved: Point2) -> Ring:
    placed = affinity.translate(orient(_limited(outline)), *moved)
    return [[tenth(x), tenth(y)] for x, y in _points(placed)]


def _points(outline: Polygon) -> list[Point2]:
    return [(float(x), float(y)) for x, y in np.array(outline.exterior.coords)[:-1]]


def tenth(value: float) -> float:
    """A length in tenths of a metre, as scenes write it."""
    return round(float(value), 1) + 0.0
