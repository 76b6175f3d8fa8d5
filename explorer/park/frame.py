"""The content of `park.yaml`: the park as a whole, and the colours and views shared with the zones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from ..base.baked_format import SOLID
from ..base.geometry import Pose
from ..i18n import Text
from .base import (
    LANGUAGES,
    Address,
    Colour,
    Content,
    Count,
    FileName,
    Id,
    Key,
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
    """The one colour a place is known by."""

    day: Annotated[
        Colour,
        Key(
            "By day",
            "a colour as six digits or letters a to f in quotes; the night one is lighter",
            main=True,
        ),
    ]
    night: Annotated[
        Colour,
        Key(
            "At night",
            "a colour as six digits or letters a to f in quotes; the night one is lighter",
            found=True,
        ),
    ]


class View(Content):
    """A place to look from."""

    target_m: Annotated[
        Point3, Key("Middle of the view", "the point in the middle of the picture: metres east, north, up")
    ]
    azimuth_deg: Annotated[
        Number, Key("Seen from", "from where one looks, clockwise from north; 180 is from the south")
    ] = Field(ge=-360, le=360, json_schema_extra={"unit": "deg"})
    elevation_deg: Annotated[
        Number, Key("Angle above the horizon", "how far above the horizon one stands")
    ] = Field(ge=-5, le=89, json_schema_extra={"unit": "deg"})
    distance_m: Annotated[Number, Key("Distance", "how far away one stands")] = Field(
        gt=1, le=1500, json_schema_extra={"unit": "m"}
    )
    fov_deg: Annotated[
        Number, Key("Field of view", "how wide the picture is; a small number is a long lens")
    ] = Field(36.0, ge=10, le=75, json_schema_extra={"unit": "deg"})

    @property
    def pose(self) -> Pose:
        return Pose(self.target_m, self.azimuth_deg % 360, self.elevation_deg, self.distance_m, self.fov_deg)


Ambience = Literal["meadow", "water", "works", "halls", "street"]
"""Soundscape of a quarter: leaves and birds, the quay, a production hall, computing machines, people and trams."""


class District(Content):
    """A quarter of the park."""

    id: Annotated[Id, Key("Id", "the name that zones use")]
    title: Annotated[Name, Key("Title", "what it is called")]
    lead: Annotated[SceneText, Key("Lead", "one sentence on it")]
    accent: Annotated[Accent, Key("Colour", "its colour")]
    ambience: Annotated[
        Ambience,
        Key(
            "Sound",
            "what it sounds like",
            values=("meadow", "water", "production hall", "humming computers", "street"),
        ),
    ] = "meadow"
    polygon_m: Annotated[
        tuple[Point2, ...], Key("Corners", "its corners, metres east and north", words=("auto",), found=True)
    ] = Field(min_length=3, max_length=200)


class Bounds(Content):
    """The room a camera may move in."""

    low_m: Annotated[
        Point2, Key("South-west corner", "its south-west and its north-east corner, metres east and north")
    ]
    high_m: Annotated[
        Point2, Key("North-east corner", "its south-west and its north-east corner, metres east and north")
    ]
    ceiling_m: Annotated[Number, Key("Highest camera", "how high a camera may rise")] = Field(
        gt=10, le=10_000, json_schema_extra={"unit": "m"}
    )


class ThreadStop(Content):
    """A zone that the thread runs through, and what happens to its object there."""

    zone: Annotated[Id, Key("Zone", "the id of a zone", refers="zones")]
    text: Annotated[SceneText, Key("Text", "what happens there, in one sentence")]


class Opening(Content):
    """What a visitor reads first: what the park is about, what one does here, and on whose word it rests."""

    what: Annotated[SceneText, Key("What it is about", "what the park is about, in a few words")]
    do: Annotated[SceneText, Key("What one can do", "what one can do here, in one short sentence")]
    source: Annotated[SceneText | None, Key("Source", "on whose word it rests")] = None
    call: Annotated[
        SceneText | None,
        Key(
            "Call to passers-by", "what a kiosk says to those who pass by; without it, what the park is about"
        ),
    ] = None


class Thread(Content):
    """One object that is followed from zone to zone, in order. It is the park's own device."""

    title: Annotated[Name, Key("Title", "what is followed")]
    stops: Annotated[tuple[ThreadStop, ...], Key("Stops", "the zones it comes to")] = Field(
        min_length=2, max_length=50
    )


MOST_QUESTIONS = 3
FACES = (
    Text("Very good", context="survey"),
    Text("Good", context="survey"),
    Text("Fair", context="survey"),
    Text("Poor", context="survey"),
    Text("Very poor", context="survey"),
)
"""What each face says, from 1 on."""
LONGEST_LINE = 120
"""Most characters of a line of text."""


class SurveyQuestion(Content):
    """A question at the end of a visit, which one touch answers, or one line of text."""

    id: Annotated[Id, Key("Id", "the name under which its answers are counted")]
    kind: Annotated[
        Literal["faces", "choices", "line"],
        Key(
            "Kind of answer",
            "five faces from very good to very bad; one of the options; a line of text",
            values=("faces", "options", "a line of text"),
        ),
    ]
    question: Annotated[SceneText, Key("Question", "what is asked, in one short sentence")]
    options: Annotated[tuple[Name, ...], Key("Options", "two to six answers, of a question with options")] = (
        Field((), max_length=6)
    )

    @property
    def answers(self) -> int:
        """Number of answers to choose from; 0 for a line of text."""
        return len(FACES) if self.kind == "faces" else len(self.options)


