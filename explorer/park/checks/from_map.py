"""What a scene from a map adds to a park: outlines of buildings, and the credit of the map."""

from __future__ import annotations

from typing import Any

from ...build.grown.outline import is_drawable
from ...i18n import Text
from ..ground import Building, Region
from ..yaml_file import YamlFile

OUTLINE_OUT_M = 0.5
"""Tolerance of an outline: sizes are rounded to tenths of a metre."""


def checked_outline(file: YamlFile, building: Building, size: tuple[float, float]) -> Region:
    """The outline of a traced building; a wrong one is noted and left out."""
    ring = building.outline_m
    if ring is None:
        return ()
    if building.kind != "traced":
        file.fault(
            ("building", "outline_m"),
            Text("building.outline_m: a {kind} has its own outline", kind=building.kind),
            Text("write `kind: traced`, or leave the outline out"),
        )
        return ()
    if not is_drawable(ring):
        file.fault(
            ("building", "outline_m"),
            Text("building.outline_m: the corners cross each other or enclose nothing"),
            Text("write the corners in their order round the building"),
        )
        return ()
    if any(abs(x) > size[0] / 2 + OUTLINE_OUT_M or abs(y) > size[1] / 2 + OUTLINE_OUT_M for x, y in ring):
        file.fault(
            ("building", "outline_m"),
            Text("building.outline_m: reaches beyond `size_m`"),
            Text("corners are metres from the middle of the building, its front to the south"),
        )
        return ()
    return ring


def add_credit(park: dict[str, Any]) -> None:
    """Add the credit of a map to the note on the park, which every edition shows."""
    site = park["site"]
    source = site.get("map") if isinstance(site, dict) else None
    credit = source.get("credit") if isinstance(source, dict) else None
    if not isinstance(credit, dict):
        return
    notice = park.get("notice")
    if notice is None:
        park["notice"] = dict(credit)
    elif isinstance(notice, dict):
        park["notice"] = {
            code: f"{text}\n{credit[code]}" if isinstance(text, str) and code in credit else text
            for code, text in notice.items()
        }
