"""Neighbours that become zones, and back: the buildings of a map that a scene tells about are chosen by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.geometry import Vec2, Vec3
from ..build.grown.kinds import STOREY_M
from ..build.grown.outline import first_met, framed
from ..park.model import Park
from ..park.plots import plot_of
from .change import DELETE, Change
from .document import SceneDocument
from .map_scene import traced
from .placing import file_of
from .zones import added_file, next_number


def neighbour_at(park: Park, eye_m: Vec3, ground_m: Vec2) -> int | None:
    """The number of the neighbour that a line of sight from the eye to a place on the ground meets first."""
    site = park.site
    if site is None or not site.neighbours:
        return None
    houses = [(neighbour.outline_m, neighbour.height_m) for neighbour in site.neighbours]
    return first_met(houses, eye_m, ground_m)


def adopted(document: SceneDocument, number: int) -> tuple[str, list[Change]]:
    """A neighbour as a new zone, last in the walk: its id and the changes."""
    park = document.scene
    assert park is not None and park.site is not None, "a neighbour stands in a park that could be opened"
    neighbour = park.site.neighbours[number]
    found = framed(neighbour.outline_m, toward=(0.0, 0.0))
    building, place = traced(found, max(1, round(neighbour.height_m / STOREY_M)))
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
    row: Mapping[str, Any] = {
        "outline_m": [[round(x, 1), round(y, 1)] for x, y in plot_of(park.zones[zone]).true_corners_m],
        "height_m": round(park.zones[zone].place.height_m, 1),
    }
    if not park.site.neighbours:
        return [Change("park.yaml", ("site", "neighbours"), [dict(row)])]
    return [Change("park.yaml", ("site", "neighbours", len(park.site.neighbours)), dict(row))]