CUBE = "a .cube file (3D LUT) of the scene"


class Grade(Content):
    """The colours of the finished picture, by time of day: tables as picture and film editors export them."""

    day: Annotated[FileName | None, Key("By day", CUBE, files="grade")] = None
    golden: Annotated[FileName | None, Key("At the golden hour", CUBE, files="grade")] = None
    dusk: Annotated[FileName | None, Key("At dusk", CUBE, files="grade")] = None
    night: Annotated[FileName | None, Key("At night", CUBE, files="grade")] = None


NO_MODELS = "none"
"""Value of a scene that builds on its own ground, without baked models."""


class Frame(Content):
    """What `park.yaml` says of the park as a whole."""

    format: Annotated[Literal[1], NotFlag, Key("Format", "the version of these files; always 1")]
    id: Annotated[Id, Key("Id", "the name of the scene for the program: small letters, digits and hyphens")]
    languages: Annotated[
        tuple[LanguageCode, ...], Key("Languages", "the languages of all texts, the main one first")
    ] = Field(LANGUAGES, min_length=1, max_length=12)
    title: Annotated[Name, Key("Title", "what the park is called")]
    subtitle: Annotated[SceneText, Key("Subtitle", "one line on what it is about")]
    notice: Annotated[
        SceneText | None, Key("Note on the park", "what readers should know of the park as a whole")
    ] = None
    opening: Annotated[Opening | None, Key("Opening", "what a visitor reads first", unseen=True)] = None
    wording: Annotated[
        Wording, Key("Headings", "headings of your own for the parts of an article", unseen=True)
    ] = Field(default_factory=Wording)
    brand: Annotated[Brand | None, Key("Company", "whose park it is: logo, colours, typeface, contact")] = (
        None
    )
    grade: Annotated[Grade | None, Key("Colours", "the colours of the finished picture, by time of day")] = (
        None
    )
    briefing: Annotated[
        Id | None,
        Key("Source of the statements", "the source that the claims are read from", refers="sources"),
    ] = None
    claims_expected: Annotated[
        Count, Key("Number of statements", "how many statements that source makes")
    ] = Field(0, ge=0, le=999)
    web: Annotated[
        Address | None,
        Key(
            "Address on the web",
            "where the web edition of this park lives; codes and links lead there",
            unseen=True,
        ),
    ] = None
    published: Annotated[
        bool,
        Key(
            "May be published",
            "whether its texts, the author's views among them, may go out in a web edition without being asked",
            unseen=True,
        ),
    ] = False
    survey: Annotated[
        tuple[SurveyQuestion, ...],
        Key("Survey", "up to three questions that a booth asks at the end of a visit", unseen=True),
    ] = Field((), max_length=MOST_QUESTIONS)
    start: Annotated[Id, Key("First view", "the view that a visit begins with", refers="views", found=True)]
    models: Annotated[Id, Key("Baked park", "the baked park that its zones and its ground are of; none")] = (
        NO_MODELS
    )
    site: Annotated[
        SiteKey,
        Key("Ground", "ground that is made from the zones' places: island, meadow, plaza, none", short=True),
    ] = None
    bounds: Annotated[
        Bounds, Key("Bounds", "the room that the camera may move in", words=("auto",), found=True)
    ]
    views: Annotated[
        dict[Id, View],
        Key("Views", "places to look from that tours and the start use", words=("auto",), found=True),
    ] = Field(max_length=100)
    walk: Annotated[
        tuple[Id, ...],
        Key(
            "Order of the walk",
            "the zones in the order of the grand walk; by their numbers if not given",
            refers="zones",
        ),
    ] = Field((), max_length=500)
    thread: Annotated[Thread | None, Key("Thread", "one object that is followed from zone to zone")] = None
    districts: Annotated[
        tuple[District, ...], Key("Districts", "the quarters of the park; one is enough", found=True)
    ] = Field(min_length=1, max_length=50)


@dataclass(frozen=True, slots=True, eq=False)
class Solids:
    """The boxes that stop a ray or a camera, as six contiguous columns."""

    zones: tuple[str, ...]  # the zone of each box ("" = none), length n
    # low, high: float32 arrays, shape (3, n) Corners, metres
    low: npt.NDArray[np.float32]
    high: npt.NDArray[np.float32]

    @classmethod
    def none(cls) -> Solids:
        """An empty set of boxes."""
        return cls.of(np.zeros(0, SOLID))

    @classmethod
    def of(cls, rows: npt.NDArray[Any]) -> Solids:
        """The boxes of an array of dtype `baked_format.SOLID`."""
        rows = rows.astype(SOLID, copy=False)
        low, high = (np.ascontiguousarray(rows[name].T, np.float32) for name in ("low", "high"))
        return cls(tuple(str(z) for z in rows["zone"]), low, high)

    def grown(self, by_m: float) -> Solids:
        """The same boxes with this much room round them."""
        return replace(self, low=self.low - by_m, high=self.high + by_m)

    def spans(
        self, start: npt.NDArray[np.float32], way: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Where straight lines enter and leave each box, as shares of their ways; a line that misses it leaves it first.

        Parameters
        ----------
        start, way : from where each line goes and how far, shape (..., 3).

        Returns
        -------
        enter, leave : shape (..., n).
        """
        way = np.where(np.abs(way) < 1e-6, np.float32(1e-6), way)[..., None]
        first, second = (self.low - start[..., None]) / way, (self.high - start[..., None]) / way
        return np.minimum(first, second).max(axis=-2), np.maximum(first, second).min(axis=-2)
