"""The content model of the park: places, texts and their sources. Frozen; any room may read it."""

from __future__ import annotations

from math import atan2, tau
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PrivateAttr

from ..base.geometry import Corners, Pose, room_corners
from ..base.names import Light
from ..exhibits.exhibit import Exhibit
from ..exhibits.kinds import KINDS
from ..exhibits.mixins import ShowsTheWay, Surroundings, ZoneFacts
from ..exhibits.plan import NO_PLAN
from ..exhibits.sheets import KINDS as SHEETS
from ..i18n import Language, Text
from .base import (
    LANGUAGES,
    SMALLEST_M,
    Address,
    Article,
    Certainty,
    ClaimId,
    Content,
    Count,
    Date,
    FileName,
    Heading,
    Id,
    Key,
    Length,
    Mark,
    Name,
    Number,
    Point2,
    Point3,
    SceneText,
    Size2,
    Size3,
    Word,
)
from .frame import NO_MODELS, Accent, Bounds, District, Frame, Opening, Solids, Thread, ThreadStop, View
from .ground import Building
from .own_exhibit import FormulaSheet, GallerySheet, ParameterWords, TableSheet, noted
from .plan import PlanFile
from .spots.spot import MOST_SPOTS, Spot
from .tour import Question, Stop, Tour
from .wording import Passage

__all__ = [
    "LANGUAGES", "NO_MODELS", "Accent", "Beyond", "Bounds", "Certainty", "Claim", "Content", "District",
    "ExhibitPlace", "Frame", "Language", "Mark", "Opening", "Park", "Passage", "Place", "Question",
    "Relation", "SceneText", "Solids", "Source", "Spot", "Term", "Thread", "ThreadStop", "Tour", "View", "Zone",
    "ZoneViews",
]  # fmt: skip


class ZoneViews(Content):
    """The two places a zone is looked at from: its front, and its exhibit."""

    front: Annotated[View, Key("Before the building", "from where one sees the building", found=True)]
    exhibit: Annotated[View, Key("Exhibit", "from where one sees the exhibit", found=True)]


class Place(Content):
    """Where a zone stands."""

    centre_m: Annotated[
        Point2, Key("Middle", "the middle of the building, metres east and north", found=True)
    ]
    footprint_m: Annotated[
        Size2, Key("Width and depth", "its width along the front and its depth", found=True)
    ]
    height_m: Annotated[Number, Key("Height", "how high it is", found=True)] = Field(
        ge=SMALLEST_M, le=300, json_schema_extra={"unit": "m"}
    )
    heading_deg: Annotated[Heading, Key("Faces", "the way the front faces, clockwise from north", found=True)]
    label_m: Annotated[
        Point3, Key("Place of the name", "where its name hangs: metres east, north, up", found=True)
    ]


class Relation(Content):
    """Another zone, and what flows there."""

    zone: Annotated[Id, Key("Zone", "the id of the other zone", refers="zones")]
    flow: Annotated[SceneText, Key("What flows", "what goes there")]


class Beyond(Content):
    """A further fact, from a named source."""

    id: Annotated[Id, Key("Id", "a name of its own")]
    certainty: Annotated[Certainty, Key("Certainty", "A from an official text, B from one credible report")]
    text: Annotated[SceneText, Key("Text", "the fact")]
    source: Annotated[Id, Key("Source", "an id of sources.yaml", refers="sources")]
    date: Annotated[Date, Key("Date", "the day it was published")]


class Clearing(Content):
    """How much of a building makes room for its live exhibit: everything round the exhibit's middle, above its floor."""

    radius_m: Annotated[Length, Key("Radius")]
    above_m: Annotated[Number, Key("From this height")] = Field(ge=0, le=300, json_schema_extra={"unit": "m"})


