"""A scene from a map: its named buildings become zones, the others neighbours."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from ..build.grown.outline import framed
from ..i18n import Language, Text, tr
from ..park.base import LONGEST_NAME
from ..park.ground import MOST_AREAS, MOST_NEIGHBOURS
from ..park.model import Frame, Zone
from .new_scene import ACCENTS, DO, LEAD, PARK_HEAD, SUBTITLE, TITLE, WHAT, ZONE_HEAD, article_gap
from .site_map import METRES_A_DEGREE, Footprint, SiteMap, rings
from .writing import Gap, commented

CREDIT = Text("Map data © OpenStreetMap contributors, Open Database License: openstreetmap.org/copyright")
UNNAMED = Text("Building {number}", context="title of a building from a map")
USUAL_ZONES, AROUND_M, NEAR_M = 14, 120.0, 150.0
"""Zones of a new scene, how far round them its neighbours reach, and the distance at which a building counts half as much."""

LEAST_ZONE_M2 = 60.0
MOST_CORNERS = 200
LETTERS_MOST = 26
ICONS = (
    ("hospital|clinic|doctor", "hospital"), ("church|chapel|cathedral|mosque|temple|synagogue|kirche", "church"),
    ("library|bibliothek|图书馆", "book-open"), ("school|university|college|kindergarten|schule|大学|学校", "school"),
    ("sport|gym|stadium|pool|fitness", "dumbbell"), ("museum|theatre|theater|arts|gallery|concert", "palette"),
    ("science|lab|research|institut|研究", "flask-conical"), ("hotel|hostel|dorm|residence|apartments", "bed"),
    ("station|train|bahnhof", "train-front"), ("shop|retail|mall|supermarket|market", "store"),
    ("restaurant|cafe|canteen|mensa|bar", "utensils"), ("warehouse|storage|lager|logisti", "warehouse"),
    ("industrial|factory|works|manufactur|werk", "factory"), ("office|civic|government|townhall", "building"),
    ("house|detached|terrace|villa", "house"),
)  # fmt: skip
"""Icons by the words of a building's use and name."""


def scene_from_map(
    id: str,
    name: str,
    languages: Sequence[Language],
    site: SiteMap,
    zones: int = USUAL_ZONES,
    around_m: float = AROUND_M,
    credit: str = "",
) -> dict[str, str]:
    """The files of a new scene, by their names in its folder; notes for the author are added to `site.notes`.

    Parameters
    ----------
    around_m : how far round the zones neighbours, roads and areas are kept.
    credit : who made the map; for OpenStreetMap its own credit is used without it.
    """
    chosen = _chosen(site, zones)
    middle = np.array(unary_union([b.outline for b in chosen]).envelope.centroid.coords[0])
    moved = (-float(middle[0]), -float(middle[1]))
    frame = affinity.translate(
        unary_union([b.outline for b in chosen]).envelope.buffer(around_m, join_style="mitre"), *moved
    )
    ids: list[str] = []
    files: dict[str, str] = {}

    def say(words: str) -> str:
        return tr(Text(words), languages[0]) if words else ""

    for number, building in enumerate(_in_turn(chosen), 1):
        zone = _zone(building, moved, number, languages)
        zone_id = _free_id(zone["title"][languages[0]], ids)
        ids.append(zone_id)
        files[f"zones/{zone_id}.yaml"] = commented(Zone, zone, ZONE_HEAD, say)
    park: dict[str, Any] = {
        "format": 1,
        "id": id,
        "languages": list(languages),
        "title": _gap(languages, TITLE, name=name),
        "subtitle": _gap(languages, SUBTITLE),
        "opening": {"what": _gap(languages, WHAT), "do": _gap(languages, DO)},
        "site": {
            "kind": "meadow",
            "horizon": "hills",
            "ring_road": False,
            "plaza_m": 12,
            "trees": "few",
            **_surroundings(site, chosen, moved, frame),
            "map": {
                "credit": {code: credit or tr(CREDIT, code) for code in languages},
                "origin_deg": list(_moved_origin(site.origin_deg, middle)),
            },
        },
        "walk": ids,
    }
    files["park.yaml"] = commented(Frame, park, PARK_HEAD, say)
    return files


