"""A map file (GeoJSON or OpenStreetMap XML) read as a site: buildings, roads, paths, water and areas, in metres about its middle.

The file is read feature by feature and twice, so that a large one never has to fit into memory: first to find the
middle, then for what lies round it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import LineString, Polygon, box, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.i18n import Text

from ..kinds import STOREY_M
from ..rows import Roof
from .fault import MapFault
from .geojson import features_of_geojson, not_degrees
from .osm_xml import features_of_osm

HALF_M = 320.0
"""Half the side of the square that is read: the ground is made of cells of one metre."""

MOST_BYTES = 512 << 20
METRES_A_DEGREE = 111_320.0
USUAL_STOREYS = 2
"""Storeys of a building that the map gives no height."""

LEAST_M2 = 12.0
"""Smallest footprint that is read: smaller ones are sheds and kiosks."""

ROADS = {
    "motorway": 12.0, "trunk": 11.0, "primary": 10.0, "secondary": 9.0, "tertiary": 8.0, "residential": 6.5,
    "unclassified": 6.0, "living_street": 5.5, "service": 4.5, "busway": 7.0, "road": 6.0,
}  # fmt: skip
"""Widths by kind of road (tag `highway`), in metres."""

PATHS = {"footway", "path", "pedestrian", "cycleway", "steps", "track", "bridleway"}
WATERWAYS = {"river": 14.0, "canal": 9.0, "stream": 3.0}
AREAS: dict[tuple[str, str], str] = {
    ("natural", "wood"): "woods", ("landuse", "forest"): "woods", ("natural", "scrub"): "woods",
    ("landuse", "orchard"): "orchard", ("landuse", "vineyard"): "vines", ("landuse", "farmland"): "field",
    ("amenity", "parking"): "car_park", ("leisure", "pitch"): "sports", ("leisure", "track"): "sports",
    ("leisure", "playground"): "playground", ("power", "plant"): "solar", ("landuse", "grass"): "lawn",
    ("landuse", "meadow"): "lawn", ("landuse", "village_green"): "lawn", ("landuse", "recreation_ground"): "lawn",
    ("landuse", "cemetery"): "lawn", ("leisure", "park"): "lawn", ("leisure", "garden"): "lawn",
    ("natural", "grassland"): "lawn", ("natural", "water"): "water", ("waterway", "riverbank"): "water",
    ("man_made", "quay"): "quay",
    ("landuse", "basin"): "water", ("landuse", "reservoir"): "water", ("leisure", "swimming_pool"): "water",
}  # fmt: skip
"""Areas by tag and value; scenes have separate keys for `lawn` and `water`."""

PITCHED = {"gabled", "hipped", "half-hipped", "gambrel", "mansard", "saltbox", "pyramidal"}
CHURCHES = r"\b(church|chapel|cathedral|kirche|kapelle)\b|教堂"

NAME_KEYS = ("name", "official_name", "label", "title", "bezeichnung", "名称")
HEIGHT_KEYS = ("height", "building:height", "hieght", "hoehe", "höhe", "measuredheight", "高度")
STOREY_KEYS = ("building:levels", "levels", "storeys", "stories", "floors", "geschosse", "层数")


@dataclass(frozen=True, slots=True)
class Footprint:
    """A building of the map."""

    outline: Polygon  # without holes, in metres about the middle
    height_m: float
    storeys: int
    names: Mapping[str, str] = field(default_factory=dict)  # by language; "" is the local name
    use: str = ""  # what it is used for, as the map says
    roof: Roof = "auto"

    @property
    def name(self) -> str:
        """Its local name; empty without one."""
        return self.names.get("", "")


@dataclass(slots=True)
class SiteMap:
    """What a map says of a site, in metres east and north of its middle."""

    origin_deg: tuple[float, float]  # latitude and longitude of the middle
    buildings: list[Footprint] = field(default_factory=list)
    roads: list[Polygon] = field(default_factory=list)
    paths: list[LineString] = field(default_factory=list)
    water: list[Polygon] = field(default_factory=list)
    areas: list[tuple[str, Polygon]] = field(default_factory=list)
    is_openstreetmap: bool = False
    notes: list[Text] = field(default_factory=list)  # what the author should know


def read_map(path: Path, middle_deg: tuple[float, float] | None = None) -> SiteMap:
    """The site of a map file.

    Parameters
    ----------
    middle_deg : latitude and longitude of the middle; that of the named buildings if None.

    Raises
    ------
    OSError
        If the file cannot be read.
    MapFault
        If it holds no site.
    """
    if (size := path.stat().st_size) > MOST_BYTES:
        raise MapFault(
            Text("{path}: {size:.0f} MB is too large", path=path, size=size / 1e6),
            Text("cut the site out of it, for example with QGIS or ogr2ogr -clipsrc"),
        )
    counts = _Counts()
    middles, named, has_tags = _middles(path, counts)
    if not len(middles):
        raise MapFault(
            Text("{path}: no outlines of buildings", path=path),
            Text("export polygons with the tag `building`, or a layer of footprints alone"),
        )
    best = middles[named] if named.any() else middles
    lon, lat = (float(v) for v in np.median(best, axis=0))
    if middle_deg is not None:
        lat, lon = middle_deg
    site = SiteMap((lat, lon), is_openstreetmap=counts.openstreetmap > counts.features / 2)
    _fill(site, path, counts, has_tags)
    if not site.buildings:
        raise MapFault(
            Text(
                "{path}: no building within {half:.0f} m of {lat:.5f}, {lon:.5f}",
                path=path,
                half=HALF_M,
                lat=lat,
                lon=lon,
            ),
            Text("name the middle of your site: --centre LATITUDE,LONGITUDE"),
        )
    span = np.abs((middles - [lon, lat]) * [metres_east(lat), METRES_A_DEGREE]).max()
    if span > HALF_M:
        site.notes.append(
            Text(
                "The map reaches {far:,.0f} m from the middle ({lat:.5f}, {lon:.5f}); what lies within {half:.0f} m was taken. "
                "Another middle: --centre LATITUDE,LONGITUDE",
                far=float(span), lat=lat, lon=lon, half=HALF_M,
            )
        )  # fmt: skip
    if counts.broken:
        site.notes.append(
            Text(
                "{count} broken outline was left out.",
                "{count} broken outlines were left out.",
                count=counts.broken,
            )
        )
    if counts.without_height:
        site.notes.append(
            Text(
                "{count} of {whole} buildings have no height in the map and got {storeys} storeys.",
                count=counts.without_height, whole=len(site.buildings), storeys=USUAL_STOREYS,
            )
        )  # fmt: skip
    return site


@dataclass(slots=True)
class _Counts:
    features: int = 0
    openstreetmap: int = 0
    broken: int = 0
    without_height: int = 0


def features(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a map file, whatever its format. Raises MapFault."""
    with path.open("rb") as file:
        is_xml = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return features_of_osm(path) if is_xml else features_of_geojson(path)


