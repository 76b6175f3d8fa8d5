"""The content model of the park: places, texts and their sources. Frozen; any room may read it."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, tau
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BeforeValidator, ConfigDict, Field, PrivateAttr

from ..core.baked_format import SOLID
from ..core.corners import Corners, room_corners
from ..core.geometry import Pose
from ..exhibits.exhibit import Exhibit, Surroundings, ZoneFacts
from ..exhibits.kinds import KINDS
from ..exhibits.own_words import noted
from ..exhibits.plan import NO_PLAN
from ..i18n import Language
from ..sheets import KINDS as SHEETS
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
    Length,
    Mark,
    Name,
    Number,
    Part,
    Point2,
    Point3,
    SceneText,
    Size2,
    Size3,
    Word,
)
from .frame import NO_MODELS, Accent, Bounds, District, Frame, Opening, Thread, ThreadStop, View
from .ground import Building
from .own_exhibit import FormulaSheet, GallerySheet, ParameterWords, TableSheet
from .plan import PlanFile
from .tour import Question, Stop, Tour

__all__ = [
    "LANGUAGES", "NO_MODELS", "Accent", "Beyond", "Bounds", "Certainty", "Claim", "Content", "District",
    "ExhibitPlace", "Frame", "Language", "Mark", "Opening", "Park", "Passage", "Place", "Question",
    "Relation", "SceneText", "Solids", "Source", "Term", "Thread", "ThreadStop", "Tour", "View", "Zone",
    "ZoneViews",
]  # fmt: skip


class ZoneViews(Content):
    """The two places a zone is looked at from: its front, and its exhibit.

    Attributes
    ----------
    front : from where one sees the building.
    exhibit : from where one sees the exhibit.
    """

    front: View
    exhibit: View


class Place(Content):
    """Where a zone stands.

    Attributes
    ----------
    centre_m : the middle of the building, metres east and north.
    footprint_m : its width along the front and its depth.
    height_m : how high it is.
    label_m : where its name hangs: metres east, north, up.
    """

    centre_m: Point2
    footprint_m: Size2
    height_m: Number = Field(ge=SMALLEST_M, le=300, json_schema_extra={"unit": "m"})
    heading_deg: Heading = Field(description="the way the front faces, clockwise from north")
    label_m: Point3


class Relation(Content):
    """Another zone, and what flows there."""

    zone: Id = Field(description="the id of the other zone")
    flow: SceneText = Field(description="what goes there")


class Beyond(Content):
    """A further fact, from a named source.

    Attributes
    ----------
    id : a name of its own.
    certainty : A from an official text, B from one credible report.
    text : the fact.
    source : an id of sources.yaml.
    date : the day it was published.
    """

    id: Id
    certainty: Certainty
    text: SceneText
    source: Id
    date: Date


class Clearing(Content):
    """How much of a building makes room for its live exhibit: everything round the exhibit's middle, above its floor."""

    radius_m: Length
    above_m: Number = Field(ge=0, le=300, json_schema_extra={"unit": "m"})


class ExhibitPlace(Content):
    """Where a zone's live exhibit stands, and what its plinth says of it."""

    kind: Id = Field(
        description="formula, table, gallery, or one of the exhibits that `explorer exhibit --list` names"
    )
    centre_m: Point3 = Field(description="the middle of its floor", json_schema_extra={"unit": "m"})
    size_m: Size3 = Field(
        description="width, depth and height of the room it has", json_schema_extra={"unit": "m"}
    )
    seen_high_m: Length | None = Field(
        None,
        description="how much of the room's height the camera takes into the picture; all of it if not given",
        json_schema_extra={"unit": "m"},
    )
    seen_wide_m: Length | None = Field(
        None, description="the same for its width, from the middle", json_schema_extra={"unit": "m"}
    )
    seen_deep_m: Length | None = Field(
        None, description="the same for its depth, from the middle", json_schema_extra={"unit": "m"}
    )
    heading_deg: Heading = Field(180, description="the way its front faces, clockwise from north")
    clears: Clearing | None = Field(
        None, description="what of the building makes room while the live exhibit is shown"
    )
    see: SceneText = Field(description="what you see")
    learn: SceneText = Field(description="what you learn")
    real: SceneText = Field(description="is this real? what is computed, what is invented")
    sources: tuple[Id, ...] = Field((), max_length=50, description="sources of its numbers")
    title: Name | None = Field(None, description="what it is called here")
    try_this: SceneText | None = Field(None, description="the one experiment that is worth doing")
    accent: Accent | None = Field(None, description="its colour; that of the zone if not given")
    parameters: dict[Word, ParameterWords] = Field(
        default_factory=dict,
        max_length=30,
        description="words, ranges and defaults of its dials in this scene",
    )
    readings: dict[Word, Name] = Field(
        default_factory=dict, max_length=60, description="what its readings are called in this scene"
    )
    actions: dict[Word, Name] = Field(
        default_factory=dict, max_length=30, description="what its buttons are called in this scene"
    )
    notes: dict[Word, SceneText] = Field(
        default_factory=dict,
        max_length=60,
        description="what is said behind the readings of its parts in this scene",
    )
    formula: FormulaSheet | None = Field(None, description="the dials and readings of `kind: formula`")
    table: TableSheet | None = Field(None, description="the dials and readings of `kind: table`")
    gallery: GallerySheet | None = Field(None, description="the pictures of `kind: gallery`")
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
    """One place of the park and what it tells.

    Attributes
    ----------
    number : what visitors type to come here; each zone has its own.
    district : the id of a quarter of park.yaml.
    title : what it is called.
    accent : its colour.
    place : where it stands.
    views : from where it is seen.
    lead : one sentence: what this place is.
    article : two or three short paragraphs.
    exhibit : the live exhibit that stands here.
    related : zones that something goes to.
    beyond : facts with their sources.
    """

    id: Id
    number: Count = Field(ge=1, le=999)
    district: Id
    title: Name
    letters: Name | None = Field(None, description="what stands on its building")
    icon: Id = Field(description="a name of the icon set Lucide")
    accent: Accent
    place: Place
    model: FileName | None = Field(
        None,
        description="a model of the baked park, or a file of the scene (.glb, .obj, .stl, .ply); a plain block if not given",
    )
    up: Literal["y", "z"] | None = Field(
        None,
        description="which axis of the model's file points up; usually y in .glb and .obj, z in .stl and .ply",
    )
    turn_deg: Number = Field(
        0,
        ge=-360,
        le=360,
        description="turns the model's file about the vertical, clockwise seen from above",
        json_schema_extra={"unit": "deg"},
    )
    scale: Annotated[Number | None, BeforeValidator(lambda given: None if given == "fit" else given)] = Field(
        None,
        gt=0,
        le=10_000,
        description="metres for one unit of the model's file, e.g. 0.001 for millimetres; fit: as large as its place",
    )
    building: Building | None = Field(
        None, description="a building of the catalogue, where the scene has a `site:`"
    )
    views: ZoneViews
    lead: SceneText
    article: Article
    business: SceneText | None = Field(None, description="why it matters to those who visit")
    exhibit: ExhibitPlace | None = None
    related: tuple[Relation, ...] = Field((), max_length=50)
    beyond: tuple[Beyond, ...] = Field((), max_length=50)


