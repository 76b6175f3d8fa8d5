"""The part of a frame where a live exhibit stands before its building: no line of the building's contour runs there."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from ...park.model import ExhibitPlace, Zone
from ..camera import Camera

Floats = npt.NDArray[np.float64]

PERSON_M = 1.9
"""Least height that is kept free of lines, for low exhibits."""


def rooms_in_front(zones: Mapping[str, Zone]) -> dict[str, Floats]:
    """The corners of each room (8, 3) whose middle is outside its building's footprint."""
    return {
        id: room_corners(zone.exhibit)
        for id, zone in zones.items()
        if zone.exhibit is not None and _is_outside(zone, zone.exhibit)
    }


def _is_outside(zone: Zone, exhibit: ExhibitPlace) -> bool:
    turn = radians(zone.place.heading_deg)
    east, north = np.subtract(exhibit.centre_m[:2], zone.place.centre_m)
    across, ahead = east * cos(turn) - north * sin(turn), east * sin(turn) + north * cos(turn)
    width, depth = zone.place.footprint_m
    return bool(abs(across) > width / 2 or abs(ahead) > depth / 2)


def room_corners(exhibit: ExhibitPlace) -> Floats:
    """The corners of an exhibit's room, as high as the camera takes it into the picture."""
    wide, deep, high = exhibit.size_m
    high = max(exhibit.seen_high_m or high, PERSON_M)
    turn = radians(exhibit.heading_deg)
    ahead, side = np.array([sin(turn), cos(turn)]), np.array([cos(turn), -sin(turn)])
    middle, floor = np.array(exhibit.centre_m[:2]), exhibit.centre_m[2]
    return np.array(
        [
            [*(middle + side * a * wide / 2 + ahead * b * deep / 2), floor + up]
            for a in (-1, 1)
            for b in (-1, 1)
            for up in (0.0, high)
        ]
    )


def covered(eye: Camera, corners: Floats, x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
    """Whether the outline of a box covers places of a frame, as shares of its width and height."""
    at = eye.project(corners)
    if np.isnan(at).any():  # it reaches behind the camera
        return np.zeros(np.broadcast(x, y).shape, bool)
    inside = np.ones(np.broadcast(x, y).shape, bool)
    hull = _hull(at)
    for (x0, y0), (x1, y1) in zip(hull, np.roll(hull, -1, axis=0), strict=True):
        inside &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return inside


def _turn(start: Floats, end: Floats, point: Floats) -> float:
    """Above 0 if a point is to the left of a line."""
    (ax, ay), (bx, by) = end - start, point - start
    return float(ax * by - ay * bx)


def _hull(points: Floats) -> Floats:
    """The convex hull of points in a plane, all to the left of each of its sides."""
    order = points[np.lexsort((points[:, 1], points[:, 0]))]

    def half(row: Floats) -> list[Floats]:
        kept: list[Floats] = []
        for point in row:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return np.array(half(order) + half(order[::-1]))
