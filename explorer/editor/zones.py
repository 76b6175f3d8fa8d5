"""Adding, copying, removing and linking zones: the changes of all files that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from math import hypot
from typing import Any

from ..base.baked_check import DAMAGED
from ..base.geometry import Vec2
from ..build.grown.grown import JOB, clear_of
from ..build.grown.kinds import KINDS
from ..park.model import Park
from ..park.plots import Plot, plots_of
from .change import DELETE, Change, Place
from .document import SceneDocument
from .forms import all_fields, names_in
from .new_scene import ACCENTS, ARTICLE, BUILDINGS, FLOW, LEAD, ZONE_TITLE
from .pieces import free_name, ids_in, to_be_written
from .placing import Written, changes_of, file_of
from .rewrite import has_comments
from .snapping import GAP_M

ICONS = {
    "hall": "factory", "shed": "warehouse", "tower": "building-2", "tower_ring": "building-2", "office": "building",
    "house": "house", "dome": "orbit", "gate": "door-open", "glass_box": "store", "tanks": "cylinder", "pavilion": "tent",
    "arena": "users", "podium_tower": "building-2", "lab": "flask-conical", "school": "school", "warehouse": "warehouse",
    "hotel": "hotel", "stand": "trophy", "traced": "building",
}  # fmt: skip
"""The initial icon of a new zone, by building."""

BLOCK_M = (24, 18, 12)
"""Width, depth and height of a plain block."""

IsClear = Callable[[Sequence[Vec2]], bool]

STEP_M, ROUNDS = 6.0, 40
"""Step of the search for free ground, and number of steps in each direction."""


def added(document: SceneDocument, near: Vec2, kind: str | None = None) -> tuple[str, list[Change]]:
    """A new zone, last in the walk, on the free ground nearest to a place; returns its id and the changes.

    Plaza, footpaths, roads and water count as taken.

    Parameters
    ----------
    kind : its building in the catalogue; None: another one than that of the last zone. Without a `site:` it is a plain block.
    """
    park = _park(document)
    number = next_number(document)
    kind = kind or BUILDINGS[(number - 1) % len(BUILDINGS)]
    stem = f"zone-{number}" if park.site is None else kind.replace("_", "-")
    size = BLOCK_M[:2] if park.site is None else KINDS[kind].size_m
    plot = free_plot(Plot("", near, size, 180.0), plots_of(park).values(), _is_clear(park))
    place = {"centre_m": [round(v) for v in plot.centre_m], "heading_deg": 180}
    return added_file(document, stem, {"kind": kind}, place)


def added_file(
    document: SceneDocument, stem: str, building: Mapping[str, Any], place: Mapping[str, Any]
) -> tuple[str, list[Change]]:
    """A new zone, last in the walk, with a building at a place; returns its id, which begins with `stem`, and the changes."""
    park = _park(document)
    id, number = free_name(stem, ids_in(document, "zones")), next_number(document)
    zone: dict[str, Any] = {
        "number": number,
        "title": to_be_written(park.languages, ZONE_TITLE, number=number),
        "icon": ICONS[building["kind"]],
        "accent": ACCENTS[(number - 1) % len(ACCENTS)],
        "building": dict(building),
        "place": dict(place),
        "lead": to_be_written(park.languages, LEAD),
        "article": to_be_written(park.languages, ARTICLE[0]),
    }
    if park.site is None:
        del zone["building"]
        zone |= _plain_block(place["centre_m"], zone["accent"], (names_in(park, "districts") or ("park",))[0])
    return id, _with_file(park, document.value, id, zone)


def _plain_block(centre: Sequence[float], accent: str, district: str) -> dict[str, Any]:
    """Keys that a zone needs if no site provides them."""
    x, y = centre
    view = {"target_m": [x, y, 6], "azimuth_deg": 180, "elevation_deg": 18, "distance_m": 90}
    return {
        "accent": {"day": accent, "night": accent},
        "district": district,
        "place": {
            "centre_m": [x, y],
            "footprint_m": list(BLOCK_M[:2]),
            "height_m": BLOCK_M[2],
            "heading_deg": 180,
            "label_m": [x, y, BLOCK_M[2] + 2],
        },
        "views": {"front": view, "exhibit": {**view, "distance_m": 50}},
    }


def duplicate(document: SceneDocument, zone: str) -> tuple[str, list[Change]]:
    """A copy of a zone beside it, with a new number and without its statements; returns its id and the changes."""
    park, written = _park(document), document.value
    id, number = free_name(zone, ids_in(document, "zones")), next_number(document)
    plots = plots_of(park)
    mine = plots[zone]
    beside = mine.world((mine.size_m[0] + GAP_M, 0.0))
    plot = free_plot(
        Plot(id, beside, mine.size_m, mine.heading_deg, mine.stage_m), plots.values(), _is_clear(park)
    )
    copied: dict[str, Any] = _plain(written(file_of(zone), ()))
    for key in ("beyond", "views"):
        copied.pop(key, None)
    copied["number"] = number
    place = copied.get("place")
    kept = {} if not isinstance(place, dict) else {k: v for k, v in place.items() if k != "label_m"}
    copied["place"] = {
        **kept, "centre_m": [round(v) for v in plot.centre_m], "heading_deg": round(plot.heading_deg, 1),
    }  # fmt: skip
    if isinstance(copied.get("exhibit"), dict):
        for key in ("centre_m", "heading_deg"):
            copied["exhibit"].pop(key, None)
    return id, _with_file(park, written, id, copied)


def moved(document: SceneDocument, number: int, to: int) -> tuple[str, list[Change]]:
    """A zone put to another place in the order of the zones' numbers; returns its id and the changes.

    A walk that follows the numbers goes on following them.
    """
    numbers = {id: document.value(file_of(id), ("number",)) for id in ids_in(document, "zones")}
    before = sorted(numbers, key=lambda id: (not isinstance(numbers[id], int), numbers[id]))
    order = list(before)
    order.insert(to, order.pop(number))
    given = sorted(found for found in numbers.values() if isinstance(found, int))
    given += range(given[-1] + 1 if given else 1, (given[-1] if given else 0) + len(order) - len(given) + 1)
    changes = [
        Change(file_of(id), ("number",), new)
        for id, new in zip(order, given, strict=True)
        if numbers[id] != new
    ]
    if document.value("park.yaml", ("walk",)) == before:
        changes.append(Change("park.yaml", ("walk",), order))
    return before[number], changes


def removed(document: SceneDocument, zone: str) -> list[Change]:
    """The changes that remove a zone and all references to it; all other zones keep their places."""
    park = document.scene
    if park is None:
        return without_zone(document, zone)
    pinned = [change for change in changes_of(park, document.value, ()) if change.file != file_of(zone)]
    return [*pinned, *without_zone(document, zone)]


def are_linked(park: Park, zone: str, other: str) -> bool:
    """Whether there is a flow between two zones, in either direction."""
    return any(row.zone == to for at, to in ((zone, other), (other, zone)) for row in park.zones[at].related)


def linked(park: Park, written: Written, zone: str, other: str) -> list[Change]:
    """The change that adds a flow from one zone to another."""
    rows = written(file_of(zone), ("related",))
    row = {"zone": other, "flow": to_be_written(park.languages, FLOW)}
    return [Change(file_of(zone), ("related",), [*(_plain(rows) if isinstance(rows, list) else []), row])]


def unlinked(document: SceneDocument, zone: str, other: str) -> list[Change]:
    """The changes that remove all flows between two zones; an author's comments at the link stay."""
    changes = []
    for at, to in ((zone, other), (other, zone)):
        rows = document.value(file_of(at), ("related",))
        rows = _plain(rows) if isinstance(rows, list) else []
        left = [row for row in rows if row.get("zone") != to]
        if len(left) < len(rows):
            stays = left or has_comments(document.text(file_of(at)) or "", "related")
            changes.append(Change(file_of(at), ("related",), left if stays else DELETE))
    return changes