class Passage(Content):
    """A place in the document that the statements were read from; park.yaml names its sections.

    Attributes
    ----------
    section : an id of `wording: sections:`.
    part : title, byline, or paragraph, bullet or technology and a number.
    sentence : its number in that part.
    """

    section: Id
    part: Part
    sentence: Count | None = Field(None, ge=1, le=20)


class Claim(Content):
    """One statement of a document, shown in exactly one zone.

    Attributes
    ----------
    kind : P, F or V; `wording` says what they are called.
    zone : where it is shown.
    also : zones that point to it.
    at : where in the document it stands.
    text : the statement.
    """

    id: ClaimId
    kind: Mark
    zone: Id
    also: tuple[Id, ...] = Field((), max_length=50)
    at: Passage | None = None
    text: SceneText


class Term(Content):
    """A technical word and what it means.

    Attributes
    ----------
    term : the word.
    meaning : what it means, in a sentence or two.
    zones : the zones whose texts link to it.
    """

    id: Id
    term: Name
    meaning: SceneText
    zones: tuple[Id, ...] = Field(min_length=1, max_length=500)


class Source(Content):
    """Where a fact was read.

    Attributes
    ----------
    title, publisher, date : what it is, whose it is, when it was published.
    url : where it lies; none for a paper of your own.
    seen : the day it was last looked at.
    """

    id: Id
    title: SceneText
    publisher: SceneText
    url: Address = ""
    date: Date
    seen: Date


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


class Park(Frame):
    """The whole content of a park."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    zones: dict[Id, Zone]
    claims: dict[ClaimId, Claim] = Field(default_factory=dict)
    glossary: dict[Id, Term] = Field(default_factory=dict)
    sources: dict[Id, Source] = Field(default_factory=dict)
    tours: dict[Id, Tour] = Field(default_factory=dict)
    quiz: dict[Id, Question] = Field(default_factory=dict)
    plan: PlanFile | None = None
    solids: Solids
    grown: Path | None = Field(None, description="the folder of the park that was made for this scene")
    light_to_come: Path | None = Field(
        None, description="the job that gives that park its light; it is plain until then"
    )
    at_work: dict[str, Path] = Field(default_factory=dict, description="exhibit pictures, by language/zone")
    model_files: dict[Id, Path] = Field(
        default_factory=dict, description="models that are files of the scene"
    )

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
        homes = {zone.district for zone in self.zones.values()}
        return tuple(district for district in self.districts if district.id in homes)

    def title_of(self, stop: Stop) -> SceneText:
        """The name of a stop: its own, else its zone's or the park's."""
        return stop.title or (self.title if stop.zone is None else self.zones[stop.zone].title)

    def zone_of_exhibit(self, kind: str) -> Zone | None:
        """The first zone with an exhibit of a kind."""
        return next((z for z in self.zones.values() if z.exhibit and z.exhibit.kind == kind), None)

    def fresh_exhibit(self, zone: Zone) -> Exhibit[Any] | None:
        """A new instance of a zone's exhibit, with its default parameters."""
        place = zone.exhibit
        return place.exhibit_class().placed_in(self.surroundings(zone.id)) if place else None

    @property
    def made_exhibits(self) -> tuple[type[Exhibit[Any]], ...]:
        """The exhibits that the scene defines by formulas and tables."""
        places = (zone.exhibit for zone in self.zones.values() if zone.exhibit is not None)
        return tuple(place.exhibit_class for place in places if place.formula or place.table)

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
