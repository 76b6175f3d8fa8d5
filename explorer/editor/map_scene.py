"""A scene from a map: its named buildings become zones, the others neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..build.grown.maps.map_file import SiteMap
from ..build.grown.maps.map_site import Chosen, MapSite, site_of, tenth
from ..build.grown.outline import Framed
from ..i18n import Language, Text, tr
from ..park.base import LONGEST_NAME
from ..park.ground import MOST_AREAS, MOST_NEIGHBOURS
from ..park.model import Frame, Zone
from .new_scene import ACCENTS, DO, LEAD, PARK_HEAD, SUBTITLE, TITLE, WHAT, ZONE_HEAD, article_gap
from .pieces import free_name, id_of, to_be_written
from .writing import commented

CREDIT = Text("Map data © OpenStreetMap contributors, Open Database License: openstreetmap.org/copyright")
UNNAMED = Text("Building {number}", context="title of a building from a map")
USUAL_ZONES, AROUND_M = 14, 120.0
"""Zones of a new scene, and how far round them its neighbours reach."""

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
    map_: SiteMap,
    zones: int = USUAL_ZONES,
    around_m: float = AROUND_M,
    credit: str = "",
) -> dict[str, str]:
    """The files of a new scene, by their names in its folder; notes for the author are added to `map_.notes`.

    Parameters
    ----------
    around_m : how far round the zones neighbours, roads and areas are kept.
    credit : who made the map; for OpenStreetMap its own credit is used without it.
    """
    site = site_of(map_, zones, around_m, MOST_AREAS, MOST_NEIGHBOURS)
    ids: list[str] = []
    files: dict[str, str] = {}

    def say(words: str) -> str:
        return tr(Text(words), languages[0]) if words else ""

    for number, building in enumerate(site.zones, 1):
        zone = _zone(building, number, languages)
        zone_id = free_name(_stem(zone["title"][languages[0]]), ids)
        ids.append(zone_id)
        files[f"zones/{zone_id}.yaml"] = commented(Zone, zone, ZONE_HEAD, say)
    park: dict[str, Any] = {
        "format": 1,
        "id": id,
        "languages": list(languages),
        "title": to_be_written(languages, TITLE, name=name),
        "subtitle": to_be_written(languages, SUBTITLE),
        "opening": {"what": to_be_written(languages, WHAT), "do": to_be_written(languages, DO)},
        "site": {
            "kind": "meadow",
            "horizon": "hills",
            "ring_road": False,
            "plaza_m": 12,
            "trees": "few",
            **_surroundings(site),
            "map": {
                "credit": {code: credit or tr(CREDIT, code) for code in languages},
                "origin_deg": list(site.origin_deg),
                "from_m": list(site.edge_m[:2]),
                "to_m": list(site.edge_m[2:]),
            },
        },
        "walk": ids,
    }
    files["park.yaml"] = commented(Frame, park, PARK_HEAD, say)
    return files


def traced(frame: Framed, storeys: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """`building:` and `place:` of a building over an outline."""
    building = {
        "kind": "traced",
        "size_m": [tenth(max(side, 4.0)) for side in frame.size_m],
        "outline_m": [[tenth(x), tenth(y)] for x, y in frame.outline_m],
        "storeys": storeys,
    }
    return building, {
        "centre_m": [tenth(v) for v in frame.centre_m],
        "heading_deg": round(frame.heading_deg, 1),
    }


def _zone(chosen: Chosen, number: int, languages: Sequence[Language]) -> dict[str, Any]:
    local = chosen.names.get("", "")[:LONGEST_NAME].strip()
    title = {
        code: (chosen.names.get(code, "")[:LONGEST_NAME].strip() or local or tr(UNNAMED, code, number=number))
        for code in languages
    }
    building, place = traced(chosen.frame, chosen.storeys)
    if chosen.roof != "auto":
        building["roof"] = chosen.roof
    return {
        "number": number,
        "title": title,
        "letters": {code: _letters(text) for code, text in title.items()},
        "icon": next((icon for words, icon in ICONS if re.search(words, chosen.use)), "building-2"),
        "accent": ACCENTS[(number - 1) % len(ACCENTS)],
        "building": building,
        "place": place,
        "lead": to_be_written(languages, LEAD),
        "article": article_gap(languages),
    }


def _letters(title: str) -> str:
    """A title in capitals, cut at a word if it is too long for a wall."""
    text = title.upper()
    if len(text) <= LETTERS_MOST:
        return text
    cut = text[: LETTERS_MOST + 1].rpartition(" ")[0]
    return cut or text[:LETTERS_MOST]


def _surroundings(site: MapSite) -> dict[str, Any]:
    found: dict[str, Any] = {
        "roads": site.roads,
        "lawns": site.lawns,
        "water": site.water,
        "paths": site.paths,
        "areas": [{"kind": kind, "outline_m": ring} for kind, ring in site.areas],
        "neighbours": [{"outline_m": ring, "height_m": height} for ring, height in site.neighbours],
    }
    return {key: value for key, value in found.items() if value}


def _stem(title: str) -> str:
    """The id of a zone with a title, unless it is taken."""
    stem = id_of(title, 40, "building")
    return stem if stem[0].isalpha() else f"b-{stem}"
