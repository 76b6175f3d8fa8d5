"""Checks the places of zones: no overlap with each other, roads or water, none out of the camera's reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot
from typing import Literal

from ...base.geometry import shared_m2
from ...i18n import Text
from ..frame import Bounds
from ..ground import Region
from ..model import Park
from ..plots import Plot, is_baked, plots_of
from ..yaml_file import YamlFile

OVERLAP_M2 = 1.0
"""Overlaps below this are touching corners."""

FARTHEST_M = 350.0
"""Distance from all others at which a building counts as isolated; the ground between would take long to make, metres."""


MisplacedKind = Literal["overlap", "outside", "far", "road", "water"]


@dataclass(frozen=True, slots=True)
class Ground:
    """The surroundings of buildings: the camera's bounds, and roads and waters of the scene."""

    bounds: Bounds
    roads: tuple[Region, ...] = ()
    water: tuple[Region, ...] = ()

    @classmethod
    def of(cls, park: Park) -> Ground:
        """The ground of a park."""
        site = park.site
        return cls(park.bounds, site.roads, site.water) if site else cls(park.bounds)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A zone in the wrong place."""

    zone: str  # its id
    kind: MisplacedKind  # the kind of fault; `other`: the zone that it overlaps
    # what, remedy: what is wrong, and what to do
    what: Text
    remedy: Text
    other: str = ""
    is_error: bool = False  # whether the scene cannot be shown because of it


def misplaced(
    plots: Mapping[str, Plot], ground: Ground, only: Iterable[str] | None = None
) -> list[Misplaced]:
    """Faults in the places of zones.

    Parameters
    ----------
    only : the zones to check; all if None.
    """
    judged = list(plots) if only is None else list(only)
    found = [fault for id in judged for fault in _ground_faults(plots[id], plots, ground)]
    seen = set[frozenset[str]]()
    for id in judged:
        for other, plot in plots.items():
            pair = frozenset((id, other))
            if other != id and pair not in seen:
                seen.add(pair)
                if (m2 := plots[id].shared_m2(plot)) > OVERLAP_M2:
                    found.append(_overlap(id, other, m2))
    return found


def _overlap(zone: str, other: str, m2: float) -> Misplaced:
    return Misplaced(
        zone,
        "overlap",
        Text("place: takes {m2:.0f} m² that {other!r} takes too", m2=m2, other=other),
        Text("move one of the two, or make it smaller"),
        other,
    )


def _ground_faults(plot: Plot, plots: Mapping[str, Plot], ground: Ground) -> list[Misplaced]:
    low, high = ground.bounds.low_m, ground.bounds.high_m
    x, y = plot.centre_m
    if not (low[0] <= x <= high[0] and low[1] <= y <= high[1]):
        return [
            Misplaced(
                plot.zone,
                "outside",
                Text("place.centre_m: outside the park"),
                Text("move it within `bounds` of park.yaml"),
                is_error=True,
            )
        ]
    found = []
    others = [other.centre_m for id, other in plots.items() if id != plot.zone]
    apart_m = min((hypot(x - a, y - b) for a, b in others), default=0.0)
    if apart_m > FARTHEST_M:
        found.append(
            Misplaced(
                plot.zone,
                "far",
                Text("place.centre_m: {apart_m:.0f} m from the nearest other zone", apart_m=apart_m),
                Text("move it nearer, within {limit:.0f} m", limit=FARTHEST_M),
            )
        )
    remedy = Text("move it, or the area in `site` of park.yaml")
    if any(shared_m2(region, plot.corners_m) > OVERLAP_M2 for region in ground.roads):
        found.append(Misplaced(plot.zone, "road", Text("place: stands in a road"), remedy))
    if any(shared_m2(region, plot.corners_m) > OVERLAP_M2 for region in ground.water):
        found.append(Misplaced(plot.zone, "water", Text("place: stands in the water"), remedy))
    return found


def check_standing(files: Mapping[str, YamlFile], park: Park) -> None:
    """Note zones in the wrong place; baked buildings are where their bake put them and are not checked."""
    plots, ground = plots_of(park), Ground.of(park)
    movable = [id for id, zone in park.zones.items() if not is_baked(park, zone)]
    for fault in misplaced({id: plots[id] for id in movable}, ground):
        files[f"zones/{fault.zone}"].fault(
            ("place", "centre_m"), fault.what, fault.remedy, warning=not fault.is_error
        )
    for id in (id for id in park.zones if id not in movable):
        for fault in _ground_faults(plots[id], plots, Ground(park.bounds)):
            if fault.is_error:
                files[f"zones/{id}"].fault(("place", "centre_m"), fault.what, fault.remedy)


def check_map_credit(files: Mapping[str, YamlFile], park: Park) -> None:
    """A site with outlines from a map says who made the map."""
    site = park.site
    if site is None or site.map is not None:
        return
    traced = any(zone.building is not None and zone.building.outline_m for zone in park.zones.values())
    if traced or site.neighbours:
        files["park"].fault(
            ("site",),
            Text("site.map: nothing says who made the map"),
            Text("write `map:` with a `credit:` into `site`; for a map of your own, your own name"),
        )
