"""Views and stops from the present camera, and the acts recorded at a stop: the changes of files that write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Literal

from ..base.geometry import Pose
from ..exhibits.exhibit import STEP_S
from ..park.defaults.every_zone import EVERY_ZONE
from ..park.keys import asked
from ..park.model import Park
from ..park.tour import Stop, Tour
from ..visit.exhibit_run import Running
from .change import DELETE, Change
from .pieces import HOLD_S, free_name, to_be_written, tour_of
from .placing import Written, file_of, short

Side = Literal["front", "exhibit"]

TOUR = "tour"

AFTER_S = 5.0
"""Time a stop lasts after its last act, so that the effect is seen."""

FINEST = 100
"""Acts are timed to 1/FINEST second."""

MOST_ACTS = 100
"""Most acts of a stop."""


def view_of(pose: Pose) -> dict[str, Any]:
    """A camera as a view of a scene: metres to the decimetre, angles to the tenth."""
    view: dict[str, Any] = {
        "target_m": [short(v, 1) for v in pose.target],
        "azimuth_deg": short(pose.azimuth_deg, 1),
        "elevation_deg": short(pose.elevation_deg, 1),
        "distance_m": short(pose.distance_m, 1),
    }
    return view if pose.fov_deg == 36.0 else {**view, "fov_deg": short(pose.fov_deg, 1)}


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


def acts_of(run: Running) -> list[dict[str, Any]]:
    """The actions on a run, fresh when the recording began, in the form of a stop.

    Times are chosen so that they fall into the same step of the run when the tour is played at its usual
    pace. Pointer movement is left out: tours have none.
    """
    acts: list[dict[str, Any]] = []
    for act in run.past.acts:
        at_s = second_of(act.step)
        if act.kind == "=" and acts and acts[-1]["at_s"] == at_s and "turn" in acts[-1]:
            acts[-1]["turn"][act.name] = act.value
        elif act.kind == "=":
            acts.append({"at_s": at_s, "turn": {act.name: act.value}})
        elif act.kind in "!*":
            acts.append({"at_s": at_s, "press" if act.kind == "!" else "touch": act.name})
    return acts[:MOST_ACTS]


def recorded(written: Written, tour: str, at: int, run: Running) -> list[Change]:
    """The changes that write recorded acts into a stop and make it last long enough."""
    file = _file(tour)
    row, acts = written(file, ("stops", at)), acts_of(run)
    held_s = row.get("hold_s") if isinstance(row, dict) else None
    changes = [Change(file, ("stops", at, "acts"), acts)]
    if not isinstance(held_s, int | float) or held_s < _least_s(acts):
        changes.append(Change(file, ("stops", at, "hold_s"), _least_s(acts)))
    return changes


def with_acts(changes: Sequence[Change], at: int, run: Running) -> list[Change]:
    """The changes that add a stop, together with the acts recorded in it."""
    *rest, last = changes
    acts = acts_of(run)

    def acting(stop: Mapping[str, Any]) -> dict[str, Any]:
        return {**stop, "hold_s": max(stop["hold_s"], _least_s(acts)), "acts": acts}

    value: Any = last.value
    rows = value["stops"] if isinstance(value, Mapping) else value
    rows = [acting(row) if number == at else row for number, row in enumerate(rows)]
    return [
        *rest,
        Change(last.file, last.path, {**value, "stops": rows} if isinstance(value, Mapping) else rows),
    ]


def _least_s(acts: Sequence[Mapping[str, Any]]) -> int:
    """Least duration of a stop with these acts."""
    return ceil((acts[-1]["at_s"] if acts else 0.0) + AFTER_S)


def second_of(step: int) -> float | int:
    """The earliest time, in the written form, at which `step` steps are done."""
    at_s = ceil(step * STEP_S * FINEST - 1e-6) / FINEST
    return int(at_s) if at_s == int(at_s) else at_s
