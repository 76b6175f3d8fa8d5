"""A drag on the ground: the grabbed handle of a zone, and the zone's place meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot
from typing import Literal

from ...base.geometry import Vec2, turn_deg
from ...base.protocols import Displaced
from ...build.grown.kinds import KINDS
from ...park.base import SMALLEST_M
from ...park.ground import Region
from ...park.model import Zone
from ...park.plots import Plot
from . import snapping
from .snapping import Snapped

Handle = Literal["body", "turn", "corner 0", "corner 1", "corner 2", "corner 3"]
CORNERS: tuple[Handle, ...] = ("corner 0", "corner 1", "corner 2", "corner 3")

ARM_M = 9.0
"""Distance of the rotation handle from the front."""

LARGEST_M = 200.0
STEP_M, LARGE_STEP_M, STEP_DEG = 1.0, 5.0, 5.0
"""Steps of an arrow key, of an arrow key with Shift, and of a bracket key, which turns."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Smallest and largest width and depth of a building."""

    least_m: Vec2
    most_m: Vec2

    @classmethod
    def of(cls, zone: Zone) -> Limits:
        """The limits of a zone's building; wide for a model or a block."""
        if zone.building is None:
            return cls((max(SMALLEST_M, 1.0),) * 2, (LARGEST_M, LARGEST_M))
        kind = KINDS[zone.building.kind]
        return cls(kind.least_m, kind.most_m)


def handles_of(plot: Plot) -> dict[Handle, Vec2]:
    """The positions of a plot's handles on the ground; the handle of the middle moves all of it."""
    ahead_m = max([plot.size_m[1] / 2, *(corner[1] for corner in plot.stage_m)]) + ARM_M
    return {
        "turn": plot.world((0.0, ahead_m)),
        **dict(zip(CORNERS, plot.corners_m, strict=True)),
        "body": plot.centre_m,
    }


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag, from its start.

    Attributes
    ----------
    plot : the zone's plot at the start.
    handle : the grabbed handle.
    from_m : where on the ground it was grabbed.
    """

    plot: Plot
    handle: Handle
    from_m: Vec2
    limits: Limits

    def at(
        self,
        place: Vec2,
        others: Sequence[Plot] = (),
        roads: Sequence[Region] = (),
        *,
        free: bool = False,
        reach_m: float = 2.0,
    ) -> Snapped:
        """The zone while the pointer is over a place on the ground; `free`: without snapping."""
        plot = self.plot
        if self.handle == "body":
            centre = (
                plot.centre_m[0] + place[0] - self.from_m[0],
                plot.centre_m[1] + place[1] - self.from_m[1],
            )
            return snapping.move_to(plot, centre, others, roads, 0.0 if free else reach_m)
        if self.handle == "turn":
            turned = turn_deg(self._bearing(self.from_m), self._bearing(place))
            return snapping.turn_to(plot, plot.heading_deg + turned, others, free=free)
        corner = CORNERS.index(self.handle)
        at = plot.corners_m[corner]
        to = (at[0] + place[0] - self.from_m[0], at[1] + place[1] - self.from_m[1])
        return snapping.size_to(plot, corner, to, self.limits.least_m, self.limits.most_m, free=free)

    def _bearing(self, place: Vec2) -> float:
        dx, dy = place[0] - self.plot.centre_m[0], place[1] - self.plot.centre_m[1]
        return degrees(atan2(dx, dy)) if hypot(dx, dy) > 1e-6 else self.plot.heading_deg


def nudged(plot: Plot, right: int, ahead: int, step_m: float, azimuth_deg: float) -> Plot:
    """A plot moved by key steps to the right or away, as seen from a bearing.

    It moves along the axes of the park, so that four steps in a square lead back.
    """
    x, y = ((right, ahead), (-ahead, right), (-right, -ahead), (ahead, -right))[
        round((180.0 - azimuth_deg) / 90) % 4
    ]
    centre = (round(plot.centre_m[0] + x * step_m, 2), round(plot.centre_m[1] + y * step_m, 2))
    return replace(plot, centre_m=centre)


def turned(plot: Plot, by_deg: float) -> Plot:
    """A plot turned clockwise."""
    return replace(plot, heading_deg=round((plot.heading_deg + by_deg) % 360, 1) % 360)


def displaced(standing: Plot, plot: Plot) -> Displaced | None:
    """The displacement that draws a zone of one plot as if it were on another; None if both are the same."""
    (wide, deep), (now_wide, now_deep) = standing.size_m, plot.size_m
    row = Displaced(
        plot.zone,
        standing.centre_m,
        plot.centre_m,
        standing.heading_deg,
        turn_deg(standing.heading_deg, plot.heading_deg),
        (now_wide / wide, now_deep / deep),
    )
    stays = row == Displaced(plot.zone, standing.centre_m, standing.centre_m, standing.heading_deg)
    return None if stays else row