def _gap(languages: Sequence[Language], text: Text, **values: object) -> Gap:
    return Gap({language: tr(text, language, **values) for language in languages})


def _moved_origin(origin_deg: tuple[float, float], by: np.ndarray) -> tuple[float, float]:
    lat, lon = origin_deg
    north, east = float(by[1]) / METRES_A_DEGREE, float(by[0]) / METRES_A_DEGREE / math.cos(math.radians(lat))
    return round(lat + north, 6), round(lon + east, 6)


def _chosen(site: SiteMap, most: int) -> list[Footprint]:
    """The zones: named buildings first, then any; large and near the middle first; none on top of another."""

    def rank(building: Footprint) -> tuple[bool, float]:
        away = Point(0, 0).distance(building.outline.centroid)
        return (not building.name, -building.outline.area / (1 + (away / NEAR_M) ** 2))

    chosen: list[Footprint] = []
    names = set[str]()
    has_names = any(building.name for building in site.buildings)
    for building in sorted(site.buildings, key=rank):
        if len(chosen) >= most or (has_names and not building.name):
            break
        if building.outline.area < LEAST_ZONE_M2 and has_names:
            continue
        if building.name in names or any(building.outline.intersects(other.outline) for other in chosen):
            continue
        chosen.append(building)
        names |= {building.name} if building.name else set()
    if not chosen:
        chosen = [max(site.buildings, key=lambda building: building.outline.area)]
    if not has_names:
        site.notes.append(Text("No building has a name in the map: the largest ones were taken."))
    elif len(chosen) < most:
        site.notes.append(
            Text(
                "{count} building has a name and was taken.",
                "{count} buildings have a name and were taken.",
                count=len(chosen),
            )
        )
    return chosen


def _in_turn(chosen: Sequence[Footprint]) -> list[Footprint]:
    """Clockwise about their middle, from the south: the order of a walk."""
    hub = unary_union([building.outline for building in chosen]).centroid

    def bearing(building: Footprint) -> float:
        at = building.outline.centroid
        return math.atan2(at.x - hub.x, at.y - hub.y) % (2 * math.pi) - math.pi

    return sorted(chosen, key=lambda building: bearing(building) % (2 * math.pi))


def _zone(
    building: Footprint, moved: tuple[float, float], number: int, languages: Sequence[Language]
) -> dict[str, Any]:
    outline = affinity.translate(orient(_limited(building.outline)), *moved)
    found = framed(_points(outline), toward=(0.0, 0.0))
    local = building.name[:LONGEST_NAME].strip()
    title = {
        code: (
            building.names.get(code, "")[:LONGEST_NAME].strip() or local or tr(UNNAMED, code, number=number)
        )
        for code in languages
    }
    icon = next((icon for words, icon in ICONS if re.search(words, building.use)), "building-2")
    return {
        "number": number,
        "title": title,
        "letters": {code: _letters(text) for code, text in title.items()},
        "icon": icon,
        "accent": ACCENTS[(number - 1) % len(ACCENTS)],
        "building": {
            "kind": "traced",
            "size_m": [_tenth(max(side, 4.0)) for side in found.size_m],
            "outline_m": [[_tenth(x), _tenth(y)] for x, y in found.outline_m],
            "storeys": building.storeys,
        },
        "place": {
            "centre_m": [_tenth(v) for v in found.centre_m],
            "heading_deg": round(found.heading_deg, 1),
        },
        "lead": _gap(languages, LEAD),
        "article": article_gap(languages),
    }


def _letters(title: str) -> str:
    """A title in capitals, cut at a word if it is too long for a wall."""
    text = title.upper()
    if len(text) <= LETTERS_MOST:
        return text
    cut = text[: LETTERS_MOST + 1].rpartition(" ")[0]
    return cut or text[:LETTERS_MOST]


