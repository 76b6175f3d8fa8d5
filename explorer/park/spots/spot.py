"""Hot spots of a zone: a point at its building, or an entry of its card, with words, media and a link."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Annotated, Literal

from pydantic import Field

from ...base.geometry import Vec3
from ..base import Address, Content, FileName, Id, Key, Name, Point3, Poster, SceneText, Word

MOST_SPOTS = 24
"""Most hot spots of a zone."""

SpotFile = Literal["file", "poster", "model"]
"""The keys of a hot spot that name a file."""

PRODUCT_M = 10.0
"""Largest side of a product where it is turned; cameras, fog and light of the park suit this size."""


class Spot(Content):
    """What visitors can touch: at a point of the building, or in the zone's card if it has no point."""

    id: Annotated[Id, Key("Id", "a name of its own in this zone")]
    title: Annotated[Name, Key("Title", "what it is called")]
    at_m: Annotated[
        Point3 | None,
        Key(
            "Point",
            "metres from the middle of the building, seen from before its front: to the right, towards you, up",
        ),
    ] = Field(None, json_schema_extra={"unit": "m"})
    text: Annotated[SceneText | None, Key("Text", "a sentence or two on it")] = None
    file: Annotated[
        FileName | None,
        Key(
            "Picture or video",
            "a .png, .jpg, .webp, .svg, .pdf (its first page), .mp4 or .webm file of the scene",
            files="picture",
        ),
    ] = None
    poster: Poster = None
    clip: Annotated[
        Word | None,
        Key("Clip", "the animation clip of the zone's own model that plays while its card is open"),
    ] = None
    model: Annotated[
        FileName | None,
        Key("Product to turn", "a .glb, .obj, .stl or .ply file that visitors turn by hand", files="model"),
    ] = None
    link: Annotated[
        Address | None, Key("Link", "a page on the web; where the program is not left, a code for phones")
    ] = None

    def place_m(self, centre_m: tuple[float, float], heading_deg: float) -> Vec3 | None:
        """Its point in the park, for a building at this place; None without one."""
        if self.at_m is None:
            return None
        right_m, ahead_m, up_m = self.at_m
        north, east = cos(radians(heading_deg)), sin(radians(heading_deg))
        return (
            centre_m[0] + ahead_m * east - right_m * north,
            centre_m[1] + ahead_m * north + right_m * east,
            up_m,
        )


def product_place_m(number: int) -> Vec3:
    """The middle of a product: far below the park, where no view of the park sees it."""
    return 0.0, 0.0, -400.0 - 4 * PRODUCT_M * number


def file_key(zone: str, spot: str, key: SpotFile) -> str:
    """The key of a file in `Park.spot_files`."""
    return f"{zone}/{spot}/{key}"