def metres_east(lat: float) -> float:
    """Length of a degree of longitude at a latitude, in metres."""
    return METRES_A_DEGREE * math.cos(math.radians(lat))


def _tags(feature: Mapping[str, Any]) -> dict[str, str]:
    given = feature.get("properties")
    if not isinstance(given, dict):
        return {}
    inner = given.get("tags")
    tags = inner if isinstance(inner, dict) else given
    return {
        str(key).lower(): str(value).strip()
        for key, value in tags.items()
        if isinstance(value, str | int | float)
    }


def _first(tags: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((tags[key] for key in keys if tags.get(key)), "")


def _is_building(tags: Mapping[str, str], has_tags: bool) -> bool:
    return tags.get("building", "no") not in ("no", "") if has_tags else True


def _middles(path: Path, counts: _Counts) -> tuple[np.ndarray, np.ndarray, bool]:
    """Longitude and latitude of each building (n, 2), whether it has a name (n), and whether the map tags buildings."""
    rows: list[tuple[float, float, bool, bool]] = []
    for feature in features(path):
        counts.features += 1
        tags = _tags(feature)
        id_ = str(feature.get("id") or tags.get("@id", ""))
        counts.openstreetmap += bool(re.match(r"(node|way|relation)/", id_) or "osm_id" in tags)
        corner = _corner(feature)
        if corner is None:
            continue
        if abs(corner[0]) > 180 or abs(corner[1]) > 90:
            raise not_degrees(path, f"{corner[0]:.0f}, {corner[1]:.0f}")
        rows.append((*corner, bool(_first(tags, NAME_KEYS)), _is_building(tags, True)))
    has_tags = any(row[3] for row in rows)
    kept = [row for row in rows if row[3] or not has_tags]
    table = np.array(kept, float).reshape(-1, 4)
    return table[:, :2], table[:, 2] > 0, has_tags


def _corner(feature: Mapping[str, Any]) -> tuple[float, float] | None:
    """A corner of a polygon; None for any other geometry."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    at = geometry.get("coordinates")
    while isinstance(at, list) and at and isinstance(at[0], list):
        at = at[0]
    if isinstance(at, list) and len(at) >= 2 and all(isinstance(v, int | float) for v in at[:2]):
        return (float(at[0]), float(at[1]))
    return None


def _fill(site: SiteMap, path: Path, counts: _Counts, has_tags: bool) -> None:
    lat, lon = site.origin_deg
    scale = np.array([metres_east(lat), METRES_A_DEGREE])
    frame = box(-HALF_M, -HALF_M, HALF_M, HALF_M)
    lines: list[tuple[LineString, dict[str, str]]] = []
    for feature in features(path):
        try:
            whole = shapely.force_2d(shape(feature.get("geometry")))
            near = shapely.transform(whole, lambda p: (p - [lon, lat]) * scale)
            if not near.intersects(frame):
                continue
        except (ShapelyError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            counts.broken += feature.get("geometry") is not None
            continue
        tags = _tags(feature)
        if near.geom_type in ("LineString", "MultiLineString"):
            lines += [(part, tags) for part in getattr(near, "geoms", [near])]
        elif near.geom_type in ("Polygon", "MultiPolygon"):
            _add_polygon(site, near, tags, counts, has_tags, frame)
    houses = unary_union([building.outline.buffer(0.6) for building in site.buildings])
    _add_lines(site, lines, frame, houses)
    site.areas.sort(key=lambda area: area[1].area)  # what is small lies on what is large


def _add_polygon(
    site: SiteMap,
    near: BaseGeometry,
    tags: dict[str, str],
    counts: _Counts,
    has_tags: bool,
    frame: BaseGeometry,
) -> None:
    if _is_building(tags, has_tags):
        outline = _largest(near)
        if outline is None:
            counts.broken += 1
        elif outline.area >= LEAST_M2 and frame.contains(outline.centroid):
            site.buildings.append(_footprint(outline, tags, counts))
        return
    kind = next((kind for (key, value), kind in AREAS.items() if tags.get(key) == value), "")
    if not kind or tags.get("parking") in ("underground", "multi-storey", "rooftop"):
        return
    if kind == "solar" and "solar" not in (tags.get("plant:source", ""), tags.get("generator:source", "")):
        return
    for piece in rings(near.buffer(0).intersection(frame)):
        if kind == "water":
            site.water.append(piece)
        else:
            site.areas.append((kind, piece))


def _footprint(outline: Polygon, tags: dict[str, str], counts: _Counts) -> Footprint:
    names = {key.removeprefix("name:"): value for key, value in tags.items() if key.startswith("name:")}
    if local := _first(tags, NAME_KEYS):
        names[""] = local
    high = _number(_first(tags, HEIGHT_KEYS))
    storeys = _number(_first(tags, STOREY_KEYS))
    if high is None and storeys is None:
        counts.without_height += 1
        storeys = USUAL_STOREYS
    if high is None:
        assert storeys is not None
        high = storeys * STOREY_M
    count = round(storeys if storeys is not None else high / STOREY_M)
    use = " ".join(
        tags.get(key, "")
        for key in ("building", "amenity", "shop", "tourism", "office", "leisure", "railway")
    )
    use = f"{use} {local}".lower()
    return Footprint(
        outline, min(max(high, 2.5), 210.0), min(max(count, 1), 60), names, use, _roof(tags, use)
    )


def _roof(tags: Mapping[str, str], use: str) -> Roof:
    """Its roof as the map says; a church has a steeple unless its roof is flat."""
    shape_ = tags.get("roof:shape", "")
    if shape_ == "flat":
        return "flat"
    if re.search(CHURCHES, use):
        return "spire"
    return "pitched" if shape_ in PITCHED else "auto"


def _number(text: str) -> float | None:
    found = re.match(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(ft|')?", text)
    if found is None:
        return None
    value = float(found[1].replace(",", ".")) * (0.3048 if found[2] else 1.0)
    return value if 0 < value < 1000 else None


def _largest(near: BaseGeometry) -> Polygon | None:
    """The largest part of a building without its courts; None if nothing is left of it."""
    whole = near if near.is_valid else shapely.make_valid(near)
    parts = [part for part in getattr(whole, "geoms", [whole]) if isinstance(part, Polygon) and part.area > 0]
    if not parts:
        return None
    return Polygon(max(parts, key=lambda part: part.area).exterior).simplify(0.3)


def rings(region: BaseGeometry, least_m2: float = 20.0) -> Iterator[Polygon]:
    """A region as polygons without holes: one with a hole is cut through its middle."""
    for part in getattr(region, "geoms", [region]):
        if not isinstance(part, Polygon) or part.area < least_m2:
            continue
        if not part.interiors:
            yield part.simplify(0.25)
            continue
        west, south, east, north = part.bounds
        x = Polygon(part.interiors[0]).centroid.x
        for half in (box(west - 1, south - 1, x, north + 1), box(x, south - 1, east + 1, north + 1)):
            yield from rings(part.intersection(half), least_m2)


def _add_lines(
    site: SiteMap, lines: list[tuple[LineString, dict[str, str]]], frame: BaseGeometry, houses: BaseGeometry
) -> None:
    for line, tags in lines:
        if tags.get("tunnel", "no") != "no" or tags.get("layer", "").startswith("-"):
            continue
        way, water = tags.get("highway", ""), tags.get("waterway", "")
        if width := ROADS.get(way.removesuffix("_link"), 0.0):
            given = _number(tags.get("width", ""))
            strip = line.buffer(min(given or width, 20.0) / 2, cap_style="flat", quad_segs=4)
            site.roads += rings(strip.intersection(frame).difference(houses))
        elif way in PATHS:
            clear = line.intersection(frame).difference(houses)
            parts = getattr(clear, "geoms", [clear])
            site.paths += [
                part.simplify(0.4) for part in parts if isinstance(part, LineString) and part.length > 4
            ]
        elif width := WATERWAYS.get(water, 0.0):
            strip = line.buffer(width / 2, cap_style="flat", quad_segs=4)
            site.water += rings(strip.intersection(frame).difference(houses))
