"""Generated (not baked) ground and buildings: `site:` in `park.yaml`, `building:` in a zone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .base import Colour, Content, Count, Key, Length, Name, Number, Point2, SceneText, Size2

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
    "podium_tower",
    "lab",
    "school",
    "warehouse",
    "hotel",
    "stand",
    "traced",
]
AreaKind = Literal["woods", "orchard", "vines", "field", "car_park", "sports", "solar", "playground", "quay"]
Region = Annotated[tuple[Point2, ...], Field(min_length=3, max_length=200)]
Polyline = Annotated[tuple[Point2, ...], Field(min_length=2, max_length=200)]


MOST_AREAS, MOST_NEIGHBOURS = 200, 400
"""Limits of a site: each area is cut out of the ground, each neighbour takes part in the light."""


def _unless_auto(given: Any) -> Any:
    return None if given == "auto" else given


Auto = BeforeValidator(_unless_auto)
"""`auto` or no value: determined by the program."""


class Neighbour(Content):
    """A building that is not a zone: seen, but without a text."""

    outline_m: Annotated[Region, Key("Outline", "its corners in metres east and north")]
    height_m: Annotated[Length, Key("Height", "how high it is")] = 8.0


class Area(Content):
    """A piece of land of one use."""

    kind: Annotated[
        AreaKind,
        Key(
            "Kind",
            "what it is used for",
            values=(
                "Woods",
                "Orchard",
                "Vines",
                "Field",
                "Car park",
                "Sports ground",
                "Solar field",
                "Playground",
                "Quay with cranes",
            ),
            context="area",
        ),
    ]
    outline_m: Annotated[Region, Key("Outline", "its corners in metres east and north")]


class MapSource(Content):
    """The map that a site was read from."""

    credit: Annotated[SceneText, Key("Credit", "who made the map; shown with the note on the park")]
    origin_deg: Annotated[
        Point2 | None,
        Key("Origin", "latitude and longitude of the middle, where the metres start"),
    ] = None
    from_m: Annotated[
        Point2 | None, Key("South-west corner", "where the map ends; water that reaches its edge goes on")
    ] = None
    to_m: Annotated[Point2 | None, Key("North-east corner", "where the map ends at the other side")] = None


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
        Literal["city", "hills", "coast", "plain", "none"],
        Key("Horizon", "what is seen far off", values=("city", "hills", "coast", "plain", "none")),
    ] = "city"
    coast: Annotated[
        Literal["north", "east", "south", "west"],
        Key(
            "Side of the sea",
            "with the horizon coast: on which side of the park the sea is",
            values=("north", "east", "south", "west"),
        ),
    ] = "north"
    trees: Annotated[
        Literal["many", "few", "none"], Key("Trees", "how many", values=("many", "few", "none"))
    ] = "many"
    seed: Annotated[Count, Key("Seed", "another number: other places, looks, trees and paving")] = Field(
        5, ge=0, le=9999
    )
    roads: Annotated[
        tuple[Region, ...], Key("Roads", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=MOST_AREAS)
    lawns: Annotated[
        tuple[Region, ...], Key("Lawns", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=MOST_AREAS)
    water: Annotated[
        tuple[Region, ...], Key("Water", "areas of your own, each a list of corners in metres east and north")
    ] = Field((), max_length=MOST_AREAS)
    paths: Annotated[
        tuple[Polyline, ...],
        Key("Paths", "footpaths of your own, each a line of points in metres east and north"),
    ] = Field((), max_length=MOST_AREAS)
    areas: Annotated[
        tuple[Area, ...], Key("Areas", "woods, fields, car parks and other land round the buildings")
    ] = Field((), max_length=MOST_AREAS)
    neighbours: Annotated[
        tuple[Neighbour, ...], Key("Neighbours", "buildings round the park that have no text of their own")
    ] = Field((), max_length=MOST_NEIGHBOURS)
    map: Annotated[MapSource | None, Key("Map", "the map that the site was read from")] = None


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
                "Own outline",
            ),
            context="building",
        ),
    ]
    size_m: Annotated[Size2 | None, Auto, Key("Size", "width along the front, and depth")] = None
    width_m: Annotated[
        Length | None, Auto, Key("Width", "the width alone; the depth is the usual one of the kind")
    ] = None
    outline_m: Annotated[
        Region | None,
        Key("Outline", "corners of a traced building in metres from its middle, its front to the south"),
    ] = None
    storeys: Annotated[Count | None, Auto, Key("Storeys", "how many")] = Field(None, ge=1, le=60)
    colour: Annotated[Colour | None, Auto, Key("Colour", "its accent; that of the zone if not given")] = None
    glow: Annotated[
        Colour | None, Auto, Key("Light at night", "its light at night; that of the zone if not given")
    ] = None
    glass: Annotated[
        Colour | None, Auto, Key("Panes", "the colour of its panes; leaning to the accent if not given")
    ] = None
    roof: Annotated[
        Literal["auto", "flat", "pitched", "spire"],
        Key(
            "Roof",
            "flat has no gables or shells; traced buildings may have a pitched roof, or one with a steeple",
            values=("automatic", "flat", "pitched", "pitched, with a steeple"),
        ),
    ] = "auto"
    sign: Annotated[
        BuildingSign | None,
        BeforeValidator(_sign),
        Key("Sign", "its letters; none for no letters", words=("auto", "none")),
    ] = BuildingSign()
    seed: Annotated[Count | None, Auto, Key("Seed", "another number, another look")] = Field(
        None, ge=0, le=9999
    )
