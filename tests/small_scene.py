"""Scenes with nothing that need not be there, on plain ground: as `new` makes them, with places in the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer.editor.new_scene import new_scene
from explorer.i18n import Language

STEP_M = 40
FRAME = """
start: overview
bounds: {{low_m: [-900, -900], high_m: [900, 900], ceiling_m: 300}}
views:
  overview: {{target_m: [0, 0, 4], azimuth_deg: 180, elevation_deg: 20, distance_m: {far_m}, fov_deg: 32}}
districts:
  - id: park
    title: {title}
    lead: {title}
    accent: {{day: "#2F74D0", night: "#3E8CFF"}}
    polygon_m: [[-{wide_m}, -50], [{wide_m}, -50], [{wide_m}, 30], [-{wide_m}, 30]]
"""
PLACE = """
district: park
place: {{centre_m: [{x}, 0], footprint_m: [26, 18], height_m: 12, heading_deg: 180, label_m: [{x}, 0, 13]}}
views:
  front: {{target_m: [{x}, 0, 5], azimuth_deg: 180, elevation_deg: 20, distance_m: 70}}
  exhibit: {{target_m: [{x}, 0, 5], azimuth_deg: 180, elevation_deg: 14, distance_m: 48}}
"""


def write_small_scene(folder: Path, languages: Sequence[Language] = ("en",), zones: int = 3) -> Path:
    """Write a new scene of so many zones in a row; returns its folder."""
    names = {"zh": "园区"}
    title = "{" + ", ".join(f"{code}: {names.get(code, 'The park')}" for code in languages) + "}"
    wide_m = STEP_M * zones // 2 + 20
    for name, made in new_scene("small", "Small", languages, zones).items():
        lines = made.splitlines()
        if name == "park.yaml":
            text = _without(lines, "site:") + FRAME.format(far_m=120 + 3 * wide_m, wide_m=wide_m, title=title)
        else:
            number = int(name.removesuffix(".yaml").rpartition("-")[2])
            text = _without(lines, "building:", "accent:") + PLACE.format(
                x=STEP_M * (number - (zones + 1) / 2)
            )
            text += 'accent: {day: "#1FA588", night: "#4FE8A8"}\n'
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _without(lines: list[str], *keys: str) -> str:
    """The lines of a file without some keys of its top level, and what belongs to them."""
    kept, leaves_out = [], False
    for line in lines:
        if line[:1].strip() and not line.startswith("#"):
            leaves_out = line.startswith(keys)
        if not leaves_out:
            kept.append(line)
    return "\n".join(kept) + "\n"
