"""A zone placed by hand: the drag of one of its handles, and the changes of files that put it there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot
from typing import Any, Literal

from ..base.geometry import Vec2, turn_deg
from ..base.protocols import Displaced
from ..build.grown.kinds import KINDS
from ..park.base import SMALLEST_M
from ..park.ground import Region
from ..park.model import Park, Zone
from ..park.plots import Plot, is_baked, plot_of
from .change import Change, Place
from .snapping import Snapped, move_to, size_to, turn_to

Written = Callable[[str, Place], Any]
"""Returns the value at a place of the scene's files; None if the place is empty."""


def file_of(zone: str) -> str:
    """The file of a zone."""
    return f"zones/{zone}.yaml"


def unplaced(park: Park, written: Written) -> tuple[str, ...]:
    """Zones placed automatically: they would move when another one gets a place."""
    if park.site is None:
        return ()
    return tuple(id for id in park.zones if _written_pair(written, id) is None)


def changes_of(park: Park, written: Written, plots: Iterable[Plot]) -> list[Change]:
    """The changes that put zones on these plots.

    With automatic placement the places of all zones are written, so that only the dragged ones move.
    """
    moved = {plot.zone: plot for plot in plots}
    changes = [
        change
        for id in unplaced(park, written)
        if id not in moved
        for change in _place_changes(plot_of(park.zones[id]), written)
    ]
    for id, plot in moved.items():
        before = plot_of(park.zones[id])
        changes += _place_changes(plot, written)
        changes += _size_changes(park, before, plot)
        changes += _following(before, plot, written)
    return changes


def may_move(park: Park, zone: str) -> bool:
    """Whether a zone can be moved without a bake."""
    return not is_baked(park, park.zones[zone])


def _place_changes(plot: Plot, written: Written) -> list[Change]:
    file, place = file_of(plot.zone), written(file_of(plot.zone), ("place",))
    centre, heading = [short(v) for v in plot.centre_m], short(plot.heading_deg)
    if not isinstance(place, Mapping):
        return [Change(file, ("place",), {"centre_m": centre, "heading_deg": heading})]
    changes = []
    if place.get("centre_m") is None or list(place["centre_m"]) != centre:
        changes.append(Change(file, ("place", "centre_m"), centre))
    if place.get("heading_deg") != heading:
        changes.append(Change(file, ("place", "heading_deg"), heading))
    return changes


def _size_changes(park: Park, before: Plot, plot: Plot) -> list[Change]:
    if plot.size_m == before.size_m:
        return []
    has_building = park.zones[plot.zone].building is not None
    path: Place = ("building", "size_m") if has_building else ("place", "footprint_m")
    return [Change(file_of(plot.zone), path, [short(v) for v in plot.size_m])]


def _following(before: Plot, plot: Plot, written: Written) -> list[Change]:
    """Written coordinates that move with the zone: its label, its exhibit, its views."""
    file, turn = file_of(plot.zone), plot.heading_deg - before.heading_deg
    changes = []

    def carry(place: Any) -> list[Any]:
        x, y = plot.world(before.local((place[0], place[1])))
        return [short(x), short(y), *place[2:]]

    for path in (("place", "label_m"), ("exhibit", "centre_m"), *_TARGETS):
        if _is_place(value := written(file, path)):
            changes.append(Change(file, path, carry(value)))
    for path in (("exhibit", "heading_deg"), *_BEARINGS):
        value = written(file, path)
        if turn and isinstance(value, int | float):
            changes.append(Change(file, path, short((value + turn) % 360)))
    return [change for change in changes if written(file, change.path) != change.value]


_TARGETS: tuple[Place, ...] = tuple(("views", name, "target_m") for name in ("front", "exhibit"))
_BEARINGS: tuple[Place, ...] = tuple(("views", name, "azimuth_deg") for name in ("front", "exhibit"))


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(v, int | float) for v in value)


def _written_pair(written: Written, zone: str) -> Any:
    place = written(file_of(zone), ("place",))
    return place.get("centre_m") if isinstance(place, Mapping) else None


def short(value: float, digits: int = 2) -> float | int:
    """A number as an author would write it: metres to the centimetre, no needless decimals."""
    rounded = round(float(value), digits)
    return int(rounded) if rounded == int(rounded) else rounded


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
            return move_to(plot, centre, others, roads, 0.0 if free else reach_m)
        if self.handle == "turn":
            turned = turn_deg(self._bearing(self.from_m), self._bearing(place))
            return turn_to(plot, plot.heading_deg + turned, others, free=free)
        corner = CORNERS.index(self.handle)
        at = plot.corners_m[corner]
        to = (at[0] + place[0] - self.from_m[0], at[1] + place[1] - self.from_m[1])
        return size_to(plot, corner, to, self.limits.least_m, self.limits.most_m, free=free)

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