def _surroundings(
    site: SiteMap, chosen: Sequence[Footprint], moved: tuple[float, float], frame: Polygon
) -> dict[str, Any]:
    """Roads, paths, water, areas and neighbours round the zones, as many as a scene may have."""
    taken = {id(building) for building in chosen}
    middle = Point(-moved[0], -moved[1])
    cut = affinity.translate(frame, -moved[0], -moved[1])
    near = sorted(
        (b for b in site.buildings if id(b) not in taken and cut.contains(b.outline.centroid)),
        key=lambda b: b.outline.distance(middle),
    )
    free = [b for b in near if not any(b.outline.intersection(c.outline).area > 1.0 for c in chosen)]
    lawns = [piece for kind, piece in site.areas if kind == "lawn"]
    areas = [(kind, piece) for kind, piece in site.areas if kind != "lawn"]

    def polygons(given: Sequence[Polygon], what: Text) -> list[list[list[float]]]:
        pieces = [piece for region in given for piece in rings(region.intersection(cut))]
        pieces.sort(key=lambda piece: -piece.area)
        _note_cut(site, len(pieces), MOST_AREAS, what)
        return [_ring(piece, moved) for piece in pieces[:MOST_AREAS]]

    _note_cut(site, len(free), MOST_NEIGHBOURS, Text("neighbours"))
    kinds = [(kind, piece) for kind, region in areas for piece in rings(region.intersection(cut))]
    _note_cut(site, len(kinds), MOST_AREAS, Text("areas"))
    found: dict[str, Any] = {
        "roads": polygons(site.roads, Text("roads")),
        "lawns": polygons(lawns, Text("lawns")),
        "water": polygons(site.water, Text("waters")),
        "paths": _paths(site, cut, moved),
        "areas": [{"kind": kind, "outline_m": _ring(piece, moved)} for kind, piece in kinds[:MOST_AREAS]],
        "neighbours": [
            {"outline_m": _ring(b.outline, moved), "height_m": _tenth(b.height_m)}
            for b in free[:MOST_NEIGHBOURS]
        ],
    }
    return {key: value for key, value in found.items() if value}


def _note_cut(site: SiteMap, count: int, most: int, what: Text) -> None:
    if count > most:
        site.notes.append(
            Text(
                "{what}: {count} in the map, {most} taken, the rest left out.",
                what=what,
                count=count,
                most=most,
            )
        )


def _paths(site: SiteMap, cut: Polygon, moved: tuple[float, float]) -> list[list[list[float]]]:
    parts: list[LineString] = []
    for line in site.paths:
        inside = line.intersection(cut)
        parts += [
            part
            for part in getattr(inside, "geoms", [inside])
            if isinstance(part, LineString) and part.length > 4
        ]
    parts.sort(key=lambda part: -part.length)
    _note_cut(site, len(parts), MOST_AREAS, Text("paths"))
    out = []
    for part in parts[:MOST_AREAS]:
        simpler = part.simplify(0.5 if len(part.coords) <= MOST_CORNERS else 2.0)
        points = list(affinity.translate(simpler, *moved).coords)[:MOST_CORNERS]
        out.append([[_tenth(x), _tenth(y)] for x, y in points])
    return out


def _limited(outline: Polygon) -> Polygon:
    """An outline with at most as many corners as a scene may write."""
    step = 0.3
    while len(outline.exterior.coords) > MOST_CORNERS:
        step *= 2
        outline = Polygon(outline.exterior).simplify(step)
    return outline


def _ring(outline: Polygon, moved: tuple[float, float]) -> list[list[float]]:
    placed = affinity.translate(orient(_limited(outline)), *moved)
    return [[_tenth(x), _tenth(y)] for x, y in _points(placed)]


def _points(outline: Polygon) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in list(outline.exterior.coords)[:-1]]


def _tenth(value: float) -> float:
    return round(float(value), 1) + 0.0


def _free_id(title: str, taken: Sequence[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "building"
    stem = stem if stem[0].isalpha() else f"b-{stem}"
    number = 1
    while (id := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return id
