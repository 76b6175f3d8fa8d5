"""Neighbours that become zones, and back: the buildings of a map that a scene tells about are chosen by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..base.geometry import Vec2, Vec3
from ..build.grown.outline import framed
from ..park.model import Park
from .change import DELETE, Change
from .document import SceneDocument
from .placing import file_of
from .zones import added_file, next_number

STEPS = 240
"""Points along a line of sight at which walls are looked for."""


def neighbour_at(park: Park, eye_m: Vec3, ground_m: Vec2) -> int | None:
    """The number of the neighbour that a line of sight from the eye to a place on the ground meets first."""
    site = park.site
    if site is None or not site.neighbours:
        return None
    import shapely

    share = np.linspace(0.0, 1.0, STEPS)
    end = np.array([*ground_m, 0.0])
    points = np.array(eye_m) + (end - np.array(eye_m)) * share[:, None]
    best: tuple[int, int] | None = None
    for number, neighbour in enumerate(site.neighbours):
        inside = shapely.contains_xy(shapely.Polygon(neighbour.outline_m), points[:, 0], points[:, 1])
        hit = np.flatnonzero(inside & (points[:, 2] <= neighbour.height_m))
        if len(hit) and (best is None or hit[0] < best[0]):
            best = (int(hit[0]), number)
    return None if best is None else best[1]


def adopted(document: SceneDocument, number: int) -> tuple[str, list[Change]]:
    """A neighbour as a new zone, last in the walk: its id and the changes."""
    park = document.scene
    assert park is not None and park.site is not None, "a neighbour stands in a park that could be opened"
    neighbour = park.site.neighbours[number]
    found = framed(neighbour.outline_m, toward=(0.0, 0.0))
    building = {
        "kind": "traced",
        "size_m": [round(max(side, 4.0), 1) for side in found.size_m],
        "outline_m": [[round(x, 1), round(y, 1)] for x, y in found.outline_m],
        "storeys": max(1, round(neighbour.height_m / 3.5)),
    }
    place = {
        "centre_m": [round(v, 1) for v in found.centre_m],
        "heading_deg": round(found.heading_deg, 1),
    }
    id, changes = added_file(document, f"building-{next_number(document)}", building, place)
    return id, [*changes, Change("park.yaml", ("site", "neighbours", number), DELETE)]


def returned(document: SceneDocument, zone: str) -> list[Change]:
    """The change that keeps the outline of a zone to be removed as a neighbour; none for other buildings."""
    park = document.scene
    building = park.zones[zone].building if park is not None and zone in park.zones else None
    if park is None or park.site is None or building is None or building.outline_m is None:
        return []
    if document.value(file_of(zone), ("building", "kind")) != "traced":
        return []
    place = park.zones[zone].place
    turn = np.radians(place.heading_deg - 180.0)
    cosine, sine = np.cos(turn), np.sin(turn)
    ring = np.array(building.outline_m) @ np.array([[cosine, -sine], [sine, cosine]]) + np.array(
        place.centre_m
    )
    row: Mapping[str, Any] = {
        "outline_m": [[round(float(x), 1), round(float(y), 1)] for x, y in ring],
        "height_m": round(float(place.height_m), 1),
    }
    if not park.site.neighbours:
        return [Change("park.yaml", ("site", "neighbours"), [dict(row)])]
    return [Change("park.yaml", ("site", "neighbours", len(park.site.neighbours)), dict(row))]
