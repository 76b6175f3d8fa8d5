"""Generated (not baked) ground and buildings: `site:` in `park.yaml`, `building:` in a zone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .base import Colour, Content, Count, Key, Length, Name, Number, Point2, Size2

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
    """The ground under a scene's buildings."""

    kind: Annotated[
        Literal["island", "meadow", "plaza", "none"],
        Key(
            "Kind",
            "island in the water, meadow among fields, plaza in a town, or none: plain ground",
            values=("island", "meadow", "plaza", "none"),
            main=True,
        ),
    ] = "island"
    plaza_m: Annotated[
        Number | None, Auto, Key("Radius of the plaza", "the radius of the place in the middle")
    ] = Field(None, ge=7, le=60, json_schema_extra={"unit": "m"})
    ring_road: Annotated[
        bool | None,
        Auto,
        Key("Ring road", "whether a road runs round the buildings; by itself from five buildings on"),
    ] = None
    horizon: Annotated[
        Literal["city", "hills", "none"],
        Key("Horizon", "what is seen far off", values=("city", "hills", "none")),
    ] = "city"
    trees: Annotated[
        Literal["many", "few", "none"], Key("Trees", "how many", values=("many", "few", "none"))
    ] = "many"
    seed: Annotated[Count, Key("Seed", "another number, another planting")] = Field(5, ge=0, le=9999)
    roads: Annotated[
        tuple[Region, ...], Key("Roads", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=50)
    lawns: Annotated[
        tuple[Region, ...], Key("Lawns", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=50)
    water: Annotated[
        tuple[Region, ...], Key("Water", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=50)


def _site(given: Any) -> Any:
    return {"kind": given} if isinstance(given, str) else given


SiteKey = Annotated[Site | None, BeforeValidator(_site)]
"""`site: island`, or the full form."""


class BuildingSign(Content):
    """The letters on a building."""

    text: Annotated[
        Name | None, Auto, Key("Text", "what they say; the zone's letters or title if not given", main=True)
    ] = None
    cap_m: Annotated[Length | None, Auto, Key("Height of letters", "how high a capital is")] = None


def _sign(given: Any) -> Any:
    return None if given in ("none", False) else {} if given == "auto" else given


class Building(Content):
    """A building of the catalogue."""

    kind: Annotated[
        BuildingKind,
        Key(
            "Kind",
            "which building",
            values=(
                "Hall",
                "Shed",
                "Tower",
                "Ring of towers",
                "Office",
                "House",
                "Dome",
                "Gate",
                "Glass hall",
                "Tanks",
                "Pavilion",
                "Arena",
            ),
            context="building",
        ),
    ]
    size_m: Annotated[Size2 | None, Auto, Key("Size", "width along the front, and depth")] = None
    width_m: Annotated[
        Length | None, Auto, Key("Width", "the width alone; the depth is the usual one of the kind")
    ] = None
    storeys: Annotated[Count | None, Auto, Key("Storeys", "how many")] = Field(None, ge=1, le=30)
    colour: Annotated[Colour | None, Auto, Key("Colour", "its accent; that of the zone if not given")] = None
    glow: Annotated[
        Colour | None, Auto, Key("Light at night", "its light at night; that of the zone if not given")
    ] = None
    glass: Annotated[
        Colour | None, Auto, Key("Panes", "the colour of its panes; leaning to the accent if not given")
    ] = None
    roof: Annotated[
        Literal["auto", "flat"], Key("Roof", "flat has no gables or shells", values=("automatic", "flat"))
    ] = "auto"
    sign: Annotated[
        BuildingSign | None,
        BeforeValidator(_sign),
        Key("Sign", "its letters; none for no letters", words=("auto", "none")),
    ] = BuildingSign()
    seed: Annotated[Count | None, Auto, Key("Seed", "another number, another look")] = Field(
        None, ge=0, le=9999
    )
