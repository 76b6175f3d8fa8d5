"""Clear view: things between the camera and the subject make way; trees and lamps shrink, people and vehicles fade.

The subject is the room of the open zone's exhibit and the letters of its building. The shader decides for
each vertex whether its tree is in the way (see way.glsl), from the tree's foot and height: so every frame
policy shows the same, a moving camera costs nothing, and no tree is cut in half. Things up to knee height
stay.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...base.geometry import Pose

GROUND_M, FOOT_M = 0.18, 0.45
"""Height of the ground, and height up to which a vertex belongs to a foot."""

ONE_FOOT_M = 1.2
"""Feet closer to each other than this are merged."""

SQUARE_M = 24.0
"""Side of the squares that are searched for the nearest foot."""

SQUARES_IN_A_ROW = 1 << 20
"""Upper bound of squares in a row, which numbers each square with one integer."""

REACH_M, HIGHEST_M = 8.0, 25.0
"""Largest distance of a vertex from its foot, and largest height, that fit into bytes."""

Floats = npt.NDArray[np.float64]
WayRows = tuple[tuple[float, float, float, float], tuple[float, float, float, float]]

NOTHING_YIELDS: WayRows = ((0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))


def feet_of(positions: Floats) -> Floats:
    """Feet of the things in a chunk, shape (f, 2): vertices on the ground, near ones merged."""
    low = positions[positions[:, 2] < FOOT_M][:, :2]
    places = low[:, 0] + 1j * low[:, 1]
    by_east = np.argsort(low[:, 0])
    # only what lies as far east can be near: comparing with all of them would take twice as long
    first, last = (
        np.searchsorted(low[by_east, 0], low[:, 0] + reach_m).tolist()
        for reach_m in (-ONE_FOOT_M, ONE_FOOT_M)
    )
    is_free = np.ones(len(low), bool)
    feet: list[Floats] = []
    for number in range(len(low)):
        if is_free[number]:
            near = by_east[first[number] : last[number]]
            near = near[is_free[near] & (np.abs(places[near] - places[number]) < ONE_FOOT_M)]
            is_free[near] = False
            own = low[near]
            feet.append((own.min(axis=0) + own.max(axis=0)) / 2)
    return np.array(feet).reshape(-1, 2)


def nearest_of(places: Floats, feet: Floats) -> npt.NDArray[np.intp]:
    """Index of the nearest foot for each place, shape (n,); the first of several.

    Places are processed square by square, each with only those feet that may be nearest to a place in it.
    """
    column, row = np.floor(places / SQUARE_M).astype(np.int64).T
    _, first, which, ends = np.unique(
        column * SQUARES_IN_A_ROW + row, return_index=True, return_inverse=True, return_counts=True
    )
    low = np.stack([column[first], row[first]])[:, :, None] * SQUARE_M - feet.T[:, None]
    east_m, north_m = np.maximum(np.maximum(low, -low - SQUARE_M), 0.0)
    far_east_m, far_north_m = np.maximum(-low, low + SQUARE_M)
    least = east_m * east_m + north_m * north_m
    most = far_east_m * far_east_m + far_north_m * far_north_m
    may_be_nearest = least <= most.min(axis=1, keepdims=True)
    order = np.argsort(which, kind="stable")
    nearest = np.empty(len(places), np.intp)
    for candidates, own in zip(may_be_nearest, np.split(order, np.cumsum(ends)[:-1]), strict=True):
        near = np.flatnonzero(candidates)
        # a sum over an axis of two would take four times as long
        east_m = places[own, :1] - feet[near, 0]
        north_m = places[own, 1:] - feet[near, 1]
        nearest[own] = near[np.argmin(east_m * east_m + north_m * north_m, axis=1)]
    return nearest


def packed_feet(positions: Floats, feet: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.uint8]]:
    """Offset from each vertex to its nearest foot: (n,) east, and (n, 2) north and the height of the thing on that foot.

    They use bytes that are free in vertices other than glass and shore.
    """
    nearest = nearest_of(positions[:, :2], feet)
    high_m = np.zeros(len(feet))
    np.maximum.at(high_m, nearest, positions[:, 2] - GROUND_M)
    own = np.clip((positions[:, :2] - feet[nearest]) / REACH_M, -1, 1) * 127
    high = np.clip(high_m[nearest] / HIGHEST_M, 0, 1) * 255
    east = np.rint(own[:, 0]).astype(np.int8)
    return east, np.stack([np.rint(own[:, 1]) + 128, np.ceil(high)], axis=1).astype(np.uint8)


def way_rows(pose: Pose, room: Floats, letters: Floats | None, level: float) -> WayRows:
    """Shader inputs about the subject, seen from a pose.

    Parameters
    ----------
    room, letters : the corners of the exhibit's room, and of its building's letters.
    level : degree to which things make way, 0..1.
    """
    points = room if letters is None else np.concatenate([room, letters])
    eye = np.array(pose.eye)
    middle = points.mean(axis=0)[:2] - eye[:2]
    length = float(np.hypot(*middle))
    if level <= 0 or length < 1.0:
        return NOTHING_YIELDS
    east, north = (float(part) / length for part in middle)
    away = points - eye
    ahead, beside = away[:, :2] @ (east, north), away[:, :2] @ (north, -east)
    if ahead.min() < 1.0:  # the camera is inside the room
        return NOTHING_YIELDS
    left, right = float((beside / ahead).min()), float((beside / ahead).max())
    foot = float((away[:, 2] / ahead).min())
    in_room = ahead[: len(room)]
    return (east, north, level, float(in_room.mean())), (left, right, foot, float(in_room.min()))
