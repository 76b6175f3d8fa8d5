"""Scenes that say `site:` and `building:`, for tests: a small one, and the works of an invented pump maker."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PARK = """\
format: 1
id: works
title: {en: Works, zh: 工厂}
subtitle: {en: An invented maker, zh: 虚构的厂商}
site: island
"""
ZONE = """\
number: {number}
title: {{en: {title}, zh: {title_zh}}}
icon: factory
accent: "{colour}"
building: {building}
lead: {{en: A place., zh: 一处。}}
article: {{en: Words., zh: 文字。}}
"""
BUILDINGS = {"hall": "{kind: hall}", "tower": "{kind: tower, storeys: 8}", "shed": "{kind: shed, sign: none}"}
COLOURS = ("#1C7FB6", "#EE6C4D", "#159E9A", "#7B5CD6", "#F2A33A", "#D0396B")

KESSLER = {
    "gate": "{kind: gate}",
    "works": "{kind: hall}",
    "tower": "{kind: tower}",
    "test-field": "{kind: shed}",
    "engineering": "{kind: office}",
    "water": "{kind: dome}",
    "tanks": "{kind: tanks}",
    "show-room": "{kind: glass_box}",
}
"""Kessler Pumps, a pump maker that does not exist: eight zones and what stands there."""


def write_grown_scene(
    folder: Path,
    buildings: Mapping[str, str] = BUILDINGS,
    park: str = PARK,
    zones: Mapping[str, str] | None = None,
) -> Path:
    """Write a scene: a zone for each building, or as `zones` has it word by word."""
    (folder / "zones").mkdir(parents=True, exist_ok=True)
    (folder / "park.yaml").write_text(park, encoding="utf-8")
    for number, (id, building) in enumerate(buildings.items()):
        text = (zones or {}).get(id) or zone_text(number + 1, id, building)
        (folder / "zones" / f"{id}.yaml").write_text(text, encoding="utf-8")
    return folder


def zone_text(number: int, id: str, building: str) -> str:
    """The file of a zone."""
    title = id.replace("-", " ").title()
    colour = COLOURS[number % len(COLOURS)]
    return ZONE.format(number=number, title=title, title_zh="厂房", colour=colour, building=building)