class ExhibitPlace(Content):
    """Where a zone's live exhibit stands, and what its plinth says of it."""

    kind: Annotated[
        Id,
        Key(
            "Kind",
            "formula, table, gallery, or one of the exhibits that explorer exhibit --list names",
            of_kind=True,
        ),
    ]
    centre_m: Annotated[Point3, Key("Middle", "the middle of its floor", found=True)] = Field(
        json_schema_extra={"unit": "m"}
    )
    size_m: Annotated[Size3, Key("Size", "width, depth and height of the room it has", found=True)] = Field(
        json_schema_extra={"unit": "m"}
    )
    seen_high_m: Annotated[
        Length | None,
        Key(
            "Height in view",
            "how much of the room's height the camera takes into the picture; all of it if not given",
        ),
    ] = Field(None, json_schema_extra={"unit": "m"})
    seen_wide_m: Annotated[Length | None, Key("Width in view", "the same for its width, from the middle")] = (
        Field(None, json_schema_extra={"unit": "m"})
    )
    seen_deep_m: Annotated[Length | None, Key("Depth in view", "the same for its depth, from the middle")] = (
        Field(None, json_schema_extra={"unit": "m"})
    )
    heading_deg: Annotated[Heading, Key("Faces", "the way its front faces, clockwise from north")] = 180
    clears: Annotated[
        Clearing | None,
        Key("Room it makes", "what of the building makes room while the live exhibit is shown"),
    ] = None
    clip: Annotated[
        Word | None, Key("Clip", "the animation clip of the zone's own model that plays at the exhibit")
    ] = None
    see: Annotated[SceneText, Key("What you see", "what you see", asks=Text("Say here what visitors see."))]
    learn: Annotated[
        SceneText, Key("What you learn", "what you learn", asks=Text("Say here what visitors learn from it."))
    ]
    real: Annotated[
        SceneText,
        Key(
            "Is this real?",
            "is this real? what is computed, what is invented",
            asks=Text("Say here what is computed and what is invented."),
        ),
    ]
    sources: Annotated[tuple[Id, ...], Key("Sources", "sources of its numbers", refers="sources")] = Field(
        (), max_length=50
    )
    title: Annotated[Name | None, Key("Title", "what it is called here", of_kind=True)] = None
    try_this: Annotated[
        SceneText | None, Key("Try this", "the one experiment that is worth doing", of_kind=True)
    ] = None
    accent: Annotated[Accent | None, Key("Colour", "its colour; that of the zone if not given")] = None
    parameters: Annotated[
        dict[Word, ParameterWords],
        Key("Parameters", "words, ranges and defaults of its dials in this scene", of_kind=True),
    ] = Field(default_factory=dict, max_length=30)
    readings: Annotated[
        dict[Word, Name], Key("Readings", "what its readings are called in this scene", of_kind=True)
    ] = Field(default_factory=dict, max_length=60)
    actions: Annotated[
        dict[Word, Name], Key("Actions", "what its buttons are called in this scene", of_kind=True)
    ] = Field(default_factory=dict, max_length=30)
    notes: Annotated[
        dict[Word, SceneText],
        Key("", "what is said behind the readings of its parts in this scene", of_kind=True),
    ] = Field(default_factory=dict, max_length=60)
    formula: Annotated[
        FormulaSheet | None, Key("Formula", "the dials and readings of kind: formula", of_kind=True)
    ] = None
    table: Annotated[
        TableSheet | None, Key("Table", "the dials and readings of kind: table", of_kind=True)
    ] = None
    gallery: Annotated[GallerySheet | None, Key("Gallery", "the pictures of kind: gallery", of_kind=True)] = (
        None
    )
    _of: type[Exhibit[Any]] | None = PrivateAttr(None)
    _noted: type[Exhibit[Any]] | None = PrivateAttr(None)

    @property
    def is_worded(self) -> bool:
        """Whether the scene changes the words, ranges or defaults of a kind of exhibit."""
        return bool(self.title or self.try_this or self.parameters or self.readings or self.actions)

    @property
    def is_own(self) -> bool:
        """Whether the scene defines its exhibit itself, or rewords one."""
        return self.is_worded or self.kind in SHEETS or bool(self.formula or self.table or self.gallery)

    @property
    def exhibit_class(self) -> type[Exhibit[Any]]:
        """The exhibit class here: the kind itself, or one derived from it by this scene."""
        made = self._of or KINDS[self.kind]
        if not self.notes:
            return made
        # imported lazily: opening a park would take too long with exhibits that are only visited later
        if self._noted is None:
            self._noted = noted(made, self.notes)
        return self._noted

    def be(self, made: type[Exhibit[Any]]) -> None:
        """Set the class made for this place; only the loader calls this."""
        self._of = made

    @property
    def corners_m(self) -> Corners:
        """The corners of the visible part of its room, shape (8, 3)."""
        wide, deep, high = self.size_m
        seen = (self.seen_wide_m or wide, self.seen_deep_m or deep, self.seen_high_m or high)
        return room_corners(self.centre_m, seen, self.heading_deg)