def free_plot(plot: Plot, others: Iterable[Plot], is_clear: IsClear = lambda corners: True) -> Plot:
    """A plot on the nearest free ground, with room for a path to every other one.

    Parameters
    ----------
    is_clear : whether an area leaves other ground free as well.
    """
    standing = list(others)
    x, y = plot.centre_m
    for steps in range(ROUNDS):
        ring = [
            (x + STEP_M * i, y + STEP_M * j)
            for i in range(-steps, steps + 1)
            for j in range(-steps, steps + 1)
            if max(abs(i), abs(j)) == steps
        ]
        for place in sorted(ring, key=lambda p: hypot(p[0] - x, p[1] - y)):
            wide = (plot.size_m[0] + 2 * GAP_M, plot.size_m[1] + 2 * GAP_M)
            tried = Plot(plot.zone, place, wide, plot.heading_deg, plot.stage_m)
            mine = replace(plot, centre_m=place)
            if any(tried.shared_m2(other) > 0 for other in standing):
                continue
            if all(is_clear(corners) for corners in (mine.corners_m, mine.stage_corners_m) if corners):
                return mine
    return plot


def _is_clear(park: Park) -> IsClear:
    """Whether an area leaves plaza, footpaths, roads and water free; any does where they are not known yet."""
    try:
        return clear_of(park.grown / JOB) if park.grown is not None else lambda corners: True
    except DAMAGED:
        return lambda corners: True


def _with_file(park: Park, written: Written, id: str, zone: Mapping[str, Any]) -> list[Change]:
    changes = [*changes_of(park, written, ()), Change(file_of(id), (), dict(zone))]
    walk = written("park.yaml", ("walk",))
    if isinstance(walk, list):
        changes.append(Change("park.yaml", ("walk",), [*walk, id]))
    return changes


def _park(document: SceneDocument) -> Park:
    assert document.scene is not None, "zones are added to a park that could be opened"
    return document.scene


def next_number(document: SceneDocument) -> int:
    """The lowest unused number of a zone."""
    taken = {document.value(file_of(id), ("number",)) for id in ids_in(document, "zones")}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _plain(value: Any) -> Any:
    """A deep copy of a file's value as plain groups and lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return deepcopy(value)


def without_zone(document: SceneDocument, id: str) -> list[Change]:
    """The changes that remove a zone and all references to it: flows, stops, entries of lists. Texts stay as they are."""
    changes = [Change(file_of(id), (), DELETE)]
    for name in document.files:
        if name == file_of(id):
            continue
        found = list(_naming(document.value(name), (), id))
        # from the end, so that the remaining indices stay valid
        changes += [Change(name, place, DELETE) for place in reversed(found)]
    return changes


@cache
def _lists_of_zones() -> frozenset[str]:
    """The keys of lists of zones."""
    lists = (form for _, form in all_fields() if form.inner is not None and form.inner.refers == "zones")
    return frozenset(form.key for form in lists)


def _naming(node: Any, at: Place, id: str) -> Iterable[Place]:
    """The places to remove from a file, in order, so that it no longer names the zone."""
    if isinstance(node, Mapping):
        if at and (node.get("zone") == id or node.get("zones") == [id]):
            yield at
            return
        for key, inner in node.items():
            if key == "point" and inner == id:
                yield at
                return
            yield from _naming(inner, (*at, key), id)
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            if inner == id and at and at[-1] in _lists_of_zones():
                yield (*at, number)
            else:
                yield from _naming(inner, (*at, number), id)
