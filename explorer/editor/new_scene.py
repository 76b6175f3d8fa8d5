"""A scene to start from: it opens at once, every key has a comment, and texts to be written are marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from ..base.suffixes import SCENE_FILES
from ..i18n import Language, Text, tr
from ..park.checks.reviewed import FILE as REVIEWED
from ..park.model import Frame, Zone
from .writing import Gap, Say, commented

ACCENTS = (
    "#2F74D0", "#1FA588", "#E2553D", "#7B5CD6", "#E3B23C", "#C2478E", "#23809A", "#5BB95F", "#F2884B", "#4653C8",
    "#B8463C", "#86A845",
)  # fmt: skip
BUILDINGS = (
    "hall", "office", "dome", "shed", "tower", "pavilion", "glass_box", "house", "arena", "tanks", "gate", "tower_ring",
    "lab", "hotel", "school", "warehouse", "podium_tower", "stand",
)  # fmt: skip
"""Buildings, used in turn so that neighbours differ."""
ICONS = ("factory", "package", "wrench", "users", "leaf", "cpu", "truck", "droplets", "lightbulb", "map-pin")

TITLE = Text("{name} Park")
SUBTITLE = Text("Say in one line what your park is about")
WHAT = Text("Say here what visitors will see")
DO = Text("And say what they can do. A short sentence.")
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


def comments() -> list[str]:
    """All comments of a new scene in English, the keys of their translations."""
    found: dict[str, None] = {}

    def note(words: str) -> str:
        found[words] = None
        return words

    new_scene("park", "Park", ("en",), 2, note)
    return [words for words in found if words]


def new_scene(
    id: str, name: str, languages: Sequence[Language], zones: int, say: Say | None = None
) -> dict[str, str]:
    """The files of a new scene, by their names in its folder.

    Parameters
    ----------
    name : the company or school whose park it is.
    languages : at least one, the main one first.
    zones : how many, from 1 to 24.
    say : translates a comment; by default into the scene's main language, if there is a catalogue.
    """
    speak = say or (lambda words: tr(Text(words), languages[0]) if words else "")

    def gap(text: Text, **values: object) -> Gap:
        return Gap({language: tr(text, language, **values) for language in languages})

    ids = [f"zone-{number}" for number in range(1, zones + 1)]
    seed = crc32(name.encode()) % 10_000  # parks of two names differ from the first picture on
    park: dict[str, Any] = {
        "format": 1,
        "id": id,
        "languages": list(languages),
        "title": gap(TITLE, name=name),
        "subtitle": gap(SUBTITLE),
        "opening": {"what": gap(WHAT), "do": gap(DO)},
        "site": {"kind": "island", "seed": seed},
        "walk": ids,
    }
    files = {"park.yaml": commented(Frame, park, PARK_HEAD, speak)}
    for number, zone_id in enumerate(ids, 1):
        zone: dict[str, Any] = {
            "number": number,
            "title": gap(ZONE_TITLE, number=number),
            "icon": ICONS[(number - 1) % len(ICONS)],
            "accent": ACCENTS[(number - 1 + seed) % len(ACCENTS)],
            "building": {"kind": BUILDINGS[(number - 1) % len(BUILDINGS)]},
            "lead": gap(LEAD),
            "article": article_gap(languages),
        }
        if zones > 1:
            zone["related"] = [{"zone": ids[number % zones], "flow": gap(FLOW)}]
        files[f"zones/{zone_id}.yaml"] = commented(Zone, zone, ZONE_HEAD, speak)
    return files


def article_gap(languages: Sequence[Language]) -> Gap:
    """The article of a new zone: what to write in it."""
    return Gap({language: "\n\n".join(tr(part, language) for part in ARTICLE) for language in languages})


SUFFIXES = SCENE_FILES | {".json"}
MOST_FILES = 2_000
_ID = re.compile(rb"^id:[^\n]*", re.MULTILINE)


def copied_files(origin: Path, id: str) -> dict[str, bytes] | None:
    """The contents of a scene's files, by their names in its folder; None if there is no scene.

    Raises
    ------
    OSError
        If one of them cannot be read.
    """
    if not (origin / "park.yaml").is_file():
        return None
    all_files = (
        p for p in islice(origin.rglob("*"), MOST_FILES) if p.suffix.lower() in SUFFIXES and p.is_file()
    )
    found = sorted(p for p in all_files if not any(k.startswith(".") for k in p.relative_to(origin).parts))
    found = [p for p in found if p != origin / REVIEWED]  # reviews of the original do not hold for the copy
    files = {path.relative_to(origin).as_posix(): path.read_bytes() for path in found}
    files["park.yaml"] = _ID.sub(b"id: " + id.encode(), files["park.yaml"], count=1)
    return files
