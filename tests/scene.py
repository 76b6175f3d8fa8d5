"""A small scene that tests can write, break and read."""

from __future__ import annotations

from pathlib import Path

import pytest

PARK = """\
format: 1
id: toy
title: {en: Toy park, zh: 玩具园}
subtitle: {en: Two houses, zh: 两座房子}
notice: {en: A toy., zh: 一个玩具。}
briefing: letter
claims_expected: 2
start: overview
models: none
bounds: {low_m: [-200, -200], high_m: [200, 200], ceiling_m: 200}
views:
  overview: {target_m: [0, 0, 2], azimuth_deg: 180, elevation_deg: 30, distance_m: 150, fov_deg: 36}
walk: [mill, barn]
wording:
  sections: {opening: {en: Opening, zh: 开头}, goals: {en: Goals, zh: 目标}}
districts:
  - id: farm
    title: {en: Farm, zh: 农场}
    lead: {en: All of it, zh: 全部}
    accent: {day: "#35B07A", night: "#58E890"}
    polygon_m: [[-50, -50], [50, -50], [50, 50], [-50, 50]]
"""

ZONE = """\
number: {number}
district: farm
title: {{en: {name}, zh: 磨坊}}
letters: {{en: {name}, zh: 磨坊}}
icon: globe
accent: {{day: "#1FA588", night: "#4FE8A8"}}
place: {{centre_m: [{x}, 0], footprint_m: [10, 10], height_m: 12, heading_deg: 180, label_m: [{x}, 0, 13]}}
model: {id}
views:
  front: {{target_m: [{x}, 0, 5], azimuth_deg: 180, elevation_deg: 20, distance_m: 50}}
  exhibit: {{target_m: [{x}, 0, 5], azimuth_deg: 180, elevation_deg: 20, distance_m: 30}}
lead: {{en: "Here the [[wheel|wheel]] turns all day.", zh: 轮子在这里整天转动。}}
article:
  en: >-
    {article}
  zh: >-
    {article_zh}
business: {{en: It grinds., zh: 它磨粉。}}
related:
  - {{zone: {other}, flow: {{en: flour, zh: 面粉}}}}
beyond:
  - {{id: {id}-age, certainty: A, text: {{en: It is old., zh: 它很老。}}, source: almanac, date: "1850"}}
"""

CLAIMS = """\
C01: {kind: P, zone: mill, at: {section: opening, part: paragraph 1, sentence: 1}, text: {en: It turns., zh: 它在转。}}
C02: {kind: V, zone: barn, also: [mill], at: {section: goals, part: technology 1}, text: {en: It may last., zh: 也许耐用。}}
"""

GLOSSARY = """\
wheel: {term: {en: wheel, zh: 轮}, meaning: {en: A round thing., zh: 圆的东西。}, zones: [mill, barn]}
"""

SOURCES = """\
letter:
  {title: {en: A letter, zh: 一封信}, publisher: {en: Miller, zh: 磨坊主}
  , url: "https://example.org/a", date: "1849-05", seen: "2026-11-24"}
almanac:
  {title: {en: Almanac, zh: 年鉴}, publisher: {en: Printer, zh: 印刷所}
  , url: "https://example.org/b", date: "1850", seen: "2026-11-24"}
"""


def write_scene(folder: Path) -> Path:
    """Write a scene that is right in every way (but has no baked models); returns its folder."""
    (folder / "zones").mkdir(parents=True)
    for name, text in (("park", PARK), ("claims", CLAIMS), ("glossary", GLOSSARY), ("sources", SOURCES)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    for number, (id, other, x) in enumerate((("mill", "barn", -20), ("barn", "mill", 20)), start=1):
        text = ZONE.format(
            number=number,
            id=id,
            name=id.title(),
            other=other,
            x=x,
            article="A quiet sentence of eight words stands here. " * 13,
            article_zh="这里写着一句安静的话，一共十八个字左右。" * 8,
        )
        (folder / "zones" / f"{id}.yaml").write_text(text, "utf-8")
    return folder


def swap(path: Path, old: str, new: str) -> None:
    """Replace a text in a file once; the text must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def link(path: Path, target: Path | str) -> None:
    """Make a symbolic link. Where this user must not (Windows), or links are not seen as such (Wine), the test is skipped."""
    try:
        path.symlink_to(target)
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    if not path.is_symlink():
        pytest.skip("links are not seen here")
