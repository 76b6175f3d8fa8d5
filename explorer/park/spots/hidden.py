"""Which hot spots a camera cannot see because a building is in the way."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...base.geometry import Vec3
from ..frame import Solids
from ..model import Zone

CELL_M = 7.1
"""Diagonal of the columns that make up a building. A building's own boxes may extend this far beyond its wall."""
GAP_M = 1.0
"""Other buildings count up to this far before the point."""
INSIDE_M = 1.5
"""A point further inside than this is in a room: its own building never hides it, since it may have glass."""


def hidden_spots(zone: Zone, eye: Vec3, solids: Solids) -> frozenset[str]:
    """The hot spots of a zone behind walls, by id.

    Parameters
    ----------
    eye : the place of the camera.
    solids : the boxes of all buildings.
    """
    is_own = np.array([name == zone.id for name in solids.zones], bool)
    return frozenset(
        spot.id
        for spot in zone.spots
        if (place := spot.place_m(zone.place.centre_m, zone.place.heading_deg)) is not None
        and _is_hidden(place, eye, solids, is_own, _is_in_a_room(zone, spot.at_m))
    )


def _is_in_a_room(zone: Zone, at_m: Vec3 | None) -> bool:
    if at_m is None:
        return False
    right_m, toward_m, up_m = at_m
    wide, deep = zone.place.footprint_m
    is_within = abs(right_m) < wide / 2 - INSIDE_M and abs(toward_m) < deep / 2 - INSIDE_M
    return is_within and up_m < zone.place.height_m


def _is_hidden(
    place: Vec3, eye: Vec3, solids: Solids, is_own: npt.NDArray[np.bool_], is_in_a_room: bool
) -> bool:
    """Whether the line of sight enters a box well before it reaches the point."""
    start = np.asarray(eye, np.float32)
    way = np.asarray(place, np.float32) - start
    length = max(float(np.linalg.norm(way)), 1e-6)
    enter, leave = solids.spans(start, way)
    last = 1 - np.where(is_own, CELL_M, GAP_M) / length
    meets = (enter < leave) & (leave > 0) & (enter < last)
    return bool((meets & ~is_own).any() if is_in_a_room else meets.any())
