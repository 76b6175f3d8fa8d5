"""The content of `park.yaml`: the park as a whole, and the colours and views shared with the zones."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..core.geometry import Pose
from .base import (
    LANGUAGES,
    Colour,
    Content,
    Count,
    Id,
    LanguageCode,
    Name,
    NotFlag,
    Number,
    Point2,
    Point3,
    SceneText,
)
from .brand.model import Brand
from .ground import SiteKey
from .wording import Wording


class Accent(Content):
    """The one colour a place is known by.

    Attributes
    ----------
    day, night : a colour as six digits or letters a to f in quotes; the night one is lighter.
    """

    day: Colour
    night: Colour


class View(Content):
    """A place to look from.

    Attributes
    ----------
    target_m : the point in the middle of the picture: metres east, north, up.
    azimuth_deg : from where one looks, clockwise from north; 180 is from the south.
    elevation_deg : how far above the horizon one stands.
    distance_m : how far away one stands.
    fov_deg : how wide the picture is; a small number is a long lens.
    """

    target_m: Point3
    azimuth_deg: Number = Field(ge=-360, le=360, json_schema_extra={"unit": "deg"})
    elevation_deg: Number = Field(ge=-5, le=89, json_schema_extra={"unit": "deg"})
    distance_m: Number = Field(gt=1, le=1500, json_schema_extra={"unit": "m"})
    fov_deg: Number = Field(36.0, ge=10, le=75, json_schema_extra={"unit": "deg"})

    @property
    def pose(self) -> Pose:
        return Pose(self.target_m, self.azimuth_deg % 360, self.elevation_deg, self.distance_m, self.fov_deg)


Ambience = Literal["meadow", "water", "works", "halls", "street"]
"""Soundscape of a quarter: leaves and birds, the quay, a production hall, computing machines, people and trams."""


class District(Content):
    """A quarter of the park.

    Attributes
    ----------
    id : the name that zones use.
    title : what it is called.
    lead : one sentence on it.
    accent : its colour.
    polygon_m : its corners, metres east and north.
    """

    id: Id
    title: Name
    lead: SceneText
    accent: Accent
    ambience: Ambience = Field("meadow", description="what it sounds like")
    polygon_m: tuple[Point2, ...] = Field(min_length=3, max_length=200)


class Bounds(Content):
    """The room a camera may move in.

    Attributes
    ----------
    low_m, high_m : its south-west and its north-east corner, metres east and north.
    ceiling_m : how high a camera may rise.
    """

    low_m: Point2
    high_m: Point2
    ceiling_m: Number = Field(gt=10, le=10_000, json_schema_extra={"unit": "m"})


class ThreadStop(Content):
    """A zone that the thread runs through, and what happens to its object there.

    Attributes
    ----------
    zone : the id of a zone.
    text : what happens there, in one sentence.
    """

    zone: Id
    text: SceneText


class Opening(Content):
    """What a visitor reads first: what the park is about, what one does here, and on whose word it rests.

    Attributes
    ----------
    what : what the park is about, in a few words.
    do : what one can do here, in one short sentence.
    source : on whose word it rests.
    call : what a kiosk says to those who pass by; without it, what the park is about.
    """

    what: SceneText
    do: SceneText
    source: SceneText | None = None
    call: SceneText | None = None


class Thread(Content):
    """One object that is followed from zone to zone, in order. It is the park's own device.

    Attributes
    ----------
    title : what is followed.
    stops : the zones it comes to.
    """

    title: Name
    stops: tuple[ThreadStop, ...] = Field(min_length=2, max_length=50)


NO_MODELS = "none"
"""Value of a scene that builds on its own ground, without baked models."""


class Frame(Content):
    """What `park.yaml` says of the park as a whole.

    Attributes
    ----------
    format : the version of these files; always 1.
    id : the name of the scene for the program: small letters, digits and hyphens.
    languages : the languages of all texts, the main one first.
    title : what the park is called.
    subtitle : one line on what it is about.
    opening : what a visitor reads first.
    wording : headings of your own for the parts of an article.
    brand : whose park it is: logo, colours, typeface, contact.
    start : the view that a visit begins with.
    bounds : the room that the camera may move in.
    views : places to look from that tours and the start use.
    thread : one object that is followed from zone to zone.
    districts : the quarters of the park; one is enough.
    """

    format: Annotated[Literal[1], NotFlag]
    id: Id
    languages: tuple[LanguageCode, ...] = Field(LANGUAGES, min_length=1, max_length=12)
    title: Name
    subtitle: SceneText
    notice: SceneText | None = Field(None, description="what readers should know of the park as a whole")
    opening: Opening | None = None
    wording: Wording = Field(default_factory=Wording)
    brand: Brand | None = None
    briefing: Id | None = Field(None, description="the source that the claims are read from")
    claims_expected: Count = Field(0, ge=0, le=999, description="how many statements that source makes")
    start: Id
    models: Id = Field(NO_MODELS, description="the baked park that its zones and its ground are of; none")
    site: SiteKey = Field(
        None, description="ground that is made from the zones' places: island, meadow, plaza, none"
    )
    bounds: Bounds
    views: dict[Id, View] = Field(max_length=100)
    walk: tuple[Id, ...] = Field(
        (),
        max_length=500,
        description="the zones in the order of the grand walk; by their numbers if not given",
    )
    thread: Thread | None = None
    districts: tuple[District, ...] = Field(min_length=1, max_length=50)
