"""The rows of a scene about its ground and buildings: everything a grown park depends on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .kinds import KINDS
from .variety import Variety, variety_of

Floats = npt.NDArray[np.float64]
Point2 = tuple[float, float]
Region = tuple[Point2, ...]
Heights = Callable[[Floats, Floats], Floats]
"""Heights of the ground at places east and north, in metres."""

SiteKind = Literal["island", "meadow", "plaza", "none"]
Horizon = Literal["city", "hills", "coast", "plain", "none"]
Coast = Literal["north", "east", "south", "west"]
TreeShare = Literal["many", "few", "none"]
Roof = Literal["auto", "flat", "pitched", "spire"]

STAGE_GAP_M = 4.0
"""Gap between a front, with its letters, and a live exhibit before it."""

FORECOURT_M = 7.0
"""Depth of the paved ground before a front."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """The ground of a scene; unset (None) fields are found."""

    kind: SiteKind = "island"
    plaza_m: float | None = None
    ring_road: bool | None = None
    horizon: Horizon = "city"
    trees: TreeShare = "many"
    seed: int = 5
    roads: tuple[Region, ...] = ()
    lawns: tuple[Region, ...] = ()
    water: tuple[Region, ...] = ()
    paths: tuple[Region, ...] = ()  # centre lines
    areas: tuple[tuple[str, Region], ...] = ()  # kind and outline
    colour: str | None = None  # of the brand
    neighbours: tuple[tuple[Region, float], ...] = ()  # outline and height of buildings that are not zones
    map_m: tuple[float, float, float, float] | None = None  # west, south, east and north edge of its map
    coast: Coast = "north"  # where the sea is, if the horizon is a coast

    @property
    def variety(self) -> Variety:
        """What its seed decides."""
        return variety_of(self.seed)


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A zone and its building."""

    id: str
    kind: str  # kind of the catalogue; "" if the zone has its own model, which only takes up space
    size_m: Point2
    height_m: float
    storeys: int
    accent: str
    glow: str
    letters: tuple[tuple[str, str], ...] = ()  # its text, by language
    related: tuple[str, ...] = ()
    seed: int = 11
    variant: int = 0  # variant of its kind
    glass: str | None = None
    cap_m: float | None = None
    roof: Roof = "auto"
    has_sign: bool = True
    outline_m: Region = ()  # of a traced building, about its centre, its front to the south
    room_m: tuple[float, float, float] | None = None  # width, depth and height of its live exhibit
    # centre_m, heading_deg: its place; None: found
    centre_m: Point2 | None = None
    heading_deg: float | None = None


def fits_inside(row: BuildingRow) -> bool:
    """Whether a building's own room is large enough for its live exhibit."""
    if row.room_m is None or row.kind not in KINDS:
        return False
    _, own = KINDS[row.kind].room(*row.size_m, row.storeys)
    return all(has >= needs for has, needs in zip(own, row.room_m, strict=True))


@dataclass(slots=True, eq=False)
class Lot:
    """A building's piece of land while places are found; `is_free` if it may move."""

    row: BuildingRow
    centre: Floats
    heading_deg: float
    is_free: bool

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def xy(self) -> Point2:
        """Its centre as two numbers."""
        return (float(self.centre[0]), float(self.centre[1]))

    @property
    def found_at(self) -> Point2:
        """Its centre as in a scene, in tenths of a metre."""
        x, y = self.xy
        return (round(x, 1), round(y, 1))

    @property
    def found_heading_deg(self) -> float:
        """Its heading as in a scene."""
        return round(self.heading_deg % 360, 1)

    @property
    def size_m(self) -> Point2:
        return self.row.size_m

    @property
    def height_m(self) -> float:
        return self.row.height_m

    @property
    def front(self) -> Floats:
        """The unit vector that its front faces."""
        angle = math.radians(self.heading_deg)
        return np.array([math.sin(angle), math.cos(angle)])

    @property
    def turn_deg(self) -> float:
        """Its rotation anticlockwise from facing south."""
        return 180.0 - self.heading_deg

    @property
    def stage_m(self) -> float:
        """Depth of the stage before its front, for a live exhibit that has no room inside."""
        room = self.row.room_m
        return 0.0 if room is None or fits_inside(self.row) else room[1] + STAGE_GAP_M

    @property
    def plot_m(self) -> Point2:
        """Width and depth of building and stage together."""
        width, depth = self.size_m
        wide = self.row.room_m[0] if self.row.room_m and self.stage_m else 0.0
        return (max(width, wide), depth + self.stage_m)

    @property
    def door(self) -> Floats:
        """A point before its front door, or before its stage."""
        return self.centre + self.front * (self.size_m[1] / 2 + self.stage_m + (3.5 if self.stage_m else 6.0))

    def corners(self, margin_m: float = 0.0, ahead_m: float = 0.0) -> Floats:
        """The corners of its plot with a margin and `ahead_m` of ground before its front; (4, 2)."""
        half_x, half_y = self.plot_m[0] / 2 + margin_m, self.size_m[1] / 2 + margin_m
        front = -half_y - self.stage_m - ahead_m
        ring = [(-half_x, front), (half_x, front), (half_x, half_y), (-half_x, half_y)]
        return self.world(np.array(ring))

    def world(self, places: npt.ArrayLike) -> Floats:
        """Points (n, 2) relative to its centre, with its front to the south, in world coordinates."""
        local = np.asarray(places, float)
        angle = math.radians(self.turn_deg)
        cosine, sine = math.cos(angle), math.sin(angle)
        return np.asarray(local @ np.array([[cosine, sine], [-sine, cosine]]) + self.centre)
