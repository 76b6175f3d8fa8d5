"""The ground taken by zones: the footprint of a building, and the room of an exhibit in front of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import cos, radians, sin

from ..base.geometry import Vec2, rectangle, shared_m2
from .checks.models import names_file
from .model import Park, Zone


@dataclass(frozen=True, slots=True)
class Plot:
    """The ground of one zone."""

    zone: str  # the id of the zone
    centre_m: Vec2  # the middle of its building, metres east and north
    size_m: Vec2  # the building's width along its front, and its depth
    heading_deg: float  # direction of the front, clockwise from north
    # corners of an exhibit room outside the building: metres to the right of the middle and ahead of it,
    # looking out of the front
    stage_m: tuple[Vec2, ...] = ()
    outline_m: tuple[Vec2, ...] = ()  # corners of a traced building, likewise

    @property
    def right(self) -> Vec2:
        """The unit vector along the front, to the right when looking out of it."""
        angle = radians(self.heading_deg)
        return (cos(angle), -sin(angle))

    @property
    def ahead(self) -> Vec2:
        """The unit vector out of the front."""
        angle = radians(self.heading_deg)
        return (sin(angle), cos(angle))

    @property
    def corners_m(self) -> tuple[Vec2, Vec2, Vec2, Vec2]:
        """The corners of the building, anticlockwise from the left end of its front."""
        return rectangle(self.centre_m, self.size_m, self.heading_deg)

    @property
    def stage_corners_m(self) -> tuple[Vec2, ...]:
        """The corners of the exhibit's room in the park; empty if it is inside the building."""
        return tuple(self.world(corner) for corner in self.stage_m)

    def world(self, local: Vec2) -> Vec2:
        """Park coordinates of a local place, given in metres to the right of the middle and ahead of it."""
        (x, y), (rx, ry), (ax, ay) = self.centre_m, self.right, self.ahead
        return (x + rx * local[0] + ax * local[1], y + ry * local[0] + ay * local[1])

    def local(self, place: Vec2) -> Vec2:
        """Local coordinates of a place in the park: metres to the right of the middle and ahead of it."""
        dx, dy = place[0] - self.centre_m[0], place[1] - self.centre_m[1]
        return (dx * self.right[0] + dy * self.right[1], dx * self.ahead[0] + dy * self.ahead[1])

    def resized(self, size_m: Vec2) -> Plot:
        """A copy with another size about the same middle; the exhibit room keeps its distance from the front."""
        front = (size_m[1] - self.size_m[1]) / 2
        return replace(self, size_m=size_m, stage_m=tuple((x, y + front) for x, y in self.stage_m))

    def shared_m2(self, other: Plot) -> float:
        """Area that two plots share."""
        if self.outline_m or other.outline_m:
            return self._shared_outline_m2(other)
        mine = [self.corners_m, *([self.stage_corners_m] if self.stage_m else [])]
        theirs = [other.corners_m, *([other.stage_corners_m] if other.stage_m else [])]
        return max(shared_m2(a, b) for a in mine for b in theirs)

    def _shared_outline_m2(self, other: Plot) -> float:
        from ..build.grown.outline import shared_area_m2  # only parks from a map need it

        mine, theirs = (
            [ring for ring in (plot.true_corners_m, plot.stage_corners_m) if ring] for plot in (self, other)
        )
        return max(shared_area_m2(a, b) for a in mine for b in theirs)

    @property
    def true_corners_m(self) -> tuple[Vec2, ...]:
        """The corners of a traced building's outline, or of the rectangle of any other."""
        return tuple(self.world(corner) for corner in self.outline_m) or self.corners_m


def plot_of(zone: Zone) -> Plot:
    """The ground of a zone."""
    place = zone.place
    outline = zone.building.outline_m if zone.building is not None else None
    # an outline has its front to the south: right and ahead, looking out of it, are west and south
    turned = tuple((-x, -y) for x, y in outline or ())
    plot = Plot(zone.id, place.centre_m, place.footprint_m, place.heading_deg, outline_m=turned)
    if zone.exhibit is None:
        return plot
    wide, deep, _ = zone.exhibit.size_m
    x, y, _ = zone.exhibit.centre_m
    room = rectangle((x, y), (wide, deep), zone.exhibit.heading_deg)
    inside = wide * deep > 0 and shared_m2(room, plot.corners_m) > 0.5 * wide * deep
    return plot if inside else replace(plot, stage_m=tuple(plot.local(corner) for corner in room))


def plots_of(park: Park) -> Mapping[str, Plot]:
    """The ground of all zones, by their ids."""
    return {id: plot_of(zone) for id, zone in park.zones.items()}


def is_baked(park: Park, zone: Zone) -> bool:
    """Whether a zone's building is part of a baked park, so that only another bake can move it."""
    return park.site is None and zone.model is not None and not names_file(zone.model)
