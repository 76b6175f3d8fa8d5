"""The layout found for a scene: places, views, rooms for exhibits, bounds. Stored with the park, quick to read back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .cameras import RoomPlace, Viewpoint, front_view, overview, room_of, room_view
from .land import Land
from .rows import Point2

FILE = "layout.json"
LABEL_ABOVE_M = 3.0
OUTSIDE_M, SOUTH_M, CEILING_M = 250.0, 200.0, 420.0
"""How far a camera may go beyond the land, and how high."""


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place and the view of a zone."""

    centre_m: Point2
    footprint_m: Point2
    height_m: float
    heading_deg: float
    label_m: tuple[float, float, float]
    front: Viewpoint
    exhibit: Viewpoint
    room: RoomPlace


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that a scene may leave out."""

    zones: dict[str, PlaceFound]
    overview: Viewpoint
    outline_m: tuple[Point2, ...]
    low_m: Point2
    high_m: Point2
    ceiling_m: float
    recipe: str = ""  # of a bake: the hash of all its inputs

    @classmethod
    def of(cls, land: Land) -> Layout:
        """The layout of some land."""
        west, south, east, north = land.outline.bounds
        zones = {}
        for lot in land.lots:
            x, y = lot.found_at
            high = round(lot.height_m, 1)
            zones[lot.id] = PlaceFound(
                (x, y), lot.size_m, high, lot.found_heading_deg, (x, y, high + LABEL_ABOVE_M),
                front_view(lot, land.lots), room_view(lot, land.lots), room_of(lot),
            )  # fmt: skip
        ring = land.outline.simplify(3.0).exterior.coords
        return cls(
            zones,
            overview(land),
            tuple((round(x, 1), round(y, 1)) for x, y in list(ring)[:-1]),
            (round(west - OUTSIDE_M), round(south - OUTSIDE_M - SOUTH_M)),
            (round(east + OUTSIDE_M), round(north + OUTSIDE_M)),
            CEILING_M,
        )

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Layout:
        """The layout in a folder.

        Raises OSError, ValueError, KeyError, TypeError if it is missing or damaged.
        """
        fields = tuples(json.loads((folder / FILE).read_bytes()))
        zones = {
            id: PlaceFound(
                **{
                    **place,
                    "front": _view(place["front"]),
                    "exhibit": _view(place["exhibit"]),
                    "room": RoomPlace(**place["room"]),
                }
            )
            for id, place in fields["zones"].items()
        }
        return cls(**{**fields, "zones": zones, "overview": _view(fields["overview"])})


def tuples(fields: Any) -> Any:
    """JSON data with tuples instead of lists."""
    if isinstance(fields, dict):
        return {key: tuples(value) for key, value in fields.items()}
    return tuple(map(tuples, fields)) if isinstance(fields, list) else fields


def _view(fields: dict[str, Any]) -> Viewpoint:
    return Viewpoint(**fields)