class Zone(Content):
    """One place of the park and what it tells."""

    id: Annotated[Id, Key("Id")]
    number: Annotated[Count, Key("Number", "what visitors type to come here; each zone has its own")] = Field(
        ge=1, le=999
    )
    district: Annotated[
        Id, Key("District", "the id of a quarter of park.yaml", refers="districts", found=True)
    ]
    title: Annotated[Name, Key("Title", "what it is called")]
    letters: Annotated[
        Name | None, Key("Letters on the building", "the text on its building", baked=True)
    ] = None
    icon: Annotated[Id, Key("Icon", "a name of the icon set Lucide")]
    accent: Annotated[Accent, Key("Colour", "its colour", short=True, found=True)]
    place: Annotated[Place, Key("Place", "where it stands", words=("auto",), found=True, baked=True)]
    model: Annotated[
        FileName | None,
        Key(
            "Model",
            "a model of the baked park, or a file of the scene (.glb, .obj, .stl, .ply); a plain block if not given",
            files="model",
            baked=True,
        ),
    ] = None
    up: Annotated[
        Literal["y", "z"] | None,
        Key(
            "Upward axis",
            "which axis of the model's file points up; usually y in .glb and .obj, z in .stl and .ply",
        ),
    ] = None
    turn_deg: Annotated[
        Number, Key("Turned by", "turns the model's file about the vertical, clockwise seen from above")
    ] = Field(0, ge=-360, le=360, json_schema_extra={"unit": "deg"})
    scale: Annotated[
        Number | None,
        BeforeValidator(lambda given: None if given == "fit" else given),
        Key(
            "Scale",
            "metres for one unit of the model's file, e.g. 0.001 for millimetres; fit: as large as its place",
            words=("fit",),
        ),
    ] = Field(None, gt=0, le=10_000)
    building: Annotated[
        Building | None, Key("Building", "a building of the catalogue, where the scene has a site:")
    ] = None
    views: Annotated[ZoneViews, Key("Views", "from where it is seen", words=("auto",), found=True)]
    lead: Annotated[SceneText, Key("Lead", "one sentence: what this place is")]
    article: Annotated[Article, Key("Article", "two or three short paragraphs")]
    business: Annotated[SceneText | None, Key("Why it matters", "why it matters to those who visit")] = None
    exhibit: Annotated[ExhibitPlace | None, Key("Exhibit", "the live exhibit that stands here")] = None
    spots: Annotated[
        tuple[Spot, ...],
        Key(
            "Hot spots", "what visitors can touch at its building or look at in its card: words, media, links"
        ),
    ] = Field((), max_length=MOST_SPOTS)
    related: Annotated[tuple[Relation, ...], Key("Flows to other zones", "zones that something goes to")] = (
        Field((), max_length=50)
    )
    beyond: Annotated[tuple[Beyond, ...], Key("Facts with sources", "facts with their sources")] = Field(
        (), max_length=50
    )


class Claim(Content):
    """One statement of a document, shown in exactly one zone."""

    id: Annotated[ClaimId, Key("Id")]
    kind: Annotated[Mark, Key("Kind", "P, F or V; wording says what they are called")]
    zone: Annotated[Id, Key("Zone", "where it is shown", refers="zones")]
    also: Annotated[tuple[Id, ...], Key("Also at", "zones that point to it", refers="zones")] = Field(
        (), max_length=50
    )
    at: Annotated[Passage | None, Key("Where", "where in the document it stands")] = None
    text: Annotated[SceneText, Key("Text", "the statement")]


class Term(Content):
    """A technical word and what it means."""

    id: Annotated[Id, Key("Id")]
    term: Annotated[Name, Key("Term", "the word")]
    meaning: Annotated[SceneText, Key("Meaning", "what it means, in a sentence or two")]
    zones: Annotated[tuple[Id, ...], Key("Zones", "the zones whose texts link to it", refers="zones")] = (
        Field(min_length=1, max_length=500)
    )


class Source(Content):
    """Where a fact was read."""

    id: Annotated[Id, Key("Id")]
    title: Annotated[SceneText, Key("Title", "what it is, whose it is, when it was published")]
    publisher: Annotated[SceneText, Key("Publisher", "what it is, whose it is, when it was published")]
    url: Annotated[Address, Key("Address", "where it lies; none for a paper of your own")] = ""
    date: Annotated[Date, Key("Date", "what it is, whose it is, when it was published")]
    seen: Annotated[Date, Key("Last seen", "the day it was last looked at")]


UNSEEN = Key(unseen=True)


