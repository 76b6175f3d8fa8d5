"""The file changes of dragging a zone: its place, and everything written that must move along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...park.model import Park
from ...park.plots import Plot, is_baked, plot_of
from ..change import Change, Place

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
    centre, heading = [_short(v) for v in plot.centre_m], _short(plot.heading_deg)
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
    return [Change(file_of(plot.zone), path, [_short(v) for v in plot.size_m])]


def _following(before: Plot, plot: Plot, written: Written) -> list[Change]:
    """Written coordinates that move with the zone: its label, its exhibit, its views."""
    file, turn = file_of(plot.zone), plot.heading_deg - before.heading_deg
    changes = []

    def carry(place: Any) -> list[Any]:
        x, y = plot.world(before.local((place[0], place[1])))
        return [_short(x), _short(y), *place[2:]]

    for path in (("place", "label_m"), ("exhibit", "centre_m"), *_TARGETS):
        if _is_place(value := written(file, path)):
            changes.append(Change(file, path, carry(value)))
    for path in (("exhibit", "heading_deg"), *_BEARINGS):
        value = written(file, path)
        if turn and isinstance(value, int | float):
            changes.append(Change(file, path, _short((value + turn) % 360)))
    return [change for change in changes if written(file, change.path) != change.value]


_TARGETS: tuple[Place, ...] = tuple(("views", name, "target_m") for name in ("front", "exhibit"))
_BEARINGS: tuple[Place, ...] = tuple(("views", name, "azimuth_deg") for name in ("front", "exhibit"))


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(v, int | float) for v in value)


def _written_pair(written: Written, zone: str) -> Any:
    place = written(file_of(zone), ("place",))
    return place.get("centre_m") if isinstance(place, Mapping) else None


def _short(value: float) -> float | int:
    """A number as an author would write it: metres to the centimetre, no needless decimals."""
    rounded = round(float(value), 2)
    return int(rounded) if rounded == int(rounded) else rounded
