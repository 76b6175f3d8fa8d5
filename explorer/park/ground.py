"""Generated (not baked) ground and buildings: `site:` in `park.yaml`, `building:` in a zone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .base import Colour, Content, Count, Length, Name, Number, Point2, Size2

BuildingKind = Literal[
    "hall",
    "shed",
    "tower",
    "tower_ring",
    "office",
    "house",
    "dome",
    "gate",
    "glass_box",
    "tanks",
    "pavilion",
    "arena",
]
Region = Annotated[tuple[Point2, ...], Field(min_length=3, max_length=200)]


def _unless_auto(given: Any) -> Any:
    return None if given == "auto" else given


Auto = BeforeValidator(_unless_auto)
"""`auto` or no value: determined by the program."""


class Site(Content):
    """The ground under a scene's buildings.

    Attributes
    ----------
    kind : island in the water, meadow among fields, plaza in a town, or none: plain ground.
    plaza_m : the radius of the place in the middle.
    ring_road : whether a road runs round the buildings; by itself from five buildings on.
    horizon : what is seen far off.
    trees : how many.
    seed : another number, another planting.
    roads, lawns, water : areas of your own, each a list of corners in metres east and north.
    """

    kind: Literal["island", "meadow", "plaza", "none"] = "island"
    plaza_m: Annotated[Number | None, Auto] = Field(None, ge=7, le=60, json_schema_extra={"unit": "m"})
    ring_road: Annotated[bool | None, Auto] = None
    horizon: Literal["city", "hills", "none"] = "city"
    trees: Literal["many", "few", "none"] = "many"
    seed: Count = Field(5, ge=0, le=9999)
    roads: tuple[Region, ...] = Field((), max_length=50)
    lawns: tuple[Region, ...] = Field((), max_length=50)
    water: tuple[Region, ...] = Field((), max_length=50)


def _site(given: Any) -> Any:
    return {"kind": given} if isinstance(given, str) else given


SiteKey = Annotated[Site | None, BeforeValidator(_site)]
"""`site: island`, or the full form."""


class BuildingSign(Content):
    """The letters on a building.

    Attributes
    ----------
    text : what they say; the zone's letters or title if not given.
    cap_m : how high a capital is.
    """

    text: Annotated[Name | None, Auto] = None
    cap_m: Annotated[Length | None, Auto] = None


def _sign(given: Any) -> Any:
    return None if given in ("none", False) else {} if given == "auto" else given


class Building(Content):
    """A building of the catalogue.

    Attributes
    ----------
    kind : which building.
    size_m : width along the front, and depth.
    width_m : the width alone; the depth is the usual one of the kind.
    storeys : how many.
    colour : its accent; that of the zone if not given.
    glow : its light at night; that of the zone if not given.
    glass : the colour of its panes; leaning to the accent if not given.
    roof : flat has no gables or shells.
    sign : its letters; none for no letters.
    seed : another number, another look.
    """

    kind: BuildingKind
    size_m: Annotated[Size2 | None, Auto] = None
    width_m: Annotated[Length | None, Auto] = None
    storeys: Annotated[Count | None, Auto] = Field(None, ge=1, le=30)
    colour: Annotated[Colour | None, Auto] = None
    glow: Annotated[Colour | None, Auto] = None
    glass: Annotated[Colour | None, Auto] = None
    roof: Literal["auto", "flat"] = "auto"
    sign: Annotated[BuildingSign | None, BeforeValidator(_sign)] = BuildingSign()
    seed: Annotated[Count | None, Auto] = Field(None, ge=0, le=9999)