class Park(Frame):
    """The whole content of a park."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    zones: dict[Id, Zone]
    claims: Annotated[dict[ClaimId, Claim], UNSEEN] = Field(default_factory=dict)
    glossary: Annotated[dict[Id, Term], UNSEEN] = Field(default_factory=dict)
    sources: Annotated[dict[Id, Source], UNSEEN] = Field(default_factory=dict)
    tours: Annotated[dict[Id, Tour], UNSEEN] = Field(default_factory=dict)
    quiz: Annotated[dict[Id, Question], UNSEEN] = Field(default_factory=dict)
    plan: PlanFile | None = None
    solids: Annotated[Solids, UNSEEN]
    grown: Annotated[Path | None, UNSEEN] = None
    """The folder of the park that was made for this scene."""
    light_to_come: Annotated[Path | None, UNSEEN] = None
    """The job that gives that park its light; it is plain until then."""
    at_work: dict[str, Path] = Field(default_factory=dict)
    """Exhibit pictures, by language/zone."""
    model_files: Annotated[dict[Id, Path], UNSEEN] = Field(default_factory=dict)
    """Models that are files of the scene."""
    spot_files: Annotated[dict[str, Path], UNSEEN] = Field(default_factory=dict)
    """Files of hot spots, by `spots.spot.file_key`."""
    grades: dict[Light, bytes] = Field(default_factory=dict)
    """Its tables of colours that change anything, by light (`checks.grade`)."""

    def link_to(self, zone: Id | None = None) -> str:
        """Address of a zone, or of the park, in its web edition; "" for a park that names none."""
        if self.web is None:
            return ""
        page = self.web if self.web.endswith(("/", ".html")) else f"{self.web}/"
        return page if zone is None else f"{page}#/{zone}"

    @property
    def link_words(self) -> str:
        """Address of the web edition as it is printed, without its scheme; "" for a park that names none."""
        return self.web.split("://", 1)[-1].rstrip("/") if self.web is not None else ""

    @property
    def opinions(self) -> tuple[Claim, ...]:
        """Statements that are an author's own view."""
        return tuple(claim for claim in self.claims.values() if claim.kind == "V")

    @property
    def around(self) -> tuple[Id, ...]:
        """Zone ids clockwise about the middle of all zones, from the south."""
        centres = [zone.place.centre_m for zone in self.zones.values()]
        x_m, y_m = (sum(axis) / len(centres) for axis in zip(*centres, strict=True))

        def bearing(id: Id) -> float:
            centre = self.zones[id].place.centre_m
            return (atan2(x_m - centre[0], y_m - centre[1])) % tau

        return tuple(sorted(self.zones, key=bearing))

    def district(self, id: str) -> District:
        """The district with that id. Raises KeyError for an unknown id."""
        return {district.id: district for district in self.districts}[id]

    def claims_of(self, zone: str) -> tuple[Claim, ...]:
        """The claims of a zone, by number."""
        return tuple(c for c in self.claims.values() if c.zone == zone)

    def zones_of(self, district: str) -> tuple[Zone, ...]:
        """The zones of a district, by number."""
        return tuple(z for z in self.zones.values() if z.district == district)

    @property
    def settled_districts(self) -> tuple[District, ...]:
        """The districts with at least one zone."""
        return tuple(district for district in self.districts if self.zones_of(district.id))

    def title_of(self, stop: Stop) -> SceneText:
        """The name of a stop: its own, else its zone's or the park's."""
        return stop.title or (self.title if stop.zone is None else self.zones[stop.zone].title)

    def zone_of_exhibit(self, kind: str) -> Zone | None:
        """The first zone with an exhibit of a kind."""
        return next((z for z in self.zones.values() if z.exhibit and z.exhibit.kind == kind), None)

    def fresh_exhibit(self, zone: Zone) -> Exhibit[Any] | None:
        """A new instance of a zone's exhibit, with its default parameters."""
        if zone.exhibit is None:
            return None
        exhibit = zone.exhibit.exhibit_class()
        return exhibit.placed_in(self.surroundings(zone.id)) if isinstance(exhibit, ShowsTheWay) else exhibit

    @property
    def made_exhibits(self) -> tuple[type[Exhibit[Any]], ...]:
        """The exhibits that the scene defines by formulas and tables."""
        places = (zone.exhibit for zone in self.zones.values())
        return tuple(at.exhibit_class for at in places if at is not None and (at.formula or at.table))

    def surroundings(self, zone: str) -> Surroundings:
        """The part of the park that an exhibit in one of its zones may know."""
        claims: dict[str, list[str]] = {id: [] for id in self.zones}
        for claim in sorted(self.claims.values(), key=lambda claim: int(claim.id[1:])):
            claims[claim.zone].append(claim.id)
        zones = sorted(self.zones.values(), key=lambda z: z.number)
        return Surroundings(
            tuple(ZoneFacts(z.id, z.number, z.title, z.place.centre_m, tuple(claims[z.id])) for z in zones),
            zone,
            self.plan.facts() if self.plan else NO_PLAN,
        )

    @property
    def home(self) -> Pose:
        """The pose at the start of a visit."""
        return self.views[self.start].pose
