"""The pump's parts as bodies of revolution: contacts of a lowered part, and hits of a ray."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Name = Literal["bearing", "spacer", "shaft", "gear"]

ORDER: tuple[Name, ...] = ("bearing", "spacer", "shaft", "gear", "bearing")
"""A valid order of assembly of the five parts."""

BEARING_MM, SPACER_MM, COLLAR_MM, GEAR_MM = 12.0, 16.0, 40.0, 30.0
BORE_DEPTH_MM = 80.17
STUB_R_MM, COLLAR_R_MM, BORE_R_MM, RIM_R_MM = 10.0, 14.0, 24.0, 30.0

SEATED_WITHIN_MM = 1.0
"""Tolerance of a part's seat: far above all tolerances, far below any part's length."""


class Ring(NamedTuple):
    """A ring round the pump's axis, in millimetres."""

    bottom_mm: float
    top_mm: float
    inner_mm: float
    outer_mm: float

    def over(self, other: Ring) -> bool:
        """Whether two rings collide along the axis; touching sides slide."""
        return self.inner_mm < other.outer_mm and other.inner_mm < self.outer_mm

    def lifted(self, height_mm: float) -> Ring:
        """The ring raised by `height_mm`."""
        return self._replace(bottom_mm=self.bottom_mm + height_mm, top_mm=self.top_mm + height_mm)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The true sizes of one pump, as differences from the drawing in millimetres."""

    housing: float = 0.0
    collar: float = 0.0
    spacer: float = 0.0
    lower_bearing: float = 0.0
    upper_bearing: float = 0.0

    @property
    def gap_mm(self) -> float:
        """Gap between the stack and the cover: bore depth less bearing, spacer, collar and bearing."""
        stack = 2 * BEARING_MM + SPACER_MM + COLLAR_MM
        more = self.lower_bearing + self.spacer + self.collar + self.upper_bearing
        return BORE_DEPTH_MM + self.housing - stack - more


@dataclass(frozen=True, slots=True)
class Seat:
    """Resting position of a part, and its distance from its place."""

    name: Name
    height_mm: float  # height of its lower face (for the shaft: its collar's) above the bottom of the bore
    off_mm: float  # above (+) or below (-) its place; within `SEATED_WITHIN_MM` the part is seated

    @property
    def fits(self) -> bool:
        """Whether the part is seated."""
        return abs(self.off_mm) < SEATED_WITHIN_MM


def housing(sizes: Sizes) -> tuple[Ring, ...]:
    """The housing: a floor with a hole for the shaft, and a wall round the bore."""
    rim_mm = BORE_DEPTH_MM + sizes.housing
    return (Ring(-10, 0, STUB_R_MM + 1, RIM_R_MM), Ring(-10, rim_mm, BORE_R_MM, RIM_R_MM))


def rings(name: Name, sizes: Sizes, upper: bool = False) -> tuple[Ring, ...]:
    """A part's rings above its lower face; of the bearings, the upper or the lower one."""
    if name == "bearing":
        more = sizes.upper_bearing if upper else sizes.lower_bearing
        return (Ring(0, BEARING_MM + more, STUB_R_MM, BORE_R_MM),)
    if name == "spacer":
        return (Ring(0, SPACER_MM + sizes.spacer, STUB_R_MM, 16),)
    if name == "gear":
        return (Ring(0, GEAR_MM, COLLAR_R_MM, 22),)
    top_mm = COLLAR_MM + sizes.collar
    return (
        Ring(-30, 0, 0, STUB_R_MM),
        Ring(0, top_mm, 0, COLLAR_R_MM),
        Ring(top_mm, top_mm + 30, 0, STUB_R_MM),
    )


def place_mm(name: Name, upper: bool = False) -> float:
    """Height of a part's lower face on the drawing, above the bottom of the bore."""
    on_spacer_mm = BEARING_MM + SPACER_MM
    if name == "bearing":
        return on_spacer_mm + COLLAR_MM if upper else 0.0
    return BEARING_MM if name == "spacer" else on_spacer_mm


def solid(seats: Sequence[Seat], sizes: Sizes) -> list[Ring]:
    """All rings of the housing and of the parts in it."""
    found, bearings = list(housing(sizes)), 0
    for seat in seats:
        found += [ring.lifted(seat.height_mm) for ring in rings(seat.name, sizes, upper=bearings > 0)]
        bearings += seat.name == "bearing"
    return found


def come_down(name: Name, seats: Sequence[Seat], sizes: Sizes) -> Seat:
    """Resting position of a part that is lowered along the axis.

    It stops at the first ring below it that it overlaps in radius, so the highest such contact decides.
    """
    upper = any(seat.name == "bearing" for seat in seats)
    obstacles = solid(seats, sizes)
    height_mm = max(
        below.top_mm - ring.bottom_mm
        for ring in rings(name, sizes, upper)
        for below in obstacles
        if ring.over(below)
    )
    return Seat(name, height_mm, height_mm - place_mm(name, upper))


def left_over(seats: Sequence[Seat]) -> list[Name]:
    """The parts not yet in the housing."""
    parts = list(ORDER)
    for seat in seats:
        parts.remove(seat.name)
    return parts


def ray(radius_mm: float, seats: Sequence[Seat], sizes: Sizes) -> float:
    """Height at which a vertical ray first hits something; minus infinity if it passes through."""
    hits = [r.top_mm for r in solid(seats, sizes) if r.inner_mm <= radius_mm < r.outer_mm]
    return max(hits, default=-math.inf)


def scanned_gap_mm(seats: Sequence[Seat], sizes: Sizes) -> float:
    """The gap as measured by a scanner above the open pump: the rim's height less that of the upper bearing."""
    rim_mm = ray((BORE_R_MM + RIM_R_MM) / 2, seats, sizes)
    return rim_mm - ray((COLLAR_R_MM + BORE_R_MM) / 2, seats, sizes)
