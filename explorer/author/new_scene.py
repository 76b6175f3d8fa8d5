"""A scene to begin with: it opens at once, every key stands under a comment, and what is to be written is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..i18n import Language, Text, tr
from ..park.model import Frame, Zone
from .commented import Gap, commented
from .places import FOOT_M, arranged, reach_m

ACCENTS = (
    ("#2F74D0", "#3E8CFF"), ("#1FA588", "#4FE8A8"), ("#E2553D", "#FF7050"), ("#7B5CD6", "#8A66FF"),
    ("#E3B23C", "#FFD66B"), ("#C2478E", "#FF7FC8"), ("#23809A", "#4FC8F0"), ("#5BB95F", "#9CF58A"),
    ("#F2884B", "#FFA05C"), ("#4653C8", "#6C78FF"), ("#B8463C", "#FF6A5C"), ("#86A845", "#D6F07A"),
)  # fmt: skip
"""By day and by night, in turn."""
APRON_M = 34.0
"""So far the ground reaches before the foremost zone."""
ICONS = ("factory", "package", "wrench", "users", "leaf", "cpu", "truck", "droplets", "lightbulb", "map-pin")

TITLE = Text("{name} Park")
SUBTITLE = Text("Say in one line what your park is about")
WHAT = Text("Say here what visitors will see")
DO = Text("And say what they can do. A short sentence.")
DISTRICT = Text("The park")
DISTRICT_LEAD = Text("All zones stand here.")
ZONE_TITLE = Text("Zone {number}", context="title of a new zone")
LEAD = Text("Say here in one sentence what visitors find in this zone and why it is worth a look.")
ARTICLE = (
    Text(
        "Write two or three short paragraphs. Begin with what this place is, in words that a newcomer understands."
    ),
    Text("Then tell one thing that surprises: a number, a comparison, or a decision that was made here."),
    Text("End with what visitors can do or see next."),
)
FLOW = Text("what goes from one to the other")

PARK_HEAD = (
    "The park as a whole. Lines that begin with # are notes: the program does not read them. Replace every text that "
    "is marked TO DO, then run: check"
)
ZONE_HEAD = "A zone: its place in the park, its name, and what it tells. The name of this file is its id."


def new_scene(id: str, name: str, languages: Sequence[Language], zones: int) -> dict[str, str]:
    """The files of a new scene, by their names in its folder.

    Parameters
    ----------
    name : whose park it is.
    languages : at least one, the main one first.
    zones : how many, from 1 to 24.
    """
    spots = arranged(zones)
    reach = reach_m(spots)
    south, north = (end(spot.centre_m[1] for spot in spots) for end in (min, max))
    low, high = round(south - APRON_M), round(north + max(FOOT_M))

    wide = round(reach)

    def gap(text: Text, **values: object) -> Gap:
        return Gap({language: tr(text, language, **values) for language in languages})

    ids = [f"zone-{number}" for number in range(1, zones + 1)]
    park: dict[str, Any] = {
        "format": 1,
        "id": id,
        "languages": list(languages),
        "title": gap(TITLE, name=name),
        "subtitle": gap(SUBTITLE),
        "opening": {"what": gap(WHAT), "do": gap(DO)},
        "start": "overview",
        "bounds": {
            "low_m": [-round(reach * 4)] * 2,
            "high_m": [round(reach * 4)] * 2,
            "ceiling_m": max(200, round(reach * 3)),
        },
        "views": {
            "overview": {
                "target_m": [0, round((south + north) / 2 - 4), 4],
                "azimuth_deg": 180,
                "elevation_deg": 20,
                "distance_m": round(reach * 2.3),
                "fov_deg": 32,
            }
        },
        "walk": ids,
        "districts": [
            {
                "id": "park",
                "title": gap(DISTRICT),
                "lead": gap(DISTRICT_LEAD),
                "accent": {"day": ACCENTS[0][0], "night": ACCENTS[0][1]},
                "polygon_m": [[-wide, low], [wide, low], [wide, high], [-wide, high]],
            }
        ],
    }
    files = {"park.yaml": commented(Frame, park, PARK_HEAD)}
    for number, (zone_id, spot) in enumerate(zip(ids, spots, strict=True), 1):
        day, night = ACCENTS[(number - 1) % len(ACCENTS)]
        x, y = spot.centre_m
        view: dict[str, Any] = {
            "target_m": [x, y, round(spot.height_m * 0.4, 1)],
            "azimuth_deg": spot.heading_deg,
        }
        zone: dict[str, Any] = {
            "number": number,
            "district": "park",
            "title": gap(ZONE_TITLE, number=number),
            "icon": ICONS[(number - 1) % len(ICONS)],
            "accent": {"day": day, "night": night},
            "place": {
                "centre_m": [x, y],
                "footprint_m": list(FOOT_M),
                "height_m": spot.height_m,
                "heading_deg": spot.heading_deg,
                "label_m": [x, y, round(spot.height_m + 1, 1)],
            },
            "views": {
                "front": {**view, "elevation_deg": 20, "distance_m": 70},
                "exhibit": {**view, "elevation_deg": 14, "distance_m": 48},
            },
            "lead": gap(LEAD),
            "article": _article(languages),
        }
        if zones > 1:
            zone["related"] = [{"zone": ids[number % zones], "flow": gap(FLOW)}]
        files[f"zones/{zone_id}.yaml"] = commented(Zone, zone, ZONE_HEAD)
    return files


def _article(languages: Sequence[Language]) -> Mapping[str, str]:
    return Gap({language: "\n\n".join(tr(part, language) for part in ARTICLE) for language in languages})
