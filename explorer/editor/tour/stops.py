"""Views and stops from the present camera: changes that write a camera, and that add, move and remove stops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...base.geometry import Pose
from ...park.defaults.every_zone import EVERY_ZONE
from ...park.keys import asked
from ...park.model import Park
from ...park.tour import Stop, Tour
from ..change import DELETE, Change
from ..ground.placing import Written, file_of
from ..pieces import HOLD_S, free_name, to_be_written, tour_of

Side = Literal["front", "exhibit"]

TOUR = "tour"


def view_of(pose: Pose) -> dict[str, Any]:
    """A camera as a view of a scene: metres to the decimetre, angles to the tenth."""
    view: dict[str, Any] = {
        "target_m": [_short(v) for v in pose.target],
        "azimuth_deg": _short(pose.azimuth_deg),
        "elevation_deg": _short(pose.elevation_deg),
        "distance_m": _short(pose.distance_m),
    }
    return view if pose.fov_deg == 36.0 else {**view, "fov_deg": _short(pose.fov_deg)}


def zone_view(written: Written, zone: str, side: Side, pose: Pose) -> list[Change]:
    """The change that makes a camera the view of a zone, or of its exhibit."""
    return _named_view(written, file_of(zone), side, pose)


def park_view(written: Written, name: str, pose: Pose) -> list[Change]:
    """The change that makes a camera a new or existing view of the park."""
    return _named_view(written, "park.yaml", name, pose)


def written_tours(park: Park, written: Written) -> tuple[Tour, ...]:
    """The tours that are in files of the scene."""
    return tuple(tour for id, tour in park.tours.items() if id != EVERY_ZONE and _rows(written, id))


def stop_added(
    park: Park, written: Written, tour: str | None, at: int, pose: Pose, zone: str | None, *, at_exhibit: bool
) -> tuple[str, list[Change]]:
    """A stop at the present camera; returns the id of its tour, and the changes.

    Parameters
    ----------
    tour : the tour it is added to; None: a new one.
    at : its index in the tour.
    zone : the open zone: the stop is there, and uses its texts. None: the stop has a separate view.
    """
    rows = _rows(written, tour) if tour is not None else []
    taken = {str(row.get("id")) for row in rows}
    changes: list[Change] = []
    stop: dict[str, Any]
    if zone is not None:
        place = park.zones[zone]
        stop = {"id": free_name(zone, taken), "zone": zone}
        if at_exhibit and place.exhibit is not None:
            stop["at"] = "exhibit"
        caption = {language: place.title[language] for language in park.languages}
        spoken = {language: place.lead[language] for language in park.languages}
    else:
        view = free_name("view", set(park.views))
        changes += park_view(written, view, pose)
        stop = {"id": free_name(view, taken), "view": view}
        caption, spoken = (
            to_be_written(park.languages, text) for text in (asked(Stop, "caption"), asked(Stop, "spoken"))
        )
    stop |= {"hold_s": HOLD_S, "caption": caption, "spoken": spoken}
    if tour is not None:
        return tour, [*changes, Change(_file(tour), ("stops",), [*rows[:at], stop, *rows[at:]])]
    made = free_name(TOUR, set(park.tours))
    return made, [*changes, Change(_file(made), (), tour_of(park.languages, [stop]))]


def stop_moved(written: Written, tour: str, at: int, to: int) -> list[Change]:
    """The change that moves a stop within its tour."""
    rows = _rows(written, tour)
    if at == to or not (0 <= at < len(rows) and 0 <= to < len(rows)):
        return []
    row = rows.pop(at)
    return [Change(_file(tour), ("stops",), [*rows[:to], row, *rows[to:]])]


def stop_removed(written: Written, tour: str, at: int) -> list[Change]:
    """The change that removes a stop from its tour; removing the last one removes the tour."""
    rows = _rows(written, tour)
    if not 0 <= at < len(rows):
        return []
    left = [*rows[:at], *rows[at + 1 :]]
    return [Change(_file(tour), ("stops",), left) if left else Change(_file(tour), (), DELETE)]


def stop_view(park: Park, written: Written, tour: str, at: int, pose: Pose) -> list[Change]:
    """The change that shows a stop from a camera.

    A stop at a zone uses that zone's view, which changes for all tours; a view shared with other stops stays,
    and the stop gets a new one.
    """
    row = _rows(written, tour)[at]
    if row.get("zone") is not None:
        side: Side = "exhibit" if row.get("at") == "exhibit" else "front"
        return zone_view(written, str(row["zone"]), side, pose)
    view = str(row.get("view"))
    users = sum(stop.view == view for other in park.tours.values() for stop in other.stops)
    if users <= 1 and view != park.start:
        return park_view(written, view, pose)
    name = free_name("view", set(park.views))
    return [*park_view(written, name, pose), Change(_file(tour), ("stops", at, "view"), name)]


def _named_view(written: Written, file: str, name: str, pose: Pose) -> list[Change]:
    if isinstance(written(file, ("views",)), Mapping):
        return [Change(file, ("views", name), view_of(pose))]
    return [Change(file, ("views",), {name: view_of(pose)})]


def _file(tour: str) -> str:
    return f"tours/{tour}.yaml"


def _rows(written: Written, tour: str) -> list[dict[str, Any]]:
    rows = written(_file(tour), ("stops",))
    return [dict(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _short(value: float) -> float | int:
    rounded = round(float(value), 1)
    return int(rounded) if rounded == int(rounded) else rounded
